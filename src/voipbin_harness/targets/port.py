"""The target port: what a run needs of the thing that it tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import httpx

from voipbin_harness.accounts import Account
from voipbin_harness.callees.port import Callees
from voipbin_harness.clock import Clock
from voipbin_harness.contract import Contract
from voipbin_harness.line import Line
from voipbin_harness.violation import Violation

#: What a scenario may ask of a target by tag, and what it means.
CAPABILITIES: Mapping[str, str] = {
    "callee": "someone answers and follows a script",
    "hears": "what the callee heard can be witnessed",
    "any_script": "a callee can follow any script, whatever it must react to",
    "two_callees": "two callees can be brought at once",
    "still_time": "time stands still between two requests",
    "two_numbers": "the account owns two numbers",
    "two_accounts": "a second customer's credentials are known",
    "empty_account": "an account without money is known",
    "unreachable_callee": "a destination that cannot be reached is known",
    "fixed_numbers": "the numbers of the mock's world answer as its table says",
    "price": "what a call costs is known",
    "sip": "a SIP user agent can be called",
}


@dataclass(frozen=True, slots=True)
class Given:
    """What a target gives to a test: who may speak, which number calls, what a leg costs (micros of a USD, 0 for
    unknown), and which numbers anybody may ring on a live target.
    """

    accounts: Mapping[str, Account]
    source: str
    second_source: str = ""
    price_micros: int = 0
    callees: tuple[str, ...] = ()


class Target(Protocol):
    """Something that speaks the API of VoIPBIN."""

    name: str
    live: bool
    capabilities: frozenset[str]
    given: Given
    http: httpx.Client
    #: What the name of every flow ends with, so that a run knows its own again; empty on a mock.
    mark: str

    @property
    def clock(self) -> Clock:
        """How time passes here."""
        ...

    @property
    def callees(self) -> Callees:
        """Who can be called here."""
        ...

    def line(self, contract: Contract) -> Line:
        """Return a new line to it."""
        ...

    def arrive(self) -> None:
        """Look before anything is dialled; called once, before the first test.

        Raises :class:`~voipbin_harness.line.TargetUnreachable`, :class:`~voipbin_harness.violation.Unproven` when
        something is missing that is not the harness's to mend, :class:`~voipbin_harness.violation.HarnessError`
        when the configuration is wrong.
        """
        ...

    def begin(self) -> None:
        """Make ready for one test: on a mock, the world as at its start."""
        ...

    def leave(self) -> list[Violation]:
        """End and delete what the run made, after the last test; return what could not be."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
