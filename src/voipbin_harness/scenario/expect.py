"""The thin layer that raises: a mismatch becomes a failed expectation, a wait in vain too."""

from __future__ import annotations

from typing import NoReturn

from voipbin_harness.exchange import Exchange
from voipbin_harness.match import Mismatch
from voipbin_harness.violation import ExpectationFailed, Kind, Violation, Witness


def expect(
    mismatch: Mismatch | None,
    kind: Kind,
    operation: str,
    witness: Witness = Witness.API,
    exchange: Exchange | None = None,
) -> None:
    """Raise :class:`ExpectationFailed` for a mismatch that ``operation`` showed."""
    if mismatch is not None:
        fail(kind, operation, mismatch.where, mismatch.expected, mismatch.observed, witness, exchange)


def fail(
    kind: Kind,
    operation: str,
    where: str,
    expected: str,
    observed: str,
    witness: Witness = Witness.API,
    exchange: Exchange | None = None,
) -> NoReturn:
    """Raise :class:`ExpectationFailed`."""
    raise ExpectationFailed(Violation(kind, operation, where, expected, observed, witness, exchange=exchange))
