"""The safety's own way to the API: the same line's pace and limits, but unseen by the checks of the test at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from voipbin_harness.accounts import Account
from voipbin_harness.client import Client
from voipbin_harness.editions import Edition
from voipbin_harness.exchange import Exchange, MalformedBody
from voipbin_harness.line import Line


class Api:
    """Clients of all accounts over one line; an account that is not known any more is the run's own."""

    def __init__(self, line: Line, edition: Edition, accounts: Mapping[str, Account]) -> None:
        self.line = line
        self.edition = edition
        self.accounts = accounts
        self._clients: dict[str, Client] = {}

    def client(self, account: str | None) -> Client:
        """Return the client of an account."""
        name = account if account is not None and account in self.accounts else "demo"
        if name not in self._clients:
            self._clients[name] = Client(
                self.line, self.edition, self.accounts[name], self.edition.carrier, renews=True
            )
        return self._clients[name]

    def get(self, account: str | None, path: str) -> dict[str, Any] | None:
        """Return what is at a path, ``None`` where the account sees nothing there."""
        return document(self.client(account).request("GET", path))

    def newest(self, account: str | None, collection: str) -> Iterator[dict[str, Any]]:
        """Yield the things of a list, the newest first."""
        for page in self.client(account).pages(f"/{collection}"):
            yield from page.items


def document(exchange: Exchange) -> dict[str, Any] | None:
    """Return the object that a successful answer holds."""
    try:
        found = exchange.json if exchange.ok and exchange.response_body else None
    except MalformedBody:
        return None
    return found if isinstance(found, dict) else None
