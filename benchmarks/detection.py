"""How much of what can go wrong the gate finds: ``make detection``, or ``python benchmarks/detection.py --help``.

Every written fault of an edition, a seeded sample of the generated ones (as many of each mutation) and every harmless
variant is switched on alone. Prints a matrix and rates, and writes ``benchmarks/detection-<edition>.json``.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detection_running import Plan, play
from detection_scoring import Score, oracles, score, summary, wilson

from voipbin_mock.faults import load_fault, names
from voipbin_mock.faults._generated import generated_names

HERE = Path(__file__).parent


def sample(edition: str, size: int, seed: int) -> list[str]:
    """Return a sample of the generated faults, drawn evenly from the mutations."""
    strata: dict[str, list[str]] = defaultdict(list)
    for name in generated_names(edition):
        strata[name.rsplit(":", 1)[1]].append(name)
    drawn = random.Random(seed)
    for found in strata.values():
        drawn.shuffle(found)
    chosen: list[str] = []
    while len(chosen) < size and any(strata.values()):
        chosen += [found.pop() for _, found in sorted(strata.items()) if found]
    return chosen[:size]


def measure(edition: str, faults: Sequence[str], plan: Plan) -> dict[str, Any]:
    """Run an edition's faults and return the summary."""
    began = time.perf_counter()
    suite = play(edition, faults, plan)
    scores = [score(suite, run) for run in suite.runs]
    took = round(time.perf_counter() - began)
    show(edition, scores, clean_open=not suite.clean.closed, took=took)
    about = {"edition": edition, "seed": plan.seed, "commit": commit()}
    return summary(suite, scores, **about, workers=plan.workers, seconds=took)


def false_alarms(edition: str, seeds: int, plan: Plan) -> dict[str, Any]:
    """Run the gate on a clean mock, with one seed after another, and return what it found: it should be nothing."""
    suite = play(edition, [], plan, seeds=range(1, seeds))
    runs = [suite.clean, *suite.runs]
    found = {
        run.fault or f"seed {plan.seed}": [
            f"{one.test}: {one.error.splitlines()[0] if one.error else one.outcome}"
            for one in run.tests
            if one.outcome in ("failed", "error")
        ]
        for run in runs
        if run.closed
    }
    print(f"{edition}: {len(found)} false alarms in {len(runs)} seeds, {sum(len(run.tests) for run in runs)} tests")
    for seed, told in found.items():
        print(f"  {seed}: {'; '.join(told[:3]) or 'stopped'}")
    return {"edition": edition, "seeds": len(runs), "alarms": found, "commit": commit()}


def commit() -> str:
    """Return what is checked out, with a plus for what is not committed."""
    asked = ["git", "describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*"]
    return subprocess.run(asked, cwd=HERE, capture_output=True, text=True, check=False).stdout.strip()


def show(edition: str, scores: Sequence[Score], *, clean_open: bool, took: int) -> None:
    """Print the matrix, the rates and the false alarms."""
    print(f"\n{edition}: the clean run is {'open' if clean_open else 'CLOSED: nothing below counts'}; {took} s")
    real = [one for one in scores if not one.harmless]
    for one in sorted(real, key=lambda one: (one.kind, one.name)):
        mark = "caught  " if one.caught else "CLOSED? " if one.closed else "SURVIVED"
        told = ", ".join(sorted({oracle for _, oracle in one.by})) or "; ".join(one.other[:2])
        print(f"{mark} {one.kind:24} {one.name[:70]:70} {one.seconds:6.1f} s {one.requests:6} req  {told}")
    print()
    for kind in sorted({one.kind for one in real}):
        rate(kind, [one for one in real if one.kind == kind])
    rate("all written", [one for one in real if one.written])
    rate("all generated", [one for one in real if not one.written])
    caught = [one for one in real if one.written and one.caught]
    if caught:
        print(f"\nfirst finding: median {statistics.median(one.seconds for one in caught):.1f} s, ", end="")
        print(f"{statistics.median(one.requests for one in caught):.0f} requests")
    written = [one for one in real if one.written]
    for label, kept in (
        ("scenarios only", [one for one in written if one.caught_by(only="scenarios")]),
        ("contracts only", [one for one in written if one.caught_by(only="contracts")]),
    ):
        print(f"{label:20} {len(kept)} of {len(written)}")
    for oracle in oracles(real):
        lost = [one for one in written if one.caught and not one.caught_by(without=oracle)]
        print(f"without {oracle:20} {len(lost)} fewer  {', '.join(one.name for one in lost[:6])}")
    for one in scores:
        if one.harmless and one.closed:
            print(f"FALSE ALARM {one.name}: {'; '.join(one.other)}")
        for test in one.disproof:
            print(f"WRONGLY LEFT OUT for {one.name}: {test}")


def rate(label: str, scores: Sequence[Score]) -> None:
    """Print one rate with its interval."""
    caught = sum(one.caught for one in scores)
    low, high = wilson(caught, len(scores))
    print(f"{label:28} {caught:3} of {len(scores):3}  {low:5.0%} to {high:4.0%}")


def write(path: Path, found: dict[str, Any]) -> None:
    """Keep a result."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 1 when the clean run is closed, a variant closes the gate or a written fault lives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edition", action="append", choices=("tutorial", "current"), help="both by default")
    parser.add_argument("--sample", type=int, default=110, metavar="N", help="how many generated faults (%(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--fault", action="append", default=[], metavar="NAME", help="only these")
    parser.add_argument("--whole", action="store_true", help="leave no test out")
    parser.add_argument("--first", action="store_true", help="be done with a fault at its first fitting finding")
    parser.add_argument(
        "--prove", type=int, default=0, metavar="N", help="play every Nth test that is left out as well"
    )
    parser.add_argument("--seeds", type=int, default=0, metavar="N", help="only count false alarms of so many seeds")
    parser.add_argument("--out", type=Path, default=HERE, metavar="DIR", help="where the summary goes")
    asked = parser.parse_args(argv)
    status = 0
    for edition in asked.edition or ["tutorial", "current"]:
        plan = Plan(asked.seed, asked.workers, whole=asked.whole, first=asked.first, prove=asked.prove)
        if asked.seeds:
            alarms = false_alarms(edition, asked.seeds, plan)
            write(asked.out / f"false-alarms-{edition}.json", alarms)
            status |= bool(alarms["alarms"])
            continue
        written = [name for name in names() if edition in load_fault(name).editions]
        faults = asked.fault or [*written, *sample(edition, asked.sample, asked.seed)]
        found = measure(edition, faults, plan)
        write(asked.out / f"detection-{edition}.json", found)
        status |= not found["clean"]["open"] or any(one["disproof"] for one in found["faults"])
        status |= any(
            one["closed"] if one["harmless"] else one["written"] and not one["caught"] for one in found["faults"]
        )
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
