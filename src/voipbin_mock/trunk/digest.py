"""Digest authentication (RFC 2617 and RFC 7616, as RFC 3261 section 22 uses it): answering a challenge."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_MEMBER = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_HASHES = {"MD5": "md5", "SHA-256": "sha256"}


class Unanswerable(Exception):
    """A challenge of a kind that is not known here."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who calls."""

    username: str
    password: str = field(repr=False)


def answer(challenge: str, who: Credentials, method: str, uri: str, cnonce: str) -> str:
    """Return the value of (Proxy-)Authorization for a challenge; raises :class:`Unanswerable`."""
    scheme, _, rest = challenge.partition(" ")
    asked: Mapping[str, str] = {name.lower(): quoted or plain for name, quoted, plain in _MEMBER.findall(rest)}
    algorithm = asked.get("algorithm", "MD5")
    if scheme.lower() != "digest" or algorithm.upper() not in _HASHES:
        raise Unanswerable(f"{scheme} {algorithm}")
    offered = [one.strip() for one in asked.get("qop", "").split(",") if one.strip()]
    if offered and "auth" not in offered:
        raise Unanswerable(f"qop {asked['qop']}")

    def hashed(text: str) -> str:
        return hashlib.new(_HASHES[algorithm.upper()], text.encode(), usedforsecurity=False).hexdigest()

    realm, nonce = asked.get("realm", ""), asked.get("nonce", "")
    first, second = hashed(f"{who.username}:{realm}:{who.password}"), hashed(f"{method}:{uri}")
    middle = f"{nonce}:00000001:{cnonce}:auth" if offered else nonce
    members = {
        "username": who.username,
        "realm": realm,
        "nonce": nonce,
        "uri": uri,
        "response": hashed(f"{first}:{middle}:{second}"),
    }
    if "opaque" in asked:
        members["opaque"] = asked["opaque"]
    written = [f'{name}="{value}"' for name, value in members.items()] + [f"algorithm={algorithm}"]
    if offered:
        written += ["qop=auth", "nc=00000001", f'cnonce="{cnonce}"']
    return "Digest " + ", ".join(written)
