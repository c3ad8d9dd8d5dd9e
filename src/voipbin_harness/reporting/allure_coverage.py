"""The coverage among the tests of the Allure report: one result of its own, with the page as its attachment."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from voipbin_harness.coverage.thresholds import COVERAGE
from voipbin_harness.gate import Gate
from voipbin_harness.reporting.coverage_page import coverage_page
from voipbin_harness.violation import Severity

_TITLE = "Coverage of what is documented"
_PAGE = f"{COVERAGE}-attachment.html"


def write_coverage(results: Path, gate: Gate) -> None:
    """Write the result, in place of any that a shard has left; nothing where no test left one."""
    for file in results.glob(f"{COVERAGE}-*"):
        file.unlink()
    if not any(results.glob("*-result.json")):
        return
    (results / _PAGE).write_text(coverage_page(gate.coverage), encoding="utf-8", errors="replace")
    result = json.dumps(_result(gate), ensure_ascii=False)
    (results / f"{COVERAGE}-result.json").write_text(result, encoding="utf-8", errors="replace")


def _result(gate: Gate) -> dict[str, Any]:
    missed = [found for found in gate.findings if found.check == COVERAGE and found.severity == Severity.FAIL]
    lines = [f"{found.kind}: {found.place}: expected {found.expected}, observed {found.observed}" for found in missed]
    identity = hashlib.md5(_TITLE.encode(), usedforsecurity=False).hexdigest()
    at_ms = _ms(gate.info.started)
    labels = {"epic": "Summary", "feature": "Coverage", "story": _TITLE, "severity": "normal"}
    return {
        "uuid": COVERAGE,
        "historyId": identity,
        "testCaseId": identity,
        "fullName": COVERAGE,
        "name": _TITLE,
        "description": "\n\n".join(
            f"{counted.title or name}: {counted.seen} of {counted.of} ({counted.percent} %)"
            for name, counted in gate.coverage.items()
        ),
        "status": "failed" if missed else "passed",
        **({"statusDetails": {"message": "\n".join(lines)}} if missed else {}),
        "stage": "finished",
        "start": at_ms,
        "stop": at_ms,
        "labels": [{"name": name, "value": value} for name, value in labels.items()],
        "attachments": [{"name": "Coverage", "source": _PAGE, "type": "text/html"}],
    }


def _ms(started: str) -> int:
    return round(datetime.fromisoformat(started).timestamp() * 1000) if started else 0
