"""SDP: choosing from what a caller offers, and saying so (RFC 3264)."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: The payload types of G.711, by RFC 3551.
LAWS = {0: "PCMU", 8: "PCMA"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Where the caller listens, the law of both directions, and the payload type of telephone events, if offered."""

    host: str
    port: int
    law: int
    events: int | None


def choose(offer: bytes) -> Chosen | None:
    """Return what suits both sides, ``None`` when nothing does."""
    text = offer.decode("utf-8", "replace")
    session, *streams = re.split(r"(?m)^(?=m=)", text)
    for stream in streams:
        media = re.match(r"m=audio (\d+)(?:/\d+)? RTP/AVP((?: \d+)+)", stream)
        if media is None:
            continue
        where = re.search(r"(?m)^c=IN IP4 (\S+)", stream) or re.search(r"(?m)^c=IN IP4 (\S+)", session)
        types = [int(one) for one in media[2].split()]
        law = next((one for one in types if one in LAWS), None)
        named = {int(one) for one in re.findall(r"(?m)^a=rtpmap:(\d+) telephone-event/8000", stream)}
        if where is not None and law is not None and int(media[1]):
            return Chosen(where[1], int(media[1]), law, next((one for one in types if one in named), None))
    return None


def accept(chosen: Chosen, host: str, port: int) -> bytes:
    """Return the answer to an offer."""
    formats = [chosen.law] + ([chosen.events] if chosen.events is not None else [])
    lines = [
        "v=0",
        f"o=callee {port} 1 IN IP4 {host}",
        "s=-",
        f"c=IN IP4 {host}",
        "t=0 0",
        f"m=audio {port} RTP/AVP {' '.join(map(str, formats))}",
        f"a=rtpmap:{chosen.law} {LAWS[chosen.law]}/8000",
    ]
    if chosen.events is not None:
        lines += [f"a=rtpmap:{chosen.events} telephone-event/8000", f"a=fmtp:{chosen.events} 0-15"]
    return "\r\n".join([*lines, "a=ptime:20", ""]).encode()
