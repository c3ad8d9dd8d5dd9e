"""G.711 as a listener needs it: how loud a packet is, and a recording that any player can open."""

from __future__ import annotations

import io
import struct
import wave

PCMU, PCMA = 0, 8

#: What a listener takes for silence: a packet's mean amplitude, of 32768.
QUIET = 150

RATE = 8000

#: The longest recording of one call, in samples: five minutes.
_LONGEST = 300 * RATE


def _ulaw(byte: int) -> int:
    """G.711 table 2a, stretched to 16 bits."""
    inverted = byte ^ 0xFF
    exponent, mantissa = inverted >> 4 & 7, inverted & 15
    amplitude = ((2 * mantissa + 33) << exponent) - 33
    return -4 * amplitude if inverted & 0x80 else 4 * amplitude


def _alaw(byte: int) -> int:
    """G.711 table 1a, stretched to 16 bits."""
    toggled = byte ^ 0x55
    exponent, mantissa = toggled >> 4 & 7, toggled & 15
    amplitude = 2 * mantissa + 1 if not exponent else (2 * mantissa + 33) << (exponent - 1)
    return 8 * amplitude if toggled & 0x80 else -8 * amplitude


_SAMPLES = {PCMU: [_ulaw(byte) for byte in range(256)], PCMA: [_alaw(byte) for byte in range(256)]}
_AMPLITUDES = {law: [abs(sample) for sample in samples] for law, samples in _SAMPLES.items()}

#: The byte of no sound.
SILENT = {PCMU: 0xFF, PCMA: 0xD5}


def is_loud(payload: bytes, law: int) -> bool:
    """Whether a packet holds sound."""
    amplitudes = _AMPLITUDES[law]
    return bool(payload) and sum(amplitudes[byte] for byte in payload) > QUIET * len(payload)


class Recording:
    """What came on one stream, each packet where its RTP timestamp puts it."""

    def __init__(self, law: int) -> None:
        self._law = law
        self._first: int | None = None
        self._bytes = bytearray()

    def add(self, timestamp: int, payload: bytes) -> None:
        """Put a packet in its place; what is out of all proportion is left out."""
        if self._first is None:
            self._first = timestamp
        start = (timestamp - self._first) & 0xFFFFFFFF
        end = start + len(payload)
        if end > _LONGEST:
            return
        missing = end - len(self._bytes)
        if missing > 0:
            self._bytes += bytes([SILENT[self._law]]) * missing
        self._bytes[start:end] = payload

    def samples(self) -> list[int]:
        """Return the recording as samples of 16 bits."""
        samples = _SAMPLES[self._law]
        return [samples[byte] for byte in self._bytes]

    def wav(self) -> bytes:
        """Return the recording as a WAV of 16 bits, empty for a stream on which nothing came."""
        file = io.BytesIO()
        with wave.open(file, "wb") as writer:
            writer.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
            writer.writeframes(struct.pack(f"<{len(self._bytes)}h", *self.samples()))
        return file.getvalue()
