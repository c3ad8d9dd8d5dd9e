"""``merge``: one verdict from the reports of several shards."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from voipbin_harness.coverage.thresholds import read_thresholds
from voipbin_harness.known import default_file, read_known
from voipbin_harness.merging import merge
from voipbin_harness.plugin.gathering import now

NAME = "merge"
HELP = "make one verdict from the reports of several shards"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("directories", nargs="+", type=Path, metavar="DIR", help="the reports of one shard")
    parser.add_argument("--reports", type=Path, required=True, metavar="DIR", help="where the merged reports go")
    parser.add_argument("--known", type=Path, metavar="FILE", help="known findings; by default known-findings.toml")
    parser.add_argument(
        "--coverage",
        action="append",
        default=[],
        metavar="DIMENSION=PERCENT",
        help="less coverage of the whole closes the gate; by default what the shards were given",
    )
    parser.add_argument("--no-html", action="store_true", help="make no Allure report of the Allure results")


def run(options: argparse.Namespace) -> int:
    """Merge and return the verdict as exit status."""
    known = read_known(options.known or default_file(Path.cwd()))
    today = datetime.fromtimestamp(now(), UTC).date()
    return merge(
        options.directories,
        options.reports,
        say=print,
        known=known,
        today=today,
        thresholds=read_thresholds(options.coverage),
        html=not options.no_html,
    )
