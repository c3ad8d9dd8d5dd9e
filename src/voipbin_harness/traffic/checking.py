"""All oracles over recorded traffic: the same checker that watches a run, and the same records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from voipbin_harness.checker import Checker
from voipbin_harness.checks import all_checks
from voipbin_harness.contract import load
from voipbin_harness.editions import edition
from voipbin_harness.exchange import Exchange
from voipbin_harness.findings import finding
from voipbin_harness.masking import Masker
from voipbin_harness.results import Record, UnprovenItem
from voipbin_harness.settings import LATENCY_LIMITS_MS
from voipbin_harness.traffic.isolating import ISOLATION, Isolation
from voipbin_harness.traffic.reading import Traffic
from voipbin_harness.violation import Severity, Violation

#: How long an answer may have taken, in ms: as long as the most patient profile allows a target that is far away.
LATENCY_LIMIT_MS = 2 * max(LATENCY_LIMITS_MS.values())


def check_traffic(traffic: Traffic, edition_name: str, without: tuple[str, ...] = (), again: str = "") -> list[Record]:
    """Return one record for each session of the recording that holds an operation of the edition.

    Recorded traffic is judged as live traffic: others may have acted at the same time, and APIs grow. A recording of
    our own says how it was. ``again`` is the command that replays a finding that no single request shows.
    """
    live = bool(traffic.origin.get("live", True))
    checkers = partial(
        Checker,
        load(edition_name),
        edition(edition_name),
        live=live,
        secrets=traffic.secrets,
        latency_limit_ms=LATENCY_LIMIT_MS,
    )
    checker = checkers(without=without)
    others = [check.name for check in all_checks() if check.name != ISOLATION]
    isolation = None if ISOLATION in without else Isolation(traffic, checkers(without=others))
    masker = Masker(traffic.secrets)
    records = [
        _record(test, traffic, exchanges, checker, isolation, masker)
        for test, exchanges in traffic.sessions.items()
        if any(exchange.operation for exchange in exchanges)
    ]
    for record in records:
        record.findings = [found if found.replay else replace(found, replay=again) for found in record.findings]
    return records


def _record(
    test: str,
    traffic: Traffic,
    exchanges: list[Exchange],
    checker: Checker,
    isolation: Isolation | None,
    masker: Masker,
) -> Record:
    for exchange in exchanges:
        masker.learn_from(exchange)
    session = checker.begin()
    violations: list[Violation] = [found for exchange in exchanges for found in session.check(exchange)]
    violations += session.close({})
    if isolation:
        violations = isolation.settled(exchanges, violations)
    title = traffic.titles.get(test, test) or "recorded traffic"
    findings = {found.id: found for found in (finding(v, title if test else None, masker) for v in violations)}
    failing = any(violation.severity is Severity.FAIL for violation in violations)
    return Record(
        test=test or "recorded traffic",
        title=title,
        outcome="failed" if failing else "passed",
        named=True,
        findings=[findings[key] for key in sorted(findings)],
        unproven=[
            *(UnprovenItem(what, why, capability) for what, why, capability in session.undecided),
            *_undecidable(traffic, exchanges),
            *(isolation.doubts(exchanges) if isolation else ()),
        ],
        exchanges=len(exchanges),
        calls=session.calls,
        facts=session.facts(),
    )


def _undecidable(traffic: Traffic, exchanges: list[Exchange]) -> Iterator[UnprovenItem]:
    if racing := sum(exchange.racing for exchange in exchanges):
        what = "what was changed is shown as it was changed"
        which = f"{racing} of {len(exchanges)} requests"
        why = f"{which} overlapped one that changes something, or followed one that was left out"
        yield UnprovenItem(what, why, "one_at_a_time")
    if traffic.sanitised:
        yield UnprovenItem(
            "authentication", "the recording holds no credential; its recorder took them out", "credentials"
        )
