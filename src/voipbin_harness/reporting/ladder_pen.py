"""The pen of the ladder diagram: shapes of SVG in the colours of the reader's scheme."""

from __future__ import annotations

from html import escape

_LIGHT = (
    "--bg:#fff;--edge:#d5dce5;--ink:#1b2430;--soft:#66727f;--line:#c3ccd8;--lane:#f3f6fa;--api:#2f62c9;--box:#e9f0fd;"
    "--say:#e9f7ee;--sayedge:#2c8f56;--key:#fff3cf;--keyedge:#b7791f;--bridge:#7a3fc4"
)
_DARK = (
    "--bg:#14181f;--edge:#333c48;--ink:#e8edf4;--soft:#97a3b1;--line:#3d4754;--lane:#1e252e;--api:#7ea6ff;--box:#1d2b46;"
    "--say:#17301f;--sayedge:#4fbf7f;--key:#3a2f12;--keyedge:#e0b252;--bridge:#b890f5"
)
_STYLE = """
text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink)}
text.title{font-size:16px;font-weight:600} text.soft{fill:var(--soft)} text.name{font-weight:600}
text.time{font:11px ui-monospace,Menlo,"DejaVu Sans Mono",monospace;fill:var(--soft)}
text.later{font-size:10px;font-style:italic;fill:var(--soft)} text.pill{fill:#fff;font-size:11px;font-weight:600}
text.head{font-size:11px;font-weight:600} text.key{font-weight:700}
text.api-text{fill:var(--api)} text.bridge-text{fill:var(--bridge)}
.lane{stroke:var(--line);stroke-width:1.5} .talk{stroke:var(--sayedge);stroke-width:5;opacity:.35}
.arrow{fill:none;stroke:var(--ink);stroke-width:1.5} .api{stroke:var(--api)} .voice{stroke:var(--sayedge)}
.digit{stroke:var(--keyedge)} .bridge{stroke:var(--bridge)} .reply{stroke-dasharray:5 4}
"""


class Pen:
    """Gathers shapes."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def text(self, x: int, y: int, text: str, style: str = "", anchor: str = "start") -> None:
        """Write a text."""
        named = f' class="{style}"' if style else ""
        self._add(f'<text x="{x}" y="{y}" text-anchor="{anchor}"{named}>{escape(text)}</text>')

    def label(self, x: int, y: int, text: str, style: str) -> None:
        """Write a text that no line runs through."""
        width = int(6.4 * len(text)) + 8
        self._add(f'<rect x="{x - width // 2}" y="{y - 11}" width="{width}" height="14" fill="var(--bg)"/>')
        self.text(x, y, text, style, "middle")

    def box(self, x: int, y: int, width: int, height: int, fill: str, edge: str) -> None:
        """Draw a box."""
        place = f'x="{x}" y="{y}" width="{width}" height="{height}" rx="7"'
        self._add(f'<rect {place} fill="var(--{fill})" stroke="var(--{edge})"/>')

    def pill(self, x: int, y: int, width: int, colour: str) -> None:
        """Draw the ground of a status."""
        self._add(f'<rect x="{x}" y="{y}" width="{width}" height="20" rx="10" fill="{colour}"/>')

    def line(self, x: int, start: int, end: int, style: str) -> None:
        """Draw a line downwards."""
        self._add(f'<line class="{style}" x1="{x}" y1="{start}" x2="{x}" y2="{end}"/>')

    def dots(self, x: int, y: int) -> None:
        """Break a line: time passes."""
        self._add(f'<rect x="{x - 4}" y="{y}" width="8" height="18" fill="var(--bg)"/>')
        for step in range(3):
            self._add(f'<circle cx="{x}" cy="{y + 4 + step * 5}" r="1.4" fill="var(--soft)"/>')

    def arrow(self, start: int, end: int, y: int, style: str) -> None:
        """Draw an arrow sideways."""
        way = 1 if end > start else -1
        self._add(f'<path class="arrow {style}" d="M{start} {y}H{end - way}"/>')
        head = style.split(" ", maxsplit=1)[0]
        self._add(f'<path class="arrow {head}" d="M{end - way * 7} {y - 4}L{end} {y}L{end - way * 7} {y + 4}"/>')

    def key(self, x: int, y: int, digits: str) -> None:
        """Draw pressed keys."""
        width = max(24, 9 * len(digits) + 14)
        place = f'x="{x - width // 2}" y="{y - 11}" width="{width}" height="22" rx="6"'
        self._add(f'<rect {place} fill="var(--key)" stroke="var(--keyedge)"/>')
        self.text(x, y + 4, digits, "key", "middle")

    def _add(self, part: str) -> None:
        self.parts.append(part)


def framed(width: int, height: int, label: str, *pens: Pen) -> str:
    """Return the whole picture; what a later pen drew lies above."""
    told = escape(label, quote=True)
    style = f"svg{{{_LIGHT}}}\n@media (prefers-color-scheme:dark){{svg{{{_DARK}}}}}{_STYLE}"
    body = "".join(part for pen in pens for part in pen.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{told}"><title>{told}</title><style>{style}</style>{body}</svg>'
    )
