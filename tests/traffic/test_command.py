"""``check``, and a run that records itself, seen from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.checks.building import ask, call, get_call, post_call
from tests.gate.running import gate, harness
from tests.traffic.recording import entry, har
from voipbin_harness.cli.check import arguments, run

QUERY = "token=first-token"


def check(*args: str) -> int:
    from argparse import ArgumentParser

    parser = ArgumentParser()
    arguments(parser)
    return run(parser.parse_args(list(args)))


def test_good_traffic_ends_with_0_and_says_what_it_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    image = entry(ask("GET /x"))
    image["request"]["url"] = "https://cdn.example/logo.png"
    path = har(tmp_path / "a.har", [image, entry(post_call(call(), query=QUERY))])
    assert check(str(path)) == 0
    out = capsys.readouterr().out
    assert "1 exchanges with https://api.example, 1 entries left out" in out
    assert "left out: 1 not of the API" in out
    assert "report:" not in out


def test_bad_traffic_ends_with_1_and_leaves_a_gate(tmp_path: Path) -> None:
    bad = [entry(get_call(call("hangup"), query=QUERY)), entry(get_call(call("ringing"), query=QUERY), second=1)]
    assert check(str(har(tmp_path / "a.har", bad)), "--reports", str(tmp_path / "r")) == 1
    document = json.loads((tmp_path / "r" / "gate.json").read_text(encoding="utf-8"))
    assert document["verdict"] == "closed"
    assert "lifecycle" in {found["kind"] for found in document["findings"]}
    assert (tmp_path / "r" / "gate.md").exists()


def test_traffic_without_the_api_ends_with_3(tmp_path: Path) -> None:
    assert check(str(har(tmp_path / "a.har", []))) == 3
    assert check(str(har(tmp_path / "b.har", [entry(ask("GET /weather"))]))) == 3


def test_a_recording_of_which_nothing_was_judged_ends_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cached = entry(get_call(call(), query=QUERY), _fromCache="disk")
    unsized = entry(get_call(call(), query=QUERY))
    unsized["response"]["content"] = {"size": -1}
    assert check(str(har(tmp_path / "a.har", [cached, unsized]))) == 3
    assert "no test ran" in capsys.readouterr().out
    assert check(str(har(tmp_path / "b.har", [cached, unsized, entry(get_call(call(), query=QUERY))]))) == 0


def test_the_host_may_be_named_as_a_run_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = har(tmp_path / "a.har", [entry(get_call(call(), query=QUERY))])
    for host in ("https://api.example", "HTTPS://me:secret@API.example/v1.0/"):
        assert check(str(path), "--host", host) == 0
        assert "1 exchanges with https://api.example, 0 entries left out" in capsys.readouterr().out
    assert check(str(path), "--host", "https://other.example/v1.0") == 3
    assert "left out: 1 of another host" in capsys.readouterr().out


def test_a_check_can_be_switched_off(tmp_path: Path) -> None:
    path = har(tmp_path / "a.har", [entry(get_call(call(hangup_reason="busy"), query=QUERY))])
    assert check(str(path)) == 1
    assert check(str(path), "--without", "lifecycle", "--without", "shape") == 0


def test_mistakes_end_with_2_and_one_line(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html>", encoding="utf-8")
    for args in (
        [str(tmp_path / "none.har")],
        [str(page)],
        [str(page), "--edition", "none"],
        [str(page), "--host", "x"],
    ):
        done = harness("check", *args)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_clean_run_records_itself_and_its_recording_is_clean(workers: str, tmp_path: Path) -> None:
    folder = tmp_path / "features"
    folder.mkdir()
    text = "@callee @dials\nFeature: Talk\n" + "".join(
        f"\n  @normal\n  Scenario: call {number}\n    Given a callee who answers after 2 seconds\n"
        '    When I call the callee with this flow:\n      """\n      [{"type": "hangup"}]\n      """\n'
        '    Then the call ends locally with reason "normal"\n'
        for number in (1, 2)
    )
    (folder / "talk.feature").write_text(text, encoding="utf-8")
    recorded = tmp_path / "run.har"
    args = ["--only", "features", "--features", str(folder), "--workers", workers, "--har", str(recorded)]
    done = gate(tmp_path / "r", *args)
    assert done.status == 0, done.out + done.err
    assert check(str(recorded), "--reports", str(tmp_path / "c")) == 0
    again = json.loads((tmp_path / "c" / "gate.json").read_text(encoding="utf-8"))
    assert again["findings"] == []
    assert again["counts"] == done.gate["counts"]
    for category in ("operations", "responses"):
        assert again["coverage"][category] == done.gate["coverage"][category]
