"""The plan of a run: which scenarios can run on the target, whom they would dial and what that costs at worst."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from voipbin_harness.plugin import attaching
from voipbin_harness.plugin.options import SETTINGS
from voipbin_harness.plugin.running import bench, lacking
from voipbin_harness.safety.limits import Budget
from voipbin_harness.scenario.origin import scenario_of
from voipbin_harness.targets.live import LiveTarget
from voipbin_harness.targets.port import CAPABILITIES

_DIALS = re.compile(r"I (?:try to )?(?:call|have called|make a groupcall|post this call)|tries to make a call")
_TIMES = re.compile(r"\b(\d+) times\b")
_CALLEE = re.compile(r"^(?:an?|the) (?:[a-z]+ )?callee (?:who |\")")
#: Why tests that send valid generated data do not run on a live target.
_GENERATED = "valid generated data, which would ring; a live target is sent what it must refuse"


@dataclass(frozen=True, slots=True)
class Planned:
    """One test of the plan; ``lacks`` is the capability that keeps it from running, ``legs`` what it dials at worst."""

    title: str
    lacks: str
    legs: int


def plan(items: Sequence[pytest.Item], config: pytest.Config) -> Iterator[str]:
    """Yield the lines of the plan; nothing is sent for it."""
    target = bench(config).target
    planned = [_planned(item, target.capabilities, retries=config.stash[SETTINGS].retry_live) for item in items]
    can, cannot = [one for one in planned if not one.lacks], [one for one in planned if one.lacks]
    yield f"plan for {target.name}: {len(can)} of {len(planned)} tests can run; nothing is dialled now"
    for one in can:
        yield f"  runs       {one.title}" + (f"  (at most {one.legs} legs)" if one.legs else "")
    for one in cannot:
        yield f"  unproven   {one.title}  (needs {one.lacks}: {CAPABILITIES.get(one.lacks, _GENERATED)})"
    if not isinstance(target, LiveTarget):
        yield "the target is a mock: it dials nobody and costs nothing"
        return
    yield from _cost(target, sum(one.legs for one in can))


def _cost(target: LiveTarget, legs: int) -> Iterator[str]:
    profile, budget = target.profile, Budget(target.profile.limits)
    listed = ", ".join(f"{callee.target} ({callee.does})" for callee in profile.callees) or "nobody"
    yield f"would dial, and nobody else: {listed}"
    yield f"would call from: {', '.join(filter(None, (profile.source, profile.second_source)))}"
    yield (
        f"at worst: {legs} calls, {budget.minutes_of(legs):g} minutes, {budget.money_of(legs):.2f} USD "
        f"(each leg {profile.limits.call_minutes:g} minutes at {profile.limits.price_per_minute:g} USD)"
    )
    limits = profile.limits
    yield f"limits: {limits.calls} calls, {limits.minutes:g} minutes, {limits.money:.2f} USD"
    if not profile.verify:
        yield "TLS: the server's certificate is NOT verified (tls.verify = false)"
    yield f"ledger: {profile.ledger}"


def _planned(item: pytest.Item, capabilities: frozenset[str], *, retries: int) -> Planned:
    title = attaching.scenario_title(item) or attaching.plain_title(item)
    tags = {marker.name for marker in item.iter_markers()}
    lacks = lacking(item, capabilities)
    scenario = scenario_of(item)
    if scenario is None:
        generated = "" if lacks or "dials" not in tags or "refused" in tags else "generated_data"
        return Planned(title, lacks or generated, 0)
    steps = [step.name for step in scenario.steps]
    dialling = sum(int(found[1]) if (found := _TIMES.search(name)) else 1 for name in steps if _DIALS.search(name))
    callees = max(1, sum(bool(_CALLEE.match(name)) for name in steps))
    # Each dialling sentence may ring every callee, and an owned number is charged for both of its ends.
    return Planned(title, lacks, dialling * callees * 2 * (1 + retries))
