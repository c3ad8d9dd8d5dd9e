"""A run that dies: a story that makes one of everything, on a line that breaks off at a moment of one's choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

from tests.live.mocking import LONG, SOURCE, TALK, checker_of, tel, world_of
from voipbin_harness.callees.script import Act, CalleeScript
from voipbin_harness.safety.ledger import Ledger
from voipbin_harness.targets.live import LiveTarget

PRESSES = CalleeScript(acts=(Act("press", digits="1", delay_ms=500),))


class Killed(BaseException):
    """Stands for SIGKILL where a process of its own would be too dear: nothing of the harness catches it."""


class Dying(httpx.BaseTransport):
    """Hands requests on and dies at the ``at``-th that changes something, before or after the platform has seen it."""

    def __init__(self, inner: httpx.BaseTransport, at: int, *, arrives: bool, die: Callable[[], Any]) -> None:
        self.inner = inner
        self.at = at
        self.arrives = arrives
        self.die = die
        self.changes = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.changes += request.method != "GET"
        dies = request.method != "GET" and self.changes == self.at
        if dies and not self.arrives:
            self.die()
        answer = self.inner.handle_request(request)
        if dies:
            answer.read()
            self.die()
        return answer

    def close(self) -> None:
        self.inner.close()


def die_at_line(ledger: Ledger, at: int, die: Callable[[], Any]) -> None:
    """Die as soon as the ledger holds ``at`` lines more."""
    write, written = ledger._write, 0

    def writing(line: dict[str, Any]) -> None:
        nonlocal written
        write(line)
        written += 1
        if written == at:
            die()

    ledger._write = writing  # type: ignore[method-assign]


def kill() -> None:
    raise Killed


def story(target: LiveTarget) -> None:
    """Make calls of every way, groupcalls, flows and a number that answers; two tests of a run, and its end."""
    target.arrive()
    world = world_of(target)
    session = checker_of(target).begin()
    world.begin(session.check)
    one, two = world.callees.place(PRESSES), world.callees.place(CalleeScript())
    client, source = world.client(), tel(SOURCE)
    client.create_call(source, [one.address], actions=TALK)
    flow = client.create_flow("kept", LONG)
    called = client.create_call(source, [one.address, two.address], flow_id=flow)
    client.create_groupcall(source, [one.address, two.address], actions=TALK, ring_method="ring_all")
    world.clock.step(world.clock.now_ms() + 3000)
    client.hang_up(called.calls[0].id)
    world.begin(session.check)
    client = world.client()
    listens = world.callees.place(CalleeScript())
    client.create_call(source, [listens.address], actions=TALK)
    target.leave()
