"""From a file to exchanges: what counts, what is left out, and what is no HAR at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.checks.building import ask, call, get_call, page, post_call
from tests.traffic.recording import entry, har
from voipbin_harness.contract import load
from voipbin_harness.traffic.reading import Traffic, read_traffic
from voipbin_harness.violation import HarnessError

TUTORIAL = load("tutorial")


def read(path: Path, host: str | None = None) -> Traffic:
    return read_traffic(path, TUTORIAL, host)


def test_exchanges_are_matched_and_numbered_in_the_order_of_their_answers(tmp_path: Path) -> None:
    slow = entry(post_call(call()), second=1, time_ms=3000)
    quick = entry(get_call(call()), second=2)
    traffic = read(har(tmp_path / "a.har", [slow, quick]))
    told = [(each.number, each.operation, each.at_ms) for each in traffic.sessions[""]]
    assert told == [(1, "GET /calls/{id}", 1000), (2, "POST /calls", 0)]
    assert traffic.sessions[""][0].path_params == {"id": call()["id"]}


def test_what_is_not_of_the_api_is_counted_and_not_read(tmp_path: Path) -> None:
    good = entry(get_call(call()))
    script = entry(get_call(call()))
    script["request"]["url"] = "https://cdn.example/app.js"
    broken = {"request": {"url": "http://[bad"}, "response": {}}
    traffic = read(har(tmp_path / "a.har", [script, good, "no entry", broken, {**good, "response": {"status": 0}}]))
    assert traffic.left_out == {"not of the API": 3, "without an answer": 1}
    assert len(traffic.sessions[""]) == 1


def test_the_host_that_speaks_the_contract_is_taken(tmp_path: Path) -> None:
    library = entry(ask("GET /lib.js"), host="https://cdn.example")
    api = entry(ask("GET /calls", page()))
    path = har(tmp_path / "a.har", [library, library, api])
    assert read(path).host == "https://api.example"
    assert read(path).left_out == {"of another host": 2}
    assert read(path, "https://cdn.example").left_out == {"of another host": 1}


@pytest.mark.parametrize("time", [None, "", "yesterday"])
def test_one_entry_without_a_time_is_left_out(time: object, tmp_path: Path) -> None:
    created, untimed = entry(post_call(call())), entry(get_call(call()), startedDateTime=time)
    traffic = read(har(tmp_path / "a.har", [created, untimed, entry(get_call(call()), second=1)]))
    assert [(each.method, each.at_ms) for each in traffic.sessions[""]] == [("POST", 0), ("GET", 1000)]
    assert traffic.left_out == {"without the time at which it was sent": 1}


def test_where_no_entry_has_a_time_the_order_of_the_file_is_kept_and_not_relied_on(tmp_path: Path) -> None:
    created = entry(post_call(call()), time_ms=300, startedDateTime=None)
    traffic = read(har(tmp_path / "a.har", [created, entry(get_call(call()), startedDateTime=None)]))
    told = [(each.method, each.at_ms, each.after, each.racing) for each in traffic.sessions[""]]
    assert told == [("POST", 0, 0, False), ("GET", 0, 0, True)]
    assert traffic.left_out == {}


def test_a_byte_order_mark_and_a_login_at_the_root_are_read(tmp_path: Path) -> None:
    login = entry(ask("POST /auth/login", {"username": "a", "token": "t"}, body={"username": "a", "password": "p"}))
    path = har(tmp_path / "a.har", [login])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert [each.operation for each in read(path).sessions[""]] == ["POST /auth/login"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "not JSON"),
        (b"hello", "not JSON"),
        (b'{"log": {"entries": [{"request"', "ends in the middle"),
        (b"\xff\xfe{", "not UTF-8"),
        (b"[]", "no HAR"),
        (b"{}", "no HAR"),
        (json.dumps({"log": {"entries": 3}}).encode(), "no HAR"),
        (json.dumps({"openapi": "3.1.0", "paths": {}}).encode(), "no HAR"),
    ],
)
def test_what_is_no_har_is_told_in_one_sentence(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.har"
    path.write_bytes(content)
    with pytest.raises(HarnessError, match=told):
        read(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(HarnessError, match="cannot be read"):
        read(tmp_path / "none.har")
    with pytest.raises(HarnessError, match="cannot be read"):
        read(tmp_path)
