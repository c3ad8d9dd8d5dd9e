"""How fast traffic is checked: the whole checker beside jsonschema and jsonschema-rs alone, on the same bodies.

Run it with ``python benchmarks/checker_speed.py [EDITION]``. The traffic is what a run sends and hears: calls that are
made, watched to their end and listed, and requests that are refused. Each session has ids and times of its own, so that
no memory of bodies helps where a real recording would not. Every body is read from its bytes each time, by each of the
three; validators are built once. Of each session the best of several rounds counts.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from typing import Any

import jsonschema
import orjson
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from voipbin_harness.checker import Checker
from voipbin_harness.client import Client
from voipbin_harness.contract import Contract, load
from voipbin_harness.editions import edition
from voipbin_harness.exchange import Exchange
from voipbin_harness.settings import Settings
from voipbin_harness.targets.choose import choose
from voipbin_harness.world import World

ROUNDS = 15
#: So many exchanges are put together of recordings of one length.
EXCHANGES = 720
#: How many calls a recording makes, and how many its account has made before: pages of ten are then all but empty, or
#: full.
RECORDINGS = ((3, 0), (3, 20), (30, 20))
GOAL = 5.0
ACTIONS = [
    {"type": "talk", "option": {"text": "Good morning.", "language": "en-GB"}},
    {"type": "sleep", "option": {"duration": 1000}},
    {"type": "hangup"},
]


def record(name: str, seed: int, calls: int = 3, earlier: int = 0) -> list[Exchange]:
    """Return the traffic of one session on the embedded mock; the seed gives it ids and a time of its own.

    ``earlier`` calls were made by the account before the recording begins.
    """
    found: list[Exchange] = []
    target = choose(Settings(edition=name, seed=seed))
    world = World(target, edition(name), load(name))
    world.begin(found.append)
    world.clock.step(world.clock.now_ms() + 1 + 3_661_007 * seed)
    client = world.client()
    for _ in range(earlier):
        client.create_call(world.source, [{"type": "tel", "target": "+15550100010"}], actions=ACTIONS)
        world.clock.advance(60_000)
    found.clear()
    play(world, client, calls)
    target.close()
    return found


def play(world: World, client: Client, calls: int) -> None:
    """Make calls, watch each to its end, read lists, flows and the balance, and be refused a few times."""
    flow = client.create_flow("a flow", ACTIONS)
    for number in islice(cycle((10, 11, 13)), calls):
        destination = {"type": "tel", "target": f"+155501000{number}"}
        (call,) = client.create_call(world.source, [destination], flow_id=flow).calls
        while not client.call(call.id).ended:
            world.clock.step(world.clock.now_ms() + 60_000)
        client.page("/calls", size=10)
    client.balance()
    client.request("GET", f"/flows/{flow}")
    client.request("GET", "/calls/00000000-0000-4000-8000-000000000000")
    client.request("POST", "/calls", body={"source": world.source})
    world.client(None).request("GET", "/calls")


def bodies(exchanges: list[Exchange], contract: Contract) -> list[tuple[bytes, str]]:
    """Return every body that the contract has a schema for, with the schema's name."""
    found = []
    for exchange in exchanges:
        operation = contract.operations.get(exchange.operation or "")
        if operation is None:
            continue
        if operation.request_schema and exchange.request_body:
            found.append((exchange.request_body, operation.request_schema))
        if name := operation.response_schemas.get(exchange.status):
            found.append((exchange.response_body, name))
    return found


def python_validators(contract: Contract) -> dict[str, Any]:
    """Return a validator of jsonschema for each schema."""
    resources = contract.schemas.resources()
    registry = Registry().with_resources((uri, DRAFT202012.create_resource(schema)) for uri, schema in resources)
    return {
        name: jsonschema.Draft202012Validator({"$ref": uri}, registry=registry)
        for name, (uri, _) in zip(contract.schemas, resources, strict=True)
    }


#: Makes one session ready and returns what is timed.
Run = Callable[[], Callable[[], object]]


def best(runs: dict[str, Sequence[Run]]) -> dict[str, float]:
    """Return how long each row takes in s of this process: of each of its runs, one a session, the shortest time.

    The rows take turns, so that none has a worse hour.
    """
    times: dict[str, list[list[float]]] = {name: [[] for _ in each] for name, each in runs.items()}
    for _ in range(ROUNDS):
        gc.collect()
        for name, each in runs.items():
            for run, found in zip(each, times[name], strict=True):
                timed = run()
                started = time.process_time()
                timed()
                found.append(time.process_time() - started)
    return {name: sum(map(min, found)) for name, found in times.items()}


def checking(exchanges: list[Exchange], checker: Checker) -> Callable[[], None]:
    """Put a session through the checker; an exchange keeps what it has parsed, so it is given exchanges of its own."""
    unread = [replace(exchange) for exchange in exchanges]

    def check() -> None:
        session = checker.begin()
        for exchange in unread:
            session.check(exchange)
        session.close()
        session.facts()

    return check


def validating(
    content: list[tuple[bytes, str]], validators: dict[str, Any], read: Callable[[bytes], Any]
) -> Callable[[], None]:
    """Read and validate bodies."""

    def validate() -> None:
        for body, schema in content:
            validators[schema].is_valid(read(body))

    return validate


def parsing(content: list[tuple[bytes, str]]) -> Callable[[], None]:
    """Read bodies."""

    def parse() -> None:
        for body, _ in content:
            json.loads(body)

    return parse


def repeated(traffic: list[list[Exchange]]) -> float:
    """Return the share of answers whose bytes came before in the same session, for the same request."""
    asked = [[(one.method, one.url, one.response_body) for one in session] for session in traffic]
    return 1 - sum(len(set(session)) for session in asked) / sum(map(len, asked))


def main() -> None:
    """Print a table for each kind of recording: short with all but empty lists, short with full ones, and long."""
    name = sys.argv[1] if len(sys.argv) > 1 else "tutorial"
    for calls, earlier in RECORDINGS:
        compare(name, calls, earlier)


def recordings(name: str, calls: int, earlier: int) -> list[list[Exchange]]:
    """Return as many sessions as have some :data:`EXCHANGES` exchanges together."""
    found = [record(name, 0, calls, earlier)]
    while sum(map(len, found)) < EXCHANGES:
        found.append(record(name, len(found), calls, earlier))
    return found


def compare(name: str, calls: int, earlier: int) -> None:
    """Print a table."""
    contract = load(name)
    traffic = recordings(name, calls, earlier)
    content = [bodies(session, contract) for session in traffic]
    slow = python_validators(contract)
    fast = {schema: contract.schemas.validator(schema) for session in content for _, schema in session}
    checker = Checker(contract, edition(name))
    rows = best(
        {
            "json.loads alone": [partial(parsing, one) for one in content],
            "jsonschema-rs alone": [partial(validating, one, fast, json.loads) for one in content],
            "jsonschema-rs alone, reading with orjson": [
                partial(validating, one, fast, orjson.loads) for one in content
            ],
            "jsonschema alone": [partial(validating, one, slow, json.loads) for one in content],
            "the whole checker": [partial(checking, one, checker) for one in traffic],
        }
    )
    exchanges, documents = sum(map(len, traffic)), sum(map(len, content))
    faster = min(rows["jsonschema-rs alone"], rows["jsonschema alone"])
    size = sum(len(body) for session in content for body, _ in session) / 1e6
    print(f"## Edition {name}, {calls} calls in a recording, {earlier} made before")
    print()
    print(f"{len(traffic)} recordings, {exchanges} exchanges, {documents} bodies with a schema, {size:.1f} MB")
    print(f"{repeated(traffic):.0%} of the answers say again what was said before in their session")
    print()
    print("| | exchanges a second | µs an exchange | times the faster validator |")
    print("|---|---:|---:|---:|")
    for what, seconds in rows.items():
        each = seconds / exchanges
        print(f"| {what} | {1 / each:,.0f} | {each * 1e6:.1f} | {seconds / faster:.2f} |")
    print()
    ratio = rows["the whole checker"] / faster
    print(f"goal: at most {GOAL:g} times the faster validator: {'met' if ratio <= GOAL else 'missed'} ({ratio:.2f})")
    print()


if __name__ == "__main__":
    main()
