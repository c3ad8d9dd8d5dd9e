"""``drift``, seen from outside."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

import pytest
import yaml

from tests.gate.running import harness
from voipbin_harness.cli.drift import arguments, run
from voipbin_harness.contract import load

OURS = load("current").openapi_path


def drift(*args: str) -> int:
    parser = ArgumentParser()
    arguments(parser)
    return run(parser.parse_args(list(args)))


def test_our_own_contracts_do_not_drift_from_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    assert drift(str(OURS), "--edition", "current") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "drift: 0 breaking, 0 additive, 0 wording"


def test_an_operation_that_is_gone_ends_with_1_until_it_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    less = tmp_path / "api.json"
    less.write_text(json.dumps({"openapi": "3.1.0", "paths": {}}), encoding="utf-8")
    assert drift(str(less), "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["counts"]["breaking"] == len(load("current").operations)
    assert {each["where"] for each in document["differences"]} == {"operation"}
    known = tmp_path / "accepted.toml"
    tables = (
        f'[[finding]]\nid = "{each["id"]}"\nreason = "moved"\nowner = "me"\nexpires = 2999-01-01\n'
        for each in document["differences"]
    )
    known.write_text("".join(tables), encoding="utf-8")
    assert drift(str(less), "--known", str(known)) == 0
    assert "known until 2999-01-01 (me): moved" in capsys.readouterr().out


def test_what_cannot_be_seen_is_unproven_and_a_breaking_difference_weighs_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = {path: {"$ref": "gone.json"} for path in yaml.safe_load(OURS.read_text(encoding="utf-8"))["paths"]}
    blind = tmp_path / "api.json"
    blind.write_text(json.dumps({"openapi": "3.1.0", "paths": paths}), encoding="utf-8")
    assert drift(str(blind)) == 3
    said = capsys.readouterr().out
    assert "  GET /calls/{id}\n    operation: gone.json is missing\n" in said
    count = len(load("current").operations)
    assert said.splitlines()[-1] == f"drift: 0 breaking, 0 additive, 0 wording; {count} not compared"
    del paths["/calls"]
    blind.write_text(json.dumps({"openapi": "3.1.0", "paths": paths}), encoding="utf-8")
    assert drift(str(blind), "--json") == 1
    what = {"subject": "GET /calls/{id}", "where": "operation", "why": "gone.json is missing", "seen_in": ""}
    assert what in json.loads(capsys.readouterr().out)["not_compared"]


def test_a_mistake_ends_with_2_and_one_line(tmp_path: Path) -> None:
    for args in ([str(tmp_path / "none.yaml")], [str(OURS), "--edition", "none"]):
        done = harness("drift", *args)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1


PROVIDER = Path(__file__).resolve().parents[3] / "shared" / "voipbin" / "openapi-current" / "openapi.yaml"


@pytest.mark.skipif(not PROVIDER.exists(), reason="the provider's description is not beside this repository")
def test_the_providers_description_of_today(capsys: pytest.CaptureFixture[str]) -> None:
    assert drift(str(PROVIDER), "--edition", "current", "--json") == 1
    document = json.loads(capsys.readouterr().out)
    found = {(each["class"], each["subject"], each["what"]) for each in document["differences"]}
    assert {each for each in found if each[0] == "breaking"} == {("breaking", "POST /auth/login", "is not described")}
    assert ("wording", "POST /calls", "declares neither 403 nor 404") in found
    assert len(document["missing_files"]) > 200
    assert document["not_compared"] == []
