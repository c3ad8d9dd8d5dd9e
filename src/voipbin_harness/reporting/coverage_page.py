"""The coverage as a page of its own: one table of the dimensions, and below it every gap with what would close it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from voipbin_harness.coverage.dimensions import Counted
from voipbin_harness.reporting.text import one_line

_STYLE = """
:root { color-scheme: light dark; }
body { font: 14px/1.5 system-ui, sans-serif; margin: 1rem; }
table { border-collapse: collapse; margin-bottom: 1rem; }
th, td { padding: .2rem .8rem .2rem 0; text-align: left; border-bottom: 1px solid #8885; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.short { color: #c33; font-weight: 600; }
progress { width: 8rem; }
summary { cursor: pointer; padding: .2rem 0; }
code { font-size: 13px; white-space: nowrap; }
"""


def coverage_page(coverage: Mapping[str, Counted]) -> str:
    """Return the page, in HTML without a script, a picture or anything else from elsewhere."""
    rows = "\n".join(_row(name, counted) for name, counted in coverage.items())
    gaps = "\n".join(
        _list(f"{counted.title or name}: {len(counted.missing)} missing", counted.closed_by, opened=True)
        for name, counted in coverage.items()
        if counted.missing
    )
    unseen = "\n".join(
        _list(f"{counted.title or name}: {len(counted.unreachable)} not counted", counted.unreachable)
        for name, counted in coverage.items()
        if counted.unreachable
    )
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Coverage</title><style>{_STYLE}</style></head><body>
<h1>Coverage of what is documented</h1>
<table>
<tr><th>Of what is documented</th><th>Seen</th><th>Percent</th><th></th><th>Required</th></tr>
{rows}
</table>
<h2>Missing, and the scenario that would show it</h2>
{gaps or "<p>Nothing is missing.</p>"}
<h2>Not counted: what this target cannot show</h2>
{unseen or "<p>Nothing: this target could show all.</p>"}
</body></html>
"""


def _row(name: str, counted: Counted) -> str:
    least = "" if counted.least is None else f"{counted.least:g} %"
    mark = "" if counted.reaches else ' class="short"'
    return (
        f"<tr{mark}><td>{_text(counted.title or name)}</td>"
        f'<td class="number">{counted.seen} of {counted.of}</td><td class="number">{counted.percent} %</td>'
        f'<td><progress max="100" value="{counted.percent}"></progress></td><td class="number">{least}</td></tr>'
    )


def _list(head: str, told: Mapping[str, str], *, opened: bool = False) -> str:
    reasons: dict[str, list[str]] = {}
    for name, reason in told.items():
        reasons.setdefault(reason, []).append(name)
    items = "\n".join(f"<li><b>{_text(reason)}</b>: {_names(names)}</li>" for reason, names in reasons.items())
    return f"<details{' open' if opened else ''}><summary>{_text(head)}</summary>\n<ul>\n{items}\n</ul></details>"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"<code>{_text(name)}</code>" for name in names)


def _text(text: str) -> str:
    return escape(one_line(text))
