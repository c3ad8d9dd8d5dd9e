"""The ladder diagram of a call: who said what to whom, and when, as one self-contained SVG.

Time runs down in order but not to scale, so that a minute of ringing takes no more room than a digit; the times on the
target's clock stand at the left. The picture brings its own background and follows the reader's light or dark scheme.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from voipbin_harness.callees.heard import Trace
from voipbin_harness.reporting.ladder_events import seconds
from voipbin_harness.reporting.ladder_marks import CALLEE, PLATFORM, Arrow, Box, Note, Pill, Row, Story
from voipbin_harness.reporting.ladder_pen import Pen, framed
from voipbin_harness.reporting.ladder_story import Sight, read
from voipbin_harness.reporting.text import one_line, shortened

_GUTTER, _MARGIN, _TOP = 96, 156, 112
_TO_PLATFORM, _TO_CALLEE, _TO_LEG = 280, 380, 320
_ACTION_WIDTH, _PROMPT_WIDTH, _PILL_WIDTH = 168, 260, 96
_ACTION_LINE, _PROMPT_LINE, _MOST_LINES = 25, 38, 6
_MOST_ROWS = 300
_LONG_MS = 3000
_STATUS = {
    "dialing": "#64748b",
    "ringing": "#b45309",
    "progressing": "#15803d",
    "terminating": "#7c3aed",
    "canceling": "#9a3412",
    "hangup": "#b3261e",
}


def ladder(observed: Sequence[Sight], trace: Trace | None, title: str) -> str:
    """Return the picture of a call.

    ``observed`` are the sights of the call through the API: the target's time in ms, what was seen, and where known the
    operation. ``trace`` is what was heard on its legs, ``None`` where nobody could hear.
    """
    return _Drawing(read(observed, trace)).drawn(title, _outcome(observed))


def _outcome(observed: Sequence[Sight]) -> str:
    if not observed:
        return ""
    last = observed[-1][1]
    end = f"ended by {last.hangup_by}, {last.hangup_reason}" if last.ended else f"last seen {last.status}"
    return f"call {last.id} · {end}"


class _Drawing:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._x = [_GUTTER + _MARGIN // 2]
        for lane in range(1, len(story.lanes)):
            self._x.append(self._x[-1] + {PLATFORM: _TO_PLATFORM, CALLEE: _TO_CALLEE}.get(lane, _TO_LEG))
        self._pen = Pen()
        self._talks: list[tuple[int, int, int]] = []
        self._since: dict[int, int] = {}

    def drawn(self, title: str, outcome: str) -> str:
        """Return the picture."""
        y, before = _TOP, -1
        for row in self._story.rows[:_MOST_ROWS]:
            y = self._pause(row, before, y)
            if row.at_ms != before:
                self._pen.text(_GUTTER - 22, y + 15, f"{row.at_ms / 1000:.2f} s", "time", "end")
            y += self._row(row, y)
            before = row.at_ms
        if (more := len(self._story.rows) - _MOST_ROWS) > 0:
            y += self._note(Note(PLATFORM, f"… and {more} more"), y)
        if not self._story.heard:
            y += 22
            self._pen.text(24, y, "Nobody could hear this call: its signalling is told from the API's times.", "later")
        self._talks += [(lane, start, y) for lane, start in self._since.items()]
        return self._framed(title, outcome, self._x[-1] + _PROMPT_WIDTH // 2 + 24, y + 22)

    def _framed(self, title: str, outcome: str, width: int, height: int) -> str:
        back = Pen()
        back.box(1, 1, width - 2, height - 2, "bg", "edge")
        back.text(24, 32, shortened(one_line(title), 100), "title")
        back.text(24, 51, shortened(one_line(outcome), 120), "soft")
        for lane, name in enumerate(self._story.lanes):
            back.line(self._x[lane], _TOP - 14, height - 14, "lane")
            back.box(self._x[lane] - 78, _TOP - 44, 156, 30, "lane", "edge")
            back.text(self._x[lane], _TOP - 24, shortened(one_line(name), 24), "name", "middle")
        for lane, start, end in self._talks:
            back.line(self._x[lane], start, end, "talk")
        return framed(width, height, one_line(f"Ladder diagram: {title}. {outcome}"), back, self._pen)

    def _pause(self, row: Row, before: int, y: int) -> int:
        """Leave room where time passes, and say how much where it is long."""
        passed = row.at_ms - before if before >= 0 else 0
        if passed < _LONG_MS:
            return y + (6 if passed else 0)
        self._pen.text(_GUTTER - 22, y + 15, f"{seconds(passed)} later", "later", "end")
        for x in self._x:
            self._pen.dots(x, y + 2)
        return y + 24

    def _row(self, row: Row, y: int) -> int:
        """Draw a row and return its height."""
        boxes = [mark for mark in row.marks if isinstance(mark, Box)]
        edges = {mark.lane: _PILL_WIDTH // 2 for mark in row.marks if isinstance(mark, Pill)}
        edges |= {box.lane: _width(box) // 2 for box in boxes}
        height, below = max((self._box(box, y) for box in boxes), default=0), 0
        for mark in row.marks:
            if isinstance(mark, Pill):
                height = max(height, self._pill(mark, y))
            elif isinstance(mark, Note):
                height = max(height, self._note(mark, y))
            elif isinstance(mark, Arrow):
                height = max(height, below + self._arrow(mark, y + below, edges))
                below += 18 if mark.kind == "api" else 0
        return height + 8

    def _pill(self, pill: Pill, y: int) -> int:
        x = self._x[pill.lane]
        self._pen.pill(x - _PILL_WIDTH // 2, y + 1, _PILL_WIDTH, _STATUS.get(pill.status, "#475569"))
        self._pen.text(x, y + 15, shortened(one_line(pill.status), 14), "pill", "middle")
        if pill.status == "progressing":
            self._since[pill.leg] = y + 18
        elif pill.leg in self._since:
            self._talks.append((pill.leg, self._since.pop(pill.leg), y + 18))
        if pill.more:
            self._pen.label(x, y + 36, shortened(one_line(pill.more), 30), "soft")
        return 40 if pill.more else 24

    def _note(self, note: Note, y: int) -> int:
        self._pen.label(self._x[note.lane], y + 13, shortened(one_line(note.text), 44), "soft")
        return 18

    def _box(self, box: Box, y: int) -> int:
        x, width = self._x[box.lane], _width(box)
        lines = wrapped(one_line(box.text), _PROMPT_LINE if box.kind == "prompt" else _ACTION_LINE)
        height = 24 + 16 * len(lines)
        fill, edge = ("box", "api") if box.kind == "action" else ("say", "sayedge")
        self._pen.box(x - width // 2, y, width, height, fill, edge)
        self._pen.text(x, y + 16, shortened(one_line(box.title), 30), "head", "middle")
        for number, line in enumerate(lines):
            self._pen.text(x, y + 33 + 16 * number, line, "", "middle")
        return height

    def _arrow(self, arrow: Arrow, y: int, edges: dict[int, int]) -> int:
        way = 1 if arrow.end > arrow.start else -1
        start = self._x[arrow.start] + way * edges.get(arrow.start, 0)
        end = self._x[arrow.end] - way * edges.get(arrow.end, 0)
        height = y + (12 if arrow.kind in ("voice", "digit") or edges else 18)
        self._pen.arrow(start, end, height, f"{arrow.kind} reply" if arrow.reply else arrow.kind)
        if arrow.kind == "bridge":
            self._pen.arrow(end, start, height, arrow.kind)
        # a label stands where it belongs: beside the leg, past the lanes that the arrow only crosses
        middle = (self._x[max(arrow.start, arrow.end) - 1] + self._x[max(arrow.start, arrow.end)]) // 2
        middle = (start + end) // 2 if abs(arrow.end - arrow.start) == 1 else middle
        label = shortened(one_line(arrow.label), 40)
        if arrow.kind == "digit":
            self._pen.key(middle, height, label)
            return 26
        if label:
            self._pen.label(middle, height - 5 if not edges else height + 4, label, f"{arrow.kind}-text")
        return 24


def _width(box: Box) -> int:
    return _ACTION_WIDTH if box.kind == "action" else _PROMPT_WIDTH


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of at most ``width`` characters, at most :data:`_MOST_LINES` of them."""
    lines = textwrap.wrap(text, width)
    if len(lines) > _MOST_LINES:
        return [*lines[: _MOST_LINES - 1], shortened(lines[_MOST_LINES - 1], width - 1) + "…"]
    return lines
