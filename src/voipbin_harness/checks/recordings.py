"""Recordings: what a call was recorded as once stays among its recordings, and what is over is not recorded."""

from __future__ import annotations

from collections.abc import Iterator

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Sighting
from voipbin_harness.views import read_uuid
from voipbin_harness.violation import Kind, Violation


@check("recordings", Kind.ECHO, source="[C] CallManagerCall: recording_ids", when="end")
def recordings(ctx: Context) -> Iterator[Violation]:
    """The recordings of a call grow in number and never fall, and with the call the last one is over.

    On a live account somebody may have deleted one, or one may still be written.
    """
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
        yield from _over(ctx, sights[-1])


def _over(ctx: Context, last: Sighting) -> Iterator[Violation]:
    """A call that is over is not being recorded: ``recording_id`` is the current recording [C]."""
    if last.call.generation == "current" and last.call.ended and read_uuid(last.call.raw, "recording_id"):
        where = f"{last.where}.recording_id"
        yield ctx.found(Kind.ECHO, where, "none, for the call is over", "one", exchange=last.exchange)
