"""RTP agreement: what the platform says it spoke, sent and took is what came and went on the wire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.checks.sip_agreement import is_sip, lateness
from voipbin_harness.observed import Sighting
from voipbin_harness.violation import Kind, Violation, Witness

#: How far apart both sides may place the beginning or the end of a sound, and measure a tone, in ms [D].
SOUND_MS, TONE_MS = 500, 100

#: Prompts with no longer a pause between them are one sound to whoever only listens.
_PAUSE_MS = 1000

#: What is too short to be compared, in ms.
_CLICK_MS = 300

#: A key that is pressed so shortly before the end of the call need not count any more.
_LATE_MS = 500


@dataclass(frozen=True, slots=True)
class Span:
    """Sound from ``start`` to ``end``, in ms since the answer."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start / 1000:.1f} to {self.end / 1000:.1f} s"


@check(
    "rtp_agreement",
    Kind.FLOW,
    source="FACTS Actions: talk, play, dtmf_send, digits_receive; RFC 4733",
    when="end",
)
def rtp_agreement(ctx: Context) -> Iterator[Violation]:
    """Compares every call that the platform and a SIP user agent both tell of; what was bridged has a third speaker."""
    for call_id, trace in ctx.traces.items():
        own, sights = trace.of_leg(call_id), ctx.history.sightings(call_id)
        told = tuple(event for event in trace.told if event.leg == call_id)
        if not told or not sights or not is_sip(own) or not any(event.event == "hangup" for event in own):
            continue
        yield from _words(ctx, sights[-1], own)
        yield from _sounds(ctx, sights[-1], told, own)
        yield from _tones(ctx, sights[-1], told, own)
        yield from _keys(ctx, sights[-1], told, own)


def _words(ctx: Context, sight: Sighting, own: tuple[LegEvent, ...]) -> Iterator[Violation]:
    """What sounded while the platform spoke was that text."""
    for event in own:
        if "unlike" in event.detail:
            yield _found(ctx, sight, "words", f'"{event.detail["unlike"]}"', "another sound")


def _sounds(
    ctx: Context, sight: Sighting, told: tuple[LegEvent, ...], own: tuple[LegEvent, ...]
) -> Iterator[Violation]:
    if any(event.event == "bridged" for event in told):
        return
    spoken, heard = joined(_spans(told, audible=True)), joined(_spans(own))
    slack_ms = SOUND_MS + lateness(next(event for event in own if event.event == "hangup"))
    fits = len(spoken) == len(heard) and all(
        abs(one.start - other.start) <= slack_ms and abs(one.end - other.end) <= slack_ms
        for one, other in zip(spoken, heard, strict=True)
    )
    if not fits:
        yield _found(ctx, sight, "sound", _listed(spoken), _listed(heard))


def _tones(ctx: Context, sight: Sighting, told: tuple[LegEvent, ...], own: tuple[LegEvent, ...]) -> Iterator[Violation]:
    sent, heard = _digits(told, "digit_heard"), _digits(own, "digit_heard")
    if any(event.event == "bridged" for event in told):
        return
    if "".join(digit for digit, _ in sent) != "".join(digit for digit, _ in heard):
        yield _found(ctx, sight, "tones", _written(sent), _written(heard))
        return
    cut = next((event.at_ms for event in own if event.event == "hangup"), 0)
    for (digit, wanted_ms), (_, heard_ms), event in zip(
        sent, heard, (one for one in own if one.event == "digit_heard"), strict=True
    ):
        if abs(wanted_ms - heard_ms) > TONE_MS and event.at_ms + wanted_ms < cut:
            yield _found(ctx, sight, "tones", f"{digit} for {wanted_ms} ms", f"{heard_ms} ms")


def _keys(ctx: Context, sight: Sighting, told: tuple[LegEvent, ...], own: tuple[LegEvent, ...]) -> Iterator[Violation]:
    pressed, taken = _digits(own, "digit_pressed"), _digits(told, "digit_pressed")
    end = next((event.at_ms for event in own if event.event == "hangup"), 0)
    late = sum(event.event == "digit_pressed" and event.at_ms > end - _LATE_MS for event in own)
    if taken not in [pressed[: len(pressed) - fewer] for fewer in range(late + 1)]:
        yield _found(ctx, sight, "keys", _written(pressed), _written(taken))


def _spans(events: tuple[LegEvent, ...], *, audible: bool = False) -> Iterator[Span]:
    """Yield the sounds of a leg, counted from the answer; with ``audible`` without files that are named silence."""
    answer = next((e.at_ms for e in events if e.event == "status" and e.detail.get("status") == "progressing"), 0)
    start: int | None = None
    for event in events:
        if event.event == "prompt" and not (audible and "silence" in str(event.detail.get("url", ""))):
            start = event.at_ms
        elif event.event == "prompt_end" and start is not None:
            yield Span(start - answer, event.at_ms - answer)
            start = None


def joined(spans: Iterator[Span]) -> list[Span]:
    """Return spans with the short pauses between them filled; a click is none."""
    found: list[Span] = []
    for span in spans:
        if found and span.start - found[-1].end <= _PAUSE_MS:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return [span for span in found if span.end - span.start > _CLICK_MS]


def _digits(events: tuple[LegEvent, ...], name: str) -> list[tuple[str, int]]:
    return [(str(e.detail.get("digit")), int(e.detail.get("duration_ms", 0))) for e in events if e.event == name]


def _written(digits: list[tuple[str, int]]) -> str:
    return "".join(digit for digit, _ in digits) or "none"


def _listed(spans: list[Span]) -> str:
    return ", ".join(map(str, spans)) or "silence"


def _found(ctx: Context, sight: Sighting, where: str, told: str, seen: str) -> Violation:
    expected, observed = f"{told}, as the platform tells it", f"{seen} on the wire"
    return ctx.found(Kind.FLOW, where, expected, observed, exchange=sight.exchange, witness=Witness.RTP)
