"""Runs peers on the faults that the gate was run on: ``python benchmarks/peers/compare.py --help``.

The same mock, the same document, the same seconds. A kill is counted generously: any complaint about one of the fault's
operations that is never made about the clean mock. Results are written after each fault to
``benchmarks/peers/<peer>-<edition>.json``; a run that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from peer import Complaint, Job, Peer, mock

from voipbin_mock.faults import load_fault, names

HERE = Path(__file__).parent
#: What a run takes beside the budget: starting the mock and the tool, in seconds, on two idle cores.
OVERHEAD_S = {"schemathesis": 4, "specmatic": 9, "portman": 4, "prism": 6}


def sample(edition: str, per_class: int, seed: int) -> list[str]:
    """Return so many written faults of each class, and as many harmless variants as of two classes."""
    classes: dict[str, list[str]] = defaultdict(list)
    for name in names():
        fault = load_fault(name)
        if edition in fault.editions:
            classes[fault.kind].append(name)
    drawn = random.Random(seed)
    return [
        name
        for kind, found in sorted(classes.items())
        for name in sorted(drawn.sample(found, min(len(found), per_class * (2 if kind == "harmless" else 1))))
    ]


class Trial:
    """One peer on one edition: what it says of the clean mock, and of each fault."""

    def __init__(self, peer: Peer, edition: str, budget_s: float, seeds: int, out: Path) -> None:
        self.peer = peer
        self.edition = edition
        self.budget_s = budget_s
        self.seeds = range(seeds if peer.seeded else 1)
        self._written = out
        self._folder = tempfile.TemporaryDirectory()
        self.result: dict[str, Any] = {"faults": {}, "clean": {}}
        with suppress(FileNotFoundError, ValueError):
            self.result = json.loads(out.read_text(encoding="utf-8"))
        self.result |= {
            "peer": peer.name, "edition": edition, "version": peer.version(), "command": peer.command,
            "about": peer.about, "install": peer.install, "budget_s": budget_s, "seeds": len(self.seeds),
        }  # fmt: skip

    @property
    def prepared(self) -> Path:
        """The folder of what the runs have in common."""
        return Path(self._folder.name)

    def prepare(self) -> None:
        """Write what the runs have in common, and find out what the peer says of the clean mock under each seed."""
        with mock(self.edition) as root:
            self.peer.prepare(self.edition, root, self.prepared)
        for seed in self.seeds:
            if str(seed) not in self.result["clean"]:
                told, seconds, requests = self.run("", seed)
                keys = sorted({one.key for one in told})
                self.result["clean"][str(seed)] = {"told": keys, "seconds": seconds, "requests": requests}
                self._write()
                print(
                    f"{self.peer.name:14} {'(clean)':34} {seconds:6.1f} s {requests:6}  {len(keys)} complaints",
                    flush=True,
                )

    #: The clean mock is listened to for longer, so that a complaint which comes late in one run is known.
    CLEAN = 3

    def run(self, fault: str, seed: int) -> tuple[list[Complaint], float, int]:
        """Return what the peer says of a mock with this fault, in how many seconds and requests."""
        with mock(self.edition, fault) as root, tempfile.TemporaryDirectory() as folder:
            job = Job(
                self.edition, root, Path(folder), self.prepared, seed, self.budget_s * (1 if fault else self.CLEAN)
            )
            told = list(self.peer.complaints(job))
            return told, round(job.now_s, 2), job.requests

    def attempt(self, name: str) -> None:
        """Try a fault with one seed after another until one catches it; a harmless variant with the first seed."""
        if name in self.result["faults"]:
            return
        fault, clean = load_fault(name), {key for one in self.result["clean"].values() for key in one["told"]}
        tried: dict[str, Any] = {
            "caught": False,
            "alarm": False,
            "seed": None,
            "seconds": 0.0,
            "requests": 0,
            "first_s": None,
            "told": [],
        }
        for seed in self.seeds:
            told, seconds, requests = self.run(name, seed)
            new = [one for one in told if one.key not in clean]
            tried["seconds"], tried["requests"] = round(tried["seconds"] + seconds, 2), tried["requests"] + requests
            tried["alarm"] |= bool(new) and fault.harmless
            tried["told"] = sorted({one.key for one in new})[:6]
            right = [one.at_s for one in new if one.operation in fault.operations]
            if right and not fault.harmless:
                tried |= {"caught": True, "seed": seed, "first_s": round(tried["seconds"] - seconds + min(right), 2)}
            if right or fault.harmless:
                break
        self.result["faults"][name] = tried
        self._write()
        mark = "ALARM" if tried["alarm"] else "harmless" if fault.harmless else "caught" if tried["caught"] else "-"
        line = f"{self.peer.name:14} {name:34} {tried['seconds']:6.1f} s {tried['requests']:6}  {mark:8}"
        print(line, tried["told"][:2], flush=True)

    def _write(self) -> None:
        done = self.result["faults"].values()
        self.result |= {
            "seconds": statistics.median([one["seconds"] for one in done] or [0]),
            "requests": round(statistics.median([one["requests"] for one in done] or [0])),
        }
        self._written.write_text(json.dumps(self.result, indent=1) + "\n", encoding="utf-8")


def load(name: str) -> Peer:
    """Return the peer of a module ``<name>_peer.py``."""
    module = importlib.import_module(f"{name}_peer")
    peer: Peer = next(
        thing
        for thing in vars(module).values()
        if getattr(thing, "__module__", "") == module.__name__ and hasattr(thing, "complaints")
    )()
    return peer


def main(argv: Sequence[str] | None = None) -> int:
    """Run the peers that are named, all by default."""
    known = sorted(path.stem.removesuffix("_peer") for path in HERE.glob("*_peer.py"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peers", nargs="*", metavar="PEER", help=f"of {', '.join(known)}; all by default")
    parser.add_argument("--edition", action="append", choices=("tutorial", "current"), help="both by default")
    parser.add_argument("--sample", type=int, default=2, metavar="N", help="faults of each class (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--seeds", type=int, default=3, help="for a peer that takes seeds (%(default)s)")
    parser.add_argument(
        "--budget", type=float, default=15, metavar="S", help="seconds of a run, from its first request (%(default)s)"
    )
    parser.add_argument("--jobs", type=int, default=2, help="runs at once (%(default)s)")
    parser.add_argument("--fault", action="append", default=[], metavar="NAME", help="only these")
    parser.add_argument("--again", action="store_true", help="forget earlier results")
    parser.add_argument("--estimate", action="store_true", help="say how long it will take, and stop")
    parser.add_argument("--out", type=Path, default=HERE, metavar="DIR")
    asked = parser.parse_args(argv)
    if unknown := set(asked.peers) - set(known):
        parser.error(f"there is no peer {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    asked.out.mkdir(parents=True, exist_ok=True)
    longest, trials = 0.0, []
    for edition in asked.edition or ["tutorial", "current"]:
        faults = asked.fault or sample(edition, asked.sample, asked.seed)
        for name in asked.peers or known:
            out = asked.out / f"{name}-{edition}.json"
            if asked.again:
                out.unlink(missing_ok=True)
            trial = Trial(load(name), edition, asked.budget, asked.seeds, out)
            left = [fault for fault in faults if fault not in trial.result["faults"]]
            a_run = asked.budget + OVERHEAD_S.get(name, 5)
            took = (len(left) * len(trial.seeds) / asked.jobs + Trial.CLEAN * len(trial.seeds)) * a_run
            line = f"{name:14} {edition:9} {len(left):3} faults to try, {len(trial.seeds)} seed(s)"
            print(f"{line}: at most {took / 60:.0f} min")
            longest += took
            trials.append((trial, left))
    print(f"at most {longest / 60:.0f} minutes; a first seed that catches and a tool that ends early save", flush=True)
    if asked.estimate:
        return 0
    began = time.monotonic()
    for trial, left in trials:
        trial.prepare()
        with ThreadPoolExecutor(asked.jobs) as pool:
            list(pool.map(trial.attempt, left))
    print(f"{(time.monotonic() - began) / 60:.0f} minutes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
