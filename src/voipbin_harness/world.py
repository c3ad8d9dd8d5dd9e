"""What a test holds in its hands: a target, seen through one edition, and nothing left from the test before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voipbin_harness.accounts import Account, Carrier
from voipbin_harness.callees.heard import Trace
from voipbin_harness.callees.port import Callees, Introduced
from voipbin_harness.client import Client
from voipbin_harness.clock import Clock
from voipbin_harness.contract import Contract
from voipbin_harness.editions import Edition
from voipbin_harness.exchange import Exchange
from voipbin_harness.line import Listener
from voipbin_harness.observed import observe
from voipbin_harness.targets.port import Target
from voipbin_harness.violation import Unproven


class World:
    """One target and one edition. :meth:`begin` makes it new for each test."""

    def __init__(self, target: Target, edition: Edition, contract: Contract) -> None:
        self.target = target
        self.edition = edition
        self.contract = contract
        self.line = target.line(contract)
        self._clients: dict[tuple[str | None, Carrier], Client] = {}

    @property
    def clock(self) -> Clock:
        """How time passes here."""
        return self.target.clock

    @property
    def callees(self) -> Callees:
        """Who can be called here."""
        return self.target.callees

    @property
    def source(self) -> dict[str, str]:
        """The address that calls come from: a number that the account owns."""
        return {"type": "tel", "target": self.target.given.source}

    def begin(self, *listeners: Listener) -> None:
        """Forget everything and start anew; ``listeners`` hear of every exchange."""
        self._clients.clear()
        self.target.begin()
        introduced = (self._introduce,) if isinstance(self.callees, Introduced) else ()
        self.line.begin(*introduced, *listeners)

    def _introduce(self, exchange: Exchange) -> None:
        """Tell callees that know nothing of the API which calls there are."""
        for sighting in observe(exchange, self.edition).calls:
            if isinstance(self.callees, Introduced):
                self.callees.notice(sighting.call)

    def account(self, name: str) -> Account:
        """Return an account by name.

        Raises :class:`Unproven` when this target gives no such account.
        """
        found = self.target.given.accounts.get(name)
        if found is None:
            capability = {"other": "two_accounts", "empty": "empty_account"}.get(name, "account")
            raise Unproven(f"the account {name!r}", "no credentials for it on this target", capability)
        return found

    def client(self, account: str | None = "demo", carrier: Carrier | None = None) -> Client:
        """Return the client of an account (``demo`` is the account that the run uses), of nobody for ``None``."""
        how = carrier or self.edition.carrier
        key = (account, how)
        if key not in self._clients:
            known = self.account(account) if account is not None else None
            self._clients[key] = Client(
                self.line, self.edition, known, how, renews=self.target.live, mark=self.target.mark
            )
        return self._clients[key]

    def traces(self, call_ids: Mapping[str, Any] | frozenset[str]) -> dict[str, Trace]:
        """Return the traces of those calls that somebody on this target could hear."""
        traces = {}
        for call_id in sorted(call_ids):
            try:
                traces[call_id] = self.callees.trace(call_id)
            except Unproven:
                continue
        return {call_id: trace for call_id, trace in traces.items() if trace.events}
