"""SIP messages (RFC 3261 section 7): read from and written as datagrams."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Short forms of header names (RFC 3261 section 7.3.3).
_SHORT = {
    "v": "via", "f": "from", "t": "to", "i": "call-id", "m": "contact", "c": "content-type", "l": "content-length",
    "s": "subject", "k": "supported",
}  # fmt: skip

_TAG = re.compile(r";\s*tag=([^;>\s]+)", re.IGNORECASE)
_URI = re.compile(r"<([^>]*)>")


class Unreadable(ValueError):
    """A datagram that is no SIP message."""


@dataclass(frozen=True, slots=True)
class Message:
    """A request or a response: its first line, its headers in order and its body."""

    start: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    @property
    def method(self) -> str:
        """The method of a request, ``""`` for a response."""
        return "" if self.is_response else self.start.split(" ", 1)[0]

    @property
    def is_response(self) -> bool:
        """Whether this answers a request."""
        return self.start.startswith("SIP/2.0 ")

    @property
    def code(self) -> int:
        """The status of a response, 0 for a request."""
        return int(self.start.split(" ")[1]) if self.is_response else 0

    def all(self, name: str) -> list[str]:
        """Return every value of a header, in order."""
        return [value for known, value in self.headers if known.lower() == name.lower()]

    def get(self, name: str) -> str:
        """Return the first value of a header, ``""`` where it is missing."""
        return next(iter(self.all(name)), "")

    @property
    def cseq(self) -> tuple[int, str]:
        """The number and the method of the CSeq header; ``(0, "")`` where it cannot be read."""
        number, _, method = self.get("CSeq").partition(" ")
        return (int(number), method.strip()) if number.isdecimal() else (0, "")

    @property
    def branch(self) -> str:
        """The branch of the topmost Via: the name of the transaction."""
        found = re.search(r";\s*branch=([^;,\s]+)", self.get("Via"))
        return found[1] if found else ""

    def encode(self) -> bytes:
        """Return the datagram; the length of the body is filled in."""
        lines = [self.start, *(f"{name}: {value}" for name, value in self.headers)]
        head = "\r\n".join([*lines, f"Content-Length: {len(self.body)}", "", ""])
        return head.encode() + self.body


def decode(datagram: bytes) -> Message:
    """Read a datagram; raises :class:`Unreadable`."""
    head, _, body = datagram.partition(b"\r\n\r\n")
    try:
        lines = re.sub(r"\r\n[ \t]+", " ", head.decode()).split("\r\n")
    except UnicodeDecodeError:
        raise Unreadable("not UTF-8") from None
    if not re.fullmatch(r"SIP/2\.0 [1-6]\d\d( .*)?|[A-Z]+ \S+ SIP/2\.0", lines[0]):
        raise Unreadable(f"no SIP message: {lines[0][:60]!r}")
    headers = []
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon:
            raise Unreadable(f"no header: {line[:60]!r}")
        name = name.strip()
        headers.append((_SHORT.get(name.lower(), name), value.strip()))
    return Message(lines[0], tuple(headers), body)


def request(method: str, uri: str, headers: Iterable[tuple[str, str]], body: bytes = b"") -> Message:
    """Return a request."""
    return Message(f"{method} {uri} SIP/2.0", tuple(headers), body)


def response(asked: Message, code: int, phrase: str, tag: str = "") -> Message:
    """Return the response to a request; ``tag`` is added to a To that has none."""
    to = asked.get("To")
    headers = [("Via", value) for value in asked.all("Via")]
    headers += [("From", asked.get("From")), ("To", to if tag_of(to) or not tag else f"{to};tag={tag}")]
    headers += [("Call-ID", asked.get("Call-ID")), ("CSeq", asked.get("CSeq"))]
    return Message(f"SIP/2.0 {code} {phrase}", tuple(headers))


def tag_of(address: str) -> str:
    """Return the tag of a From or To value, ``""`` where there is none."""
    found = _TAG.search(address)
    return found[1] if found else ""


def uri_of(address: str) -> str:
    """Return the URI of a From, To, Contact or Route value."""
    found = _URI.search(address)
    return found[1] if found else address.split(";", 1)[0].strip()
