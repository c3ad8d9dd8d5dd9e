"""Who speaks to the platform: accounts and the ways to carry their credentials."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: What carries the credentials of each account where nothing names other variables of the environment.
VARIABLES: Mapping[str, Mapping[str, str]] = {
    name: {member: f"VOIPBIN_{infix}{member.upper()}" for member in ("token", "accesskey", "username", "password")}
    for name, infix in (("demo", ""), ("other", "OTHER_"), ("empty", "EMPTY_"))
}

#: How a credential travels: ``?token=``, the cookie ``token``, ``Authorization: Bearer`` or ``?accesskey=``.
Carrier = Literal["query", "cookie", "bearer", "accesskey"]


@dataclass(frozen=True, slots=True)
class Account:
    """An account as a run knows it; which of the credentials are set decides how it signs on."""

    name: str
    username: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    accesskey: str = field(default="", repr=False)

    @property
    def secrets(self) -> frozenset[str]:
        """The texts that no report may show."""
        return frozenset(filter(None, (self.password, self.token, self.accesskey)))


@dataclass(frozen=True, slots=True)
class Credential:
    """Something that signs a request."""

    carrier: Carrier
    secret: str = field(repr=False)

    def params(self) -> dict[str, str]:
        """Return the query parameters that carry it."""
        name = {"query": "token", "accesskey": "accesskey"}.get(self.carrier)
        return {name: self.secret} if name else {}

    def headers(self) -> dict[str, str]:
        """Return the headers that carry it."""
        if self.carrier == "cookie":
            return {"Cookie": f"token={self.secret}"}
        return {"Authorization": f"Bearer {self.secret}"} if self.carrier == "bearer" else {}
