"""Texts of a bad server end up in reports; there they are texts, and do nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.hostile.behaviours import BEHAVIOURS, EVIL, Bad
from tests.hostile.experience import Experience
from tests.hostile.server import Server
from voipbin_harness.exchange import Exchange
from voipbin_harness.gate import Gate
from voipbin_harness.known import settle
from voipbin_harness.masking import Masker
from voipbin_harness.recordfile import RecordFile
from voipbin_harness.replay import curl
from voipbin_harness.reporting import files, terminal
from voipbin_harness.reporting.exchange_document import exchange_document, exchange_title
from voipbin_harness.results import Record
from voipbin_harness.run_info import RunInfo

#: What moves the cursor, ends a line early, or turns the text around.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ufeff]")
INFO = RunInfo(target=f"mock:{EVIL}", edition="tutorial", profile="quick", seed=0, build=EVIL)


def judged(record: Record, tmp_path: Path) -> Gate:
    from datetime import date

    return settle([record], INFO, (), date(2026, 3, 1), whole=False).gate


@pytest.mark.parametrize("bad", [bad for bad in BEHAVIOURS if "evil" in bad.name], ids=lambda bad: bad.name)
def test_evil_texts_stay_texts(bad: Bad, server: Server, tmp_path: Path) -> None:
    experience = Experience(server.url, tmp_path, live=False)
    server.behave(bad.answer, *bad.at)
    experience.meet(bad.does)
    experience.close()
    record = experience.record()
    record.title, record.error = f"a test {EVIL}", f"an error {EVIL}"
    gate = judged(record, tmp_path)
    assert gate.findings
    RecordFile(tmp_path).begin(INFO)
    RecordFile(tmp_path).add(record)
    files.write(tmp_path, gate, [record], allure=EVIL, reproduce=EVIL)

    page = (tmp_path / "gate.md").read_text(encoding="utf-8")
    assert not UNSEEN.search(page)
    outside_code = re.sub(r"(?s)(`{3,})sh\n.*?\n\1", "", page)
    assert "<script" not in outside_code
    assert all(line.count("|") - line.count("\\|") in (0, *range(3, 8)) for line in outside_code.splitlines())

    junit = (tmp_path / "junit.xml").read_text(encoding="utf-8")
    assert not UNSEEN.search(junit)
    ET.fromstring(junit)

    said = terminal.closing(gate, tmp_path, allure=EVIL)
    assert not UNSEEN.search(said)
    assert all(len(line) < 500 for line in said.splitlines())

    assert json.loads((tmp_path / "gate.json").read_text(encoding="utf-8"))["findings"]
    assert all(json.loads(line) for line in (tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines())


def test_an_evil_exchange_is_shown_as_text() -> None:
    evil = EVIL.encode("utf-8", "surrogatepass")
    exchange = Exchange(
        number=1,
        account="demo",
        method="GET",
        url="http://h/v1.0/calls",
        request_headers=(("X-Evil", EVIL),),
        request_body=evil,
        status=777,
        response_headers=(("Content-Type", EVIL),),
        response_body=evil,
    )
    document = exchange_document(exchange, Masker())
    shown = json.loads(document.encode("utf-8"))
    for text in (
        shown["response"]["body"]["value"],
        shown["response"]["body"]["contentType"],
        exchange_title(exchange),
    ):
        assert not UNSEEN.search(text)
    line = curl(exchange, Masker())
    assert not UNSEEN.search(line)
