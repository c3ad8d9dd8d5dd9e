"""What one property test finds: each thing once, told by the smallest request that shows it."""

from __future__ import annotations

from collections.abc import Iterable

from voipbin_harness.violation import ExpectationFailed, Kind, Violation


class Findings:
    """Collects violations, so that one does not hide the others."""

    def __init__(self) -> None:
        self._found: dict[tuple[Kind, str, str, str], Violation] = {}

    def add(self, violations: Iterable[Violation]) -> None:
        """Take violations in."""
        for violation in violations:
            key = (violation.kind, violation.operation, violation.where, violation.expected)
            if key not in self._found or _size(violation) < _size(self._found[key]):
                self._found[key] = violation

    def report(self) -> None:
        """Raise what was found: :class:`ExpectationFailed` for one thing, a group of them for several."""
        failures = [ExpectationFailed(violation) for _, violation in sorted(self._found.items())]
        if len(failures) == 1:
            raise failures[0]
        if failures:
            raise ExceptionGroup("the property does not hold", failures)


def _size(violation: Violation) -> int:
    exchange = violation.exchange
    return len(exchange.request_body) + len(exchange.url) if exchange else 0
