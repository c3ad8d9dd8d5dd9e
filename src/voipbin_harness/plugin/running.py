"""One test at a time: its world, its watch and its outcome."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, NoReturn

import pytest

from voipbin_harness.checker import Checker
from voipbin_harness.client import SignedOut
from voipbin_harness.contract import load
from voipbin_harness.editions import edition
from voipbin_harness.line import TargetUnreachable
from voipbin_harness.masking import Masker, environment_secrets
from voipbin_harness.plugin import attaching
from voipbin_harness.plugin.options import SETTINGS
from voipbin_harness.results import Outcome, UnprovenItem
from voipbin_harness.settings import LATENCY_LIMITS_MS, Settings
from voipbin_harness.targets.choose import choose
from voipbin_harness.targets.port import CAPABILITIES
from voipbin_harness.violation import ExpectationFailed, HarnessError, RunStopped, Unproven
from voipbin_harness.watch import Watch, is_harness_error
from voipbin_harness.world import World

WATCH = pytest.StashKey[Watch]()
_BENCH = pytest.StashKey["Bench"]()


class Bench:
    """What every test of a run shares: the target, the checker and the secrets that no report may show."""

    def __init__(self, settings: Settings) -> None:
        self.target = choose(settings)
        secrets = [secret for account in self.target.given.accounts.values() for secret in account.secrets]
        self.masker = Masker({*secrets, *environment_secrets()})
        contract = load(settings.edition)
        self.world = World(self.target, edition(settings.edition), contract)
        self.checker = Checker(
            contract,
            self.world.edition,
            without=settings.without,
            live=self.target.live,
            secrets=secrets,
            latency_limit_ms=LATENCY_LIMITS_MS[settings.profile] * (2 if self.target.live else 1),
        )


def bench(config: pytest.Config) -> Bench:
    """Return the bench of this process, built when first asked for."""
    found = config.stash.get(_BENCH, None)
    if found is None:
        found = config.stash[_BENCH] = Bench(config.stash[SETTINGS])
    return found


def close_bench(config: pytest.Config) -> None:
    """Let go of the target."""
    if found := config.stash.get(_BENCH, None):
        found.target.close()


def watch_item(item: pytest.Item) -> Watch:
    """Set a watch on a test, and skip it where the target lacks what its tags ask for."""
    shared = bench(item.config)
    scenario = attaching.scenario_title(item)
    watch = Watch(
        test=item.nodeid,
        title=scenario or attaching.plain_title(item),
        scenario=scenario,
        capabilities=shared.target.capabilities,
        masker=shared.masker,
        tell=attaching.teller(item, shared.masker),
    )
    item.stash[WATCH] = watch
    if lacks := lacking(item, shared.target.capabilities):
        why = f"the target does not offer {lacks}: {CAPABILITIES[lacks]}"
        watch.doubt(watch.title, why, lacks)
        pytest.skip(why)
    return watch


def lacking(item: pytest.Item, capabilities: frozenset[str]) -> str:
    """Return the first capability that a test is tagged with and the target does not offer; ``""`` for none.

    Tags have no order of their own: pytest-bdd keeps those of a scenario as a set.
    """
    return min({marker.name for marker in item.iter_markers()} & CAPABILITIES.keys() - capabilities, default="")


def run_watched(item: pytest.Item, watch: Watch) -> Generator[None, Any, Any]:
    """Run a test under its watch and decide what its end means."""
    try:
        result = yield
    except TargetUnreachable as error:
        give_up(item, watch, error)
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise
    except BaseException as error:
        watch.take(error)
        _close(item, watch)
        if ends_run(error):
            item.session.shouldstop = watch.masker.text(str(error))
        if isinstance(error, Unproven) and not watch.failing:
            pytest.skip(str(error))
        raise
    _close(item, watch)
    if watch.failing:
        raise ExceptionGroup("the contract checker found violations", [ExpectationFailed(v) for v in watch.failing])
    return result


def give_up(item: pytest.Item, watch: Watch, error: TargetUnreachable) -> NoReturn:
    """End the run: with nobody at the target's address, nothing can be shown."""
    item.session.shouldstop = watch.masker.text(f"the target is unreachable: {error}")
    watch.unproven.clear()
    watch.unproven.append(_unreachable(error, watch))
    pytest.skip(f"the target is unreachable: {error}")


def _unreachable(error: TargetUnreachable, watch: Watch) -> UnprovenItem:
    return UnprovenItem(
        "the whole run", watch.masker.text(f"the target is unreachable: {error}"), "target", declared=False
    )


def _close(item: pytest.Item, watch: Watch) -> None:
    watch.close()
    attaching.attach_calls(item, watch)


def outcome_of(item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport) -> Outcome:
    """Return what the end of a phase amounts to."""
    if report.outcome == "failed":
        error = call.excinfo.value if call.excinfo else None
        watch = item.stash.get(WATCH, None)
        found = bool(watch and watch.failing)
        return "error" if error is not None and is_harness_error(error) and not found else "failed"
    return "unproven" if report.outcome == "skipped" else "passed"


def ends_run(error: BaseException) -> bool:
    """Whether an exception leaves no sense in going on: a forbidden request, a credential that is good no more."""
    if isinstance(error, BaseExceptionGroup):
        return any(map(ends_run, error.exceptions))
    return isinstance(error, RunStopped | SignedOut)


def is_named(error: BaseException) -> bool:
    """Whether an exception is nothing but violations, each of which is a finding."""
    if isinstance(error, BaseExceptionGroup):
        return all(map(is_named, error.exceptions))
    return isinstance(error, ExpectationFailed)


def short_text(error: BaseException) -> str | None:
    """Return the text that replaces a traceback where the traceback would say nothing."""
    if isinstance(error, ExceptionGroup) and all(isinstance(e, ExpectationFailed) for e in error.exceptions):
        return "\n".join(str(inner) for inner in error.exceptions)
    return str(error) if isinstance(error, ExpectationFailed | HarnessError) else None


def mask(report: pytest.TestReport, masker: Masker) -> None:
    """Mask what a report says of a failure, and what the test has printed and logged."""
    if isinstance(report.longrepr, tuple):
        path, line, why = report.longrepr
        report.longrepr = (path, line, masker.text(why))
    elif report.longrepr is not None and (masked := masker.text(text := str(report.longrepr))) != text:
        report.longrepr = masked
    report.sections = [(name, masker.text(text)) for name, text in report.sections]


def reason(report: pytest.TestReport, call: pytest.CallInfo[None]) -> str:
    """Return in a few words why a test did not pass; the traceback stays in the report of the test itself."""
    if report.passed or call.excinfo is None:
        return ""
    return short_text(call.excinfo.value) or call.excinfo.exconly(tryshort=True)


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """Give a test its world: the target, begun anew, with every exchange checked."""
    shared = bench(request.config)
    watch = request.node.stash[WATCH]
    try:
        watch.begin(shared.world, shared.checker)
    except TargetUnreachable as error:
        give_up(request.node, watch, error)
    return shared.world
