"""Runs the suite against one fault after another, in forks of one warm process.

The suite is collected once and played once without a fault. Each fault then gets a fork of that process, so that
nothing is imported, collected or parsed again. Left out are tests that in the clean run get no answer from the
operations that a fault names, and those made for another operation: they can bring no finding that counts. That is
proved by playing a share of them all the same (``Plan.prove``; ``tests/faults/test_detection.py`` does so).
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

#: A fault may make a test go on for ever; then it is stopped, and what was found so far counts. Seconds of the
#: processor, which a busy machine does not spend, and of the wall, for a test that sleeps.
LONGEST_S = 120
LONGEST_WAIT_S = 1200

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
    #: Of the tests that were left out, those that were played to see that they show nothing.
    proof: list[Played] = field(default_factory=list)

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


@dataclass(frozen=True, slots=True)
class Plan:
    """How a suite is played: ``whole`` leaves nothing out, ``first`` ends a fault with its first fitting finding.
    Generated faults always end so: there are many, and the worth of each oracle is counted from the written ones.

    With ``prove``, every so-manieth test that is left out for a fault is played as well.
    """

    seed: int = 0
    workers: int = 2
    whole: bool = False
    first: bool = False
    prove: int = 0


@dataclass(frozen=True, slots=True)
class _Job:
    """One more run of the suite, with other settings: a fault, or another seed."""

    name: str
    changes: dict[str, Any]
    fault: Fault | None = None


def play(edition: str, faults: Sequence[str], plan: Plan, *, seeds: Sequence[int] = ()) -> Suite:
    """Play the suite of an edition without a fault, and then with each of ``faults`` and without one on ``seeds``."""
    began = time.perf_counter()
    jobs = [_Job(name, {"faults": (name,)}, load_fault(name)) for name in faults]
    jobs += [_Job(f"seed {seed}", {"seed": seed}) for seed in seeds]
    forking = _Forking(jobs, began, plan)
    root = suite_root()
    args = ["-c", str(root / "pyproject.toml"), f"--rootdir={root}", f"--edition={edition}", f"--seed={plan.seed}"]
    args += ["-p", "no:terminal", "-s", str(root / "features"), str(root / "contracts")]
    pytest.main(args, plugins=[forking])
    if forking.suite is None:
        raise RuntimeError("the suite was not collected")
    return forking.suite


class _Forking:
    """A pytest plugin that plays a collected suite many times."""

    def __init__(self, jobs: Sequence[_Job], began: float, plan: Plan) -> None:
        self._jobs = jobs
        self._began = began
        self._plan = plan
        self._sink: Any = None
        self._caught_by: Fault | None = None
        self._caught = False
        self.suite: Suite | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Play the suite without a fault, then with each one in a fork."""
        start_s = time.perf_counter() - self._began
        with tempfile.TemporaryDirectory() as folder:
            clean = (self._clean_shared if self._plan.first else self._clean)(session, Path(folder))
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
            self._caught |= self._caught_by is not None and any(fits(found, self._caught_by) for found in kept)
            self._sink.write(json.dumps(played) + "\n")
            self._sink.flush()

    def _clean(self, session: pytest.Session, folder: Path) -> Run:
        began = time.perf_counter()
        return Run("", self._play(session.items, folder / "clean"), seconds=time.perf_counter() - began)

    def _clean_shared(self, session: pytest.Session, folder: Path) -> Run:
        """The same in half of the time, where nobody asks for seconds: every second test in a fork."""
        pid = os.fork()
        if not pid:
            try:
                self._play(session.items[1::2], folder / "odd")
                os._exit(0)
            finally:
                os._exit(1)
        played = {one.test: one for one in self._play(session.items[::2], folder / "even")}
        if os.waitpid(pid, 0)[1]:
            raise RuntimeError("the clean run has broken down")
        played |= {one.test: one for one in _read(folder / "odd")}
        tests = [played[item.nodeid] for item in session.items if item.nodeid in played]
        return Run("", tests, seconds=sum(one.seconds for one in tests))

    def _each(self, session: pytest.Session, clean: Run, folder: Path) -> Iterator[Run]:
        answers = {played.test: set(played.answers) for played in clean.tests}
        waiting, under_way = list(enumerate(self._jobs)), dict[int, tuple[str, Path, float]]()
        while waiting or under_way:
            while waiting and len(under_way) < self._plan.workers:
                number, job = waiting.pop(0)
                written = folder / str(number)
                items, proof = self._chosen(session.items, job.fault, answers, number)
                pid = self._fork(session, job, items, proof, written)
                under_way[pid] = (job.name, written, time.perf_counter())
            pid, status = os.wait()
            name, written, since = under_way.pop(pid)
            took = time.perf_counter() - since
            print(f"{len(waiting):4} left  {took:5.1f} s  {name}", file=sys.stderr, flush=True)
            yield Run(name, _read(written), stopped=status != 0, seconds=took, proof=_read(_of_proof(written)))

    def _chosen(
        self, items: list[pytest.Item], fault: Fault | None, answers: dict[str, set[str]], number: int
    ) -> tuple[list[pytest.Item], list[pytest.Item]]:
        """Return what is played, and what of the rest is played to prove that it shows nothing."""
        if fault is None or fault.harmless or self._plan.whole:
            return items, []
        reach = [item for item in items if _reaches(item, answers.get(item.nodeid, set()), fault)]
        left_out = [item for item in items if item not in set(reach)] if self._plan.prove else []
        return reach, left_out[number % self._plan.prove :: self._plan.prove] if left_out else []

    def _fork(
        self, session: pytest.Session, job: _Job, items: list[pytest.Item], proof: list[pytest.Item], written: Path
    ) -> int:
        pid = os.fork()
        if pid:
            return pid
        try:
            signal.setitimer(signal.ITIMER_PROF, LONGEST_S)
            signal.alarm(LONGEST_WAIT_S)
            with open(os.devnull, "w", encoding="utf-8") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                os.dup2(nowhere.fileno(), 2)
            session.config.stash[SETTINGS] = replace(session.config.stash[SETTINGS], **job.changes)
            self._caught_by = job.fault if self._plan.first or job.name.startswith("generated:") else None
            gc.disable()  # it lives for seconds
            self._play(items, written)
            self._caught_by, self._caught = None, False
            self._play(proof, _of_proof(written))
            os._exit(0)
        finally:
            os._exit(1)

    def _play(self, items: list[pytest.Item], written: Path) -> list[Played]:
        with written.open("w", encoding="utf-8") as self._sink:
            for item, following in zip(items, [*items[1:], None], strict=False):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self._caught:
                    item.session._setupstate.teardown_exact(None)  # noqa: SLF001 - the next item is another one
                    break
        return _read(written)


def fits(found: dict[str, Any], fault: Fault) -> bool:
    """Whether a finding names a fault rightly: one of its operations, with one of its kinds."""
    return found["kind"] in fault.kinds and found["operation"] in fault.operations


def _of_proof(written: Path) -> Path:
    return written.with_suffix(".proof")


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
