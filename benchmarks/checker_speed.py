"""How fast traffic is checked: the whole checker beside jsonschema and jsonschema-rs alone, on the same bodies.

Run it with ``python benchmarks/checker_speed.py [EDITION]``. The traffic is what a run sends and hears: calls that are
made, watched to their end and listed, and requests that are refused. Every body is read from its bytes each time, by
each of the three; validators are built once. Each figure is the best of several rounds.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
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

SESSIONS, ROUNDS = 30, 7
GOAL = 5.0
ACTIONS = [
    {"type": "talk", "option": {"text": "Good morning.", "language": "en-GB"}},
    {"type": "sleep", "option": {"duration": 1000}},
    {"type": "hangup"},
]


def record(name: str) -> list[Exchange]:
    """Return the traffic of one session on the embedded mock."""
    found: list[Exchange] = []
    target = choose(Settings(edition=name))
    world = World(target, edition(name), load(name))
    world.begin(found.append)
    play(world, world.client())
    target.close()
    return found


def play(world: World, client: Client) -> None:
    """Make three calls, watch each to its end, read lists, flows and the balance, and be refused a few times."""
    flow = client.create_flow("a flow", ACTIONS)
    for number in (10, 11, 13):
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


def best(runs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the shortest time of each run in s of this process; they take turns, so that none has a worse hour."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            gc.collect()
            started = time.process_time()
            run()
            times[name].append(time.process_time() - started)
    return {name: min(found) for name, found in times.items()}


def check(sessions: list[list[Exchange]], checker: Checker) -> None:
    """Put every session through the checker."""
    for exchanges in sessions:
        session = checker.begin()
        for exchange in exchanges:
            session.check(exchange)
        session.close()


def main() -> None:
    """Print the table."""
    name = sys.argv[1] if len(sys.argv) > 1 else "tutorial"
    contract = load(name)
    traffic = record(name)
    content = bodies(traffic, contract)
    slow = python_validators(contract)
    fast = {schema: contract.schemas.validator(schema) for _, schema in content}
    checker = Checker(contract, edition(name))

    def validate(validators: dict[str, Any]) -> None:
        for _ in range(SESSIONS):
            for body, schema in content:
                validators[schema].is_valid(json.loads(body))

    def parse() -> None:
        for _ in range(SESSIONS):
            for body, _ in content:
                json.loads(body)

    # An exchange keeps what it has parsed, so each round has exchanges of its own.
    rounds = iter([[[replace(exchange) for exchange in traffic] for _ in range(SESSIONS)] for _ in range(ROUNDS)])
    rows = best(
        {
            "json.loads alone": parse,
            "jsonschema-rs alone": lambda: validate(fast),
            "jsonschema alone": lambda: validate(slow),
            "the whole checker": lambda: check(next(rounds), checker),
        }
    )
    exchanges = SESSIONS * len(traffic)
    faster = min(rows["jsonschema-rs alone"], rows["jsonschema alone"])
    kilobytes = sum(len(body) for body, _ in content) / 1000
    print(
        f"edition {name}: {len(traffic)} exchanges a session, {len(content)} bodies with a schema, {kilobytes:.0f} kB"
    )
    print()
    print("| | exchanges a second | µs an exchange | times the faster validator |")
    print("|---|---:|---:|---:|")
    for what, seconds in rows.items():
        each = seconds / exchanges
        print(f"| {what} | {1 / each:,.0f} | {each * 1e6:.1f} | {seconds / faster:.2f} |")
    print()
    ratio = rows["the whole checker"] / faster
    print(f"goal: at most {GOAL:g} times the faster validator: {'met' if ratio <= GOAL else 'missed'} ({ratio:.2f})")


if __name__ == "__main__":
    main()
