"""Walks along the links of the document: what one answer names, the next request asks for, hangs up or deletes.

Why not schemathesis's own state machine (``as_state_machine``): hypothesis replays the beginnings of earlier walks and
gives up ("inconsistent data generation") when they go on differently. They do: a target keeps what the walk before has
made. It also starts most walks with lists and with ids that nobody has, and hardly ever calls anybody. A walk here is a
seeded sequence of moves; the passive checks, which remember the whole test, judge every answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from voipbin_harness.contract import Operation
from voipbin_harness.exchange import Exchange
from voipbin_harness.properties.findings import Findings
from voipbin_harness.properties.known import Known
from voipbin_harness.properties.links import Links, Step
from voipbin_harness.properties.overlay import allowed, pinned
from voipbin_harness.properties.rules import documented
from voipbin_harness.violation import HarnessError, Kind, Violation
from voipbin_harness.world import World

_PAUSES_MS = (1, 500, 2_500, 10_000, 40_000)
_UNTIL_ALL_IS_OVER_MS = 600_000
_MOVES = {"follow": 60, "start": 20, "pause": 15, "look as other": 5}
_REMEMBERED = 40


def walk(world: World, *, steps: int, seed: int) -> None:
    """Take one walk of ``steps`` moves, the same one for the same seed.

    Raises :class:`HarnessError` when the document has no links to walk along.
    """
    one = Walk(world, Random(seed))
    for _ in range(steps):
        one.move()
    one.report()


class Walk:
    """One walk: the steps that lie open, and what is gone."""

    def __init__(self, world: World, random: Random) -> None:
        self._world = world
        self._random = random
        self._permitted = allowed(world)
        self._known = Known(world, self._permitted)
        self._links = Links(world.contract)
        self._starts = _starts(world.contract.operations.values())
        self._open: list[Step] = []
        self._gone: set[str] = set()
        self._followed = 0
        self._findings = Findings()

    def move(self) -> None:
        """Follow a link, start something new, let time pass, or let another customer look."""
        (name,) = self._random.choices(list(_MOVES), weights=list(_MOVES.values()))
        if name == "pause":
            self._world.clock.advance(self._random.choice(_PAUSES_MS))
        elif name == "start" or not self._open:
            self._start(self._random.choice(self._starts))
        elif name == "follow":
            self._follow(self._chosen())
        else:
            self._look_as_other(self._chosen())

    def report(self) -> None:
        """Let what was begun come to its end, and raise what was found."""
        self._world.clock.advance(_UNTIL_ALL_IS_OVER_MS)
        self._world.client().request("GET", "/calls")
        self._findings.report()
        if not self._followed:
            raise HarnessError("the walk found no link to follow: does the document link its operations?")

    def _chosen(self) -> Step:
        """Choose a step, the newest ones first, but now and then one that has long been open."""
        newest = self._open[-6:] if self._random.random() < 0.7 else self._open
        return self._random.choice(newest)

    def _start(self, operation: Operation) -> None:
        body = None
        if operation.request_schema:
            body = self._random.choice(documented(self._world.contract, operation.name))
            body = self._known.fill(pinned(body, self._permitted))
        self._remember(self._world.client().request(operation.method, operation.template, body=body))

    def _follow(self, step: Step) -> None:
        body = self._known.body(step.target.template) if step.target.request_schema else None
        answer = self._world.client().request(step.target.method, step.path, body=body, params=step.query)
        self._followed += 1
        if answer.status == 404 and not self._gone.intersection(step.values.values()):
            self._findings.add([_led_nowhere(step, answer)])
        if answer.ok and step.target.method == "DELETE":
            self._gone.update(step.values.values())
        self._remember(answer)

    def _look_as_other(self, step: Step) -> None:
        if "two_accounts" in self._world.target.capabilities and step.target.method == "GET":
            self._world.client("other").request("GET", step.path, params=step.query)

    def _remember(self, answer: Exchange) -> None:
        self._open = [*self._open, *self._links.steps_from(answer)][-_REMEMBERED:]


def _starts(operations: Iterable[Operation]) -> list[Operation]:
    """Return the operations that need nothing to be there: those that create something three times each."""
    rootless = [each for each in operations if "{" not in each.template and each.prefix]
    return [each for each in rootless for _ in range(3 if each.method == "POST" else 1)]


def _led_nowhere(step: Step, answer: Exchange) -> Violation:
    expected = f"what {step.source} has just named"
    return Violation(Kind.ECHO, step.target.name, "status", expected, "404", check="walks", exchange=answer)
