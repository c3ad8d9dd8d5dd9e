"""The sound of one call: what the platform says and what the far end presses, 50 packets a second.

A packet leaves every 20 ms from the answer to the end: a telephone event while a key is sent, else what is being
spoken, else what comes from a bridged call, else silence. The stream goes by the mock's clock: whatever the platform
does at some time of that clock stands at that time in the stream, also when the machine came to it late.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voipbin_mock.trunk import g711, rtp
from voipbin_mock.trunk.sdp import Audio

#: How many frames of a bridged call may wait before the oldest is dropped: 200 ms.
_DEEPEST = 10

#: How many frames a row of keys may be longer than the flow says.
_PUT_OFF = 10

#: How often the end of a telephone event is sent (RFC 4733 section 2.5.1.4).
_ENDS = 3

_SILENCE = array("h", bytes(2 * rtp.FRAME))


@dataclass(slots=True)
class _Tone:
    """A key that is being sent: it lasts so many frames and has been sent so often."""

    digit: str
    frames: int
    start: int
    sent: int = 0


class Media:
    """One RTP stream each way at ``port`` of ``host``.

    ``on_digit`` hears each key that the far end has pressed and for how many ms, when it is released. ``catch_up`` lets
    the platform do what has become due and returns the time of its clock, in ms.
    """

    def __init__(self, host: str, loop: asyncio.AbstractEventLoop, catch_up: Callable[[], int]) -> None:
        self._loop = loop
        self._catch_up = catch_up
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, 0))
        self._socket.setblocking(False)  # noqa: FBT003
        self.port: int = self._socket.getsockname()[1]
        self.on_digit: Callable[[str, int], None] = lambda _digit, _ms: None
        self.bridged: Media | None = None
        self._far: Audio | None = None
        self._spoken: deque[Sequence[int]] = deque()
        self._passed_on: deque[Sequence[int]] = deque(maxlen=_DEEPEST)
        self._tones: deque[_Tone] = deque()
        self._pressed: tuple[int, str, int] | None = None
        self._reported: int | None = None
        self._source = random.getrandbits(32)
        self._sequence = random.getrandbits(15)
        self._clock = random.getrandbits(31)
        self._next: asyncio.TimerHandle | None = None
        loop.add_reader(self._socket, self.listen)

    def start(self, far: Audio, now_ms: int) -> None:
        """Begin to send to the far end."""
        self._far, self._due_ms = far, now_ms
        self._tick()

    def move(self, far: Audio) -> None:
        """Send elsewhere from now on, if anything is sent at all."""
        if self._far is not None:
            self._far = far

    def reach(self, now_ms: int) -> None:
        """Send all that is due at a time of the mock's clock."""
        while self._far is not None and self._due_ms <= now_ms:
            self._send_frame()
            self._due_ms += rtp.FRAME_MS

    def say(self, samples: Sequence[int]) -> None:
        """Speak, after what is being spoken."""
        for start in range(0, len(samples), rtp.FRAME):
            frame = array("h", samples[start : start + rtp.FRAME])
            self._spoken.append(frame + _SILENCE[len(frame) :])

    def hush(self) -> None:
        """Stop to speak."""
        self._spoken.clear()

    def finish(self) -> None:
        """Send what is left of a speech or of keys that are over by now: what rounding to whole frames has put off."""
        for _ in range(_PUT_OFF):
            if self._far is not None and (self._spoken or self._tones):
                self._send_frame()
                self._due_ms += rtp.FRAME_MS

    def press(self, digit: str, duration_ms: int) -> None:
        """Send a key as a telephone event, after those that are being sent."""
        self._tones.append(_Tone(digit, max(1, round(duration_ms / rtp.FRAME_MS)), 0))

    def close(self) -> None:
        """End both streams."""
        self._far = None
        if self._next is not None:
            self._next.cancel()
        self._loop.remove_reader(self._socket)
        self._socket.close()

    def _tick(self) -> None:
        """Send what is due, also what a late timer has missed."""
        now_ms = self._catch_up()
        self.reach(now_ms)
        if self._far is not None:
            self._next = self._loop.call_later(max(1, self._due_ms - now_ms) / 1000, self._tick)

    def _send_frame(self) -> None:
        far = self._far
        if far is None:
            return
        self._clock += rtp.FRAME
        sound = self._spoken.popleft() if self._spoken else None
        passed_on = self._passed_on.popleft() if self._passed_on else None
        if self._tones and far.events is not None:
            self._send_tone(self._tones[0], far.events)
        else:
            self._send(far.law, self._clock, g711.compress(sound or passed_on or _SILENCE, far.law))

    def _send_tone(self, tone: _Tone, payload_type: int) -> None:
        """Send one report of a key, the last one three times; its timestamp stays that of its beginning."""
        first = tone.sent == 0
        if first:
            tone.start = self._clock
        tone.sent += 1
        over = tone.sent >= tone.frames
        payload = rtp.write_event(tone.digit, tone.sent * rtp.FRAME, over=over)
        for repeat in range(_ENDS if over else 1):
            self._send(payload_type, tone.start, payload, marker=first and not repeat)
        if over:
            self._tones.popleft()

    def _send(self, payload_type: int, timestamp: int, payload: bytes, *, marker: bool = False) -> None:
        far = self._far
        if far is None:
            return
        self._sequence += 1
        packet = rtp.Packet(payload_type, self._sequence, timestamp, self._source, payload, marker)
        with contextlib.suppress(OSError):
            self._socket.sendto(packet.encode(), (far.host, far.port))

    def listen(self) -> None:
        """Take all that has come so far."""
        while True:
            try:
                packet = rtp.decode(self._socket.recv(2048))
            except OSError:
                return
            if packet is not None and self._far is not None:
                self._hear(packet, self._far)

    def _hear(self, packet: rtp.Packet, far: Audio) -> None:
        if packet.payload_type == far.events:
            self._hear_event(packet)
            return
        self._release()
        if packet.payload_type == far.law and self.bridged is not None:
            self.bridged.pass_on(g711.expand(packet.payload, far.law))

    def pass_on(self, samples: Sequence[int]) -> None:
        """Send sound that comes from a bridged call."""
        self._passed_on.append(samples)

    def _hear_event(self, packet: rtp.Packet) -> None:
        """Take a report of a key; packets with one timestamp are one key, however many come."""
        event = rtp.read_event(packet.payload)
        if event is None or packet.timestamp == self._reported:
            return
        if self._pressed is not None and self._pressed[0] != packet.timestamp:
            self._release()
        digit, samples, over = event
        longest = max(samples, self._pressed[2] if self._pressed else 0)
        self._pressed = (packet.timestamp, digit, longest)
        if over:
            self._release()

    def _release(self) -> None:
        """The key that was pressed is released, or its end was lost."""
        if self._pressed is not None:
            timestamp, digit, samples = self._pressed
            self._pressed, self._reported = None, timestamp
            self.on_digit(digit, samples * 1000 // rtp.RATE)
