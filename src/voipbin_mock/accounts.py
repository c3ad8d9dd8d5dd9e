"""Customers, and how a request proves that it is theirs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping

from voipbin_mock.clock import DAY_MS, Clock
from voipbin_mock.errors import Refusal
from voipbin_mock.ids import Ids
from voipbin_mock.records import Accesskey, Customer
from voipbin_mock.store import Collection

#: How long a token lasts, in µs [C].
TOKEN_LIFE_US = 7 * DAY_MS * 1000

#: How many tokens are good at a time; signing on once more ends the oldest [D].
MOST_TOKENS = 10_000


class Accounts:
    """Who may do what. A customer is known by name, by token and by access key."""

    def __init__(self, clock: Clock, ids: Ids, accesskeys: Collection[Accesskey]) -> None:
        self._clock = clock
        self._ids = ids
        self._accesskeys = accesskeys
        self._tokens: OrderedDict[str, tuple[str, int]] = OrderedDict()
        self._secrets: dict[str, str] = {}
        self.customers: dict[str, Customer] = {}

    def customer(self, customer_id: str) -> Customer:
        """Return a customer."""
        return self.customers[customer_id]

    def log_in(self, username: object, password: object) -> str | None:
        """Return a new token, ``None`` for credentials that are not good."""
        for customer in self.customers.values():
            if customer.username == username and customer.password == password:
                if len(self._tokens) >= MOST_TOKENS:
                    self._tokens.popitem(last=False)
                token = self._ids.text(48)
                self._tokens[token] = (customer.id, self._clock.now_us + TOKEN_LIFE_US)
                return token
        return None

    def authenticate(
        self, query: Mapping[str, str], headers: Mapping[str, str], cookies: Mapping[str, str]
    ) -> Customer:
        """Return the customer who sends a request; refuse (401) without a good credential.

        The first that is given counts: ``?token=``, ``?accesskey=``, ``Authorization: Bearer``, the cookie ``token``.
        """
        for given, known in self._carriers(query, headers, cookies):
            if given is not None:
                customer_id = known(given)
                if customer_id is not None:
                    return self.customers[customer_id]
                break
        raise Refusal(401, "AUTHENTICATION_REQUIRED", "no credential, or a bad one")

    def add_accesskey(self, key: Accesskey) -> Accesskey:
        """Let an access key sign requests from now on."""
        self._secrets[key.token] = key.id
        return self._accesskeys.add(key)

    def remove_accesskey(self, key: Accesskey) -> None:
        """Let an access key sign nothing any more."""
        self._secrets.pop(key.token, None)
        self._accesskeys.remove(key)

    def _carriers(
        self, query: Mapping[str, str], headers: Mapping[str, str], cookies: Mapping[str, str]
    ) -> tuple[tuple[str | None, Callable[[str], str | None]], ...]:
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        return (
            (query.get("token"), self.by_token),
            (query.get("accesskey"), self.by_accesskey),
            (bearer.strip() if scheme.lower() == "bearer" else None, self.by_token),
            (cookies.get("token"), self.by_token),
        )

    def by_token(self, token: str) -> str | None:
        """Return the id of the customer whom a token stands for."""
        customer_id, until_us = self._tokens.get(token, (None, 0))
        return customer_id if self._clock.now_us < until_us else None

    def by_accesskey(self, secret: str) -> str | None:
        """Return the id of the customer whom an access key stands for."""
        key = self._accesskeys.find(self._secrets.get(secret, ""))
        return key.customer_id if key is not None and self._clock.now_us < key.expires_us else None
