"""What a test shows of itself in the Allure report."""

from __future__ import annotations

import pytest

from voipbin_harness.exchange import Exchange
from voipbin_harness.masking import Masker
from voipbin_harness.plugin.options import SETTINGS
from voipbin_harness.scenario.origin import scenario_of
from voipbin_harness.violation import Violation
from voipbin_harness.watch import Watch, Witnessed


def scenario_title(item: pytest.Item) -> str | None:
    """Return ``feature: scenario`` with the outline's parameters, ``None`` for a test that is no scenario."""
    scenario = scenario_of(item)
    if scenario is None:
        return None
    callspec = getattr(item, "callspec", None)
    example = callspec.params.get("_pytest_bdd_example", {}) if callspec else {}
    name = scenario.name
    for column, value in example.items():
        name = name.replace(f"<{column}>", str(value))
    return f"{scenario.feature.name}: {name}"


def plain_title(item: pytest.Item) -> str:
    """Return the name of a test that is no scenario, without its folder."""
    return item.nodeid.rpartition("/")[2].partition("::")[2] or item.name


def teller(item: pytest.Item, masker: Masker) -> Witnessed:
    """Return what attaches an exchange: each one of a scenario, of any other test only those that break a rule."""
    if item.config.stash[SETTINGS].reports is None:
        return lambda _exchange, _violations: None
    from voipbin_harness.reporting import allure_steps

    every = scenario_title(item) is not None

    def tell(exchange: Exchange, violations: list[Violation]) -> None:
        if every or violations:
            allure_steps.attach_exchange(exchange, masker)
        if violations:
            allure_steps.attach_violations(violations, masker)

    return tell


def attach_calls(item: pytest.Item, watch: Watch) -> None:
    """Attach one ladder diagram for each call of a scenario, and what its callees heard where they kept it."""
    if item.config.stash[SETTINGS].reports is None or watch.scenario is None or watch.session is None:
        return
    from voipbin_harness.reporting import allure_steps
    from voipbin_harness.reporting.ladder import ladder

    for number, call_id in enumerate(watch.session.call_ids, start=1):
        seen = watch.session.sightings(call_id)
        if not seen[0].call.master_call_id:
            title = watch.masker.text(f"Call {number}: {seen[0].call.destination.target}")
            observed = [(sight.exchange.at_ms, sight.call, sight.exchange.name) for sight in seen]
            trace = watch.traces.get(call_id)
            allure_steps.attach_ladder(watch.masker.text(ladder(observed, trace, title)), title)
            for recording in trace.recordings if trace else ():
                allure_steps.attach_recording(recording.wav, f"{title}: heard on {recording.leg}")
