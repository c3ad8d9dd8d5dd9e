"""Deleted: what was deleted does not answer as if nothing had happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from voipbin_harness.checks import check, success
from voipbin_harness.checks.context import Context
from voipbin_harness.violation import Kind, Violation


@check(
    "deleted",
    Kind.LIFECYCLE,
    Kind.COLLECTION,
    source="FACTS Refusals: a deleted thing does not answer 200 [D]",
    on=success,
    ordered=True,
)
def deleted(ctx: Context) -> Iterable[Violation]:
    """A deleted thing is neither read, changed nor listed, unless it says that it is deleted (``tm_delete``)."""
    return _still_there(ctx) if ctx.history.deleted else ()


def _still_there(ctx: Context) -> Iterator[Violation]:
    _, observed = ctx.now
    for thing in observed.things:
        deletion = ctx.history.deleted.get(thing.key)
        if deletion is None or ctx.edition.read_time(thing.document.get("tm_delete")) is not None:
            continue
        if observed.is_page:
            yield ctx.found(Kind.COLLECTION, thing.where, "nothing that was deleted", "a deleted thing")
        elif thing.id == observed.about:
            yield ctx.found(Kind.LIFECYCLE, "status", "a refusal, for it was deleted", str(observed.exchange.status))
