"""What a run says on the terminal, as pure functions from facts to lines."""

from __future__ import annotations

from dataclasses import dataclass

from voipbin_harness.gate import Gate
from voipbin_harness.reporting.text import one_line, shortened
from voipbin_harness.results import Finding

_MOST_FINDINGS = 30
_LONGEST_LINE = 400
_PLAIN = str.maketrans({"…": "...", "·": "-", "→": "->", "—": "-", "\N{REPLACEMENT CHARACTER}": "?"})
_COLOURS = {"red": "31", "green": "32", "yellow": "33", "dim": "2", "bold": "1"}


@dataclass(frozen=True, slots=True)
class Style:
    """What the terminal can show: colours where someone looks, signs beyond ASCII where they can be written."""

    colours: bool = False
    unicode: bool = False

    @classmethod
    def of(cls, *, encoding: str | None, tty: bool, no_color: bool = False) -> Style:
        """Return the style for an output of that encoding; ``no_color`` is the wish of the environment."""
        known = (encoding or "").lower().replace("-", "") in ("utf8", "utf16", "utf8sig")
        return cls(colours=tty and not no_color, unicode=known)

    def line(self, text: str, colour: str = "") -> str:
        """Return a text as this terminal can show it."""
        if not self.unicode:
            text = text.translate(_PLAIN).encode("ascii", "backslashreplace").decode()
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.colours and colour else text


PLAIN = Style()


def opening(target: str, edition: str, profile: str, seed: int, tests: int, style: Style = PLAIN) -> str:
    """Return the line with which a run begins."""
    return style.line(
        f"gating {one_line(target)}: edition {edition}, profile {profile}, seed {seed}, {tests} tests", "bold"
    )


def progress(
    group: str, passed: int, failed: int, unproven: int, duration_ms: int, done: int, of: int, style: Style = PLAIN
) -> str:
    """Return the line for a feature or group of tests that is finished, and how far the run is."""
    counts = [f"{passed} passed"] + [f"{n} {what}" for n, what in ((failed, "failed"), (unproven, "unproven")) if n]
    share = f"{100 * done // of if of else 100:3d}%"
    name = shortened(one_line(group), 48)
    text = f"[{share}] {name:<48} {', '.join(counts):<28} {duration_ms / 1000:6.1f} s"
    return style.line(text, "red" if failed else "yellow" if unproven else "")


def closing(gate: Gate, *, reports: str, allure: str | None = None, style: Style = PLAIN) -> list[str]:
    """Return the summary: findings, what is unproven, coverage, where the report is, the verdict, and the counts last.

    ``allure`` is the reason why there is no Allure report, ``None`` when there is one.
    """
    lines = ["", *(style.line(f"error: {_short(error)}", "red") for error in gate.errors)]
    for found in gate.findings[:_MOST_FINDINGS]:
        lines += _finding(found, style)
    if (more := len(gate.findings) - _MOST_FINDINGS) > 0:
        lines.append(style.line(f"... and {more} more findings in {reports}/gate.json"))
    lines += [style.line(text, "yellow") for text in _unproven(gate)]
    lines.append(style.line(_coverage(gate), "dim"))
    where = f"{reports}/allure-report/index.html" if allure is None else f"no Allure report: {_short(allure)}"
    lines.append(style.line(f"report: {where}; {reports}/gate.md", "dim"))
    colour = {"open": "green", "closed": "red", "unproven": "yellow"}[gate.verdict]
    lines.append(style.line(f"verdict: {gate.verdict} (exit status {gate.exit_status})", colour))
    return [*lines, last_line(gate)]


def last_line(gate: Gate) -> str:
    """Return the line that programs read; never coloured."""
    counts = gate.counts
    skipped = f", {counts['unproven']} skipped" if counts["unproven"] else ""
    return f"gate: {counts['passed']} passed, {counts['failed']} failed{skipped}"


def _finding(found: Finding, style: Style) -> list[str]:
    mark, colour = ("FAIL", "red") if found.severity == "fail" else ("warn", "yellow")
    what = (
        f"{mark} {found.kind}: {found.operation} at {found.where}: expected {found.expected}, observed {found.observed}"
    )
    where = f"look: {found.scenario or found.where} (finding {found.id}, witness {found.witness})"
    return [
        style.line(_short(what), colour),
        style.line("     " + _short(where)),
        style.line("     replay: " + one_line(found.replay)),
    ]


def _unproven(gate: Gate) -> list[str]:
    return [
        _short(f"unproven: {whats[0]}{f' and {len(whats) - 1} more' if len(whats) > 1 else ''}: {why}")
        for _, why, whats in gate.doubts
    ]


def _coverage(gate: Gate) -> str:
    parts = [f"{n.seen}/{n.of} {name}" if n.of is not None else f"{n.seen} {name}" for name, n in gate.coverage.items()]
    return f"coverage: {', '.join(parts)}; {gate.counts['exchanges']} exchanges, {gate.counts['calls']} calls"


def _short(text: str) -> str:
    return shortened(one_line(text), _LONGEST_LINE)
