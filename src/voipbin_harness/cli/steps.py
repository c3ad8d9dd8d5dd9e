"""``steps``: the vocabulary of scenarios."""

from __future__ import annotations

import argparse

from voipbin_harness.catalogue import catalogue, render_markdown, render_text

NAME = "steps"
HELP = "list every step that a scenario can use"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--markdown", action="store_true", help="as a Markdown table")


def run(options: argparse.Namespace) -> int:
    """Print the catalogue."""
    steps = catalogue()
    print(render_markdown(steps) if options.markdown else render_text(steps))
    return 0
