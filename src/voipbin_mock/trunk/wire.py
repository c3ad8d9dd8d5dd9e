"""The SIP socket: datagrams out and in, and the retransmissions that UDP needs (RFC 3261 section 17)."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable

from voipbin_mock.trunk.message import Message, Unreadable, decode, response

#: The round-trip estimate and the longest pause between two retransmissions of a request but INVITE, in s.
T1_S, T2_S = 0.5, 4.0

Address = tuple[str, int]


class Wire:
    """One UDP socket for all calls. Messages of a known Call-ID go to their call, all others are answered here.

    The socket is bound at once and read as soon as an event loop uses it.
    """

    def __init__(self, host: str) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, 0))
        self._socket.setblocking(False)  # noqa: FBT003
        self._loop: asyncio.AbstractEventLoop | None = None
        self.address: Address = self._socket.getsockname()
        self.calls: dict[str, Callable[[Message, Address], None]] = {}

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop that runs; from its first use on it reads the socket."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._socket, self._read)
        return self._loop

    def send(self, message: Message, to: Address) -> None:
        """Send a message once; a network that refuses it is as good as one that loses it."""
        with contextlib.suppress(OSError):
            self._socket.sendto(message.encode(), to)

    def close(self) -> None:
        """Stop reading and let go of the socket."""
        if self._loop is not None:
            self._loop.remove_reader(self._socket)
        self._socket.close()

    def _read(self) -> None:
        while True:
            try:
                datagram, sender = self._socket.recvfrom(65536)
            except OSError:
                return
            with contextlib.suppress(Unreadable):
                self._take(decode(datagram), sender)

    def _take(self, message: Message, sender: Address) -> None:
        call = self.calls.get(message.get("Call-ID"))
        if call is not None:
            call(message, sender)
        elif message.method == "OPTIONS":
            self.send(response(message, 200, "OK", tag="options"), sender)
        elif message.method not in ("", "ACK"):
            self.send(response(message, 481, "Call/Transaction Does Not Exist", tag="none"), sender)


class Sending:
    """A request on its way: sent again and again, at growing intervals, until it is answered or given up.

    ``longest_pause_s`` caps the pause (none for INVITE); after ``patience_s`` without an answer ``on_give_up`` is
    called once.
    """

    def __init__(
        self, wire: Wire, message: Message, to: Address, *, patience_s: float, on_give_up: Callable[[], None]
    ) -> None:
        self.message = message
        self._wire = wire
        self._to = to
        self._pause_s = T1_S
        self._again: asyncio.TimerHandle | None = None
        self._end = wire.loop.call_later(patience_s, self._give_up)
        self._on_give_up = on_give_up
        self._send()

    def heard(self) -> None:
        """Stop to repeat: the other side has it. The patience still runs."""
        if self._again is not None:
            self._again.cancel()
            self._again = None

    def done(self) -> None:
        """Stop: it is answered."""
        self.heard()
        self._end.cancel()

    def patient(self) -> None:
        """Wait for the answer however long it takes."""
        self.done()

    def _send(self) -> None:
        self._wire.send(self.message, self._to)
        self._again = self._wire.loop.call_later(self._pause_s, self._send)
        self._pause_s *= 2
        if self.message.method != "INVITE":
            self._pause_s = min(self._pause_s, T2_S)

    def _give_up(self) -> None:
        self.heard()
        self._on_give_up()
