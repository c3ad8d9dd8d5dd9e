"""Telling accounts apart in recorded traffic: by the credentials that requests carry and that answers hand out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from voipbin_harness.masking import MASK
from voipbin_harness.traffic.credentials import access_keys, credential_of, customers, done, handed_out, posted
from voipbin_harness.traffic.entries import Entry
from voipbin_harness.traffic.principals import Principal, principals_of

LOGIN = "/auth/login"

_Signed = list[tuple[Entry, str]]


class Accounts:
    """The accounts of a recording.

    Each credential is an account of its own, named by its order (``account 1``), unless the recording shows whose it
    is: a login, a list of access keys, or the claims of a token. Users of one customer are one account. Whose
    credential nothing shows is presumed to be of the account that was shown the same customer's documents and no
    other's. A credential that was only ever refused with 401 is nobody's, as a missing one is. Where no request carries
    a credential and some were answered all the same, the recorder has taken them out (``sanitised``): then all requests
    are of one account.

    ``presumed`` are the accounts that a credential was presumed to be of. ``apart`` are sets of accounts, any two of
    which are two: known as two, or shown the documents of two customers.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        logins = [entry for entry in entries if entry.path == LOGIN]
        requests = [(entry, credential_of(entry)) for entry in entries if entry.path != LOGIN]
        others = [(entry, credential) for entry, credential in requests if not entry.named]
        signed = [(entry, credential) for entry, credential in others if credential]
        self.sanitised = not signed and any(done(entry) for entry, _ in others)
        self.presumed: set[str] = set()
        self._names: dict[str, str] = {}
        self._secrets = {*(posted(entry, "password") for entry in logins), *(c for _, c in requests if c)}
        self._apart = defaultdict(set, {"named": {entry.account for entry in entries if entry.account}})
        self._learn(_users(logins), [(entry, credential) for entry, credential in signed if entry.status != 401])

    def of(self, entry: Entry) -> str | None:
        """Return the name of the account whose request an entry is, ``None`` for nobody's."""
        if entry.named:
            return entry.account
        if entry.path == LOGIN:
            return self._names.get(handed_out(entry), posted(entry, "username")) or None if done(entry) else None
        credential = credential_of(entry)
        if credential is None:
            return "account 1" if self.sanitised else None
        return self._names.get(credential)

    @property
    def apart(self) -> list[frozenset[str]]:
        """Sets of accounts of which any two are two."""
        return [frozenset(names) for names in self._apart.values()]

    @property
    def secrets(self) -> frozenset[str]:
        """Every credential and password of the recording: what no answer and no report may show."""
        return frozenset(self._secrets | self._names.keys()) - {"", MASK}

    def _learn(self, users: Mapping[str, str], signed: _Signed) -> None:
        """Name the account of each credential; ``users`` are those who signed on, by the token that each was given."""
        self._principals = principals_of({**dict.fromkeys((credential for _, credential in signed), ""), **users})
        self._shown = _customers(signed)
        self._by_identity: dict[str, str] = {}
        self._by_customer: dict[str, str] = {}
        self._numbered = 0
        for token, user in users.items():
            self._name(token, user)
        for entry, credential in signed:
            if credential not in self._names:
                self._name(credential)
            for key in access_keys(entry):
                if key not in self._names:
                    self._give(key, self._names[credential])

    def _name(self, credential: str, user: str = "") -> None:
        identity = self._principals[credential].identity
        name = self._by_identity.get(identity) if identity else self._presumed(credential)
        if not name and not user:
            self._numbered += 1
        self._give(credential, name or user or f"account {self._numbered}")

    def _presumed(self, credential: str) -> str:
        name = self._by_customer.get(self._only_customer(credential), "")
        if name:
            self.presumed.add(name)
        return name

    def _give(self, credential: str, name: str) -> None:
        """Let a credential be of the account of that name, and remember what tells that account from others."""
        self._names[credential] = name
        principal, customer = self._principals.get(credential, Principal()), self._only_customer(credential)
        if principal.identity:
            self._by_identity.setdefault(principal.identity, name)
        for kind, known in principal._asdict().items():
            if known:
                self._apart[kind].add(name)
        if customer and self._by_customer.setdefault(customer, name) == name:
            self._apart["documents"].add(name)

    def _only_customer(self, credential: str) -> str:
        """Return the customer whose documents alone a credential was shown, ``""`` where there is none."""
        shown = self._shown.get(credential, ())
        return next(iter(shown)) if len(shown) == 1 else ""


def _users(logins: Iterable[Entry]) -> dict[str, str]:
    """Return who signed on, by the token that each was given."""
    found: dict[str, str] = {}
    for entry in logins:
        token, username = handed_out(entry), posted(entry, "username")
        if token and username:
            found.setdefault(token, username)
    return found


def _customers(signed: _Signed) -> dict[str, set[str]]:
    """Return the customers whose documents each credential was shown."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry, credential in signed:
        found[credential].update(customers(entry))
    return found
