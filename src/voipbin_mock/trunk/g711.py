"""G.711: 16-bit samples to µ-law and A-law and back, by tables made once."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from voipbin_mock.trunk.sdp import PCMU

_BIAS, _CLIP = 0x84, 32635


def _from_ulaw(code: int) -> int:
    code = ~code & 0xFF
    magnitude = (((code & 0x0F) << 3) + _BIAS) << ((code & 0x70) >> 4)
    return _BIAS - magnitude if code & 0x80 else magnitude - _BIAS


def _from_alaw(code: int) -> int:
    code ^= 0x55
    segment, step = (code & 0x70) >> 4, (code & 0x0F) << 4
    magnitude = step + 8 if segment == 0 else (step + 0x108) << (segment - 1)
    return magnitude if code & 0x80 else -magnitude


def _to_ulaw(sample: int) -> int:
    sign = 0x80 if sample < 0 else 0
    magnitude = min(abs(sample), _CLIP) + _BIAS
    segment = magnitude.bit_length() - 8
    return ~(sign | segment << 4 | (magnitude >> (segment + 3)) & 0x0F) & 0xFF


def _to_alaw(sample: int) -> int:
    sign = 0x80 if sample >= 0 else 0
    magnitude = min(abs(sample), 32767)
    segment = max(0, magnitude.bit_length() - 8)
    step = magnitude >> 4 if segment == 0 else magnitude >> (segment + 3)
    return (sign | segment << 4 | step & 0x0F) ^ 0x55


_EXPAND = {True: [_from_ulaw(code) for code in range(256)], False: [_from_alaw(code) for code in range(256)]}
#: Four neighbouring samples share an entry: finer than either law.
_COMPRESS = {
    True: bytes(_to_ulaw((index - 8192) * 4 + 1) for index in range(16384)),
    False: bytes(_to_alaw((index - 8192) * 4 + 1) for index in range(16384)),
}


def compress(samples: Sequence[int], law: int) -> bytes:
    """Return samples as bytes of a law, named by its payload type."""
    table = _COMPRESS[law == PCMU]
    return bytes(table[(sample >> 2) + 8192] for sample in samples)


def expand(payload: bytes, law: int) -> array[int]:
    """Return the samples of bytes of a law."""
    table = _EXPAND[law == PCMU]
    return array("h", (table[code] for code in payload))
