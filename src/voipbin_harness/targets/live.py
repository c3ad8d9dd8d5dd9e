"""A live target: a real account, or a mock that nobody may drive; and nothing is left behind."""

from __future__ import annotations

import ssl
from typing import Any

import httpx

from voipbin_harness.callees.owned_number import OwnedNumbers
from voipbin_harness.client import Client
from voipbin_harness.contract import Contract
from voipbin_harness.editions import Edition
from voipbin_harness.line import Line
from voipbin_harness.safety.api import Api
from voipbin_harness.safety.guard import LiveGuard, Rules
from voipbin_harness.safety.ledger import Ledger
from voipbin_harness.safety.limits import Budget
from voipbin_harness.safety.manners import PersistentManners, PoliteManners
from voipbin_harness.safety.mark import new_mark
from voipbin_harness.safety.reaper import Reaper
from voipbin_harness.targets.live_clock import LiveClock
from voipbin_harness.targets.port import Given
from voipbin_harness.targets.preflight import look, sign_on, unready
from voipbin_harness.targets.profile import Profile
from voipbin_harness.violation import ExpectationFailed, HarnessError, Violation
from voipbin_harness.wire import Patience, Wire


class LiveTarget:
    """The account that a profile describes. Nothing is sent before :meth:`arrive`."""

    live = True

    def __init__(
        self,
        profile: Profile,
        edition: Edition,
        contract: Contract,
        *,
        clock: LiveClock | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        waits = profile.waits
        self.name = profile.name
        self.profile = profile
        self.mark = new_mark()
        self.given = Given(
            profile.accounts,
            profile.source,
            profile.second_source,
            callees=tuple(callee.target for callee in profile.callees if callee.type == "tel"),
        )
        self.capabilities = capabilities(profile)
        self.clock = clock or LiveClock(waits.poll_ms, waits.clock_speed)
        self.callees = OwnedNumbers(profile.callees, profile.refused_numbers)
        patience = Patience(waits.connect_s, waits.silence_s, waits.answer_s)
        wire = transport or Wire(patience, tls=_tls(profile))
        self.http = httpx.Client(transport=wire, base_url=profile.root, timeout=patience.as_timeout())
        self.budget = Budget(profile.limits)
        self._manners = PoliteManners(
            profile.limits.requests_per_second, self.clock.sleep, monotonic=self.clock.monotonic
        )
        self._edition = edition
        self._account = profile.accounts["demo"]
        self._contract = contract
        self._api = Api(self._plain_line(), edition, profile.accounts)
        self._ledger: Ledger | None = None
        self._guard: LiveGuard | None = None
        self._reaper: Reaper | None = None

    @property
    def reaper(self) -> Reaper:
        """The reaper over this run's ledger, which is opened when first asked for."""
        if self._reaper is None:
            self._ledger = Ledger(self.profile.ledger)
            self._reaper = Reaper(
                self._api, self._ledger, self.clock, self._contract, self.clock.wall, self.profile.waits.clock_speed
            )
        return self._reaper

    def line(self, contract: Contract) -> Line:
        """Return a new line, with the guard on it; the callees' flows travel on the newest, so that checks see them."""
        line = Line(self.http, contract, self.clock, guard=_Late(self), manners=self._manners)
        self.callees.speak(
            Client(line, self._edition, self._account, self._edition.carrier, renews=True, mark=self.mark)
        )
        return line

    def arrive(self) -> None:
        """Look at the account, and end what an earlier run has left; see :meth:`Target.arrive`."""
        numbers = look(self._api.client("demo"), self.profile)
        self.reaper.sweep()
        self.callees.know(numbers)
        if not self.reaper.ledger.book.anchors:
            # A flow that is made and deleted at once tells how the platform's clock stands to ours.
            line = Line(self.http, self._contract, self.clock, guard=_Late(self), manners=self._manners)
            client = Client(line, self._edition, self._account, self._edition.carrier, mark=self.mark)
            try:
                client.create_flow("voipbin-harness clock", [{"type": "hangup"}])
            except ExpectationFailed as error:
                raise unready("a flow, made and deleted at once", error.violation.observed, "may it be made?") from None
            self.reaper.sweep()

    def reap(self) -> tuple[int, list[Violation]]:
        """Work through the ledger alone: return how much was open, and what could not be ended.

        Raises :class:`HarnessError` or :class:`Unproven` where nobody can sign on.
        """
        if found := self.reaper.ledger.book.count:
            sign_on(self._api.client("demo"), self.profile)
        return found, self.reaper.sweep()

    def begin(self) -> None:
        """End what the test before has made: the next shall find nobody on the line."""
        self.callees.begin()
        if self._reaper is not None:
            self._reaper.sweep()

    def leave(self) -> list[Violation]:
        """End and delete everything; return what could not be, of earlier runs too."""
        return self._reaper.sweep() if self._reaper is not None else []

    def close(self) -> None:
        """Let go of the ledger and the connections."""
        if self._ledger is not None:
            self._ledger.close()
        self.http.close()

    @property
    def guard(self) -> LiveGuard:
        """The guard over this run's ledger."""
        if self._guard is None:
            profile, reaper = self.profile, self.reaper
            own = frozenset(filter(None, (profile.source, profile.second_source, *profile.scripted)))
            self._guard = LiveGuard(
                rules=Rules(profile.allowed, own, profile.actions, profile.operations),
                budget=self.budget,
                ledger=reaper.ledger,
                api=self._api,
                wall=self.clock.wall,
                end=reaper.end,
                longest_s=profile.limits.call_minutes * 60 / profile.waits.clock_speed,
            )
        return self._guard

    def _plain_line(self) -> Line:
        return Line(self.http, self._contract, self.clock, manners=PersistentManners(self._manners))


class _Late:
    """The guard of a target, made when the first request leaves: a plan opens no ledger."""

    def __init__(self, target: LiveTarget) -> None:
        self._target = target

    def before(self, asked: Any) -> None:
        self._target.guard.before(asked)

    def after(self, exchange: Any) -> None:
        self._target.guard.after(exchange)


def capabilities(profile: Profile) -> frozenset[str]:
    """Return what scenarios may ask for, as far as the profile says."""
    scripted, does = profile.scripted, {callee.does for callee in profile.callees}
    offered = {
        "callee": bool(scripted),
        "two_callees": len(scripted) > 1,
        "two_numbers": bool(profile.second_source),
        "two_accounts": "other" in profile.accounts,
        "empty_account": "empty" in profile.accounts,
        "unreachable_callee": "cannot be reached" in does,
    }
    return frozenset(name for name, given in offered.items() if given)


def _tls(profile: Profile) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=str(profile.ca_file) if profile.ca_file else None)
    except (ssl.SSLError, OSError) as error:
        raise HarnessError(f"{profile.name}: {profile.ca_file} holds no certificate in PEM form: {error}") from None
    if not profile.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
