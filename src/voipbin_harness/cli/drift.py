"""``drift``: our contracts against a provider's API description."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from voipbin_harness.cli import CLOSED, OPEN, UNPROVEN
from voipbin_harness.contract import load
from voipbin_harness.drift.compare import compare
from voipbin_harness.drift.difference import Class
from voipbin_harness.drift.report import as_document, as_text
from voipbin_harness.known import default_file, read_known
from voipbin_harness.plugin.gathering import now

NAME = "drift"
HELP = "compare the contracts with a provider's OpenAPI description"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of DESIGN section 5."""
    parser.add_argument("description", type=Path, metavar="OPENAPI", help="the description, YAML or JSON")
    parser.add_argument("--edition", default="current", metavar="E", help="which of our contracts to compare")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--known", type=Path, metavar="FILE", help="known findings; by default known-findings.toml")


def run(options: argparse.Namespace) -> int:
    """Print each difference; closed when one of them breaks and is not known, unproven when some could not be seen."""
    drift = compare(load(options.edition).openapi_path, options.description)
    today = datetime.fromtimestamp(now(), UTC).date()
    entries = read_known(options.known or default_file(Path.cwd()))
    known = {e.id: e.note(today) for e in entries if e.edition in ("", options.edition) and today <= e.expires}
    if options.json:
        print(json.dumps(as_document(drift, options.edition, known), indent=2, ensure_ascii=False))
    else:
        print(as_text(drift, options.edition, str(options.description), known))
    if any(each.severity is Class.BREAKING and each.id not in known for each in drift.differences):
        return CLOSED
    return UNPROVEN if drift.not_compared else OPEN
