"""SDP (RFC 8866) as far as a telephone call needs it: one audio stream, G.711 and telephone events."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: Payload types: the two laws of G.711 (RFC 3551) and what this side offers for telephone events (RFC 4733).
PCMU, PCMA, EVENTS = 0, 8, 101


class NoCommonGround(ValueError):
    """A description with no audio that could be sent or received here."""


@dataclass(frozen=True, slots=True)
class Audio:
    """Where the other side listens, in which law, and how it wants telephone events (``None``: not at all)."""

    host: str
    port: int
    law: int
    events: int | None


def offer(host: str, port: int) -> bytes:
    """Return what this side offers at its own address."""
    return _described(host, port, {PCMU: "PCMU", PCMA: "PCMA"}, EVENTS)


def accept(host: str, port: int, audio: Audio) -> bytes:
    """Return the answer to what the other side offers."""
    return _described(host, port, {audio.law: "PCMU" if audio.law == PCMU else "PCMA"}, audio.events)


def _described(host: str, port: int, laws: Mapping[int, str], events: int | None) -> bytes:
    formats = [*laws] + ([events] if events is not None else [])
    lines = [
        "v=0",
        f"o=mock 1 1 IN IP4 {host}",
        "s=call",
        f"c=IN IP4 {host}",
        "t=0 0",
        f"m=audio {port} RTP/AVP {' '.join(map(str, formats))}",
        *(f"a=rtpmap:{law} {name}/8000" for law, name in laws.items()),
    ]
    if events is not None:
        lines += [f"a=rtpmap:{events} telephone-event/8000", f"a=fmtp:{events} 0-15"]
    return "\r\n".join([*lines, "a=ptime:20", "a=sendrecv", ""]).encode()


def read(body: bytes) -> Audio:
    """Read what the other side answered; raises :class:`NoCommonGround`."""
    host, port, events = "", 0, None
    formats: list[int] = []
    in_audio = in_session = True
    for line in body.decode(errors="replace").splitlines():
        kind, _, value = line.strip().partition("=")
        if kind == "m":
            in_session = False
            found = re.match(r"audio (\d+) RTP/AVP ([\d ]+)", value)
            in_audio = bool(found) and not formats
            if found and in_audio:
                port, formats = int(found[1]), [int(one) for one in found[2].split()]
        elif kind == "c" and (in_session or in_audio):
            host = value.split(" ")[-1]
        elif kind == "a" and in_audio and (mapped := re.match(r"rtpmap:(\d+) telephone-event/8000", value)):
            events = int(mapped[1])
    law = next((one for one in formats if one in (PCMU, PCMA)), None)
    if law is None or not 0 < port < 65536 or not host:
        raise NoCommonGround("no G.711 audio")
    return Audio(host, port, law, events if events in formats else None)
