"""Isolation where a recording does not tell of every two credentials whether they are of two customers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from voipbin_harness.checker import Checker
from voipbin_harness.exchange import Exchange
from voipbin_harness.results import UnprovenItem
from voipbin_harness.traffic.reading import Traffic
from voipbin_harness.violation import Violation

ISOLATION = "isolation"
_WHAT, _CAPABILITY = "isolation between customers", "two_accounts"
_WHY = "nothing in the recording shows whether all of its credentials are of one customer"


class Isolation:
    """What a recording proves of isolation; ``checker`` looks for nothing else."""

    def __init__(self, traffic: Traffic, checker: Checker) -> None:
        self._traffic = traffic
        self._checker = checker

    def settled(self, exchanges: Sequence[Exchange], violations: Sequence[Violation]) -> list[Violation]:
        """Return the violations without the breaches of isolation that are none if two credentials are of one customer.

        Those among accounts that are two for sure remain, and those that an account alone commits.
        """
        if self._told_apart(exchanges):
            return list(violations)
        others = [violation for violation in violations if violation.check != ISOLATION]
        return [*others, *self._certain(exchanges)]

    def doubts(self, exchanges: Sequence[Exchange]) -> Iterator[UnprovenItem]:
        """Yield what the recording cannot show."""
        accounts = {exchange.account for exchange in exchanges}
        if self._traffic.sanitised:
            yield UnprovenItem(_WHAT, "the recording holds no credential; its recorder took them out", "credentials")
        elif accounts & self._traffic.presumed or not self._told_apart(exchanges):
            yield UnprovenItem(_WHAT, _WHY, _CAPABILITY)

    def _told_apart(self, exchanges: Sequence[Exchange]) -> bool:
        accounts = {exchange.account for exchange in exchanges} - {None}
        return len(accounts) < 2 or any(accounts <= those for those in self._traffic.apart)

    def _certain(self, exchanges: Sequence[Exchange]) -> Iterator[Violation]:
        by_account: defaultdict[str, list[Exchange]] = defaultdict(list)
        for exchange in exchanges:
            if exchange.account is not None:
                by_account[exchange.account].append(exchange)
        apart = self._traffic.apart
        parts = [[exchange for exchange in exchanges if exchange.account in those] for those in apart]
        alone = by_account.keys() - frozenset().union(*apart)
        for part in (*parts, *(by_account[account] for account in sorted(alone))):
            session = self._checker.begin()
            for exchange in part:
                yield from session.check(exchange)
