"""Being an extension: REGISTER with digest authentication, again before it runs out, and a farewell (RFC 3261, 10)."""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
from dataclasses import dataclass

from voipbin_harness.callees.sip.agent import UserAgent
from voipbin_harness.callees.sip.dialogue import NoAnswer, Place
from voipbin_harness.callees.sip.digest import CannotAnswer, Login
from voipbin_harness.callees.sip.message import SipMessage
from voipbin_harness.violation import HarnessError

#: How long a registration is asked to last, and the shortest that is kept alive, in s.
ASKED_S, SHORTEST_S = 300, 10

#: In which header a status asks who one is, and in which that is answered.
_HEADERS = {
    401: ("www-authenticate", "authorization"),
    407: ("proxy-authenticate", "proxy-authorization"),
}

#: How often a registrar may ask; from the second time on only because its nonce has grown stale.
_CHALLENGES = 3


@dataclass(frozen=True, slots=True)
class Registrar:
    """Where extensions register: the domain of their addresses and the place to send to."""

    domain: str
    place: Place


class Registration:
    """Keeps one extension registered at a registrar for as long as it is needed."""

    def __init__(self, agent: UserAgent, registrar: Registrar, login: Login) -> None:
        self._agent = agent
        self._registrar = registrar
        self._login = login
        self._call_id = secrets.token_hex(12)
        self._sequence = 0
        self._keeping: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Register; raises :class:`HarnessError` when the registrar does not want it or does not answer."""
        self._agent.run(self._begin())

    def end(self) -> None:
        """Unregister, if the registrar still listens."""
        with contextlib.suppress(HarnessError):
            self._agent.run(self._end())

    async def _begin(self) -> None:
        lasts_s = await self._register(ASKED_S)
        self._keeping = asyncio.get_running_loop().create_task(self._keep(lasts_s))

    async def _end(self) -> None:
        if self._keeping is not None:
            self._keeping.cancel()
        await self._register(0)

    async def _keep(self, lasts_s: float) -> None:
        """Register again when four fifths of the time are over; one that fails is tried again soon."""
        while True:
            await self._pause(max(SHORTEST_S, lasts_s * 0.8))
            try:
                lasts_s = await self._register(ASKED_S)
            except HarnessError:
                lasts_s = SHORTEST_S

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), seconds)

    async def _register(self, expires_s: int) -> float:
        """Register for that long, 0 to end it; return how long the registrar grants."""
        answer = await self._ask(expires_s, [])
        for place in range(_CHALLENGES):
            asked, answered = _HEADERS.get(answer.status, ("", ""))
            if not asked or (place and not re.search(r"\bstale\s*=\s*\"?true", answer.header(asked), re.IGNORECASE)):
                break
            try:
                value = self._login.answer(answer.header(asked), "REGISTER", f"sip:{self._registrar.domain}")
            except CannotAnswer as error:
                raise self._failed(f"asks for what cannot be answered: {error}") from None
            answer = await self._ask(expires_s, [(answered, value)])
        if answer.status != 200:
            raise self._failed(f"answered {answer.status}; are user and password right?")
        granted = re.search(r"expires=(\d+)", answer.header("contact")) or re.match(r"(\d+)", answer.header("expires"))
        return float(granted[1]) if granted else expires_s

    async def _ask(self, expires_s: int, more: list[tuple[str, str]]) -> SipMessage:
        self._sequence += 1
        address = f"<sip:{self._login.user}@{self._registrar.domain}>"
        headers = {
            "max-forwards": ["70"],
            "from": [f"{address};tag={secrets.token_hex(5)}"],
            "to": [address],
            "call-id": [self._call_id],
            "cseq": [f"{self._sequence} REGISTER"],
            "contact": [f"<sip:{self._login.user}@{self._agent.host}:{self._agent.port}>"],
            "expires": [str(expires_s)],
            **{name: [value] for name, value in more},
        }
        message = SipMessage("REGISTER", f"sip:{self._registrar.domain}", headers=headers)
        try:
            return await self._agent.ask(message, self._registrar.place)
        except NoAnswer:
            raise self._failed("does not answer") from None

    def _failed(self, how: str) -> HarnessError:
        host, port = self._registrar.place
        return HarnessError(f"the registrar sip:{host}:{port} {how} (extension {self._login.user})")
