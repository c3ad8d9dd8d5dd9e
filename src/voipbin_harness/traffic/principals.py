"""For whom a credential speaks, as far as it says so itself: by the claims of a JWT."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

#: Claims that name a customer, and one of its users: as text, or as a document with an id.
_CUSTOMER = ("customer_id", "customer")
_USER = ("username", "agent_id", "agent", "user_id", "user", "email", "sub")


class Principal(NamedTuple):
    """A customer and one of its users; ``""`` for what is not known."""

    customer: str = ""
    user: str = ""

    @property
    def identity(self) -> str:
        """What all credentials of one account have in common: its customer, or a user; ``""`` for nothing known."""
        return f"customer {self.customer}" if self.customer else self.user and f"user {self.user}"


def principals_of(users: Mapping[str, str]) -> dict[str, Principal]:
    """Return for whom each credential speaks; ``users`` has them with the user who signed on for it, if one did.

    Where one token of a user names the customer, it does so for the others; of two customers' user nothing is known.
    """
    claimed = {credential: _claimed(credential) for credential in users}
    found = {credential: Principal(who.customer, who.user or users[credential]) for credential, who in claimed.items()}
    customers: defaultdict[str, set[str]] = defaultdict(set)
    for who in found.values():
        if who.customer:
            customers[who.user].add(who.customer)
    return {credential: _whole(who, customers.get(who.user, ())) for credential, who in found.items()}


def _whole(who: Principal, customers: Collection[str]) -> Principal:
    if who.customer or not who.user or not customers:
        return who
    return Principal(next(iter(customers)), who.user) if len(customers) == 1 else Principal()


def _claimed(token: str) -> Principal:
    parts = token.split(".")
    if len(parts) != 3:
        return Principal()
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, RecursionError):
        return Principal()
    if not isinstance(claims, dict):
        return Principal()
    documents = [claims, *(claim for claim in claims.values() if isinstance(claim, dict))]
    return Principal(_named(documents, _CUSTOMER).lower(), _named(documents, _USER))


def _named(documents: Sequence[Mapping[str, Any]], names: tuple[str, ...]) -> str:
    """Return the first id under one of the names, among the claims or in a document that is a claim."""
    for document in documents:
        for name in names:
            claim = document.get(name)
            found = claim.get("id") if isinstance(claim, dict) else claim
            if found and isinstance(found, str | int):
                return str(found)
    return ""
