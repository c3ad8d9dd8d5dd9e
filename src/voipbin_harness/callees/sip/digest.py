"""Digest authentication (RFC 2617, RFC 7616): what an extension answers to its registrar."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from hashlib import new


class CannotAnswer(Exception):
    """The challenge asks for something that is not known here."""


@dataclass(frozen=True, slots=True)
class Login:
    """An extension's user name and password."""

    user: str
    password: str = field(repr=False)

    def answer(self, challenge: str, method: str, uri: str) -> str:
        """Return the value of the Authorization header; raises :class:`CannotAnswer`."""
        pairs = re.findall(r'([a-z]+)="([^"]*)"|([a-z]+)=([^\s,"]+)', challenge, re.IGNORECASE)
        asks = {(quoted or bare).lower(): text or word for quoted, text, bare, word in pairs}
        name = {"MD5": "md5", "SHA-256": "sha256"}.get(asks.get("algorithm", "MD5").upper())
        protects = re.split(r"\s*,\s*", asks["qop"]) if asks.get("qop") else []
        if not challenge.lower().startswith("digest ") or name is None or (protects and "auth" not in protects):
            raise CannotAnswer(challenge[:80])

        def digest(*parts: str) -> str:
            return new(str(name), ":".join(parts).encode(), usedforsecurity=False).hexdigest()

        who, what = digest(self.user, asks.get("realm", ""), self.password), digest(method, uri)
        ours = secrets.token_hex(8)
        counted = ("00000001", ours, "auth") if protects else ()
        quoted = {"username": self.user, "realm": asks.get("realm", ""), "nonce": asks.get("nonce", ""), "uri": uri}
        quoted["response"] = digest(who, asks.get("nonce", ""), *counted, what)
        if "opaque" in asks:
            quoted["opaque"] = asks["opaque"]
        if protects:
            quoted["cnonce"] = ours
        bare = {"algorithm": asks["algorithm"]} if "algorithm" in asks else {}
        bare |= {"qop": "auth", "nc": "00000001"} if protects else {}
        written = [f'{key}="{value}"' for key, value in quoted.items()] + [f"{k}={v}" for k, v in bare.items()]
        return "Digest " + ", ".join(written)
