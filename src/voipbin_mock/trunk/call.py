"""One SIP call placed by the mock: from INVITE to BYE, CANCEL or a rejection (RFC 3261)."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Protocol

from voipbin_mock.trunk import digest, sdp
from voipbin_mock.trunk.message import Message, request, response, tag_of, uri_of
from voipbin_mock.trunk.wire import T1_S, Address, Sending, Wire

#: What a call is refused with when nobody answers its INVITE, and when there is no common codec.
NO_RESPONSE, NOT_ACCEPTABLE = 503, 488

#: What this side understands.
_ALLOW = "INVITE, ACK, BYE, CANCEL, OPTIONS"

_NUMERIC = re.compile(r"sips?:(?:[^@]*@)?(\d+(?:\.\d+){3})(?::(\d+))?", re.IGNORECASE)

#: What a challenge says whose only trouble is the age of the nonce, and how often an INVITE is sent for one call.
_STALE, _MOST_INVITES = re.compile(r'\bstale\s*=\s*"?true', re.IGNORECASE), 3

_CHALLENGES = {401: ("WWW-Authenticate", "Authorization"), 407: ("Proxy-Authenticate", "Proxy-Authorization")}


class Party(Protocol):
    """Who placed the call and hears how it goes."""

    def ringing(self) -> None:
        """It rings there (180 or 183)."""
        ...

    def answered_with(self, audio: sdp.Audio) -> None:
        """It is answered (200)."""
        ...

    def moved_to(self, audio: sdp.Audio) -> bytes:
        """The far end wants its sound elsewhere from now on; return this side's description."""
        ...

    def refused(self, code: int) -> None:
        """It is turned down with a status, or nobody is there."""
        ...

    def left(self) -> None:
        """The far end has said BYE."""
        ...


@dataclass(frozen=True, slots=True)
class Route:
    """Where calls go: the peer's address, how long it may stay silent (timer B, in s), and who calls there."""

    peer: Address
    patience_s: float = 64 * T1_S
    credentials: digest.Credentials | None = None


class SipCall:
    """A call to ``user`` at the peer of a route.

    State: ``calling`` → ``early`` → ``talking`` → ``over``; ``leaving`` stands for a CANCEL that is not yet settled.
    """

    def __init__(self, wire: Wire, route: Route, user: str, caller: str, offer: bytes, party: Party) -> None:
        self._wire = wire
        self._route = route
        self._party = party
        self._offer = offer
        host, port = route.peer
        self._uri = self._target = f"sip:{user}@{host}:{port}"
        self._hop = route.peer
        self._to_tag = ""
        self._routes: list[str] = []
        own_host, own_port = wire.address
        self._contact = f"<sip:{own_host}:{own_port}>"
        self._from = f"<sip:{caller}@{own_host}>;tag={secrets.token_hex(6)}"
        self.id = f"{secrets.token_hex(12)}@{own_host}"
        self._cseq = 0
        self._sending: Sending | None = None
        self._cancelling: Sending | None = None
        self._invite: Message | None = None
        self._authorization: tuple[str, str] | None = None
        self.state = "calling"

    def dial(self) -> None:
        """Send the INVITE."""
        self._wire.calls[self.id] = self._take
        self._send_invite()

    def hang_up(self) -> None:
        """End the call: BYE once it is answered, CANCEL while it is not."""
        if self.state == "talking":
            self.state = "over"
            self._say_bye()
        elif self.state == "early":
            self.state = "leaving"
            self._cancel()
        elif self.state == "calling":
            self.state = "leaving"

    # Requests

    def _send_invite(self) -> None:
        self._cseq += 1
        extra = [self._authorization] if self._authorization else []
        content = [("Contact", self._contact), ("Allow", _ALLOW), ("Content-Type", "application/sdp")]
        self._invite = self._request("INVITE", self._cseq, [*extra, *content], self._offer)
        self._sending = self._send(self._invite)

    def _cancel(self) -> None:
        """A CANCEL is the INVITE's twin: the same branch and number (RFC 3261 section 9.1)."""
        if self._invite is not None:
            own = ("via", "from", "to", "call-id", "max-forwards")
            headers = [header for header in self._invite.headers if header[0].lower() in own]
            headers.append(("CSeq", f"{self._cseq} CANCEL"))
            self._cancelling = self._send(request("CANCEL", self._uri, headers))
            # A peer that never settles the INVITE must not keep it for ever.
            self._wire.loop.call_later(64 * T1_S, self._forget)

    def _say_bye(self) -> None:
        self._cseq += 1
        self._sending = self._send(self._request("BYE", self._cseq, []))

    def _request(self, method: str, number: int, extra: list[tuple[str, str]], body: bytes = b"") -> Message:
        host, port = self._wire.address
        to = f"<{self._uri}>" + (f";tag={self._to_tag}" if self._to_tag else "")
        headers = [
            ("Via", f"SIP/2.0/UDP {host}:{port};branch=z9hG4bK{secrets.token_hex(8)};rport"),
            ("Max-Forwards", "70"),
            *(("Route", route) for route in self._routes),
            ("From", self._from),
            ("To", to),
            ("Call-ID", self.id),
            ("CSeq", f"{number} {method}"),
            *extra,
        ]
        return request(method, self._target, headers, body)

    def _send(self, message: Message) -> Sending:
        patience_s = self._route.patience_s if message.method == "INVITE" else 64 * T1_S
        return Sending(self._wire, message, self._hop, patience_s=patience_s, on_give_up=self._no_response)

    def _no_response(self) -> None:
        dialled = self.state == "calling"
        self._forget()
        if dialled:
            self._party.refused(NO_RESPONSE)

    def _forget(self) -> None:
        self.state = "over"
        self._wire.calls.pop(self.id, None)

    # What comes back

    def _take(self, message: Message, sender: Address) -> None:
        if not message.is_response:
            self._take_request(message, sender)
            return
        number, method = message.cseq
        if method == "INVITE" and number == self._invite_number:
            self._take_invite_response(message)
        elif method == "CANCEL" and message.code >= 200 and self._cancelling is not None:
            self._cancelling.done()
        elif method == "BYE" and message.code >= 200 and self._sending is not None:
            self._sending.done()
            self._forget()

    @property
    def _invite_number(self) -> int:
        return self._invite.cseq[0] if self._invite is not None else 0

    def _take_invite_response(self, message: Message) -> None:
        sending = self._sending if self.state in ("calling", "early", "leaving") else None
        if message.code < 200:
            if sending is not None:
                sending.patient()
                self._progress(message)
        elif message.code < 300:
            if sending is not None:
                sending.done()
            self._settle(message)
        else:
            if sending is not None:
                sending.done()
            self._acknowledge_refusal(message)
            self._refuse(message)

    def _progress(self, message: Message) -> None:
        if self.state == "leaving":
            if self._cancelling is None:
                self._cancel()
            return
        if self.state == "calling":
            self.state = "early"
        if message.code in (180, 183):
            self._party.ringing()

    def _settle(self, message: Message) -> None:
        """Take a 200: acknowledge every copy, begin the talk at the first, end one that nobody wants any more."""
        before, first = self.state, not self._to_tag
        if first:
            self._to_tag = tag_of(message.get("To"))
            self._target = uri_of(message.get("Contact")) or self._uri
            self._routes = list(reversed(message.all("Record-Route")))
            self._hop = _address(self._routes[0] if self._routes else self._target) or self._route.peer
        self._wire.send(self._request("ACK", self._invite_number, []), self._hop)
        if not first:
            return
        if before == "leaving":
            self.state = "over"
            self._say_bye()
            return
        self.state = "talking"
        try:
            audio = sdp.read(message.body)
        except sdp.NoCommonGround:
            self.hang_up()
            self._party.refused(NOT_ACCEPTABLE)
            return
        self._party.answered_with(audio)

    def _acknowledge_refusal(self, message: Message) -> None:
        """The ACK of a refusal belongs to the INVITE's own transaction (RFC 3261 section 17.1.1.3)."""
        if self._invite is not None:
            kept = ("via", "max-forwards", "from", "call-id", "route")
            headers = [header for header in self._invite.headers if header[0].lower() in kept]
            headers += [("To", message.get("To")), ("CSeq", f"{self._invite_number} ACK")]
            self._wire.send(request("ACK", self._uri, headers), self._route.peer)

    def _refuse(self, message: Message) -> None:
        if self.state in ("calling", "early") and self._answer_challenge(message):
            return
        wanted = self.state in ("calling", "early")
        if self.state != "over":
            self.state = "over"
            # Copies of the refusal still have to be acknowledged for a while (timer D).
            self._wire.loop.call_later(64 * T1_S, self._forget)
        if wanted:
            self._party.refused(message.code)

    def _answer_challenge(self, message: Message) -> bool:
        """Send the INVITE again with credentials; a second time only where the nonce has grown stale meanwhile."""
        who = self._route.credentials
        if message.code not in _CHALLENGES or who is None or self._cseq > _MOST_INVITES:
            return False
        asked, answered = _CHALLENGES[message.code]
        if self._authorization is not None and not _STALE.search(message.get(asked)):
            return False
        try:
            value = digest.answer(message.get(asked), who, "INVITE", self._uri, secrets.token_hex(8))
        except digest.Unanswerable:
            return False
        self._authorization = (answered, value)
        self.state = "calling"
        self._send_invite()
        return True

    def _take_request(self, message: Message, sender: Address) -> None:
        if message.method == "ACK":
            return
        if message.method == "BYE":
            self._wire.send(response(message, 200, "OK"), sender)
            if self.state == "talking":
                self.state = "over"
                self._wire.loop.call_later(64 * T1_S, self._forget)
                self._party.left()
        elif message.method == "OPTIONS":
            self._wire.send(response(message, 200, "OK"), sender)
        elif message.method == "INVITE":
            self._wire.send(self._renewed(message), sender)
        else:
            self._wire.send(response(message, 405, "Method Not Allowed"), sender)

    def _renewed(self, message: Message) -> Message:
        """A second INVITE moves the sound; one that brings no description gets the offer that there is."""
        if self.state != "talking":
            return response(message, 481, "Call/Transaction Does Not Exist")
        try:
            body = self._party.moved_to(sdp.read(message.body)) if message.body else self._offer
        except sdp.NoCommonGround:
            return response(message, NOT_ACCEPTABLE, "Not Acceptable Here")
        accepted = response(message, 200, "OK")
        more = (("Contact", self._contact), ("Content-Type", "application/sdp"))
        return Message(accepted.start, (*accepted.headers, *more), body)


def _address(uri: str) -> Address | None:
    """Return where a URI with a numeric host leads; the peer knows better than this side where names lead."""
    found = _NUMERIC.search(uri)
    return (found[1], int(found[2] or 5060)) if found else None
