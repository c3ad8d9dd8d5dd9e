"""Writing a HAR: masked, valid, and read back as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.checks.building import JSON, ask, call, get_call, post_call
from voipbin_harness.contract import load
from voipbin_harness.exchange import Exchange
from voipbin_harness.masking import Masker
from voipbin_harness.traffic.checking import check_traffic
from voipbin_harness.traffic.reading import Traffic, read_traffic
from voipbin_harness.traffic.writing import HarFile, har_entries

TEXT, INTEGER, LIST = {"type": "string"}, {"type": "integer"}, {"type": "array"}


def record(required: str, **members: Any) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": members}


NAMED = {"type": "array", "items": record("name value", name=TEXT, value=TEXT)}
MESSAGE = {"httpVersion": TEXT, "cookies": LIST, "headers": NAMED, "headersSize": INTEGER, "bodySize": INTEGER}

#: What HAR 1.2 requires, as its specification lists it.
HAR_1_2 = record(
    "log",
    log=record(
        "version creator entries",
        version={"const": "1.2"},
        creator=record("name version", name=TEXT, version=TEXT),
        pages={"type": "array", "items": record("startedDateTime id title pageTimings", id=TEXT, title=TEXT)},
        entries={
            "type": "array",
            "items": record(
                "startedDateTime time request response cache timings",
                startedDateTime={
                    "type": "string",
                    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(Z|[+-]\d\d:\d\d)$",
                },
                time={"type": "number", "minimum": 0},
                request=record(
                    "method url httpVersion cookies headers queryString headersSize bodySize",
                    method=TEXT,
                    url=TEXT,
                    queryString=NAMED,
                    postData=record("mimeType text", mimeType=TEXT, text=TEXT),
                    **MESSAGE,
                ),
                response=record(
                    "status statusText httpVersion cookies headers content redirectURL headersSize bodySize",
                    status=INTEGER,
                    statusText=TEXT,
                    content=record("size mimeType", size=INTEGER, mimeType=TEXT, text=TEXT),
                    redirectURL=TEXT,
                    **MESSAGE,
                ),
                timings=record("send wait receive"),
            ),
        },
    ),
)


def written(path: Path, tests: dict[str, list[Exchange]], live: bool = False) -> Path:
    file = HarFile(path, {"target": "mock", "edition": "tutorial", "seed": 0, "live": live}, 1_767_225_600.0)
    for test, exchanges in tests.items():
        file.take(test, f"title of {test}", har_entries(test, exchanges, Masker(["the-access-key"])))
    file.close()
    return path


def read(path: Path) -> Traffic:
    return read_traffic(path, load("tutorial"))


LOGIN = ask(
    "POST /auth/login", {"username": "ann", "token": "the-token"}, body={"username": "ann", "password": "the-password"}
)
SIGNED = get_call(call(), query="token=the-token", at_ms=1500)


def test_what_is_written_is_a_har_in_the_order_of_the_tests(tmp_path: Path) -> None:
    path = written(tmp_path / "deep" / "a.har", {"b": [SIGNED], "a": [LOGIN, SIGNED], "c": []})
    document = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(document, HAR_1_2)
    log = document["log"]
    assert [page["title"] for page in log["pages"]] == ["title of a", "title of b"]
    assert [entry["pageref"] for entry in log["entries"]] == ["a", "a", "b"]
    assert log["entries"][2]["startedDateTime"] == "2026-01-01T00:00:01.500+00:00"
    assert [each.name for each in path.parent.iterdir()] == ["a.har"]


def test_a_run_without_traffic_is_a_har_too(tmp_path: Path) -> None:
    path = written(tmp_path / "a.har", {})
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), HAR_1_2)
    assert read(path).sessions == {}


def test_no_secret_is_written(tmp_path: Path) -> None:
    headers = (("Authorization", "Bearer the-token"), ("Cookie", "token=the-token"))
    key = get_call(call(), query="accesskey=the-access-key", request_headers=headers)
    odd = post_call(call(), body=b"\xff the-access-key")
    text = written(tmp_path / "a.har", {"a": [LOGIN, SIGNED, key, odd]}).read_text(encoding="utf-8")
    assert not [secret for secret in ("the-token", "the-password", "the-access-key") if secret in text]


@pytest.mark.parametrize(
    "exchange",
    [
        ask("POST /calls", body=b'{"source": "\xff\xfe"}', status=400),
        get_call(call(), headers=(*JSON, ("Set-Cookie", "a=b")), at_ms=7),
        ask("GET /calls/{id}", status=404, id="x", account=None),
        ask("GET /calls", "é\u2028\U0001f600".encode(), account="other"),
    ],
    ids=["bytes that are no UTF-8", "headers", "nobody", "signs beyond ASCII"],
)
def test_an_exchange_comes_back_as_it_was(exchange: Exchange, tmp_path: Path) -> None:
    (back,) = read(written(tmp_path / "a.har", {"a": [exchange]})).sessions["a"]
    same = (
        "account method url request_headers request_body status response_headers response_body at_ms operation "
        "path_params"
    )
    masked = {"response_headers"} if "Set-Cookie" in dict(exchange.response_headers) else set()
    for name in set(same.split()) - masked:
        assert getattr(back, name) == getattr(exchange, name), name


def test_each_test_is_judged_by_itself_and_as_live_as_it_was(tmp_path: Path) -> None:
    ended, ringing = get_call(call("hangup")), get_call(call("ringing"))
    assert not [r for r in judged(written(tmp_path / "a.har", {"a": [ended], "b": [ringing]})) if r.findings]
    assert [r for r in judged(written(tmp_path / "b.har", {"a": [ended, ringing]})) if r.findings]
    grown = {"a": [get_call(call(new=1))]}
    assert [
        severity(path) for path in (written(tmp_path / "c.har", grown), written(tmp_path / "d.har", grown, True))
    ] == [
        "fail",
        "warn",
    ]


def test_a_refused_login_stays_apart_from_a_good_one_when_both_are_masked(tmp_path: Path) -> None:
    refused = ask("POST /auth/login", body={"username": "ann", "password": "wrong"}, status=400, account=None)
    path = written(tmp_path / "a.har", {"a": [LOGIN, refused, LOGIN]})
    assert [record.findings for record in judged(path)] == [[]]


def judged(path: Path) -> list[Any]:
    return check_traffic(read(path), "tutorial")


def severity(path: Path) -> str:
    (finding,) = judged(path)[0].findings
    return str(finding.severity)
