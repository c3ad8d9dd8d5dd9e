"""Generations: a call is shown in one of the documented generations, the same one everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voipbin_harness.checks import check, shows_calls
from voipbin_harness.checks.context import Context
from voipbin_harness.views import CallView
from voipbin_harness.violation import Kind, Violation

_TIMES = ("tm_update", "tm_ringing", "tm_progressing", "tm_hangup")
_NOT_COME = {"": "2021", "9999-01-01 00:00:00.000000": "2022"}


@check(
    "generations",
    Kind.MIXED_GENERATIONS,
    source="FACTS Editions: a response belongs to exactly one generation",
    on=shows_calls,
)
def generations(ctx: Context) -> Iterator[Violation]:
    """All signs of a generation in a call agree, with each other and with every call seen before."""
    _, observed = ctx.now
    told = ctx.history.generation
    for sighting in observed.calls:
        signs = _signs(sighting.call)
        shown = {generation for _, generation in signs}
        if shown and not ctx.history.generation:
            ctx.history.generation = min(shown)
        if len(shown) > 1:
            expected = "the signs of one generation"
            seen = ", ".join(f"{name} of {generation}" for name, generation in sorted(signs))
            yield ctx.found(Kind.MIXED_GENERATIONS, sighting.where, expected, seen)
            continue
        for generation in shown:
            if told and generation != told:
                expected = f"the {told} generation, as before"
                yield ctx.found(Kind.MIXED_GENERATIONS, sighting.where, expected, f"the {generation} generation")
            told = told or generation


def _signs(call: CallView) -> list[tuple[str, str]]:
    """Return what in a call tells its generation; nothing in an edition that has no generations."""
    if call.generation == "mixed":
        signs = [("members of one", "2021"), ("members of the other", "2022")]
    elif call.generation in ("2021", "2022"):
        signs = [("members", call.generation)]
    else:
        return []
    for name in _TIMES:
        value = call.raw.get(name)
        if isinstance(value, str) and value in _NOT_COME:
            signs.append((name, _NOT_COME[value]))
    for name in ("source", "destination"):
        address: Any = call.raw.get(name)
        if isinstance(address, dict) and "target" in address:
            signs.append((name, "2022" if "target_name" in address or "detail" in address else "2021"))
    return signs
