"""SIP messages as the user agent reads and writes them (RFC 3261)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

VERSION = "SIP/2.0"

#: One-letter names of headers that senders may use.
_COMPACT = {
    "i": "call-id", "m": "contact", "l": "content-length", "c": "content-type", "f": "from", "t": "to", "v": "via",
}  # fmt: skip

#: Reason phrases of the statuses that the agent sends.
PHRASES = {
    180: "Ringing", 200: "OK", 404: "Not Found", 405: "Method Not Allowed", 480: "Temporarily Unavailable",
    481: "Call/Transaction Does Not Exist", 486: "Busy Here", 487: "Request Terminated", 488: "Not Acceptable Here",
    503: "Service Unavailable", 600: "Busy Everywhere", 603: "Decline",
}  # fmt: skip


class NotSip(Exception):
    """A datagram that cannot be read as SIP."""


@dataclass(slots=True)
class SipMessage:
    """``method`` and ``uri`` of a request, or ``status`` of a response; header names are in lower case."""

    method: str = ""
    uri: str = ""
    status: int = 0
    headers: dict[str, list[str]] = field(default_factory=dict)
    body: bytes = b""

    def header(self, name: str) -> str:
        """Return the first value of a header, ``""`` when there is none."""
        values = self.headers.get(name)
        return values[0] if values else ""

    @property
    def sequence(self) -> int:
        """The number of the CSeq."""
        digits = re.match(r"\d+", self.header("cseq"))
        return int(digits[0]) if digits else 0

    @property
    def about(self) -> str:
        """The method of the CSeq: what a response answers."""
        return self.header("cseq").split(" ")[-1]

    @property
    def transaction(self) -> str:
        """The branch of the first Via with the method of the CSeq: equal in a request, its copies and its answers."""
        branch = re.search(r";\s*branch=([^;,\s]+)", self.header("via"))
        return f"{branch[1] if branch else ''} {self.about}"

    @property
    def user(self) -> str:
        """The user part of the request's URI: who is called."""
        called = re.match(r"sips?:([^@;>]+)@", self.uri)
        return unquote(called[1]) if called else ""

    def write(self) -> bytes:
        """Return the datagram."""
        first = f"{VERSION} {self.status} {PHRASES.get(self.status, 'Other')}"
        lines = [first if self.status else f"{self.method} {self.uri} {VERSION}"]
        lines += [f"{name.title()}: {value}" for name, values in self.headers.items() for value in values]
        lines += [f"Content-Length: {len(self.body)}", "", ""]
        return "\r\n".join(lines).encode() + self.body


def parse(datagram: bytes) -> SipMessage:
    """Read a datagram; raises :class:`NotSip`."""
    head, _, body = datagram.partition(b"\r\n\r\n")
    first, *rest = head.decode("utf-8", "replace").replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n")
    parts = first.split(" ", 2)
    message = SipMessage(body=body)
    if parts[0] == VERSION and len(parts) > 1 and re.fullmatch(r"[1-6]\d\d", parts[1]):
        message.status = int(parts[1])
    elif len(parts) == 3 and parts[2] == VERSION and parts[0].isupper():
        message.method, message.uri = parts[0], parts[1]
    else:
        raise NotSip(first[:80])
    for line in rest:
        name, _, value = line.partition(":")
        key = name.strip().lower()
        message.headers.setdefault(_COMPACT.get(key, key), []).append(value.strip())
    return message


def reply(to: SipMessage, status: int, tag: str, more: Iterable[tuple[str, str]] = (), body: bytes = b"") -> SipMessage:
    """Return the response to a request; ``tag`` marks this side's end of the dialogue."""
    kept = ("via", "record-route", "from", "to", "call-id", "cseq")
    headers = {name: list(to.headers[name]) for name in kept if name in to.headers}
    if "to" in headers and ";tag=" not in headers["to"][0]:
        headers["to"] = [f"{headers['to'][0]};tag={tag}"]
    for name, value in more:
        headers.setdefault(name, []).append(value)
    return SipMessage(status=status, headers=headers, body=body)


def inner_uri(address: str) -> str:
    """Return the URI inside a Contact, From, To or Route."""
    inside = re.search(r"<([^>]+)>", address)
    return inside[1] if inside else address.split(";", maxsplit=1)[0].strip()


def place_of(uri: str) -> tuple[str, int] | None:
    """Return host and port of a URI whose host is an IPv4 address, ``None`` for a name."""
    found = re.match(r"sips?:(?:[^@]*@)?(\d+\.\d+\.\d+\.\d+)(?::(\d+))?", uri)
    return (found[1], int(found[2] or 5060)) if found else None
