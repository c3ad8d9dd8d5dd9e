"""One call that the agent takes: the script is played on it, and everything is written down."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.callees.script import UNREACHABLE, Act, CalleeScript
from voipbin_harness.callees.sip import offer
from voipbin_harness.callees.sip.hearing import Ear
from voipbin_harness.callees.sip.message import SipMessage, inner_uri, place_of, reply
from voipbin_harness.callees.sip.stream import Stream

Place = tuple[str, int]

#: The first and the longest pause between two copies of a message, and how long an answer is waited for, in s.
T1_S, T2_S, PATIENCE_S = 0.5, 4.0, 32.0

#: How often the dialogue looks how late its timers come, in ms.
_BEAT_MS = 50


class NoAnswer(Exception):
    """Nobody answers a request."""


class Mouth(Protocol):
    """What a dialogue needs of its agent."""

    contact: str

    def now_ms(self) -> int:
        """Return the target's time."""
        ...

    def send(self, message: SipMessage, to: Place) -> None:
        """Send once."""
        ...

    async def ask(self, message: SipMessage, to: Place) -> SipMessage:
        """Send a request until it is answered; raises :class:`NoAnswer`."""
        ...


@dataclass
class Dialogue:
    """The call that one INVITE began. ``notes`` is what was seen and heard, each with its time."""

    agent: Mouth
    script: CalleeScript
    invite: SipMessage
    sender: Place
    host: str
    notes: list[LegEvent] = field(default_factory=list)
    unplayed: str = ""

    def __post_init__(self) -> None:
        self.tag = secrets.token_hex(5)
        self.over = asyncio.Event()
        self.acknowledged = asyncio.Event()
        self.answered = False
        self.stream: Stream | None = None
        self.ear: Ear | None = None
        self._last: SipMessage | None = None
        self._timers: list[asyncio.TimerHandle] = []
        self._sounds = 0
        self._sequence = 0
        self._lag_ms = 0
        self._due_ms = self.agent.now_ms()
        self._wire("from the platform", "INVITE")

    async def settled(self, within_s: float) -> bool:
        """Wait for the end of a call that is said to be over; return whether it came."""
        return await self._over_within(within_s)

    # The script

    async def play(self) -> None:
        """Take the call as the script says, until it is over."""
        script = self.script
        self._due_ms = self.agent.now_ms()
        self._beat()
        rings = script.outcome != "reject" or (script.ring_ms > 0 and script.code != UNREACHABLE)
        if rings:
            self._reply(180)
            self._note("status", status="ringing")
            wait_s = None if script.outcome == "no_answer" else script.ring_ms / 1000
            if await self._over_within(wait_s):
                return
        if script.outcome == "reject":
            await self._end_with(script.code, "remote")
        else:
            await self._answer()

    async def _answer(self) -> None:
        chosen = offer.choose(self.invite.body)
        if chosen is None:
            self.unplayed = "the platform offered no G.711 audio"
            await self._end_with(488, "remote")
            return
        self.stream = Stream(self.host)
        self.answered = True
        self.ear = Ear(chosen.law, chosen.events, self, self.agent.now_ms)
        answer = offer.accept(chosen, self.host, self.stream.port)
        self._note("status", status="progressing")
        self._reply(200, [("contact", self.agent.contact), ("content-type", "application/sdp")], answer)
        self.stream.begin(chosen, self.ear)
        if chosen.events is None and any(act.do == "press" for act in self.script.acts):
            self.unplayed = "the platform offered no telephone events, so no key can be pressed"
        self._act_after("answer", 1, 0)
        if not await self._insist():
            await self.hang_up()
            return
        await self.over.wait()

    def _act_after(self, moment: str, nth: int, passed_ms: int) -> None:
        """Do what the script wants after a moment that lies ``passed_ms`` in the past."""
        for act in self.script.acts:
            if act.after == moment and (moment == "answer" or act.nth == nth):
                self._later(max(0, act.delay_ms - passed_ms), lambda act=act: self._do(act))  # type: ignore[misc]

    def _do(self, act: Act) -> None:
        if act.do == "hangup":
            self._leaving = asyncio.get_running_loop().create_task(self.hang_up())
        elif self.stream is not None:
            self.stream.press(act.digits, lambda digit: self._note("digit_pressed", digit=digit))

    # What the platform says

    def take(self, message: SipMessage, sender: Place) -> None:
        """Take a request of this dialogue."""
        self.sender = sender
        if message.method == "ACK":
            self.acknowledged.set()
        elif message.method == "INVITE" and message.sequence == self.invite.sequence:
            if self._last is not None:
                self.agent.send(self._last, sender)
        elif message.method == "CANCEL":
            self._cancel(message)
        elif message.method == "BYE":
            self._wire("from the platform", "BYE")
            self.agent.send(reply(message, 200, self.tag), sender)
            self._close("local", 200)
        elif message.method == "INVITE":
            self._again(message)
        else:
            self.agent.send(reply(message, 200 if message.method == "OPTIONS" else 405, self.tag), sender)

    def _cancel(self, message: SipMessage) -> None:
        self.agent.send(reply(message, 200, self.tag), self.sender)
        if not self.answered and not self.over.is_set():
            self._wire("from the platform", "CANCEL")
            self._finishing = asyncio.get_running_loop().create_task(self._end_with(487, "local"))

    def _again(self, message: SipMessage) -> None:
        """A second INVITE refreshes the session; the sound stays as it is."""
        chosen = offer.choose(message.body or self.invite.body)
        if chosen is None or self.stream is None:
            self.agent.send(reply(message, 488, self.tag), self.sender)
            return
        more = [("contact", self.agent.contact), ("content-type", "application/sdp")]
        body = offer.accept(chosen, self.host, self.stream.port)
        self.agent.send(reply(message, 200, self.tag, more, body), self.sender)

    # The ways to end

    async def hang_up(self) -> None:
        """Say BYE."""
        if self.over.is_set():
            return
        self._wire("to the platform", "BYE")
        self._close("remote", 200)
        route = self.invite.headers.get("record-route", [])
        target = inner_uri(self.invite.header("contact")) or inner_uri(self.invite.header("from"))
        hop = place_of(inner_uri(route[0]) if route else target) or self.sender
        self._sequence += 1
        headers = {
            "max-forwards": ["70"],
            "from": [f"{self.invite.header('to')};tag={self.tag}"],
            "to": [self.invite.header("from")],
            "call-id": [self.invite.header("call-id")],
            "cseq": [f"{self._sequence} BYE"],
        }
        if route:
            headers["route"] = list(route)
        try:
            answer = await self.agent.ask(SipMessage("BYE", target, headers=headers), hop)
        except NoAnswer:
            self._wire("from the platform", "nothing")
        else:
            self._wire("from the platform", str(answer.status))

    def give_up(self) -> None:
        """End the call at once, whatever the script says: BYE where it was answered, else 480."""
        if self.answered:
            self._leaving = asyncio.get_running_loop().create_task(self.hang_up())
        elif not self.over.is_set():
            self._close("remote", 480)
            self._reply(480)

    async def _end_with(self, code: int, by: str) -> None:
        """Turn the call down, and say so until it is acknowledged."""
        self._close(by, code)
        self._reply(code)
        await self._insist()

    def _close(self, by: str, code: int) -> None:
        if self.over.is_set():
            return
        self.over.set()
        for timer in self._timers:
            timer.cancel()
        if self.stream is not None:
            self.stream.close()
        detail: dict[str, Any] = {"by": by, "code": code, "late_ms": self._late_ms()}
        self._note("hangup", **(detail | {"reason": "normal"} if code == 200 else detail))

    def _late_ms(self) -> int:
        """Return how late this machine or the network was at most: with packets, or with timers."""
        self._lag_ms = max(self._lag_ms, self.agent.now_ms() - self._due_ms)
        return max(self._lag_ms, self.ear.late_ms if self.ear is not None else 0)

    def _beat(self) -> None:
        """Look how late a timer comes, again and again until the end of the call."""
        self._late_ms()
        if not self.over.is_set():
            self._due_ms = self.agent.now_ms() + _BEAT_MS
            asyncio.get_running_loop().call_later(_BEAT_MS / 1000, self._beat)

    async def _insist(self) -> bool:
        """Repeat the last response until the platform acknowledges it; return whether it did."""
        pause_s, waited_s = T1_S, 0.0
        while waited_s < PATIENCE_S:
            try:
                await asyncio.wait_for(self.acknowledged.wait(), pause_s)
            except TimeoutError:
                waited_s += pause_s
                pause_s = min(2 * pause_s, T2_S)
                if self._last is not None:
                    self.agent.send(self._last, self.sender)
            else:
                return True
        return False

    async def _over_within(self, wait_s: float | None) -> bool:
        try:
            await asyncio.wait_for(self.over.wait(), wait_s)
        except TimeoutError:
            return False
        return True

    # What is heard

    def sound_began(self, at_ms: int) -> None:
        """Note that something can be heard."""
        self.notes.append(LegEvent(at_ms, "", "prompt", {"kind": "sound"}))

    def sound_ended(self, at_ms: int, duration_ms: int) -> None:
        """Note that it is silent again, and do what the script wants after that."""
        self.notes.append(LegEvent(at_ms, "", "prompt_end", {"kind": "sound", "duration_ms": duration_ms}))
        self._sounds += 1
        if not self.over.is_set():
            self._act_after("prompt", self._sounds, self.agent.now_ms() - at_ms)

    def digit(self, at_ms: int, digit: str, duration_ms: int) -> None:
        """Note a key that the platform sent."""
        self.notes.append(LegEvent(at_ms, "", "digit_heard", {"digit": digit, "duration_ms": duration_ms}))

    # Notes and messages

    def _note(self, event: str, **detail: Any) -> None:
        self.notes.append(LegEvent(self.agent.now_ms(), "", event, detail))

    def _wire(self, way: str, what: str) -> None:
        self._note("sip", way=way, what=what)

    def _reply(self, code: int, more: list[tuple[str, str]] | None = None, body: bytes = b"") -> None:
        self._last = reply(self.invite, code, self.tag, more or [], body)
        self._wire("to the platform", str(code))
        self.agent.send(self._last, self.sender)

    def _later(self, delay_ms: int, act: Callable[[], None]) -> None:
        self._timers.append(asyncio.get_running_loop().call_later(delay_ms / 1000, act))
