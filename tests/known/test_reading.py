"""``known-findings.toml``: what it may say, and what is told when it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from voipbin_harness.known import KnownFinding, default_file, read_known
from voipbin_harness.violation import HarnessError

GOOD = {"id": '"0123456789ab"', "reason": '"ticket 7"', "owner": '"voice team"', "expires": "2027-01-31"}


def table(**members: str | None) -> str:
    lines = (f"{name} = {value}" for name, value in {**GOOD, **members}.items() if value is not None)
    return "[[finding]]\n" + "\n".join(lines) + "\n"


def read(folder: Path, text: str) -> tuple[KnownFinding, ...]:
    path = folder / "known-findings.toml"
    path.write_text(text, encoding="utf-8")
    return read_known(path)


@pytest.mark.parametrize("day", ["2027-01-31", '"2027-01-31"'])
def test_a_finding_is_read(day: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path, table(expires=day))
    assert found == KnownFinding("0123456789ab", "ticket 7", "voice team", date(2027, 1, 31))


def test_one_finding_may_be_known_for_one_edition_only(tmp_path: Path) -> None:
    editions = [entry.edition for entry in read(tmp_path, table(edition='"current"') + table(edition='"tutorial"'))]
    assert editions == ["current", "tutorial"]


def test_no_file_and_an_empty_file_know_nothing(tmp_path: Path) -> None:
    assert read_known(None) == read(tmp_path, "# nothing yet\n") == ()


def test_the_file_is_looked_for_where_the_command_runs(tmp_path: Path) -> None:
    assert default_file(tmp_path) is None
    read(tmp_path, "")
    assert default_file(tmp_path) == tmp_path / "known-findings.toml"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[finding]", "not TOML"),
        ("finding = 3", "as a table"),
        ("[other]\nid = 1", "other is none"),
        ("finding = [1]", "finding 1 is no table"),
        *((table(**{name: None}), f"has no {name}") for name in GOOD),
        (table(id='"short"'), "no id of a finding"),
        (table(owner='" "'), "owner must be a text"),
        (table(reason="3"), "reason must be a text"),
        (table(expires='"soon"'), "expires is a day"),
        (table(expires="2027-01-31T10:00:00"), "expires is a day"),
        (table(expired="true"), "nobody knows what expired means"),
        (table() + table(), "there twice"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(HarnessError, match=told) as caught:
        read(tmp_path, text)
    assert "known-findings.toml" in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(HarnessError, match="cannot be read"):
        read_known(tmp_path / "none.toml")
