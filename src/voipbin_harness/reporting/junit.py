"""``junit.xml``: the tests of a run for the readers that every pipeline has."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from voipbin_harness.gate import Gate
from voipbin_harness.reporting.text import one_line, visible
from voipbin_harness.results import Finding, Record


def render(records: Sequence[Record], gate: Gate) -> bytes:
    """Return the document: one test case a record, its findings as the failure, what it could not show as a skip."""
    ordered = sorted(records, key=lambda record: record.test)
    suites = ET.Element("testsuites", name="voipbin-harness")
    suite = ET.SubElement(
        suites,
        "testsuite",
        name=one_line(f"{gate.info.target} {gate.info.edition} {gate.info.profile}"),
        tests=str(len(ordered)),
        failures=str(sum(_failed(record) for record in ordered)),
        errors=str(sum(record.outcome == "error" for record in ordered)),
        skipped=str(sum(record.outcome == "unproven" for record in ordered)),
        time=_seconds(sum(record.duration_ms for record in ordered)),
        timestamp=gate.info.started,
    )
    for record in ordered:
        _case(suite, record)
    ET.indent(suites)
    return bytes(ET.tostring(suites, encoding="utf-8", xml_declaration=True))


def _case(suite: ET.Element, record: Record) -> None:
    place, _, name = record.test.rpartition("::")
    case = ET.SubElement(
        suite,
        "testcase",
        classname=one_line(place.removesuffix(".py").replace("/", ".")) or "tests",
        name=one_line(record.title or name),
        time=_seconds(record.duration_ms),
    )
    if record.outcome == "error":
        _say(case, "error", one_line(record.error)[:200], record.error)
    elif _failed(record):
        kinds = sorted({found.kind for found in record.findings if found.severity == "fail"}) or ["scenario"]
        _say(case, "failure", ", ".join(kinds), "\n\n".join(map(_finding, record.findings)) or record.error)
    elif record.outcome == "unproven":
        reason = (
            "; ".join(f"{item.what}: {item.why}" for item in record.unproven) or record.error or "it said no reason"
        )
        _say(case, "skipped", f"unproven: {one_line(reason)}", "")
    elif record.outcome == "flaky":
        _say(case, "system-out", "", "flaky: failed at first, and passed when it was run again")


def _say(case: ET.Element, tag: str, message: str, text: str) -> None:
    element = ET.SubElement(case, tag)
    if message:
        element.set("message", message)
    if text:
        element.text = visible(text, keep="\n\t")


def _finding(found: Finding) -> str:
    lines = [
        f"{found.id} {found.kind}: {found.place}",
        f"  expected  {found.expected}",
        f"  observed  {found.observed}  (witness: {found.witness})",
    ]
    return "\n".join(lines + ([f"  replay    {found.replay}"] if found.replay else []))


def _failed(record: Record) -> bool:
    return record.outcome == "failed" or any(found.severity == "fail" for found in record.findings)


def _seconds(duration_ms: int) -> str:
    return f"{duration_ms / 1000:.3f}"
