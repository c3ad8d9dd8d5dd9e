"""A target met in the way of a run, without pytest around it: its watch, its checks, its limits, its reports."""

from __future__ import annotations

import ssl
from pathlib import Path

import httpx

from tests.live.mocking import SECOND, SOURCE, TALK, profile
from voipbin_harness.checker import Checker
from voipbin_harness.contract import load
from voipbin_harness.editions import edition
from voipbin_harness.line import TargetUnreachable
from voipbin_harness.masking import Masker
from voipbin_harness.results import Record
from voipbin_harness.scenario.made import Made
from voipbin_harness.scenario.people import People
from voipbin_harness.targets.live import LiveTarget
from voipbin_harness.targets.live_clock import LiveClock
from voipbin_harness.targets.mock import MockTarget
from voipbin_harness.targets.profile import Profile, Waits
from voipbin_harness.violation import HarnessError, Unproven
from voipbin_harness.watch import Watch
from voipbin_harness.wire import Patience, Wire
from voipbin_harness.world import World

#: s to connect, of silence, for a whole answer; where the server is slow by intention, a test is in a hurry.
PATIENCE, HURRY = Patience(5.0, 5.0, 10.0), Patience(5.0, 0.15, 0.4)
#: s of computing, and of wall time on a machine that does other things too, that the worst server may take.
AT_MOST_S, AT_MOST_WALL_S = 4.0, 30.0

_TLS = ssl.create_default_context()
EDITION, CONTRACT = edition("tutorial"), load("tutorial")


class Time:
    """A clock that jumps where a live one would wait."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.waited: list[float] = []

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.waited.append(seconds)

    def clock(self) -> LiveClock:
        return LiveClock(30_000, sleep=self.wait, monotonic=lambda: self.now, wall=lambda: self.now)


def hostile_profile(url: str, tmp_path: Path) -> Profile:
    waits = Waits(connect_s=PATIENCE.connect_s, silence_s=PATIENCE.silence_s, answer_s=PATIENCE.whole_s)
    return profile(tmp_path, root=url, waits=waits)


def _wire() -> Wire:
    """Return a wire that does not read all the world's certificates anew."""
    return Wire(PATIENCE, tls=_TLS)


class Experience:
    """One test's worth of dealing with a server."""

    def __init__(self, url: str, tmp_path: Path, *, live: bool) -> None:
        self.time = Time()
        self.target: LiveTarget | MockTarget
        if live:
            described = hostile_profile(url, tmp_path)
            self.target = LiveTarget(described, EDITION, CONTRACT, clock=self.time.clock(), transport=_wire())
        else:
            http = httpx.Client(transport=_wire(), base_url=url, timeout=PATIENCE.as_timeout())
            self.target = MockTarget(f"mock:{url}", http, 0)
        self.world = World(self.target, EDITION, CONTRACT)
        self.watch = Watch("test", "a hostile server", None, frozenset(), Masker())
        checker = Checker(CONTRACT, EDITION, live=live, latency_limit_ms=None)
        self.watch.begin(self.world, checker)

    def close(self) -> None:
        self.target.close()

    def hurry(self) -> None:
        """Wait for nothing any more."""
        self.target.http.timeout = HURRY.as_timeout()
        self.target.http._transport._deadline._whole_s = HURRY.whole_s  # type: ignore[attr-defined]

    def meet(self, does: str) -> None:
        """Do it, and note what comes of it as the plugin would."""
        try:
            getattr(self, f"_{does}")()
            self.watch.close()
        except (AssertionError, TargetUnreachable, HarnessError, Unproven) as error:
            self.watch.take(error)
            if isinstance(error, TargetUnreachable | HarnessError):
                raise

    def record(self) -> Record:
        return self.watch.record("failed" if self.watch.failing else "passed", "", 0)

    @property
    def kinds(self) -> set[str]:
        return {violation.kind for violation in self.watch.failing}

    @property
    def observed(self) -> str:
        return "\n".join(violation.observed for violation in self.watch.failing)

    def _look(self) -> None:
        self.world.client().request("GET", "/calls")

    def _walk(self) -> None:
        assert [page for page in self.world.client().pages("/calls")]  # noqa: C416 - the walk itself is meant

    def _call(self) -> None:
        client = self.world.client()
        source = {"type": "tel", "target": SOURCE}
        made = Made(self.world, People(self.world.callees, SOURCE))
        made.take_calls(client.post_call(source, [{"type": "tel", "target": SECOND}], actions=TALK), client)
        made.call().end()
