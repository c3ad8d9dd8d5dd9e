"""Runs the suite against one fault after another, in forks of one warm process.

The suite is collected once and played once without a fault. Each fault then gets a fork of that process, so that
nothing is imported, collected or parsed again. Left out are tests that in the clean run get no answer from the
operations that a fault names, and those made for another operation: they can bring no finding that counts
(``tests/faults/test_detection.py`` proves it on a sample).
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from voipbin_harness.plugin import running
from voipbin_harness.plugin.options import SETTINGS
from voipbin_harness.resources import suite_root
from voipbin_harness.results import Record
from voipbin_mock.faults import Fault, load_fault

#: A fault may make a test go on for ever; then it is stopped, and what was found so far counts. Seconds.
LONGEST_S = 120

_OPERATION_PARAMETERS = ("operation", "operation_with_input", "operation_with_body", "covered_operation")


@dataclass(slots=True)
class Played:
    """One test as it went: what it found, which answers it got, how long it took and how many requests."""

    test: str
    outcome: str
    error: str
    seconds: float
    requests: int
    findings: list[dict[str, Any]]
    answers: list[str]


@dataclass(slots=True)
class Run:
    """The suite, or what of it can reach a fault, with that fault switched on."""

    fault: str
    tests: list[Played] = field(default_factory=list)
    stopped: bool = False
    seconds: float = 0.0

    @property
    def closed(self) -> bool:
        """Whether the gate closes."""
        return self.stopped or any(played.outcome in ("failed", "error") for played in self.tests)


@dataclass(slots=True)
class Suite:
    """A collected suite, and how it went without a fault; ``start_s`` is what it takes to import and collect it."""

    clean: Run
    start_s: float
    runs: list[Run]


def play(edition: str, faults: Sequence[str], *, seed: int = 0, workers: int = 2, whole: bool = False) -> Suite:
    """Play the suite of an edition without a fault and then with each of ``faults``; ``whole`` leaves nothing out."""
    began = time.perf_counter()
    forking = _Forking(faults, began, workers, whole=whole)
    root = suite_root()
    args = ["-c", str(root / "pyproject.toml"), f"--rootdir={root}", f"--edition={edition}", f"--seed={seed}"]
    args += ["-p", "no:terminal", "-s", str(root / "features"), str(root / "contracts")]
    pytest.main(args, plugins=[forking])
    if forking.suite is None:
        raise RuntimeError("the suite was not collected")
    return forking.suite


class _Forking:
    """A pytest plugin that plays a collected suite many times."""

    def __init__(self, faults: Sequence[str], began: float, workers: int, *, whole: bool) -> None:
        self._faults = faults
        self._began = began
        self._workers = workers
        self._whole = whole
        self._sink: Any = None
        self._requests = 0
        self.suite: Suite | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Play the suite without a fault, then with each one in a fork."""
        start_s = time.perf_counter() - self._began
        with tempfile.TemporaryDirectory() as folder:
            clean = self._play("", session.items, Path(folder) / "clean")
            running.close_bench(session.config)
            del session.config.stash[running._BENCH]  # noqa: SLF001 - the fork makes its own, with the fault
            session.shouldfail = session.shouldstop = False
            gc.collect()
            gc.freeze()
            runs = list(self._each(session, clean, Path(folder)))
        self.suite = Suite(clean, start_s, runs)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write down how a test went, at once."""
        data = getattr(report, "voipbin", None)
        if data is None and report.failed:
            data = Record(report.nodeid, report.nodeid, "error", str(report.longrepr)[-300:]).as_data()
        if data is not None:
            failing = [found for found in data["findings"] if found["severity"] == "fail"]
            kept = [
                {name: found[name] for name in ("kind", "operation", "check", "where", "scenario")} for found in failing
            ]
            answers = [name for category, name in data["facts"] if category in ("operation", "response", "responses")]
            played = [
                data["test"], data["outcome"], data["error"][:300], data["duration_ms"] / 1000, data["exchanges"],
                kept, answers,
            ]  # fmt: skip
            self._sink.write(json.dumps(played) + "\n")
            self._sink.flush()

    def _each(self, session: pytest.Session, clean: Run, folder: Path) -> Iterator[Run]:
        answers = {played.test: set(played.answers) for played in clean.tests}
        waiting, under_way = list(enumerate(self._faults)), dict[int, tuple[str, Path, float]]()
        while waiting or under_way:
            while waiting and len(under_way) < self._workers:
                number, name = waiting.pop(0)
                written = folder / str(number)
                fault = load_fault(name)
                items = [
                    item
                    for item in session.items
                    if self._whole or fault.harmless or _reaches(item, answers.get(item.nodeid, set()), fault)
                ]
                under_way[self._fork(session, name, items, written)] = (name, written, time.perf_counter())
            pid, status = os.wait()
            name, written, since = under_way.pop(pid)
            print(f"{len(waiting):4} left  {time.perf_counter() - since:5.1f} s  {name}", file=sys.stderr, flush=True)
            yield Run(name, _read(written), stopped=status != 0, seconds=time.perf_counter() - since)

    def _fork(self, session: pytest.Session, name: str, items: list[pytest.Item], written: Path) -> int:
        pid = os.fork()
        if pid:
            return pid
        try:
            signal.alarm(LONGEST_S)
            with open(os.devnull, "w", encoding="utf-8") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                os.dup2(nowhere.fileno(), 2)
            session.config.stash[SETTINGS] = replace(session.config.stash[SETTINGS], faults=(name,))
            self._play(name, items, written)
            os._exit(0)
        finally:
            os._exit(1)

    def _play(self, name: str, items: list[pytest.Item], written: Path) -> Run:
        began = time.perf_counter()
        with written.open("w", encoding="utf-8") as self._sink:
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return Run(name, _read(written), seconds=time.perf_counter() - began)


def _reaches(item: pytest.Item, answers: set[str], fault: Fault) -> bool:
    """Whether a test that gets these answers may find the fault: it talks to one of the operations that name it."""
    made_for = next((name for of, name in _parameters(item) if of in _OPERATION_PARAMETERS), None)
    if made_for is not None and made_for not in fault.operations:
        return False
    return any(answer.rsplit(" ", 1)[0] in fault.operations for answer in answers)


def _parameters(item: pytest.Item) -> list[tuple[str, object]]:
    return list(item.callspec.params.items()) if hasattr(item, "callspec") else []


def _read(written: Path) -> list[Played]:
    found = []
    with suppress(FileNotFoundError):
        for line in written.read_text(encoding="utf-8").splitlines():
            with suppress(ValueError):
                found.append(Played(*json.loads(line)))
    return found
