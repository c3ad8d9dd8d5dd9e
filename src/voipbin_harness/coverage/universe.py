"""Everything that there is to see and to try, taken from the documentation alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from voipbin_harness.checks.lifecycle import MOVES
from voipbin_harness.contract import Contract, load
from voipbin_harness.coverage.dimensions import TITLES
from voipbin_harness.coverage.flows import named_edges
from voipbin_harness.coverage.seen import Gauge
from voipbin_harness.editions import edition
from voipbin_harness.resources import suite_root

#: What an action of the flow language can come to, as FACTS (Actions) tells it.
OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "digits_receive": ("length", "timeout"),
    "branch": ("an arm", "default"),
    "goto": ("taken", "skipped"),
    "connect": ("bridged", "not reached"),
    "flow": ("by the flow", "cut short"),
}


@dataclass(frozen=True, slots=True)
class Universe:
    """What there is, by dimension. ``called`` gives a readable name to facts that have none themselves."""

    whole: Mapping[str, frozenset[str]]
    called: Mapping[str, str]


@cache
def universe(edition_name: str, features: Path | None = None) -> Universe:
    """Return what a complete run of an edition would see; ``features`` is where its flows stand that have a name."""
    contract = load(edition_name)
    folder = (features or suite_root() / "features") / "flows"
    edges = named_edges(folder, edition(edition_name))
    gauge = Gauge(contract)
    rules = gauge.requests.universe()
    found = {
        "operations": contract.operations.keys(),
        "responses": {f"{each.name} {status}" for each in contract.operations.values() for status in each.statuses},
        **{kind: {name for about, name in gauge.answers.universe() if about == kind} for kind in ("members", "values")},
        "rules-kept": rules,
        "rules-broken": rules,
        "actions": {name.removeprefix("actions/") for name in contract.schemas if name.startswith("actions/")},
        "outcomes": _outcomes(contract),
        "transitions": {f"{before} > {after}" for before, later in MOVES.items() for after in later},
        **{dimension: names.values() for dimension, names in edges.items()},
    }
    called = {fact: name for names in edges.values() for fact, name in names.items()}
    return Universe({dimension: frozenset(found[dimension]) for dimension in TITLES}, called)


def _outcomes(contract: Contract) -> set[str]:
    found = {f"{action}: {outcome}" for action, outcomes in OUTCOMES.items() for outcome in outcomes}
    has_key = "$.option.key" in contract.inventory()["actions/digits_receive"].members
    return found | ({"digits_receive: key"} if has_key else set())
