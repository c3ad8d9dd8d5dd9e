"""What counts as caught: a finding that closes the gate and names the right operation and a fitting kind."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from detection_running import Played, Run, Suite, fits

from voipbin_mock.faults import load_fault


@dataclass(slots=True)
class Score:
    """How one fault fared.

    ``by`` are the pairs of suite (``scenarios`` or ``contracts``) and oracle that named it rightly. ``first`` is the
    test that did so first; ``seconds`` and ``requests`` count from the start of the whole gate to the end of that test.
    ``closed`` is whether the gate closed at all, for the right reason or not. ``proof`` is how many tests were played
    that are left out for this fault, and ``disproof`` which of them named it: there should be none.
    """

    name: str
    kind: str
    written: bool
    harmless: bool
    caught: bool
    closed: bool
    by: list[tuple[str, str]] = field(default_factory=list)
    first: str = ""
    seconds: float = 0.0
    requests: int = 0
    other: list[str] = field(default_factory=list)
    proof: int = 0
    disproof: list[str] = field(default_factory=list)

    def caught_by(self, *, without: str = "", only: str = "") -> bool:
        """Whether it would be caught without an oracle, or by one suite only."""
        return any(oracle != without and only in ("", suite) for suite, oracle in self.by)


def score(suite: Suite, run: Run) -> Score:
    """Judge one run."""
    fault = load_fault(run.fault)
    right = [(played, found) for played in run.tests for found in played.findings if fits(found, fault)]
    scored = Score(
        fault.name,
        fault.kind,
        not fault.name.startswith("generated:"),
        fault.harmless,
        bool(right) and not fault.harmless,
        run.closed,
        by=sorted({(_suite(played), _oracle(played, found)) for played, found in right}),
    )
    if right:
        scored.first = right[0][0].test.split("/")[-1]
        scored.seconds, scored.requests = _until(suite, run, right[0][0].test)
    elif run.closed:
        others = {
            f"{found['kind']} {found['operation']} {found['check']}"
            for played in run.tests
            for found in played.findings
        }
        errors = {played.error.splitlines()[0] for played in run.tests if played.outcome == "error" and played.error}
        scored.other = sorted(others | errors)[:8]
    scored.proof = len(run.proof)
    scored.disproof = sorted({one.test for one in run.proof if any(fits(found, fault) for found in one.findings)})
    return scored


def wilson(caught: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a rate (Wilson's score)."""
    if not of:
        return 0.0, 1.0
    z, rate = 1.96, caught / of
    middle = (rate + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(rate * (1 - rate) / of + z * z / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def summary(suite: Suite, scores: Sequence[Score], **about: Any) -> dict[str, Any]:
    """Return what is kept of a benchmark: one line for each fault."""
    return {
        **about,
        "clean": {
            "open": not suite.clean.closed,
            "tests": len(suite.clean.tests),
            "requests": sum(played.requests for played in suite.clean.tests),
            "seconds": round(suite.start_s + suite.clean.seconds, 1),
            "start_s": round(suite.start_s, 1),
        },
        "faults": [asdict(one) for one in sorted(scores, key=lambda one: (not one.written, one.kind, one.name))],
    }


def oracles(scores: Iterable[Score]) -> list[str]:
    """Return every oracle that named a fault."""
    return sorted({oracle for one in scores for _, oracle in one.by})


def _suite(played: Played) -> str:
    return "scenarios" if "features" in played.test.split("::")[0] else "contracts"


def _oracle(played: Played, found: dict[str, Any]) -> str:
    if found["check"]:
        return str(found["check"]).split(":")[0]
    return "expectation" if _suite(played) == "scenarios" else "property"


def _until(suite: Suite, run: Run, test: str) -> tuple[float, int]:
    """Count seconds and requests of the gate until the end of a test; what was left out counts as in the clean run."""
    seconds, requests = suite.start_s, 0
    with_fault = {played.test: played for played in run.tests}
    for clean in suite.clean.tests:
        played = with_fault.get(clean.test, clean)
        seconds, requests = seconds + played.seconds, requests + played.requests
        if clean.test == test:
            break
    return round(seconds, 2), requests
