"""Generations: a call is shown in one of the documented generations, the same one everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voipbin_harness.checks import check, shows_calls
from voipbin_harness.checks.context import Context
from voipbin_harness.observed import Sighting
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
    shown = [(sighting, signs) for sighting in observed.calls if (signs := _signs(sighting))]
    told = _known(ctx) if shown else ""
    for sighting, signs in shown:
        if len(set(signs.values())) > 1:
            expected = "the signs of one generation"
            seen = ", ".join(f"{name} of {generation}" for name, generation in sorted(signs.items()))
            yield ctx.found(Kind.MIXED_GENERATIONS, sighting.where, expected, seen)
            continue
        for generation in set(signs.values()):
            if told and generation != told:
                expected = f"the {told} generation, as before"
                yield ctx.found(Kind.MIXED_GENERATIONS, sighting.where, expected, f"the {generation} generation")
            told = told or generation


def _known(ctx: Context) -> str:
    """Return the generation of the first call seen that shows one."""
    for sightings in ctx.history.calls.values():
        for sighting in sightings:
            if found := set(_signs(sighting).values()):
                return min(found)
    return ""


def _signs(sighting: Sighting) -> dict[str, str]:
    """Return what in a call tells its generation; nothing in an edition that has no generations."""
    call = sighting.call
    if call.generation not in ("2021", "2022", "mixed"):
        return {}
    signs = {"members": call.generation}
    if call.generation == "mixed":
        signs = {"members of one": "2021", "members of the other": "2022"}
    for name in _TIMES:
        if isinstance(value := call.raw.get(name), str) and value in _NOT_COME:
            signs[name] = _NOT_COME[value]
    for name in ("source", "destination"):
        signs.update(_address_sign(name, call.raw.get(name)))
    return signs


def _address_sign(name: str, address: Any) -> dict[str, str]:
    if not isinstance(address, dict) or "target" not in address:
        return {}
    return {name: "2022" if {"target_name", "detail"} & address.keys() else "2021"}
