"""The user agent: one socket, one thread, as many callees as are expected."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import secrets
import socket
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from voipbin_harness.callees.script import CalleeScript
from voipbin_harness.callees.sip.dialogue import PATIENCE_S, T1_S, T2_S, Dialogue, NoAnswer, Place
from voipbin_harness.callees.sip.message import NotSip, SipMessage, parse, reply
from voipbin_harness.violation import HarnessError

#: How long the thread gets to start, to carry out an order and to end, in s.
_ORDER_S = 60.0

#: How long the agent waits at its end for an answer to its BYEs, in s.
_FAREWELL_S = 0.5


class UserAgent(asyncio.DatagramProtocol):
    """Answers calls at ``host``:``port`` (0: any free one) from a thread of its own.

    ``now_ms`` is the target's clock, by which everything is written down. Raises :class:`HarnessError` when it
    cannot listen there.
    """

    def __init__(self, host: str, port: int, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._scripts: dict[str, CalleeScript] = {}
        self._dialogues: dict[str, Dialogue] = {}
        self._asked: dict[str, asyncio.Future[SipMessage]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._gone = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sip-user-agent", daemon=True)
        self._thread.start()
        try:
            self.run(self._open(host, port))
        except OSError as error:
            self.close()
            raise HarnessError(f"the SIP user agent cannot listen at {host}:{port}: {error}") from None

    async def _open(self, host: str, port: int) -> None:
        transport, _ = await self._loop.create_datagram_endpoint(lambda: self, local_addr=(host, port))
        self._transport = transport
        self.host, self.port = transport.get_extra_info("sockname")[:2]
        self.contact = f"<sip:callee@{self.host}:{self.port}>"

    # From other threads

    def run(self, order: Coroutine[Any, Any, Any]) -> Any:
        """Let the agent's thread carry something out, and return what it returns."""
        future = asyncio.run_coroutine_threadsafe(order, self._loop)
        try:
            return future.result(_ORDER_S)
        except concurrent.futures.TimeoutError:
            future.cancel()
            raise HarnessError(f"the SIP user agent did not answer within {_ORDER_S:g} s") from None

    def begin(self) -> None:
        """Forget all callees and calls; those that still go on are hung up."""
        self._scripts.clear()
        self.run(self._hang_up_all())

    def expect(self, user: str, script: CalleeScript) -> None:
        """Take calls for this user by a script."""
        self._scripts[user] = script

    def calls_to(self, user: str) -> list[Dialogue]:
        """Return the calls for a user, in the order in which they came."""
        return [dialogue for dialogue in list(self._dialogues.values()) if dialogue.invite.user == user]

    def close(self) -> None:
        """Hang up everything and end the thread."""
        if hasattr(self, "_transport"):
            with contextlib.suppress(HarnessError):
                self.run(self._leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_ORDER_S)
        self._loop.close()

    # In its own thread

    def now_ms(self) -> int:
        """Return the target's time."""
        return self._now_ms()

    def send(self, message: SipMessage, to: Place) -> None:
        """Send a message once."""
        self._transport.sendto(message.write(), to)

    async def ask(self, message: SipMessage, to: Place) -> SipMessage:
        """Send a request until a final response comes; raises :class:`NoAnswer`."""
        via = f"SIP/2.0/UDP {self.host}:{self.port};rport;branch=z9hG4bK{secrets.token_hex(8)}"
        message.headers = {"via": [via], **message.headers}
        future = self._asked[message.transaction] = self._loop.create_future()
        pause_s, waited_s = T1_S, 0.0
        try:
            while waited_s < PATIENCE_S:
                self.send(message, to)
                with contextlib.suppress(TimeoutError):
                    return await asyncio.wait_for(asyncio.shield(future), pause_s)
                waited_s += pause_s
                pause_s = min(2 * pause_s, T2_S)
            raise NoAnswer(f"{message.method} to {to[0]}:{to[1]}")
        finally:
            del self._asked[message.transaction]

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Give a message to whom it concerns."""
        try:
            message = parse(data)
        except NotSip:
            return
        if message.status:
            waiting = self._asked.get(message.transaction)
            if waiting is not None and message.status >= 200 and not waiting.done():
                waiting.set_result(message)
            return
        dialogue = self._dialogues.get(message.header("call-id"))
        if dialogue is not None:
            dialogue.take(message, addr)
        elif message.method == "INVITE":
            self._invited(message, addr)
        elif message.method != "ACK":
            self.send(reply(message, 200 if message.method == "OPTIONS" else 481, "none"), addr)

    def _invited(self, invite: SipMessage, sender: Place) -> None:
        script = self._scripts.get(invite.user)
        if script is None:
            self.send(reply(invite, 404, "none"), sender)
            return
        dialogue = Dialogue(self, script, invite, sender, _own_host(sender))
        self._dialogues[invite.header("call-id")] = dialogue
        task = self._loop.create_task(self._play(dialogue))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _play(self, dialogue: Dialogue) -> None:
        """Play a script; what goes wrong in here is nothing that the platform did."""
        try:
            await dialogue.play()
        except Exception as error:  # noqa: BLE001 - whatever it is, the script was not played
            dialogue.unplayed = f"the SIP user agent failed: {type(error).__name__}: {error}"
            dialogue.give_up()

    async def _leave(self) -> None:
        """Hang up, drop whatever is still waited for, and let go of the socket."""
        await self._hang_up_all()
        waiting = {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}
        if waiting:
            _, waiting = await asyncio.wait(waiting, timeout=_FAREWELL_S)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        self._transport.close()
        await self._gone.wait()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The socket is closed."""
        self._gone.set()

    async def _hang_up_all(self) -> None:
        """End what goes on, without waiting for anybody's consent."""
        for dialogue in self._dialogues.values():
            dialogue.give_up()
        self._dialogues.clear()


def _own_host(peer: Place) -> str:
    """Return the address of this machine that the peer can send sound to."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(peer)
        return str(probe.getsockname()[0])
