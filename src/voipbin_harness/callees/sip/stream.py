"""The RTP stream of one call: silence, or the keys that the callee presses (RFC 3550, RFC 4733)."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
import struct
from collections.abc import Callable

from voipbin_harness.callees.sip.hearing import DIGITS, PAUSE_MS, Ear
from voipbin_harness.callees.sip.offer import Chosen
from voipbin_harness.callees.sip.sound import SILENT

#: A packet every 20 ms; a key is held for 100 ms, and the next one follows 100 ms later [D].
PACKET_S, SAMPLES, KEY_PACKETS, GAP_PACKETS = 0.02, 160, 5, 5

#: How loud a key is, in -dBm0.
_LEVEL = 10


class Stream:
    """Sends to the caller and lets an :class:`Ear` hear what the caller sends, at a free port of ``host``.

    Raises :class:`OSError` when there is none.
    """

    def __init__(self, host: str) -> None:
        self._loop = asyncio.get_running_loop()
        self._ear: Ear | None = None
        self._chosen: Chosen | None = None
        self._tick: asyncio.TimerHandle | None = None
        self._listen: asyncio.TimerHandle | None = None
        self._keys: list[tuple[str, Callable[[], None]]] = []
        self._step = 0
        self._held_since = 0
        self._timestamp, self._sequence = secrets.randbits(31), secrets.randbits(15)
        self._source = secrets.token_bytes(4)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)  # noqa: FBT003
        self._socket.bind((host, 0))
        self.port: int = self._socket.getsockname()[1]
        self._loop.add_reader(self._socket, self._read)

    def _read(self) -> None:
        """Hear all that has come so far."""
        while True:
            try:
                datagram = self._socket.recv(2048)
            except OSError:
                return
            if self._ear is not None:
                self._ear.packet(datagram)

    def begin(self, chosen: Chosen, ear: Ear) -> None:
        """Start to send and to hear."""
        self._chosen, self._ear = chosen, ear
        self._due = self._loop.time()
        self._send_due()
        self._listen_on()

    def press(self, digits: str, on_press: Callable[[str], None]) -> None:
        """Press keys one after the other; ``on_press`` is told when each goes down."""
        self._keys += [(digit, lambda digit=digit: on_press(digit)) for digit in digits]  # type: ignore[misc]

    def close(self) -> None:
        """End both ways."""
        for timer in (self._tick, self._listen):
            if timer is not None:
                timer.cancel()
        self._read()
        if self._ear is not None:
            self._ear.end()
        self._loop.remove_reader(self._socket)
        self._socket.close()

    def _listen_on(self) -> None:
        """Let the ear notice silence also where a platform sends no packets while it is silent."""
        if self._ear is not None:
            self._ear.check()
        self._listen = self._loop.call_later(PAUSE_MS / 4000, self._listen_on)

    def _send_due(self) -> None:
        while self._due <= self._loop.time():
            self._send_packet()
            self._due += PACKET_S
        self._tick = self._loop.call_at(self._due, self._send_due)

    def _send_packet(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        self._timestamp += SAMPLES
        if self._keys and chosen.events is not None:
            self._send_key(chosen, chosen.events)
        else:
            self._send(chosen, chosen.law, self._timestamp, bytes([SILENT[chosen.law]]) * SAMPLES)

    def _send_key(self, chosen: Chosen, kind: int) -> None:
        """Go one packet further with the key that is held, or with the gap after it."""
        digit, on_press = self._keys[0]
        if self._step == 0:
            self._held_since = self._timestamp
            on_press()
        self._step += 1
        if self._step <= KEY_PACKETS:
            last = self._step == KEY_PACKETS
            report = struct.pack("!BBH", DIGITS.index(digit), (0x80 if last else 0) | _LEVEL, self._step * SAMPLES)
            for copy in range(3 if last else 1):
                self._send(chosen, kind, self._held_since, report, first=self._step == 1 and not copy)
        else:
            self._send(chosen, chosen.law, self._timestamp, bytes([SILENT[chosen.law]]) * SAMPLES)
        if self._step >= KEY_PACKETS + GAP_PACKETS:
            self._step = 0
            self._keys.pop(0)

    def _send(self, chosen: Chosen, kind: int, timestamp: int, payload: bytes, *, first: bool = False) -> None:
        self._sequence = (self._sequence + 1) & 0xFFFF
        marked = kind | (0x80 if first else 0)
        head = struct.pack("!BBHI", 0x80, marked, self._sequence, timestamp & 0xFFFFFFFF) + self._source
        with contextlib.suppress(OSError):
            self._socket.sendto(head + payload, (chosen.host, chosen.port))
