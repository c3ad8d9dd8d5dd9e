"""What was heard on the legs of a call, told in the marks of a ladder diagram."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.reporting.ladder_marks import CALLEE, PLATFORM, Arrow, Box, Mark, Note, Pill

_SIP_PHRASES = {480: "Temporarily Unavailable", 486: "Busy Here", 487: "Request Terminated", 603: "Decline"}
_SIP_PHRASES |= {404: "Not Found", 408: "Request Timeout", 500: "Server Internal Error", 503: "Service Unavailable"}
_SIGNALS = {
    "dialing": ("INVITE", True),
    "ringing": ("180 Ringing", False),
    "progressing": ("200 OK (answer)", False),
    "terminating": ("BYE", True),
    "canceling": ("CANCEL", True),
}


class Reader:
    """Turns the events of all legs into marks: one method a kind of event."""

    def __init__(self, lanes: dict[str, int], events: Sequence[LegEvent]) -> None:
        self._lanes = lanes
        self._events = events
        self._types = {str(e.detail.get("id")): str(e.detail.get("type")) for e in events if e.event == "action"}
        self._was: dict[str, str] = {}
        self._ends = {e.leg: e.detail for e in events if e.event == "hangup"}
        self._closed = {e.leg for e in events if _status(e) == "hangup"}
        self._lasts = _durations(events)

    def told(self) -> Iterator[tuple[LegEvent, list[Mark]]]:
        """Return each event that shows with its marks; tones that follow each other on one leg as one."""
        index = 0
        while index < len(self._events):
            event, tones = self._events[index], ""
            while index < len(self._events) and _is_tone_on(event.leg, self._events[index]):
                tones += str(self._events[index].detail.get("digit", ""))
                index += 1
            if tones:
                yield event, [Arrow(PLATFORM, self._lane(event), tones, "digit")]
                continue
            index += 1
            marks: list[Mark] = getattr(self, f"_on_{event.event}", self._on_other)(event)
            if marks:
                yield event, marks

    def _lane(self, event: LegEvent) -> int:
        return self._lanes[event.leg]

    def _on_status(self, event: LegEvent) -> list[Mark]:
        lane, status, end = self._lane(event), _status(event), self._ends.get(event.leg, {})
        before, self._was[event.leg] = self._was.get(event.leg, ""), status
        more = ", ".join(str(end[key]) for key in ("by", "reason") if end.get(key)) if status == "hangup" else ""
        pill = Pill(PLATFORM if lane == CALLEE else lane, lane, status, more)
        label, outwards = _signal(status, before, end)
        if not label:
            return [pill]
        return [pill, Arrow(PLATFORM, lane, label) if outwards else Arrow(lane, PLATFORM, label)]

    def _on_hangup(self, event: LegEvent) -> list[Mark]:
        if event.leg in self._closed:  # its status tells it
            return []
        return [Note(self._lane(event), f"ended by {event.detail.get('by')}: {event.detail.get('reason')}")]

    def _on_action(self, event: LegEvent) -> list[Mark]:
        kind, option = str(event.detail.get("type", "action")), event.detail.get("option")
        lasts = self._lasts.get(id(event), 0)
        title = f"{kind} · {seconds(lasts)}" if lasts else kind
        return [Box(PLATFORM, title, _summary(kind, option if isinstance(option, dict) else {}))]

    def _on_prompt(self, event: LegEvent) -> list[Mark]:
        detail = event.detail
        text = f"“{detail['text']}”" if detail.get("text") else str(detail.get("url", "")).rpartition("/")[2]
        box = Box(self._lane(event), f"hears · {seconds(_number(detail.get('duration_ms')))}", text, "prompt")
        return [Arrow(PLATFORM, self._lane(event), "", "voice"), box]

    def _on_prompt_end(self, event: LegEvent) -> list[Mark]:
        return [] if event.detail.get("completed") else [Note(self._lane(event), "the prompt is cut short")]

    def _on_digit_pressed(self, event: LegEvent) -> list[Mark]:
        return [Arrow(self._lane(event), PLATFORM, str(event.detail.get("digit", "")), "digit")]

    def _on_digits_received(self, event: LegEvent) -> list[Mark]:
        digits, by = event.detail.get("digits"), str(event.detail.get("by", ""))
        why = {"length": "all in", "key": "end key", "timeout": "time is up"}.get(by, by)
        return [Note(PLATFORM, f"digits “{digits}”: {why}" if digits else f"no digits: {why}")]

    def _on_branch(self, event: LegEvent) -> list[Mark]:
        digits = event.detail.get("digits")
        return [Note(PLATFORM, f"branch on {f'“{digits}”' if digits else 'nothing'} to {self._target(event)}")]

    def _on_goto(self, event: LegEvent) -> list[Mark]:
        taken = f"goto: back to {self._target(event)}" if event.detail.get("taken") else "goto: used up, on to the next"
        return [Note(PLATFORM, taken)]

    def _target(self, event: LegEvent) -> str:
        target = str(event.detail.get("target_id", ""))
        return self._types.get(target) or target[:8]

    def _on_bridged(self, event: LegEvent) -> list[Mark]:
        lane, other = self._lane(event), self._lanes.get(str(event.detail.get("with")))
        # both legs tell of it; the left one draws it
        return [Arrow(lane, other, event.event, "bridge")] if other is not None and lane < other else []

    _on_unbridged = _on_bridged

    def _on_other(self, event: LegEvent) -> list[Mark]:
        return [Note(self._lane(event), event.event.replace("_", " "))]


def _status(event: LegEvent) -> str:
    return str(event.detail.get("status", "")) if event.event == "status" else ""


def _is_tone_on(leg: str, event: LegEvent) -> bool:
    return event.event == "digit_heard" and event.leg == leg


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _durations(events: Sequence[LegEvent]) -> dict[int, int]:
    """Return how long each action of a leg lasted: until its next one, or until the leg began to end."""
    lasted: dict[int, int] = {}
    running: dict[str, LegEvent] = {}
    for event in events:
        if event.event == "action" or _status(event) in ("terminating", "hangup"):
            if before := running.pop(event.leg, None):
                lasted[id(before)] = event.at_ms - before.at_ms
            if event.event == "action":
                running[event.leg] = event
    return lasted


def _signal(status: str, before: str, end: dict[str, Any]) -> tuple[str, bool]:
    """Return the SIP message that brings a leg into a status, and whether the platform sends it."""
    if status != "hangup":
        return _SIGNALS.get(status, ("", True))
    if before in ("terminating", "canceling"):
        return ("200 OK" if before == "terminating" else "487 Request Terminated"), False
    if end.get("by") == "local":
        return ("CANCEL" if before in ("dialing", "ringing") else "BYE"), True
    return _sip(end.get("code")), False


def _sip(code: object) -> str:
    if not isinstance(code, int) or code == 0:
        return ""
    return "BYE" if code == 200 else f"{code} {_SIP_PHRASES.get(code, '')}".strip()


def _summary(kind: str, option: dict[str, Any]) -> str:
    """Return what of an action's option tells it apart; a prompt's text is shown where it is heard."""
    if kind == "connect":
        return ", ".join(str(d.get("target", "")) for d in option.get("destinations") or [] if isinstance(d, dict))
    if kind in ("dtmf_send", "digits_send"):
        return f"“{option.get('dtmfs') or option.get('digits') or ''}”"
    if kind == "digits_receive":
        return f"{option.get('length', '?')} within {seconds(_number(option.get('duration')))}"
    return f"at most {option.get('loop_count', 0)} times" if kind == "goto" else ""


def seconds(duration_ms: int) -> str:
    """Return a duration as people read it."""
    if duration_ms >= 100_000:
        return f"{duration_ms // 60_000} min {duration_ms // 1000 % 60} s"
    return f"{duration_ms / 1000:.3g} s"
