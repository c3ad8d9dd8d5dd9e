"""Publishes a verdict: the same reports for a run, for shards merged into one and for recorded traffic."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from voipbin_harness.gate import Gate
from voipbin_harness.reporting import allure_html, files
from voipbin_harness.reporting.allure_coverage import write_coverage
from voipbin_harness.results import Record

RESULTS, REPORT = "allure-results", "allure-report"


def clean(reports: Path) -> None:
    """Make the folder ready, and remove what an earlier run left there, and nothing else."""
    files.make_folder(reports)
    for name in (RESULTS, REPORT):
        shutil.rmtree(reports / name, ignore_errors=True)
    for name in ("gate.json", "gate.md", "junit.xml", "records.jsonl"):
        (reports / name).unlink(missing_ok=True)
    (reports / RESULTS).mkdir()


def publish(reports: Path, gate: Gate, records: Sequence[Record], *, html: bool, reproduce: str) -> str | None:
    """Write everything; return the reason why there is no Allure report, ``None`` when there is one."""
    why_not = "not asked for (--no-html)"
    write_coverage(reports / RESULTS, gate)
    made = allure_html.render(reports / RESULTS, reports / REPORT, gate.info) if html else why_not
    files.write(reports, gate, records, allure=made, reproduce=reproduce)
    return made
