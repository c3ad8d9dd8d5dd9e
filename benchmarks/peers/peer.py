"""What every peer's driver is made of: a mock with a fault, a tool run against it, and what the tool complains of.

A driver yields a :class:`Complaint` as soon as its tool says so. What the tool also says of the mock without a fault
counts nowhere. The budget counts from the tool's first request: start-up takes nothing of it, but counts in the
seconds.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.request import urlopen

#: Where the tools are installed that are no part of the project; each driver says how.
TOOLS = Path(os.environ.get("PEERS_TOOLS", "/tmp/voipbin-peers"))
ACCESSKEY = "demo-access-key"
#: A tool that has asked for nothing after so many seconds is stopped.
LONGEST_START_S = 90


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a tool says: the operation as the contracts name it, what is wrong, and when, in s since its start."""

    operation: str
    what: str
    at_s: float

    @property
    def key(self) -> str:
        """What makes two complaints the same."""
        return f"{self.operation}: {self.what}"


@dataclass(slots=True)
class Job:
    """One run of a tool: where the mock is, a folder of its own, what was prepared once, a seed and a budget.

    ``requests`` is counted by the driver.
    """

    edition: str
    root: str
    folder: Path
    prepared: Path
    seed: int
    budget_s: float
    requests: int = 0
    began: float = field(default_factory=time.perf_counter)

    @property
    def now_s(self) -> float:
        """Seconds since the start of the tool."""
        return time.perf_counter() - self.began


class Peer(Protocol):
    """A tool to compare with; ``about`` says what it could not be given fairly, ``install`` how to get it."""

    name: str
    about: str
    install: str
    command: str
    #: Whether another seed makes another run.
    seeded: bool

    def version(self) -> str:
        """Return the version of the tool, with those of what runs it."""
        ...

    def prepare(self, edition: str, root: str, folder: Path) -> None:
        """Write what one edition's runs have in common; a clean mock is at ``root``."""
        ...

    def complaints(self, job: Job) -> Iterator[Complaint]:
        """Run the tool and yield what it complains of."""
        ...


@contextmanager
def mock(edition: str, fault: str = "") -> Iterator[str]:
    """Serve a mock with a fault, twenty times as fast as time, and give its root URL."""
    command = [sys.executable, "-m", "voipbin_mock", "--edition", edition, "--clock", "20x"]
    process = subprocess.Popen([*command, *(["--fault", fault] if fault else [])], stdout=subprocess.PIPE, text=True)
    with process:
        try:
            assert process.stdout is not None
            ready = process.stdout.readline().split()
            if len(ready) != 2:
                raise RuntimeError(f"the mock did not start with the fault {fault!r}")
            yield ready[1]
        finally:
            process.terminate()


def lines(command: Sequence[str], job: Job, *, first: str, more: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield what a command prints, line by line, until it ends or the budget is spent.

    The budget begins with the first line that contains ``first``.
    """
    until = job.now_s + LONGEST_START_S
    with subprocess.Popen(
        command, cwd=job.folder, env={**os.environ, **(more or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        waiting, started = b"", False
        try:
            while (left := until - job.now_s) > 0:
                if not select.select([process.stdout], [], [], left)[0]:
                    break
                read = os.read(process.stdout.fileno(), 1 << 16)
                if not read:
                    break
                *whole, waiting = (waiting + read).split(b"\n")
                for line in whole:
                    text = line.decode(errors="replace")
                    if not started and first in text:
                        started, until = True, job.now_s + job.budget_s
                    yield text
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a command and all that it has started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def number_id(root: str) -> str:
    """Return the id of a number that the account owns."""
    with urlopen(f"{root}/v1.0/numbers?accesskey={ACCESSKEY}") as answer:
        found: str = json.load(answer)["result"][0]["id"]
    return found


def output(*command: str) -> str:
    """Return the last line that a command prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd="/")
    return done.stdout.strip().splitlines()[-1]
