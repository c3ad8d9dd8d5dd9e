"""What a run was asked to do, checked before anything starts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from voipbin_harness.coverage.thresholds import Thresholds
from voipbin_harness.targets.port import CAPABILITIES
from voipbin_harness.violation import HarnessError

PROFILES = ("quick", "full", "nightly")

#: How long an answer may take, in ms of wall time, by profile; a target far away has as much again.
LATENCY_LIMITS_MS = {"quick": 2000, "full": 2000, "nightly": 5000}

_SHARD = re.compile(r"([1-9]\d*)/([1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Shard:
    """Part ``index`` (from 1) of ``of`` parts of a suite."""

    index: int
    of: int

    def __str__(self) -> str:
        return f"{self.index}/{self.of}"

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read ``I/N``."""
        if not (found := _SHARD.fullmatch(text)) or int(found[1]) > int(found[2]):
            raise HarnessError(f"--shard {text}: write I/N with I from 1 to N, such as 2/3")
        return cls(int(found[1]), int(found[2]))


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of a run, as its commands and pytest take them."""

    target: str = "mock"
    edition: str = "tutorial"
    profile: str = "quick"
    seed: int = 0
    reports: Path | None = None
    features: Path | None = None
    faults: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    shard: Shard | None = None
    build: str = ""
    html: bool = True
    har: Path | None = None
    known: Path | None = None
    callee: str = ""
    plan: bool = False
    retry_live: int = 0
    thresholds: Thresholds = ()

    def __post_init__(self) -> None:
        if self.profile not in PROFILES:
            raise HarnessError(f"--profile {self.profile}: choose one of {', '.join(PROFILES)}")
        if self.features is not None and not self.features.is_dir():
            raise HarnessError(f"--features {self.features}: no such directory")
        if unknown := self.required - CAPABILITIES.keys():
            raise HarnessError(
                f"--require {', '.join(sorted(unknown))}: no such capability; there are {', '.join(CAPABILITIES)}"
            )
        if self.callee and not self.target.startswith("mock:"):
            raise HarnessError(
                "--callee: only a mock server with a trunk calls a SIP user agent; use --target mock:http://…"
            )
        if self.retry_live not in (0, 1):
            raise HarnessError(f"--retry-live {self.retry_live}: a failed test runs again once (1) or not at all (0)")
        if self.faults and self.target != "mock":
            raise HarnessError("--fault: only the embedded mock takes faults here; start a mock server with --fault")
