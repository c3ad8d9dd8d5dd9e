"""``check``: the contracts over recorded traffic, no network."""

from __future__ import annotations

import argparse
import shlex
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from voipbin_harness.contract import load
from voipbin_harness.contract.loader import editions
from voipbin_harness.gate import Gate
from voipbin_harness.known import default_file, read_known, settle
from voipbin_harness.plugin.gathering import now
from voipbin_harness.reporting import files, terminal
from voipbin_harness.run_info import RunInfo
from voipbin_harness.traffic.checking import check_traffic
from voipbin_harness.traffic.reading import Traffic, read_traffic
from voipbin_harness.violation import HarnessError

NAME = "check"
_NO_ALLURE = "recorded traffic plays no tests"
HELP = "check recorded traffic (HAR 1.2) against the contracts; sends nothing"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of DESIGN section 5."""
    parser.add_argument("file", type=Path, metavar="FILE.har", help="what a browser, a proxy or run --har recorded")
    parser.add_argument("--edition", default="tutorial", metavar="E", help="which documentation the API answers to")
    parser.add_argument("--host", metavar="URL", help="scheme and host of the API, where the recording has several")
    parser.add_argument("--reports", type=Path, metavar="DIR", help="write gate.json, gate.md and junit.xml there")
    parser.add_argument("--without", action="append", default=[], metavar="CHECK", help="switch a check off")
    parser.add_argument("--known", type=Path, metavar="FILE", help="known findings; by default known-findings.toml")


def run(options: argparse.Namespace) -> int:
    """Print what is wrong with the traffic; the exit status is the verdict over it."""
    contract = load(options.edition)
    if options.reports is not None:
        files.make_folder(options.reports)
    traffic = read_traffic(options.file, contract, _host(options.host))
    again = f"voipbin-harness check {shlex.quote(str(options.file))} --edition {options.edition}"
    records = check_traffic(traffic, options.edition, tuple(options.without), again)
    info = RunInfo(target=traffic.host or options.file.name, edition=options.edition, profile="quick", seed=0)
    known = read_known(options.known or default_file(Path.cwd()))
    settled = settle(records, info, known, datetime.fromtimestamp(now(), UTC).date(), whole=False)
    gate = settled.gate
    for line in _about(traffic, options, gate):
        print(line)
    if options.reports is not None:
        files.write(options.reports, gate, settled.records, allure=_NO_ALLURE, reproduce=again)
    print(terminal.closing(gate, options.reports, allure=_NO_ALLURE))
    return gate.exit_status


def _host(text: str | None) -> str | None:
    """Return scheme and host; the ``/v1.0`` of ``run --target`` may follow, for it names the same API."""
    if text is None:
        return None
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise HarnessError(f"--host {text}: {error}; write scheme and host, such as https://api.example") from None
    host = parts.netloc.rpartition("@")[2]
    if not parts.scheme or not host:
        raise HarnessError(f"--host {text}: write scheme and host, such as https://{text.lstrip(':/')}")
    if parts.path.rstrip("/") not in ("", "/v1.0") or parts.query or parts.fragment:
        raise HarnessError(f"--host {parts.scheme}://{host}{parts.path}: write scheme and host alone, without a path")
    return f"{parts.scheme}://{host}".lower()


def _about(traffic: Traffic, options: argparse.Namespace, gate: Gate) -> list[str]:
    judged, left_out = gate.counts["exchanges"], sum(traffic.left_out.values())
    lines = [f"{options.file}: {judged} exchanges with {traffic.host or 'no API at all'}, {left_out} entries left out"]
    lines += [f"  left out: {count} {reason}" for reason, count in sorted(traffic.left_out.items())]
    recorded = traffic.origin.get("edition")
    if recorded in editions() and recorded != options.edition:
        lines.append(f"  note: this was recorded with edition {recorded}, and is checked against {options.edition}")
    return lines
