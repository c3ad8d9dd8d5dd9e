"""What a run says while it goes on: one line for each feature or group of tests that is finished."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voipbin_harness.reporting.style import PLAIN, Style
from voipbin_harness.reporting.text import one_line, shortened
from voipbin_harness.results import Record

#: Workers of xdist take turns at groups: one that has been silent for so many tests is taken to be finished.
_SILENCE = 25
_WIDTH = 52


@dataclass(slots=True)
class _Group:
    passed: int = 0
    failed: int = 0
    unproven: int = 0
    duration_ms: int = 0
    last: int = 0


class Progress:
    """Counts records by feature (or by file, for a test that is no scenario) and says when one is done."""

    def __init__(self, style: Style = PLAIN) -> None:
        self._style = style
        self._expected = 0
        self._done = 0
        self._groups: dict[str, _Group] = {}
        self._latest = ""

    def expect(self, tests: Iterable[str]) -> None:
        """Say which tests there will be."""
        self._expected = len({*tests})

    def take(self, record: Record) -> str:
        """Count a record; return the lines that are due, or ``""``. A failure is told at once."""
        self._done += 1
        name = group_of(record)
        group = self._groups.setdefault(name, _Group())
        failed = record.outcome in ("failed", "error") or any(found.severity == "fail" for found in record.findings)
        group.failed += failed
        group.passed += record.outcome == "passed" and not failed
        group.unproven += record.outcome in ("unproven", "flaky") and not failed
        group.duration_ms += record.duration_ms
        group.last = self._done
        lines = [self._failure(record)] if failed else []
        due = [n for n, g in self._groups.items() if n != name and self._done - g.last >= _SILENCE]
        if self._done >= self._expected > 0:
            due = list(self._groups)
        return "\n".join(lines + [self._line(n) for n in due])

    def _failure(self, record: Record) -> str:
        kinds = sorted({found.kind for found in record.findings if found.severity == "fail"})
        why = ", ".join(kinds) or record.outcome
        return self._style.line(f"       FAIL {shortened(one_line(record.title), 120)} ({why})", "red")

    def _line(self, name: str) -> str:
        group = self._groups.pop(name)
        counts = [(group.passed, "passed"), (group.failed, "failed"), (group.unproven, "unproven")]
        told = ", ".join(f"{count} {what}" for count, what in counts if count)
        share = f"{100 * self._done // self._expected:3d}%" if self._expected else "  ?%"
        text = f"[{share}] {shortened(one_line(name), _WIDTH):<{_WIDTH}} {told:<24} {group.duration_ms / 1000:6.1f} s"
        return self._style.line(text, "red" if group.failed else "yellow" if group.unproven else "")


def group_of(record: Record) -> str:
    """Return what a record is counted under: its feature, or the name of its file in words."""
    file = record.test.partition("::")[0]
    feature, colon, _ = record.title.partition(": ")
    if colon and "features" in file.split("/"):
        return feature
    return file.rpartition("/")[2].removesuffix(".py").removeprefix("test_").replace("_", " ") or "tests"
