"""``run``: the gate."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Generator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from voipbin_harness.lint import lint
from voipbin_harness.resources import suite_root
from voipbin_harness.settings import PROFILES
from voipbin_harness.violation import HarnessError

NAME = "run"
HELP = "run the gate: contracts and scenarios against a target"

#: Options that the plugin takes by the same name and in the same form.
_PASSED_ON = (
    "target",
    "edition",
    "profile",
    "seed",
    "reports",
    "shard",
    "build",
    "har",
    "known",
    "callee",
    "retry_live",
)
#: A test by its file, as no expression of ``-k`` begins.
_TEST = re.compile(r"[^-:][^:]*\.py::")
_REPEATED = ("fault", "without", "require", "coverage")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of DESIGN section 5."""
    parser.add_argument("--target", default="mock", metavar="T", help="mock, mock:http://HOST:PORT, a URL or a profile")
    parser.add_argument(
        "--edition", metavar="E", help="which documentation the target answers to: its profile's, else tutorial"
    )
    parser.add_argument("--profile", default="quick", choices=PROFILES, help="how much generated data")
    parser.add_argument("--reports", default="reports", metavar="DIR", help="where the reports go")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="seed of the mock's world and of generated data"
    )
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that share the suite")
    parser.add_argument("--shard", metavar="I/N", help="run only part I of N; see merge")
    parser.add_argument("--only", choices=("features", "contracts"), help="run one half of the suite")
    parser.add_argument("--features", metavar="DIR", help="play the features of this directory, with the same steps")
    parser.add_argument("--fault", action="append", default=[], metavar="NAME", help="switch on a fault of the mock")
    parser.add_argument("--without", action="append", default=[], metavar="CHECK", help="switch a check off")
    parser.add_argument("--require", action="append", default=[], metavar="CAPABILITY", help="must not stay unproven")
    parser.add_argument(
        "--coverage",
        action="append",
        default=[],
        metavar="DIMENSION=PERCENT",
        help="less coverage closes the gate, such as operations=100; all=PERCENT for every dimension",
    )
    parser.add_argument("--build", default="", metavar="ID", help="what is gated, for the reports")
    parser.add_argument(
        "--callee", default="", metavar="sip:ADDRESS[:PORT]", help="answer the trunk of a mock server there"
    )
    parser.add_argument("--plan", action="store_true", help="say what would run, dial and cost at worst; send nothing")
    parser.add_argument(
        "--retry-live", type=int, default=0, metavar="1", help="on a live target, run a failed scenario once more"
    )
    parser.add_argument("--har", metavar="FILE", help="write the traffic there, masked")
    parser.add_argument("--known", metavar="FILE", help="known findings; by default known-findings.toml, if it is here")


def run(options: argparse.Namespace) -> int:
    """Run the suite in this process and return the verdict as exit status."""
    _refuse_what_cannot_be(options)
    if options.only != "contracts":
        _refuse_broken_features(options.features)
    root = suite_root()
    end = _End()
    tests = _chosen(options.pytest_args)
    args = [*_pytest_args(options, root), *(str(root / arg) if arg in tests else arg for arg in options.pytest_args)]
    pytest.main(args, plugins=[end])
    return end.status


class _End:
    """How the session ended; pytest refuses bad options before there is one, with statuses that mean other things."""

    status = 2

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None]:
        """Keep the exit status as the plugin has settled it."""
        yield
        self.status = int(session.exitstatus)


def _pytest_args(options: argparse.Namespace, root: Path) -> list[str]:
    args = ["-c", str(root / "pyproject.toml"), f"--rootdir={root}"]
    given = {name: getattr(options, name) for name in _PASSED_ON if getattr(options, name) not in (None, "")}
    if options.plan:
        del given["reports"]
        args += ["--plan", "--quiet", "--quiet", "--no-header", "--no-summary"]
    args += [f"--{name.replace('_', '-')}={value}" for name, value in given.items()]
    args += [f"--{name}={value}" for name in _REPEATED for value in getattr(options, name)]
    if options.features:
        args.append(f"--features={Path(options.features).resolve()}")
    if options.workers > 1 and not options.plan:
        args += [f"--numprocesses={options.workers}", "--dist=worksteal"]
    if options.only == "features":
        args += ["-p", "no:schemathesis"]  # scenarios need no generated data, and its import is half of a short run
    if _chosen(options.pytest_args):
        return args
    return args + [str(root / part) for part in ("features", "contracts") if options.only in (None, part)]


def _chosen(args: Sequence[str]) -> list[str]:
    """Return the arguments for pytest that name a test to run, as the replay line of a finding does."""
    return [arg for before, arg in pairwise(["", *args]) if _TEST.match(arg) and before != "--deselect"]


def _refuse_what_cannot_be(options: argparse.Namespace) -> None:
    if options.workers < 1:
        raise HarnessError(f"--workers {options.workers}: at least 1")
    if options.features and options.only == "contracts":
        raise HarnessError("--features with --only contracts: nothing would run; leave one of the two out")


def _refuse_broken_features(directory: str | None) -> None:
    """A feature that cannot run as written is an error of the input, found before anything is tested."""
    folder = Path(directory) if directory else suite_root() / "features"
    if not folder.is_dir():
        raise HarnessError(f"--features {folder}: no such directory")
    problems = lint([folder])
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        raise HarnessError(f"{len(problems)} problem(s) in {folder}; nothing was run")
