"""What a ladder diagram shows, row by row: read from what the API answered and from what was heard on the legs.

Pure reading, no drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from voipbin_harness.callees.heard import LegEvent, Trace
from voipbin_harness.reporting.ladder_events import Reader
from voipbin_harness.reporting.ladder_marks import CALLEE, CLIENT, PLATFORM, Arrow, Box, Mark, Row, Story
from voipbin_harness.views import CallView

#: A sight of a call: when, what was seen, and in the answer to which operation where that is known.
Sight = tuple[int, CallView] | tuple[int, CallView, str]


def read(observed: Sequence[Sight], trace: Trace | None) -> Story:
    """Return the story of a call.

    Without a trace the signalling is told from the times that the API gave: nobody heard it.
    """
    sights = [(sight[0], sight[1], sight[2] if len(sight) == 3 else "") for sight in observed]
    events = [*trace.events] if trace else []
    heard = bool(events)
    events = events or [*_inferred(sights)]
    main = trace.call_id if trace and heard else sights[0][1].id if sights else ""
    legs = list(dict.fromkeys([main, *(event.leg for event in events)]))
    timed: list[tuple[int, int, list[Mark]]] = []
    for number, (at, view, operation) in enumerate(sights):
        # a request comes before what it sets off, a look after what there is to see
        asks_first = number == 0 or (operation != "" and not operation.startswith("GET"))
        timed.append((at, 0 if asks_first else 2, _asked(view, operation, number)))
    lanes = {leg: CALLEE + number for number, leg in enumerate(legs)}
    timed += [(event.at_ms, 1, marks) for event, marks in Reader(lanes, events).told()]
    timed.sort(key=lambda entry: entry[:2])
    zero = timed[0][0] if timed else 0
    rows = _together([Row(at - zero, marks) for at, _, marks in timed])
    return Story(["API client", "VoIPBIN", *_names(legs, sights, events)], rows, heard)


def _asked(view: CallView, operation: str, number: int) -> list[Mark]:
    name = operation or ("POST /calls" if number == 0 else "GET /calls/{id}")
    return [Arrow(CLIENT, PLATFORM, name, "api"), Arrow(PLATFORM, CLIENT, view.status, "api", reply=True)]


def _inferred(sights: Sequence[tuple[int, CallView, str]]) -> Iterator[LegEvent]:
    """Return the events that the times of the last answer stand for."""
    if not sights:
        return
    (first, call, _), (_, last, _) = sights[0], sights[-1]
    yield LegEvent(first, call.id, "status", {"status": "dialing"})
    for status, time in (("ringing", last.ringing), ("progressing", last.progressing), ("hangup", last.hung_up)):
        if time is not None and last.created is not None:
            at = first + max(0, round((time - last.created).total_seconds() * 1000))
            if status == "hangup":
                code = 0 if last.progressing is None else 200
                detail = {"by": last.hangup_by, "reason": last.hangup_reason, "code": code}
                yield LegEvent(at, call.id, "hangup", detail)
            yield LegEvent(at, call.id, "status", {"status": status})


def _names(legs: Sequence[str], sights: Sequence[tuple[int, CallView, str]], events: Sequence[LegEvent]) -> list[str]:
    first = sights[0][1].destination.target if sights else ""
    dialled = [
        str(destination.get("target", ""))
        for event in events
        if event.event == "action" and event.detail.get("type") == "connect"
        for destination in (event.detail.get("option") or {}).get("destinations", [])
        if isinstance(destination, dict)
    ]
    names = [f"callee {first}".strip()]
    return names + [f"leg {dialled[n]}" if n < len(dialled) else f"leg {n + 2}" for n in range(len(legs) - 1)]


def _together(rows: Sequence[Row]) -> list[Row]:
    """Put a prompt beside the action that speaks it, and a question that is asked again and again into one row."""
    joined: list[Row] = []
    times = 1
    for row in rows:
        last = joined[-1] if joined else None
        if last and _speaks(last) and row.at_ms == last.at_ms and _kind(row) == "voice":
            last.marks += row.marks
        elif last and _kind(row) == "api" and last.marks[1:] == row.marks[1:] and isinstance(row.marks[0], Arrow):
            times += 1
            last.marks[0] = replace(row.marks[0], label=f"{row.marks[0].label} ({times} times)")
        else:
            joined.append(row)
            times = 1
    return joined


def _speaks(row: Row) -> bool:
    return len(row.marks) == 1 and isinstance(row.marks[0], Box) and row.marks[0].lane == PLATFORM


def _kind(row: Row) -> str:
    return row.marks[0].kind if isinstance(row.marks[0], Arrow) else ""
