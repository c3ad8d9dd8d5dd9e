"""``gate.md``: the verdict for a release manager, fit for the summary of a CI job."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from voipbin_harness.coverage.dimensions import Counted
from voipbin_harness.gate import Gate
from voipbin_harness.reporting.text import one_line, shortened
from voipbin_harness.results import Finding

_LONGEST_CELL = 200
_MOST_FINDINGS = 100
_MOST_MISSING = 12
_MOST_SHOWN = 5  # lines of gaps that stand unfolded
_SIGN = {"open": "✅", "closed": "❌", "unproven": "⚠️"}
#: What Markdown, or GitHub's and GitLab's additions to it, would read as more than a sign; each only where it does.
_SPECIAL = re.compile(
    r"""[\\`*\[\]<>|~@$&]|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=www)\.|\#(?=\w)|^(?:[-+=\#]|\d+[.)])""", re.IGNORECASE
)


def render(gate: Gate, *, allure: str | None = None, reproduce: str = "") -> str:
    """Return the page.

    ``allure`` is the reason why there is no Allure report, ``None`` when there is one. ``reproduce`` is the command
    that plays the run again.
    """
    parts = [_verdict(gate), _what_was_gated(gate)]
    if gate.errors:
        parts.append("## Errors of the harness\n\n" + "\n".join(f"- {_text(error, 500)}" for error in gate.errors))
    if gate.findings:
        parts.append(_findings(gate.findings))
    if gate.known:
        parts.append(_known(gate))
    if gate.unproven:
        parts.append(_unproven(gate))
    parts += [_coverage(gate), _where(allure), _again(gate, reproduce)]
    return "\n\n".join(parts) + "\n"


def _verdict(gate: Gate) -> str:
    counts, fails = gate.counts, sum(found.severity == "fail" for found in gate.findings)
    less = ", but this was not the whole gate" if gate.info.lessened else ""
    sentence = {
        "open": f"nothing failed, and everything that had to be shown was shown{less}",
        "closed": f"{_many(fails, 'finding')} in {_many(counts['failed'], 'failed test')}",
        "unproven": "nothing failed, but not everything that had to be shown could be shown",
    }[gate.verdict]
    if gate.exit_status == 2:
        sentence = "the harness or its input is at fault, so the run says nothing about the target"
    gated = f" — {_text(gate.info.build)}" if gate.info.build else ""
    return f"# {_SIGN[gate.verdict]} Gate {gate.verdict}{gated}: {sentence}"


def _what_was_gated(gate: Gate) -> str:
    info, counts = gate.info, gate.counts
    rows = [
        ("Gated", _text(info.build) or "not named (`--build`)"),
        ("Target", _text(info.target)),
        ("Edition, profile, seed", f"{_text(info.edition)}, {_text(info.profile)}, {info.seed}"),
        ("Tests", f"{counts['passed']} passed, {counts['failed']} failed, {counts['unproven']} unproven"),
        ("Traffic", f"{counts['exchanges']} exchanges checked, {counts['calls']} calls seen"),
        *([("Features", _text(info.features))] if info.features else []),
        *([("Not the whole gate", _text(info.lessened))] if info.lessened else []),
    ]
    return _table(("", ""), rows)


def _findings(findings: tuple[Finding, ...]) -> str:
    rows = [
        (f"`{found.id}`", found.kind if found.severity == "fail" else f"{found.kind} (warning)", _text(found.operation),
         f"{_text(found.where, 80)}: {_text(found.expected)}", _text(found.observed), _text(found.scenario or ""))
        for found in findings[:_MOST_FINDINGS]
    ]  # fmt: skip
    head = ("Id", "Kind", "Operation", "Expected", "Observed", "Scenario")
    more = len(findings) - _MOST_FINDINGS
    tail = [f"{_many(more, 'more finding')} in `gate.json`."] if more > 0 else []
    replays = (
        f"<details><summary>Replay <code>{found.id}</code></summary>\n\n{_code(found.replay)}\n\n</details>"
        for found in findings[:_MOST_FINDINGS]
        if found.replay
    )
    return "\n\n".join([f"## {_many(len(findings), 'finding').capitalize()}", _table(head, rows), *tail, *replays])


def _known(gate: Gate) -> str:
    rows = [(f"`{found.id}`", _text(found.note, 500)) for found in gate.findings if found.note]
    rows += [(f"`{entry['id']}`", f"not found any more, remove it: {_text(entry['reason'])}") for entry in gate.gone]
    return "## Known findings\n\n" + (_table(("Id", "What is known"), rows) if rows else "None of them was looked for.")


def _unproven(gate: Gate) -> str:
    rows = []
    for capability, why, whats in gate.doubts:
        shown = "; ".join(_text(what, 120) for what in whats[:5])
        rows.append((shown + (f" and {len(whats) - 5} more" if len(whats) > 5 else ""), _text(why), _text(capability)))
    return "## Unproven\n\n" + _table(("What", "Why", "Capability"), rows)


def _coverage(gate: Gate) -> str:
    """Return one row a dimension, and below it what is missing, with what would close it."""
    asked = any(counted.least is not None for counted in gate.coverage.values())
    head = ("Of what is documented", "Seen", "Percent", "Missing", *(["Required"] if asked else []))
    rows = [
        (_text(counted.title or name), f"{counted.seen} of {counted.of}", f"{counted.percent} %",
         str(len(counted.missing) or ""), *([_required(counted)] if asked else []))
        for name, counted in gate.coverage.items()
    ]  # fmt: skip
    gaps = [_gaps(counted.title or name, counted) for name, counted in gate.coverage.items() if counted.missing]
    unreachable = [counted for counted in gate.coverage.values() if counted.unreachable]
    folded = [_unreachable(unreachable)] if unreachable else []
    return "\n\n".join(["## Coverage", _table(head, rows), *gaps, *folded])


def _required(counted: Counted) -> str:
    if counted.least is None:
        return ""
    return f"{_SIGN['open' if counted.reaches else 'closed']} {counted.least:g} %"


def _gaps(title: str, counted: Counted) -> str:
    """Return what is missing, by what would close it; folded when it is long."""
    lines = _by_reason(counted.closed_by, counted.missing)
    head = f"{title}: {len(counted.missing)} missing"
    if len(lines) <= _MOST_SHOWN:
        return "\n".join([f"**{_text(head)}**\n", *lines])
    return _folded(head, lines)


def _unreachable(dimensions: Sequence[Counted]) -> str:
    lines = [
        f"{line} ({_text(counted.title.lower())})" if counted.title else line
        for counted in dimensions
        for line in _by_reason(counted.unreachable, tuple(counted.unreachable))
    ]
    count = sum(len(counted.unreachable) for counted in dimensions)
    return _folded(f"Not counted: {count} that this target cannot show", lines)


def _by_reason(told: Mapping[str, str], names: Iterable[str]) -> list[str]:
    """Return a line for each reason, with everything that it holds for."""
    reasons: dict[str, list[str]] = {}
    for name in names:
        reasons.setdefault(told.get(name, "no scenario yet"), []).append(name)
    return [f"- **{_text(reason, 300)}**: {_listed(named)}" for reason, named in reasons.items()]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(_text(name, 80) for name in names[:_MOST_MISSING])
    more = len(names) - _MOST_MISSING
    return f"{shown} and {more} more" if more > 0 else shown


def _folded(head: str, lines: Sequence[str]) -> str:
    body = "\n".join(lines)
    return f"<details><summary>{_text(head)}</summary>\n\n{body}\n\n</details>"


def _where(allure: str | None) -> str:
    report = (
        "`allure-report/index.html` (one file, opens from disk)" if allure is None else f"none: {_text(allure, 300)}"
    )
    return (
        f"## Where to look\n\n- Allure report: {report}\n- Verdict for programs: `gate.json`; test results: `junit.xml`"
    )


def _again(gate: Gate, reproduce: str) -> str:
    command = reproduce or gate.info.command
    url = "scheme and host of the target" if gate.info.live else "the address that `voipbin-harness mock` prints"
    note = f"In a replay line `$VOIPBIN_URL` is {url}, and `$VOIPBIN_TOKEN` a token of `POST /auth/login`."
    return f"## How to reproduce\n\n{_code(command)}\n\n{note}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _text(text: str, limit: int = _LONGEST_CELL) -> str:
    """Return a text as Markdown that shows exactly it, on one line, safe inside a table."""
    return _SPECIAL.sub(_escaped, shortened(one_line(text), limit))


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    entities = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "@": "&#64;", ":": "&#58;", ".": "&#46;"}
    return entities.get(sign) or f"{sign[:-1]}\\{sign[-1]}"


def _code(text: str) -> str:
    """Return a fenced block; the fence is longer than any run of back-ticks in it."""
    body = one_line(text)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", body)), default=0))
    return f"{fence}sh\n{body}\n{fence}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")
