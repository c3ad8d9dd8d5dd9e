"""What one test leaves behind: its outcome, what it found and what it covered.

Plain data: a record travels from an xdist worker to the controller, and from there into every report.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Outcome = Literal["passed", "failed", "unproven", "flaky", "error"]


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
