"""Tone spacing: between two tones lies the pause that their action names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.checks import check
from voipbin_harness.checks._wellformed import objects, option
from voipbin_harness.checks.context import Context
from voipbin_harness.checks.flow import actions_of, creation_of
from voipbin_harness.violation import Kind, Violation, Witness

#: How exact the callee's clock is, in ms; where sound travels, a tone may come that much later.
SLACK_MS = 150.0
SENDS = frozenset({"dtmf_send", "digits_send"})


@check("tone_spacing", Kind.FLOW, source="FACTS Editions: DTMF out; [T] dtmf_send: duration, interval", when="end")
def tone_spacing(ctx: Context) -> Iterator[Violation]:
    """Looks at the tones of calls whose flow sends them once.

    Whether an interval is counted from the beginning of a tone or from its end is not said: both are taken.
    """
    for call_id, trace in ctx.traces.items():
        creation = creation_of(ctx, call_id)
        actions = objects(actions_of(ctx, creation)) if creation and not ctx.live else []
        sending = [(index, option(one)) for index, one in enumerate(actions) if one.get("type") in SENDS]
        if creation is None or len(sending) != 1 or any(one.get("type") == "goto" for one in actions):
            continue
        index, members = sending[0]
        heard = [event for event in trace.of_leg(call_id) if event.event == "digit_heard"]
        if (wrong := _wrong(heard, members)) is not None:
            expected, seen = wrong
            where = f"$.actions[{index}].option.interval"
            yield ctx.found(Kind.FLOW, where, expected, seen, exchange=creation.exchange, witness=Witness.CALLEE)


def _wrong(heard: Sequence[LegEvent], members: dict[str, Any]) -> tuple[str, str] | None:
    duration, interval = members.get("duration"), members.get("interval")
    if not isinstance(duration, int) or not isinstance(interval, int):
        return None
    least, most = max(duration, interval), duration + interval
    for one, other in pairwise(heard):
        apart = other.at_ms - one.at_ms
        if not least - SLACK_MS <= apart <= most + SLACK_MS:
            return f"tones {least} to {most} ms apart", f"{apart:g} ms"
    return None
