"""Generations: a call is shown in one of the documented generations, the same one everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any

from voipbin_harness.checks import check, shows_calls
from voipbin_harness.checks.context import Context
from voipbin_harness.views import CallView
from voipbin_harness.violation import Kind, Violation

_TIMES = ("tm_update", "tm_ringing", "tm_progressing", "tm_hangup")
_NOT_COME = {"": "2021", "9999-01-01 00:00:00.000000": "2022"}

#: Something in a call that tells its generation, and which.
Sign = tuple[str, str]


@check(
    "generations",
    Kind.MIXED_GENERATIONS,
    source="FACTS Editions: a response belongs to exactly one generation",
    on=lambda of: shows_calls(of) and bool(of.terms.contract.schemas.generational),
)
def generations(ctx: Context) -> Sequence[Violation]:
    """All signs of a generation in a call agree, with each other and with every call seen before."""
    _, observed = ctx.now
    found: list[Violation] = []
    told = ctx.history.generation
    for sighting in observed.fresh:
        signs, shown = _signs_of(sighting.call)
        if shown and not ctx.history.generation:
            ctx.history.generation = min(shown)
        if len(shown) > 1:
            expected = "the signs of one generation"
            seen = ", ".join(f"{name} of {generation}" for name, generation in sorted(signs))
            found.append(ctx.found(Kind.MIXED_GENERATIONS, sighting.where, expected, seen))
            continue
        for generation in shown:
            if told and generation != told:
                expected = f"the {told} generation, as before"
                seen = f"the {generation} generation"
                found.append(ctx.found(Kind.MIXED_GENERATIONS, sighting.where, expected, seen))
            told = told or generation
    return found


def _signs_of(call: CallView) -> tuple[Sequence[Sign], AbstractSet[str]]:
    """Return what in a call tells its generation, and the generations that this tells."""
    get = call.raw.get
    times = [_NOT_COME.get(time) if isinstance(time := get(name), str) else None for name in _TIMES]
    return _signs(call.generation, tuple(times), _of_address(get("source")), _of_address(get("destination")))


@lru_cache(maxsize=1024)
def _signs(members: str, times: Iterable[str | None], source: str, destination: str) -> tuple[list[Sign], set[str]]:
    """Return the signs of a call by what each part of it tells, which is the same for most."""
    if members not in ("mixed", "2021", "2022"):
        return [], set()
    signs = [("members", members)]
    if members == "mixed":
        signs = [("members of one", "2021"), ("members of the other", "2022")]
    told = [*zip(_TIMES, times, strict=True), ("source", source), ("destination", destination)]
    signs += [(name, generation) for name, generation in told if generation]
    return signs, {generation for _, generation in signs}


def _of_address(address: Any) -> str:
    """Return the generation that an address tells, empty where it tells none."""
    if not isinstance(address, dict) or "target" not in address:
        return ""
    return "2022" if "target_name" in address or "detail" in address else "2021"
