"""Activeflow reference: a run of a flow and the call that it runs on name each other."""

from __future__ import annotations

from collections.abc import Iterator

from voipbin_harness.checks import check, success
from voipbin_harness.checks.context import Context
from voipbin_harness.violation import Kind, Violation


@check(
    "activeflow_reference",
    Kind.FLOW,
    source="[C] FlowManagerActiveflow: reference_id; CallManagerCall: activeflow_id",
    on=lambda of: of.deed.collection == "activeflows" and success(of),
)
def activeflow_reference(ctx: Context) -> Iterator[Violation]:
    """The call that an activeflow refers to is one that names this activeflow, where it names any."""
    _, observed = ctx.now
    for thing in observed.things:
        reference = thing.document.get("reference_id")
        sights = ctx.history.sightings(reference) if isinstance(reference, str) else []
        named = sights[-1].call.activeflow_id.lower() if sights else ""
        if named and named != thing.id:
            expected = "a call that names this activeflow"
            yield ctx.found(Kind.FLOW, f"{thing.where}.reference_id", expected, "one that names another")
