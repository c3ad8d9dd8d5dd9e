"""Writes the reports of a run into its folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from voipbin_harness.gate import Gate
from voipbin_harness.reporting import junit, markdown
from voipbin_harness.results import Record
from voipbin_harness.violation import HarnessError


def gate_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``gate.json``."""
    text = files("voipbin_harness.reporting").joinpath("gate_schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def make_folder(reports: Path) -> None:
    """Make the folder of the reports; raises :class:`HarnessError` where nothing can be written into it."""
    try:
        reports.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=reports):
            pass
    except OSError as error:
        raise HarnessError(
            f"--reports {reports}: cannot be written: {error.strerror}; name a folder that can"
        ) from None


def write(
    reports: Path, gate: Gate, records: Sequence[Record], *, allure: str | None = None, reproduce: str = ""
) -> None:
    """Write ``gate.json``, ``gate.md`` and ``junit.xml`` into a folder that :func:`make_folder` has made.

    ``allure`` is the reason why there is no Allure report, ``None`` when there is one; ``reproduce`` the command that
    plays the run again.
    """
    page = markdown.render(gate, allure=allure, reproduce=reproduce)
    (reports / "gate.json").write_text(gate.as_text(), encoding="utf-8")
    (reports / "gate.md").write_bytes(page.encode("utf-8", "replace"))
    (reports / "junit.xml").write_bytes(junit.render(records, gate))
