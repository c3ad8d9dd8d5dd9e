"""RTP packets (RFC 3550) and telephone events (RFC 4733)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

#: The clock of narrow-band audio, and how much of it one packet carries, in samples and ms.
RATE, FRAME, FRAME_MS = 8000, 160, 20

DIGITS = "0123456789*#ABCD"

_HEADER = struct.Struct("!BBHII")
_EVENT = struct.Struct("!BBH")

#: The level of a telephone event that is sent, in -dBm0.
_VOLUME = 10


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet; ``marker`` is set on the first of a telephone event or of a burst of sound."""

    payload_type: int
    sequence: int
    timestamp: int
    source: int
    payload: bytes
    marker: bool = False

    def encode(self) -> bytes:
        """Return the datagram."""
        second = (0x80 if self.marker else 0) | self.payload_type
        head = _HEADER.pack(0x80, second, self.sequence & 0xFFFF, self.timestamp & 0xFFFFFFFF, self.source)
        return head + self.payload


def decode(datagram: bytes) -> Packet | None:
    """Read a datagram; ``None`` when it is no RTP packet."""
    if len(datagram) < _HEADER.size:
        return None
    first, second, sequence, timestamp, source = _HEADER.unpack_from(datagram)
    start = _HEADER.size + 4 * (first & 0x0F)
    if first & 0x10 and len(datagram) >= start + 4:
        start += 4 + 4 * struct.unpack_from("!H", datagram, start + 2)[0]
    end = len(datagram) - (datagram[-1] if first & 0x20 else 0)
    if first >> 6 != 2 or end < start:
        return None
    return Packet(second & 0x7F, sequence, timestamp, source, datagram[start:end], bool(second & 0x80))


def write_event(digit: str, samples: int, *, over: bool) -> bytes:
    """Return the payload that says for how long (in samples) a key has been pressed; ``over`` when it is released."""
    return _EVENT.pack(DIGITS.index(digit), (0x80 if over else 0) | _VOLUME, min(samples, 0xFFFF))


def read_event(payload: bytes) -> tuple[str, int, bool] | None:
    """Return digit, length in samples and whether it is over; ``None`` for an event that is no digit."""
    if len(payload) < _EVENT.size:
        return None
    code, flags, samples = _EVENT.unpack_from(payload)
    return (DIGITS[code], samples, bool(flags & 0x80)) if code < len(DIGITS) else None
