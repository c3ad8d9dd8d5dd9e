"""What a run says on the terminal at its beginning and end, as pure functions from facts to lines."""

from __future__ import annotations

from pathlib import Path

from voipbin_harness.gate import Gate
from voipbin_harness.reporting.progress import Progress
from voipbin_harness.reporting.style import PLAIN, Style
from voipbin_harness.reporting.text import one_line, shortened
from voipbin_harness.results import Finding
from voipbin_harness.run_info import RunInfo

__all__ = ["Progress", "Style", "closing", "last_line", "opening"]

_MOST_FINDINGS = 30
_LONGEST_LINE = 400


def opening(info: RunInfo, style: Style = PLAIN) -> str:
    """Return the line with which a run begins."""
    build = f" ({one_line(info.build)})" if info.build else ""
    how = f"edition {info.edition}, profile {info.profile}, seed {info.seed}"
    return style.line(f"gating {one_line(info.target)}{build}: {how}", "bold")


def closing(gate: Gate, reports: Path | None, allure: str | None = None, style: Style = PLAIN) -> str:
    """Return the summary: findings, what is unproven, coverage, where the report is, the verdict, and the counts last.

    ``reports`` is the folder where they were written, ``None`` when none were; ``allure`` is the reason why there is no
    Allure report, ``None`` when there is one.
    """
    lines = ["", *(style.line(f"error: {_short(error)}", "red") for error in gate.errors)]
    for found in gate.findings[:_MOST_FINDINGS]:
        lines += _finding(found, reports, style)
    if (more := len(gate.findings) - _MOST_FINDINGS) > 0:
        rest = f" in {reports}/gate.json" if reports else "; --reports DIR writes them all"
        lines.append(style.line(f"... and {more} more findings{rest}"))
    lines += [
        style.line(
            _short(f"known finding {entry['id']} does not occur any more, remove it: {entry['reason']}"), "yellow"
        )
        for entry in gate.gone
    ]
    lines += [style.line(text, "yellow") for text in _unproven(gate)]
    lines.append(style.line(_coverage(gate), "dim"))
    if reports is not None:
        where = f"{reports}/allure-report/index.html" if allure is None else f"no Allure report: {_short(allure)}"
        lines.append(style.line(f"report: {where}; {reports}/gate.md", "dim"))
    colour = {"open": "green", "closed": "red", "unproven": "yellow"}[gate.verdict]
    less = f", not of the whole gate: {_short(gate.info.lessened)}" if gate.info.lessened else ""
    lines.append(style.line(f"verdict: {gate.verdict} (exit status {gate.exit_status}){less}", colour))
    return "\n".join([*lines, last_line(gate)])


def last_line(gate: Gate) -> str:
    """Return the line that programs read; never coloured."""
    counts = gate.counts
    skipped = f", {counts['unproven']} skipped" if counts["unproven"] else ""
    return f"gate: {counts['passed']} passed, {counts['failed']} failed{skipped}"


def _finding(found: Finding, reports: Path | None, style: Style) -> list[str]:
    mark, colour = ("FAIL", "red") if found.severity == "fail" else ("warn", "yellow")
    what = f"{mark} {found.kind}: {found.place}: expected {found.expected}, observed {found.observed}"
    replay = one_line(found.replay)
    where = f"look: {found.scenario or found.where} (finding {found.id}, witness {found.witness})"
    elsewhere = f"see {found.id} in {reports}/gate.md" if reports else "too long for a line; --reports DIR writes it"
    return [
        style.line(_short(what), colour),
        *([style.line("     " + _short(found.note))] if found.note else []),
        style.line("     " + _short(where)),
        style.line("     replay: " + (replay if len(replay) <= _LONGEST_LINE else elsewhere)),
    ]


def _unproven(gate: Gate) -> list[str]:
    return [
        _short(f"unproven: {whats[0]}{f' and {len(whats) - 1} more' if len(whats) > 1 else ''}: {why}")
        for _, why, whats in gate.doubts
    ]


def _coverage(gate: Gate) -> str:
    """Return what is not covered whole, and how much there is besides."""
    counted = gate.coverage
    parts = [f"{name} {n.seen} of {n.of}" for name, n in counted.items() if n.seen < n.of or name == "operations"]
    rest = len(counted) - len(parts)
    whole = f", {rest} other dimensions whole" if rest else ""
    return f"coverage: {', '.join(parts)}{whole}; {gate.counts['exchanges']} exchanges, {gate.counts['calls']} calls"


def _short(text: str) -> str:
    return shortened(one_line(text), _LONGEST_LINE)
