from __future__ import annotations

import os
from pathlib import Path

import pytest

from voipbin_harness.safety.ledger import Ledger, Setting, Thing
from voipbin_harness.violation import HarnessError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "ledger.jsonl"


def reopened(path: Path, first: Ledger) -> Ledger:
    """The file as another process finds it after the first was killed: let go of, not closed in order."""
    first._file.close()
    return Ledger(path)


def test_an_intent_is_on_disk_before_anything_came_of_it(path: Path) -> None:
    ledger = Ledger(path)
    ledger.intend("flows", "demo", 5.0, name="mine")
    assert [intent.name for intent in reopened(path, ledger).book.intents.values()] == ["mine"]


def test_what_was_made_takes_the_place_of_the_intent(path: Path) -> None:
    ledger = Ledger(path)
    number = ledger.intend("calls", "demo", 5.0, source="+1", targets=("+2",))
    ledger.made(number, [Thing("calls", "abc", "demo")])
    book = reopened(path, ledger).book
    assert not book.intents
    assert list(book.things) == [Thing("calls", "abc", "demo")]


def test_what_is_void_or_gone_is_forgotten(path: Path) -> None:
    ledger = Ledger(path)
    ledger.void(ledger.intend("flows", "demo", 5.0, name="a"))
    ledger.made(ledger.intend("flows", "demo", 5.0, name="b"), [Thing("flows", "b", "demo")])
    ledger.gone(Thing("flows", "b", "demo"))
    assert reopened(path, ledger).book.is_clean


def test_the_first_setting_of_a_number_is_what_it_goes_back_to(path: Path) -> None:
    ledger = Ledger(path)
    ledger.set(Setting("n", "demo", {"call_flow_id": "before"}, {"call_flow_id": "one"}))
    ledger.set(Setting("n", "demo", {"call_flow_id": "one"}, {"call_flow_id": "two"}))
    found = reopened(path, ledger).book.settings["n"]
    assert (found.was, found.now) == ({"call_flow_id": "before"}, {"call_flow_id": "two"})


def test_a_torn_last_line_was_never_sent_and_is_dropped(path: Path) -> None:
    ledger = Ledger(path)
    ledger.intend("flows", "demo", 5.0, name="whole")
    ledger._file.write('{"do": "intend", "int')
    second = reopened(path, ledger)
    second.intend("flows", "demo", 6.0, name="next")
    names = [intent.name for intent in reopened(path, second).book.intents.values()]
    assert names == ["whole", "next"]


def test_a_broken_line_in_the_middle_is_an_error_that_says_where(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"do": "void", "number": 1}\nrubbish\n{"do": "void", "number": 1}\n')
    with pytest.raises(HarnessError, match=r"ledger\.jsonl, line 2"):
        Ledger(path)


def test_two_runs_cannot_hold_one_ledger(path: Path) -> None:
    first = Ledger(path)
    with pytest.raises(HarnessError, match="another run is at work"):
        Ledger(path)
    first.close()
    Ledger(path).close()


def test_a_ledger_without_open_things_is_emptied(path: Path) -> None:
    ledger = Ledger(path)
    ledger.void(ledger.intend("flows", "demo", 5.0, name="a"))
    ledger.close()
    assert path.read_text() == ""


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HarnessError, match="cannot be written"):
        Ledger(tmp_path / "file" / "ledger.jsonl")


def test_each_line_is_written_through_to_the_disk_before_anything_leaves(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda fd: written.append(Path(f"/proc/self/fd/{fd}").read_text()))
    ledger = Ledger(path)
    ledger.intend("flows", "demo", 5.0, name="mine")
    (line,) = written
    assert '"name": "mine"' in line
    ledger.close()
