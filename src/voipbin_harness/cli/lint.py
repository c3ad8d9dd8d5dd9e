"""``lint``: features and steps, checked without running."""

from __future__ import annotations

import argparse
from pathlib import Path

from voipbin_harness.lint import lint
from voipbin_harness.resources import suite_root
from voipbin_harness.violation import HarnessError

NAME = "lint"
HELP = "check features and steps without running them"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="features or folders; all by default")


def run(options: argparse.Namespace) -> int:
    """Print each problem with its place; 1 when there are any."""
    for path in options.paths:
        if not path.exists():
            raise HarnessError(f"{path}: no such file or folder; name features, or folders that hold some")
    problems = lint(options.paths or [suite_root() / "features"])
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problem(s)" if problems else "no problems")
    return 1 if problems else 0
