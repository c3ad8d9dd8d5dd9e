"""``merge``: one verdict from the reports of several shards."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from voipbin_harness.merging import merge

NAME = "merge"
HELP = "make one verdict from the reports of several shards"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("directories", nargs="+", type=Path, metavar="DIR", help="the reports of one shard")
    parser.add_argument("--reports", type=Path, required=True, metavar="DIR", help="where the merged reports go")


def run(options: argparse.Namespace) -> int:
    """Merge and return the verdict as exit status."""
    return merge(options.directories, options.reports, say=lambda text: print(text, file=sys.stdout))
