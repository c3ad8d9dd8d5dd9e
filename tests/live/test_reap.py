"""``reap`` as a user meets it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.altering import Altered, answer
from tests.live.mocking import SECOND, SOURCE, Platform
from voipbin_harness.cli import main, reap
from voipbin_harness.safety.ledger import Ledger, Thing
from voipbin_harness.targets.live import LiveTarget

URL = "http://127.0.0.1:9/v1.0"


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name, value in {
        "VOIPBIN_USERNAME": "demo",
        "VOIPBIN_PASSWORD": "demo",
        "VOIPBIN_SOURCE": SOURCE,
        "VOIPBIN_CALLEES": SECOND,
        "VOIPBIN_LEDGER": str(tmp_path / "ledger.jsonl"),
    }.items():
        monkeypatch.setenv(name, value)
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Platform:
    made = Platform()
    monkeypatch.setattr(
        reap, "LiveTarget", lambda *described: LiveTarget(*described, clock=made.clock(), transport=made.transport)
    )
    return made


def leave_open(path: Path, thing: Thing) -> None:
    ledger = Ledger(path)
    ledger.made(ledger.intend(thing.collection, "demo", 0.0), [thing])
    ledger._file.close()


def test_what_is_open_is_ended_and_told(ledger: Path, platform: Platform, capsys: pytest.CaptureFixture[str]) -> None:
    stored = platform.post("/flows", {"name": "left", "detail": "", "actions": []})["id"]
    leave_open(ledger, Thing("flows", stored, "demo"))
    assert main(["reap", "--target", URL]) == 0
    assert f"{ledger}: 1 open, 0 left" in capsys.readouterr().out
    assert platform.get("/flows")["result"] == []


def test_with_nothing_open_nothing_is_sent(ledger: Path, platform: Platform) -> None:
    assert main(["reap", "--target", URL]) == 0
    assert platform.sent == []


def test_what_cannot_be_deleted_is_1_and_stays_open(
    ledger: Path, platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    leave_open(ledger, Thing("flows", "abc", "demo"))
    Altered(platform, "DELETE /flows", instead=lambda: answer(500))
    assert main(["reap", "--target", URL]) == 1
    assert "left: flows/abc: expected deleted, observed 500 to the DELETE" in capsys.readouterr().out
    assert '"abc"' in ledger.read_text()


def test_a_wrong_password_is_2_and_forgets_nothing(
    ledger: Path, platform: Platform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leave_open(ledger, Thing("flows", "abc", "demo"))
    monkeypatch.setenv("VOIPBIN_PASSWORD", "wrong")
    assert main(["reap", "--target", URL]) == 2
    assert "check VOIPBIN_USERNAME and VOIPBIN_PASSWORD" in capsys.readouterr().err
    assert '"abc"' in ledger.read_text()


def test_nobody_there_is_3_and_forgets_nothing(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leave_open(ledger, Thing("flows", "abc", "demo"))
    assert main(["reap", "--target", URL]) == 3
    assert "unreachable" in capsys.readouterr().err
    assert '"abc"' in ledger.read_text()


def test_a_run_at_work_is_not_disturbed(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    working = Ledger(ledger)
    assert main(["reap", "--target", URL]) == 2
    assert "another run is at work" in capsys.readouterr().err
    working.close()


@pytest.mark.parametrize("target", ["mock", "mock:http://127.0.0.1:9"])
def test_a_mock_has_nothing_to_reap(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reap", "--target", target]) == 0
    assert "nothing to reap" in capsys.readouterr().out
