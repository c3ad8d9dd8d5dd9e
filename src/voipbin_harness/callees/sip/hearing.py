"""What a callee hears: where sound begins and ends, and which keys the platform sends."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Protocol

from voipbin_harness.callees.sip.sound import RATE, Recording, is_loud

#: A silence of so many ms is the end of a prompt. Pauses inside speech are shorter; prompts that follow each other at
#: once are one sound to whoever only listens [D].
PAUSE_MS = 800

#: Sound begins with so many loud packets in a row: a click is none.
_ONSET = 3

#: So many ms without any packet are a silence too, and a time that lies so far from now is none of this stream.
_NOTHING_MS, _ABSURD_MS = 2000, 10_000

DIGITS = "0123456789*#ABCD"


class Told(Protocol):
    """Who is told what is heard; all times are in ms of the target's clock."""

    def sound_began(self, at_ms: int) -> None:
        """Something can be heard."""
        ...

    def sound_ended(self, at_ms: int, duration_ms: int) -> None:
        """It has been silent long enough: the sound ended at ``at_ms``."""
        ...

    def digit(self, at_ms: int, digit: str, duration_ms: int) -> None:
        """A key was sent, beginning at ``at_ms``."""
        ...


class Ear:
    """Listens to the packets of one stream.

    When something was heard goes by the timestamps of its packets, not by when this busy machine came to read them:
    the packet with the shortest way says what time the stream began (``origin_ms``).
    """

    def __init__(self, law: int, events: int | None, told: Told, now_ms: Callable[[], int]) -> None:
        self._law = law
        self._events = events
        self._told = told
        self._now_ms = now_ms
        self._loud: list[int] = []
        self._began: int | None = None
        self._last_loud = 0
        self._last_packet = now_ms()
        self._first: int | None = None
        self.origin_ms: int | None = None
        #: How long a packet was on its way at most, more than the fastest: what a busy machine adds to every time.
        self.late_ms = 0
        self._key: tuple[int, int, str] | None = None
        self._key_samples = 0
        self._done_key: int | None = None
        self.recording = Recording(law)

    def packet(self, datagram: bytes) -> None:
        """Take a datagram; what is no RTP of this call is passed over."""
        if len(datagram) < 12 or datagram[0] >> 6 != 2:
            return
        kind, timestamp = datagram[1] & 0x7F, int.from_bytes(datagram[4:8], "big")
        payload = datagram[12 + 4 * (datagram[0] & 15) :]
        self._last_packet = self._now_ms()
        if kind == self._law:
            self.release()
            self._audio(timestamp, payload)
        elif kind == self._events and len(payload) >= 4:
            self._event(timestamp, *struct.unpack_from("!BBH", payload))

    def check(self) -> None:
        """Notice that it has become silent because no packets come any more."""
        if self._began is not None and self._now_ms() - self._last_packet >= _NOTHING_MS:
            self._silence()

    def end(self) -> None:
        """The stream is over, and with it whatever can be heard."""
        self.release()
        if self._began is not None:
            self._silence()

    def _silence(self) -> None:
        if self._began is not None:
            began, self._began = self._began, None
            self._told.sound_ended(self._last_loud, self._last_loud - began)

    def _at(self, timestamp: int) -> int:
        """Return when a packet was sent, in ms of the target's clock."""
        now = self._now_ms()
        if self._first is None:
            self._first = timestamp
        samples = (timestamp - self._first) & 0xFFFFFFFF
        offset = (samples if samples < 1 << 31 else samples - (1 << 32)) * 1000 // RATE
        if self.origin_ms is None or 0 < self.origin_ms - (now - offset) < _ABSURD_MS:
            self.origin_ms = now - offset
        at = self.origin_ms + offset
        if abs(now - at) >= _ABSURD_MS:
            return now
        self.late_ms = max(self.late_ms, now - at)
        return at

    def _audio(self, timestamp: int, payload: bytes) -> None:
        self.recording.add(timestamp, payload)
        at = self._at(timestamp)
        if not is_loud(payload, self._law):
            self._loud.clear()
            if self._began is not None and at - self._last_loud >= PAUSE_MS:
                self._silence()
            return
        self._loud.append(at)
        if self._began is None and len(self._loud) >= _ONSET:
            self._began = self._loud[0]
            self._told.sound_began(self._began)
        if self._began is not None:
            self._last_loud = at + len(payload) * 1000 // RATE

    def _event(self, timestamp: int, code: int, flags: int, samples: int) -> None:
        """One report of a key: those with one timestamp are one key (RFC 4733 section 2.5)."""
        if code >= len(DIGITS) or timestamp == self._done_key:
            return
        if self._key is not None and self._key[0] != timestamp:
            self.release()
        if self._key is None:
            self._key, self._key_samples = (timestamp, self._at(timestamp), DIGITS[code]), 0
        self._key_samples = max(self._key_samples, samples)
        if flags & 0x80:
            self.release()

    def release(self) -> None:
        """A key that is held is released: its end has come, or was lost."""
        if self._key is not None:
            (self._done_key, began, digit), self._key = self._key, None
            self._told.digit(began, digit, self._key_samples * 1000 // RATE)
