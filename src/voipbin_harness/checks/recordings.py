"""Recordings: what a call was recorded as once stays among its recordings."""

from __future__ import annotations

from collections.abc import Iterator

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.violation import Kind, Violation


@check("recordings", Kind.ECHO, source="[C] CallManagerCall: recording_ids", when="end")
def recordings(ctx: Context) -> Iterator[Violation]:
    """The recordings of a call grow in number and never fall; on a live account somebody may have deleted one."""
    if ctx.live:
        return
    for sights in ctx.history.calls.values():
        named: set[str] = set()
        for one in sights:
            if one.call is one.before:
                continue
            found = one.call.raw.get("recording_ids")
            shown = set(map(str, found)) if isinstance(found, list) else set()
            if named - shown:
                where = f"{one.where}.recording_ids"
                yield ctx.found(
                    Kind.ECHO, where, "each recording named before", "one is missing", exchange=one.exchange
                )
                break
            named |= shown
