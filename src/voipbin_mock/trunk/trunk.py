"""The trunk in the mock: every leg that leaves the platform becomes a SIP call to the peer.

It takes hold at the same seams as a fault and is installed anew after each reset: ``callees.callee_of`` says who is
called, ``traces.add`` hears what the platform does on a leg, and ``talk`` lasts as long as its speech. A number that
an account owns stays inside: it never leaves the platform.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voipbin_mock.actions.play import Play
from voipbin_mock.actions.talk import Talk
from voipbin_mock.callees import Callee
from voipbin_mock.callees.line import Line
from voipbin_mock.faults import wrap
from voipbin_mock.records import Address, Call
from voipbin_mock.trunk import sdp
from voipbin_mock.trunk.call import Route, SipCall
from voipbin_mock.trunk.digest import Credentials
from voipbin_mock.trunk.media import Media
from voipbin_mock.trunk.voice import Voice
from voipbin_mock.trunk.wire import T1_S, Wire

if TYPE_CHECKING:
    from voipbin_mock.mock import Mock

_URI = re.compile(r"sip:(\[[^\]]+\]|[^:@/\[\]]+):(\d{1,5})")

#: How long the peer may leave an INVITE without any answer, in s (RFC 3261 timer B).
PATIENCE_S = 64 * T1_S


class SpokenTalk(Talk):
    """``talk`` that lasts as long as its speech."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def lasts_ms(self, option: Mapping[str, Any]) -> int:
        """Return how long the text takes to speak."""
        return self._voice.text_ms(option["text"], option["language"])


class RecordedPlay(Play):
    """Plays files; each lasts as long as it is heard."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def lasts_ms(self, url: str) -> int:
        """Return how long the file plays."""
        return self._voice.file_ms(url)


class Trunk:
    """A SIP trunk to ``peer`` (``sip:HOST:PORT``); raises :class:`ValueError` for a peer that is no such URI.

    ``patience_s`` is how long the peer may leave an INVITE without any answer; in ``media`` lie WAV files to play.
    """

    def __init__(
        self,
        peer: str,
        patience_s: float = PATIENCE_S,
        credentials: Credentials | None = None,
        media: Path | None = None,
    ) -> None:
        address = read_peer(peer)
        self.route = Route(address, patience_s, credentials)
        self.voice = Voice(media)
        self.wire = Wire(_own_host(address))
        self.legs: dict[str, TrunkLeg] = {}

    def lead_to(self, peer: str) -> None:
        """Send the calls from now on to another peer; raises :class:`ValueError` as for the first."""
        self.route = replace(self.route, peer=read_peer(peer))

    def install(self, mock: Mock) -> None:
        """Take the legs of a mock; those of the world before are hung up."""
        for leg in list(self.legs.values()):
            leg.drop()
        wrap(mock.callees, "callee_of", lambda original, to: self._callee_of(mock, original, to))
        wrap(mock.traces, "add", self._hear)
        mock.interpreter.actions["talk"] = SpokenTalk(self.voice)
        mock.interpreter.actions["play"] = RecordedPlay(self.voice)

    def close(self) -> None:
        """Hang up everything and let go of the socket."""
        for leg in list(self.legs.values()):
            leg.drop()
        self.wire.close()
        self.voice.close()

    def _callee_of(self, mock: Mock, original: Callable[[Address], Callee], to: Address) -> Callee:
        on_net = to.type == "tel" and to.target in mock.numbers.by_number
        return original(to) if on_net else TrunkLeg(self, mock)

    def _hear(self, original: Callable[..., None], call_id: str, event: str, **detail: Any) -> None:
        """Do on the wire what the platform does on a leg."""
        original(call_id, event, **detail)
        leg = self.legs.get(call_id)
        if leg is not None:
            leg.follow(event, detail)


class TrunkLeg:
    """The far end of one leg: a :class:`~voipbin_mock.callees.Callee` on one side, a SIP call on the other."""

    def __init__(self, trunk: Trunk, mock: Mock) -> None:
        self._trunk = trunk
        self._mock = mock
        self._keys_end_ms = 0

    # What the platform asks of a callee

    def reached(self, line: Line) -> None:
        """Dial."""
        self._line = line
        self._id = line.call.id
        wire = self._trunk.wire
        self.media = Media(wire.address[0], wire.loop, self._catch_up)
        self.media.on_digit = self._digit
        offer = sdp.offer(wire.address[0], self.media.port)
        user, caller = _users(line.call)
        self._call = SipCall(wire, self._trunk.route, user, caller, offer, self)
        self._trunk.legs[self._id] = self
        self._prepare(line.call)
        self._call.dial()

    def _prepare(self, call: Call) -> None:
        """Have the texts of the call's flow spoken while it rings."""
        flow = self._mock.flows.find(call.customer_id, call.flow_id)
        for action in flow.body.actions if flow is not None else ():
            if action.type == "talk":
                self._trunk.voice.prepare(action.option["text"], action.option["language"])

    def answered(self) -> None:
        """The leg knows it from this side."""

    def prompt_over(self) -> None:
        """What is left of the sound is on its way."""

    def gone(self) -> None:
        """The leg is over: end the call in whichever way still fits."""
        self._end()

    # What the wire says

    def ringing(self) -> None:
        """180 or 183."""
        self._act(self._line.ring)

    def answered_with(self, audio: sdp.Audio) -> None:
        """200."""

        def answer() -> None:
            self.media.start(audio, self._mock.clock.now_ms)
            self._line.answer()

        self._act(answer)

    def moved_to(self, audio: sdp.Audio) -> bytes:
        """A second INVITE."""
        self.media.move(audio)
        return sdp.accept(self._trunk.wire.address[0], self.media.port, audio)

    def refused(self, code: int) -> None:
        """A status from 300 on, or nobody there."""
        self._act(lambda: self._line.reject(code))

    def left(self) -> None:
        """BYE."""
        self.media.listen()
        self._act(self._line.leave)

    def _digit(self, digit: str, duration_ms: int) -> None:
        if self.media.bridged is not None:
            self.media.bridged.press(digit, duration_ms)
        self._act(lambda: self._line.press(digit))

    def _catch_up(self) -> int:
        """Let the platform do what is due; return the time of its clock."""
        self._mock.pacer.catch_up()
        self._mock.pacer.arm()
        return self._mock.clock.now_ms

    def _act(self, act: Callable[[], None]) -> None:
        """Do something to the leg, now by the mock's clock; nothing once the leg is over."""
        if self._trunk.legs.get(self._id) is self:
            self._catch_up()
            act()
            self._mock.pacer.arm()

    # What happens on the leg

    def follow(self, event: str, detail: Mapping[str, Any]) -> None:
        """Say, send, bridge or end what the platform does."""
        self.media.reach(self._mock.clock.now_ms)
        match event:
            case "prompt" if detail["kind"] == "talk":
                self.media.say(self._trunk.voice.text(detail["text"], detail["language"]))
            case "prompt":
                self.media.say(self._trunk.voice.file(detail["url"]))
            case "prompt_end" if detail["completed"]:
                self.media.finish()
            case "prompt_end":
                self.media.hush()
            case "digit_heard":
                self.media.press(detail["digit"], detail["duration_ms"])
                self._keys_end_ms = self._mock.clock.now_ms + detail["duration_ms"]
            case "bridged":
                partner = self._trunk.legs.get(detail["with"])
                self.media.bridged = partner.media if partner is not None else None
            case "unbridged":
                self.media.bridged = None
            case "status" if detail["status"] in ("terminating", "canceling"):
                self.media.hush()
                if self._mock.clock.now_ms >= self._keys_end_ms:
                    self.media.finish()
                self._call.hang_up()

    def drop(self) -> None:
        """End the call without a word to the platform, which has forgotten it."""
        self._end()

    def _end(self) -> None:
        if self._trunk.legs.get(self._id) is self:
            del self._trunk.legs[self._id]
            self._call.hang_up()
            self.media.close()


def read_peer(text: str) -> tuple[str, int]:
    """Return the address of ``sip:HOST:PORT``; raises :class:`ValueError`."""
    found = _URI.fullmatch(text)
    if not found or not 0 < int(found[2]) < 65536:
        raise ValueError(f"--trunk {text}: write sip:HOST:PORT")
    try:
        address = socket.getaddrinfo(found[1], int(found[2]), socket.AF_INET, socket.SOCK_DGRAM)[0][4]
    except OSError as error:
        raise ValueError(f"--trunk {text}: {error}") from None
    return str(address[0]), int(address[1])


def _own_host(peer: tuple[str, int]) -> str:
    """Return the address of this machine that the peer can answer to."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(peer)
        return str(probe.getsockname()[0])


def _users(call: Call) -> tuple[str, str]:
    """Return the user parts of who is called and of who calls."""
    called, caller = call.destination, call.source
    target = called.target or called.target_name
    return _user(target), _user(caller.target or caller.target_name) or "anonymous"


def _user(target: str) -> str:
    """Return the part before the domain, with what no URI may hold escaped."""
    user = target.removeprefix("sip:").split("@", 1)[0]
    return "".join(char if re.match(r"[\w+.\-*!~'()]", char, re.ASCII) else f"%{ord(char):02X}" for char in user[:200])
