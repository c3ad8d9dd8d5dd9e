"""Fan-out: every destination gets its own call, and one answer ends the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voipbin_harness.checks import check, dials, success
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Observed
from voipbin_harness.violation import Kind, Violation

SOURCE = "FACTS Refusals (ring_all, linear); [T] Make a groupcall; [C] ring_method, answer_method"


@check(
    "fan_out",
    Kind.FAN_OUT,
    source=SOURCE,
    on=lambda of: success(of) and (of.deed.collection == "groupcalls" or dials(of)),
)
def fan_out(ctx: Context) -> Iterator[Violation]:
    """As many calls come into being as destinations were given; the one that answered is one of them."""
    _, observed = ctx.now
    asked = observed.request.get("destinations")
    creates = observed.done and observed.deed.verb == "create" and isinstance(asked, list)
    if creates and observed.deed.collection == "calls":
        yield from _calls(ctx, observed, asked or [])
    for groupcall, where in observed.groupcalls:
        wanted = len(groupcall.destinations)
        nested = groupcall.raw.get("groupcall_ids")
        legs = (*groupcall.call_ids, *(nested if isinstance(nested, list) else ()))
        if len(set(legs)) != len(legs):
            yield ctx.found(Kind.FAN_OUT, f"{where}.call_ids", "a call of its own for each destination", "one id twice")
        if groupcall.ring_method in ("", "ring_all") and wanted and len(legs) != wanted:
            expected = f"{wanted} calls for {wanted} destinations"
            yield ctx.found(Kind.FAN_OUT, f"{where}.call_ids", expected, f"{len(legs)}")
        if groupcall.answer_call_id and groupcall.answer_call_id not in groupcall.call_ids:
            yield ctx.found(Kind.FAN_OUT, f"{where}.answer_call_id", "one of call_ids", "another call")


def _calls(ctx: Context, observed: Observed, asked: list[Any]) -> Iterator[Violation]:
    """A destination that is an extension rings as a groupcall; one that is asked for twice is not counted."""
    targets = [one.get("target") for one in asked if isinstance(one, dict) and one.get("type") == "tel"]
    if len(targets) != len(asked) or len(set(map(str, targets))) != len(targets):
        return
    seen = len(observed.calls) + len(observed.groupcalls)
    if seen != len(asked):
        yield ctx.found(Kind.FAN_OUT, "$", f"{len(asked)} calls for {len(asked)} destinations", f"{seen}")
