"""A mock that is tested as if it were live: nobody resets it, and its clock follows the harness's wall clock."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx

from voipbin_harness.accounts import Account
from voipbin_harness.checker import Checker
from voipbin_harness.contract import load
from voipbin_harness.editions import edition
from voipbin_harness.safety.limits import Limits
from voipbin_harness.targets.embedded import InProcess
from voipbin_harness.targets.live import LiveTarget
from voipbin_harness.targets.live_clock import LiveClock
from voipbin_harness.targets.profile import Listed, Profile, Waits
from voipbin_harness.world import World
from voipbin_mock.app import create_app

SOURCE, SECOND, THIRD = "+15551234567", "+15559876543", "+15552222222"
LISTENS, BUSY, SILENT = "+15550100010", "+15550100011", "+15550100012"
TALK = [{"type": "talk", "option": {"text": "This is only a test.", "language": "en-US"}}]
LONG = [{"type": "sleep", "option": {"duration": 3_600_000}}]


#: What the fixture `tidy` closes after each test.
opened: list[Platform] = []


def tel(number: str) -> dict[str, str]:
    return {"type": "tel", "target": number}


@dataclass
class Platform:
    """An embedded mock whose time passes when the harness waits."""

    seed: int = 0
    name: str = "tutorial"
    now_s: float = 1_800_000_000.0
    seen: list[httpx.Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        opened.append(self)
        self.app = create_app(edition=self.name, seed=self.seed, clock="virtual")
        self.transport = Watched(InProcess(self.app), self.seen)
        self.http = httpx.Client(transport=InProcess(self.app), base_url="http://mock")
        self.targets: list[LiveTarget] = []

    def close(self) -> None:
        self.http.close()
        self.transport.close()
        for target in self.targets:
            target.close()

    def wait(self, seconds: float) -> None:
        self.now_s += seconds
        self.http.post("/_mock/clock", json={"advance_ms": round(seconds * 1000)})

    def clock(self) -> LiveClock:
        return LiveClock(poll_ms=500, sleep=self.wait, monotonic=lambda: self.now_s, wall=lambda: self.now_s)

    def get(self, path: str, key: str = "demo-access-key") -> Any:
        return self.http.get(f"/v1.0{path}", params={"accesskey": key}).json()

    def post(self, path: str, body: Any, key: str = "demo-access-key") -> Any:
        return self.http.post(f"/v1.0{path}", params={"accesskey": key}, json=body).json()

    @property
    def sent(self) -> list[str]:
        return [f"{request.method} {request.url.path}" for request in self.seen]

    def target(self, profile: Profile) -> LiveTarget:
        made = LiveTarget(profile, edition(self.name), load(self.name), clock=self.clock(), transport=self.transport)
        self.targets.append(made)
        return made


class Watched(httpx.BaseTransport):
    def __init__(self, inner: httpx.BaseTransport, seen: list[httpx.Request]) -> None:
        self.inner = inner
        self.seen = seen

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        return self.inner.handle_request(request)

    def close(self) -> None:
        self.inner.close()


def profile(tmp_path: Path, **changes: Any) -> Profile:
    basis = Profile(
        name="test",
        root="http://mock",
        edition="tutorial",
        accounts={"demo": Account("demo", "demo", "demo")},
        source=SOURCE,
        ledger=tmp_path / "ledger.jsonl",
        callees=(
            Listed("tel", SECOND, "follows scripts"),
            Listed("tel", THIRD, "follows scripts"),
            Listed("tel", LISTENS, "listens"),
        ),
        limits=Limits(calls=1000, minutes=10_000, money=10_000, call_minutes=10, requests_per_second=1000),
        waits=Waits(poll_ms=500),
    )
    return replace(basis, **changes)


def world_of(target: LiveTarget) -> World:
    return World(target, target._edition, target._contract)


def checker_of(target: LiveTarget) -> Checker:
    return Checker(target._contract, target._edition, live=True)
