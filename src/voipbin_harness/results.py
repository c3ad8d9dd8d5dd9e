"""What one test leaves behind: its outcome, what it found and what it covered.

Plain data: a record travels from an xdist worker to the controller, and from there into every report.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from voipbin_harness.coverage.dimensions import TITLES

Outcome = Literal["passed", "failed", "unproven", "flaky", "error"]
#: Names of options with their values.
Options = Sequence[tuple[str, str]]

_RUN = "voipbin-harness run"
#: Options with which an open gate says nothing about a release.
_LESSENING = frozenset({"only", "fault", "without"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation as the reports show it: masked, with a stable id and a command that replays it.

    The id depends on what is wrong and where, not on the run, the ids of calls or the order of tests.
    """

    id: str
    kind: str
    severity: str
    operation: str
    witness: str
    where: str
    expected: str
    observed: str
    scenario: str | None
    replay: str
    check: str = ""
    note: str = ""

    @property
    def place(self) -> str:
        """The operation and the place in it; the place alone where no operation is at fault."""
        return f"{self.operation} at {self.where}" if self.operation else self.where

    def as_json(self) -> dict[str, Any]:
        """Return the finding as ``gate.json`` holds it; a ``note`` stands only where it is known."""
        members = asdict(self)
        del members["check"]
        if not self.note:
            del members["note"]
        return members


@dataclass(frozen=True, slots=True, order=True)
class UnprovenItem:
    """Something that nothing on this target could witness. ``declared`` is true when the target never claimed
    the ``capability``: such an item is listed and leaves the exit status alone.
    """

    what: str
    why: str
    capability: str
    declared: bool = True


@dataclass(slots=True)
class Record:
    """The result of one test (a scenario, a property, a probe). ``error`` is a fault of the harness or its input.

    ``calls`` counts the distinct calls seen, ``facts`` are pairs of a dimension of coverage and a name
    (``("responses", "GET /calls/{id} 200")``, ``("transitions", "ringing > progressing")``). ``named`` is
    whether the findings are the whole reason why the test failed.
    """

    test: str
    title: str
    outcome: Outcome = "passed"
    error: str = ""
    findings: list[Finding] = field(default_factory=list)
    unproven: list[UnprovenItem] = field(default_factory=list)
    exchanges: int = 0
    calls: int = 0
    facts: set[tuple[str, str]] = field(default_factory=set)
    duration_ms: int = 0
    named: bool = False

    def as_data(self) -> dict[str, Any]:
        """Return the record as plain lists and dicts, fit for any serializer."""
        data = asdict(self)
        data["facts"] = sorted(list(fact) for fact in self.facts)
        return data

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Record:
        """Read what :meth:`as_data` wrote."""
        return cls(
            **{
                **data,
                "findings": [Finding(**finding) for finding in data["findings"]],
                "unproven": [UnprovenItem(**item) for item in data["unproven"]],
                "facts": {(category, name) for category, name in data["facts"]},
            }
        )


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What was run, on what, and when; ``target`` never contains a credential. ``features`` is the directory of
    ``--features``, empty for the harness's own; ``thresholds`` the least percentages of coverage by dimension, which
    hold for a whole suite. ``options`` are further options of ``run`` with their values, which make its verdict another
    than the whole gate's, and ``selected`` the words after ``--`` that choose tests.
    """

    target: str
    edition: str
    profile: str
    seed: int
    build: str = ""
    commit: str = ""
    started: str = ""
    duration_ms: int = 0
    live: bool = False
    capabilities: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    features: str = ""
    thresholds: tuple[tuple[str, float], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    selected: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The command that plays the run again."""
        asked = [("coverage", f"{name}={percent:g}") for name, percent in self._asked()]
        return f"{_RUN} {_words(self._base(self.target), self._features(), self.options, asked, rest=self.selected)}"

    def replay(self, test: str) -> str:
        """Return the command that plays one test of the run again; a mock server's test is one of any mock's."""
        target = "mock" if self.target.startswith("mock:") else self.target
        options = [(name, value) for name, value in self.options if name != "only"]
        return f"{_RUN} {_words(self._base(target), self._features(), options, rest=(test,))}"

    @property
    def lessened(self) -> str:
        """What makes the verdict one on less than the whole suite, in the words of the command; empty for the whole."""
        return _words([option for option in self.options if option[0] in _LESSENING], rest=self.selected)

    @property
    def partial(self) -> bool:
        """Whether only some tests of the suite were asked for."""
        return bool(self.selected) or any(name == "only" for name, _ in self.options)

    def _base(self, target: str) -> Options:
        named = {"target": target, "edition": self.edition, "profile": self.profile, "seed": str(self.seed)}
        return [*named.items()]

    def _features(self) -> Options:
        return [("features", self.features)] if self.features else []

    def _asked(self) -> tuple[tuple[str, float], ...]:
        """Return the thresholds in as few words as they can be asked for."""
        if len(self.thresholds) < len(TITLES):
            return self.thresholds
        ((usual, _),) = Counter(percent for _, percent in self.thresholds).most_common(1)
        return (("all", usual), *(pair for pair in self.thresholds if pair[1] != usual))


def _words(*options: Options, rest: Sequence[str]) -> str:
    """Return options, and what follows them, as a shell takes them."""
    named = [f"--{name} {shlex.quote(value)}" for some in options for name, value in some]
    return " ".join([*named, *(["--", shlex.join(rest)] if rest else [])])
