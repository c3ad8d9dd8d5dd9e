"""Telling accounts apart in recorded traffic: by the credentials that requests carry and that answers hand out."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from voipbin_harness.masking import MASK
from voipbin_harness.traffic.entries import Entry

LOGIN = "/auth/login"

#: Claims of a token that differ from one issue to the next.
_PASSING_CLAIMS = frozenset({"iat", "exp", "nbf", "jti", "expire"})


class Accounts:
    """The accounts of a recording.

    Each credential is an account of its own, named by its order (``account 1``), unless the recording shows whose it
    is: a login, a list of access keys, the claims of a token, or that two were shown the documents of one and the
    same customer only. A credential that was only ever refused with 401 is nobody's, as a missing one is. Where no
    request carries a credential and some were answered all the same, the recorder has taken them out
    (``sanitised``): then all requests are of one account.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._names: dict[str, str] = {}
        self._secrets: set[str] = set()
        self._learn_from_logins(entry for entry in entries if entry.path == LOGIN)
        signed = [(e, credential_of(e)) for e in entries if e.path != LOGIN]
        self._secrets.update(credential for _, credential in signed if credential)
        others = [(entry, credential) for entry, credential in signed if not entry.named]
        self.sanitised = not any(c for _, c in others) and any(_done(entry) for entry, _ in others)
        accepted = {credential for entry, credential in others if credential and entry.status != 401}
        customers = _customers(others)
        for entry, credential in others:
            if credential in accepted:
                self._learn(entry, credential, customers)

    def of(self, entry: Entry) -> str | None:
        """Return the name of the account whose request an entry is, ``None`` for nobody's."""
        if entry.named:
            return entry.account
        if entry.path == LOGIN:
            return str(_posted(entry).get("username", "")) or None if _done(entry) else None
        credential = credential_of(entry)
        if credential is None:
            return "account 1" if self.sanitised else None
        return self._names.get(credential)

    @property
    def secrets(self) -> frozenset[str]:
        """Every credential and password of the recording: what no answer and no report may show."""
        return frozenset(self._secrets | self._names.keys()) - {"", MASK}

    def _learn_from_logins(self, logins: Iterable[Entry]) -> None:
        for entry in logins:
            posted = _posted(entry)
            if isinstance(password := posted.get("password"), str):
                self._secrets.add(password)
            token, username = _text(_json(entry.response_body), "token"), posted.get("username")
            if token and isinstance(username, str):
                self._names.setdefault(token, username)

    def _learn(self, entry: Entry, credential: str, customers: dict[str, set[str]]) -> None:
        if credential not in self._names:
            same = (name for known, name in self._names.items() if _one(known, credential, customers))
            numbered = {name for name in self._names.values() if name.startswith("account ")}
            self._names[credential] = next(same, f"account {len(numbered) + 1}")
        for key in _access_keys(entry):
            self._names.setdefault(key, self._names[credential])


def credential_of(entry: Entry) -> str | None:
    """Return the credential that a request carries, ``None`` where it carries none."""
    query = parse_qs(urlsplit(entry.url).query)
    for name in ("token", "accesskey"):
        if query.get(name):
            return query[name][-1]
    for name, value in entry.request_headers:
        lower = name.lower()
        if lower == "authorization" and value.lower().startswith("bearer "):
            return value[7:].strip() or None
        if lower == "cookie" and (token := _cookie(value)):
            return token
    return None


def _done(entry: Entry) -> bool:
    return 200 <= entry.status < 300


def _cookie(value: str) -> str:
    try:
        found = SimpleCookie(value).get("token")
    except CookieError:
        return ""
    return found.value if found else ""


def _one(known: str, credential: str, customers: dict[str, set[str]]) -> bool:
    """Whether two credentials are of one account."""
    principal = _principal(credential)
    if principal and _principal(known) == principal:
        return True
    seen = customers.get(credential, set())
    return len(seen) == 1 and seen == customers.get(known)


def _customers(signed: Iterable[tuple[Entry, str | None]]) -> dict[str, set[str]]:
    """Return the customers whose documents each credential was shown."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry, credential in signed:
        if credential and _done(entry):
            found[credential].update(filter(None, (_text(d, "customer_id") for d in _documents(entry))))
    return found


def _access_keys(entry: Entry) -> Iterator[str]:
    """Yield the access keys that an answer shows: they sign for the account that was shown them."""
    if "/accesskeys" in entry.path and _done(entry):
        yield from filter(None, (_text(document, "token") for document in _documents(entry)))


def _principal(token: str) -> str:
    """Return whom a JWT speaks for; ``""`` for any other token."""
    parts = token.split(".")
    if len(parts) != 3:
        return ""
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except ValueError:
        return ""
    lasting = {k: v for k, v in claims.items() if k not in _PASSING_CLAIMS} if isinstance(claims, dict) else {}
    return json.dumps(lasting, sort_keys=True) if lasting else ""


def _documents(entry: Entry) -> list[Any]:
    """Return the documents of an answer: the items of a list, or the body itself."""
    body = _json(entry.response_body)
    if isinstance(body, dict) and isinstance(result := body.get("result"), list):
        return result
    return body if isinstance(body, list) else [body]


def _posted(entry: Entry) -> dict[str, Any]:
    found = _json(entry.request_body)
    return found if isinstance(found, dict) else {}


def _json(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except (ValueError, RecursionError):
        return None


def _text(document: Any, name: str) -> str:
    found = document.get(name) if isinstance(document, dict) else None
    return found if isinstance(found, str) else ""
