"""A mock with a fault at its edge: middleware that changes one thing of what goes in or comes out."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from voipbin_harness.checker import Checker
from voipbin_harness.contract import load
from voipbin_harness.editions import edition
from voipbin_harness.exchange import Exchange
from voipbin_harness.targets.embedded import InProcess
from voipbin_harness.targets.mock import MockTarget
from voipbin_harness.violation import ExpectationFailed, Kind, Violation
from voipbin_harness.world import World
from voipbin_mock.app import create_app


@dataclass
class Passing:
    """A request and its answer on their way through the edge; a fault changes what it likes."""

    method: str
    path: str
    query: bytes
    body: Any
    signed: bool
    status: int = 200
    answer: Any = None


Fault = Callable[[Passing], None]
_ASGI = Callable[..., Awaitable[None]]


def edge(app: _ASGI, fault: Fault) -> _ASGI:
    """Return the application behind an edge with a fault; a body that is no JSON passes untouched."""

    async def faulty(scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: _ASGI) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/_mock"):
            await app(scope, receive, send)
            return
        body, sent = await _whole(receive), []

        async def hear() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def keep(event: dict[str, Any]) -> None:
            sent.append(event)

        await app(scope, hear, keep)
        start, content = sent[0], b"".join(event.get("body", b"") for event in sent[1:])
        passing = Passing(
            scope["method"],
            scope["path"],
            scope["query_string"],
            _parsed(body),
            b"token=" in scope["query_string"],
            start["status"],
            _parsed(content),
        )
        fault(passing)
        changed = json.dumps(passing.answer).encode() if passing.answer != _parsed(content) else content
        kept = [(name, value) for name, value in start["headers"] if name not in (b"content-length", b"content-type")]
        headers = [*kept, (b"content-type", b"application/json"), (b"content-length", str(len(changed)).encode())]
        await send({"type": "http.response.start", "status": passing.status, "headers": headers})
        await send({"type": "http.response.body", "body": changed})

    return faulty


async def _whole(receive: Callable[[], Awaitable[Any]]) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


@dataclass
class Broken:
    """A world with a fault at its edge and faults ``seeded`` in its mock, and everything that a property finds in it.

    That is what it raises and what the checks say.
    """

    fault: Fault
    edition: str = "tutorial"
    seeded: tuple[str, ...] = ()
    sent: list[Exchange] = field(default_factory=list)

    def find(self, property_: Callable[[World], None]) -> list[Violation]:
        """Return what a property test finds."""
        contract, words = load(self.edition), edition(self.edition)
        app = edge(create_app(edition=self.edition, seed=0, clock="virtual", faults=self.seeded), self.fault)
        http = httpx.Client(transport=InProcess(app), base_url="http://mock")
        world = World(MockTarget("mock", http, 0), words, contract)
        session = Checker(contract, words).begin()
        found: list[Violation] = []

        def see(exchange: Exchange) -> None:
            self.sent.append(exchange)
            found.extend(session.check(exchange))

        world.begin(see)
        try:
            property_(world)
        except ExpectationFailed as error:
            found.append(error.violation)
        except ExceptionGroup as group:
            found += [error.violation for error in group.exceptions if isinstance(error, ExpectationFailed)]
        finally:
            found += session.close({})
            world.target.close()
        return found


def kinds(found: list[Violation]) -> set[tuple[Kind, str]]:
    """Return what was found as pairs of kind and operation."""
    return {(violation.kind, violation.operation) for violation in found}
