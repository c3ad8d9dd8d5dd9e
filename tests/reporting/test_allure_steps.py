"""A small project of features, run with the Gherkin hooks, and what its Allure results say."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FEATURE = '''
@critical
Feature: Menu
  What a caller hears first.

  Background:
    Given a line

  Scenario Outline: the callee presses <digit>
    When the digit "<digit>" is pressed
    Then the prompt is "<prompt>"

    Examples:
      | digit | prompt |
      | 1     | one    |
      | 2     | two    |

  Scenario: a text and a table
    When the text is spoken
      """
      Good morning.
      """
    And the table is read
      | a | b |
      | 1 | 2 |

  @minor
  Scenario: it fails
    When a rule is broken
    Then the prompt is "never"

  Scenario: it cannot tell
    When it is skipped

  Scenario: it has no such step
    When nobody knows this step

  Scenario: two violations at the end
    When two rules are broken at the end
'''

BINDER = """
import threading
import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from voipbin_harness.exchange import Exchange
from voipbin_harness.masking import Masker
from voipbin_harness.reporting import allure_steps
from voipbin_harness.violation import ExpectationFailed, Kind, Violation

scenarios("menu.feature")
MASKER = Masker(["a-very-secret-token"])

def exchange(number):
    return Exchange(number, "demo", "POST", "http://127.0.0.1:1/v1.0/calls?token=a-very-secret-token",
        (("Content-Type", "application/json"), ("Cookie", "token=a-very-secret-token")), b'{"text": "<b>&"}',
        200, (("Content-Type", "application/json"),), b'[{"id": "x", "note": "a-very-secret-token"}]',
        operation="POST /calls")

@given("a line")
def _(): allure_steps.attach_text("ready", "line")

@when(parsers.parse('the digit "{digit}" is pressed'))
def _(digit):
    allure_steps.attach_exchange(exchange(int(digit)), MASKER)
    thread = threading.Thread(target=allure_steps.attach_text, args=("from afar", "other thread"))
    thread.start(); thread.join()

@then(parsers.parse('the prompt is "{prompt}"'))
def _(prompt): pass

@when("the text is spoken")
def _(docstring): pass

@when("the table is read")
def _(datatable): pass

def broken(where):
    violation = Violation(Kind.LIFECYCLE, "GET /calls/{id}", where, "forward only", "back")
    allure_steps.attach_violations([violation], MASKER)
    return ExpectationFailed(violation)

@when("a rule is broken")
def _(): raise broken("$.status")

@when("it is skipped")
def _(): pytest.skip("nobody can hear it")

@when("two rules are broken at the end")
def _():
    raise ExceptionGroup("violations", [broken("$.a"), broken("$.b")])
"""

CONFTEST = """
from voipbin_harness.reporting.allure_steps import GherkinSteps

def pytest_configure(config):
    config.addinivalue_line("markers", "critical: x")
    config.addinivalue_line("markers", "minor: x")
    config.pluginmanager.register(GherkinSteps(), "gherkin")
"""

Results = dict[str, dict[str, Any]]


@pytest.fixture(scope="module", params=["serial", "xdist"])
def play(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], tuple[Results, Path]]:
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "menu.feature").write_text(FEATURE)
    (folder / "test_menu.py").write_text(BINDER)
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "pytest.ini").write_text(
        "[pytest]\naddopts = -p no:cacheprovider -p no:schemathesis -p no:hypothesispytest\n"
    )
    workers = ["-n", "2"] if request.param == "xdist" else []
    command = [sys.executable, "-m", "pytest", "-q", "--alluredir=results", *workers]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert "3 failed, 3 passed, 1 skipped" in done.stdout, done.stdout + done.stderr
    results = {}
    for file in (folder / "results").glob("*-result.json"):
        result = json.loads(file.read_text())
        results[result["name"]] = result
    return lambda: (results, folder / "results")


def labels(result: dict[str, Any], name: str) -> list[str]:
    return [label["value"] for label in result["labels"] if label["name"] == name]


def steps(result: dict[str, Any]) -> list[tuple[str, str]]:
    return [(step["name"], step["status"]) for step in result["steps"]]


def test_a_scenario_is_told_as_its_feature_tells_it(play) -> None:
    results, _ = play()
    one = results["the callee presses 1"]
    assert one["fullName"] == "features/menu.feature#the callee presses <digit>"
    assert one["titlePath"] == ["features", "menu.feature"]
    assert one["description"] == "What a caller hears first."
    assert labels(one, "epic") == ["Scenarios"]
    assert labels(one, "feature") == ["Menu"]
    assert labels(one, "story") == ["the callee presses <digit>"]
    assert labels(one, "severity") == ["critical"]
    assert labels(one, "tag") == ["critical"]
    assert [(p["name"], p["value"]) for p in one["parameters"]] == [("digit", "1"), ("prompt", "one")]
    assert steps(one) == [
        ("Given a line", "passed"),
        ('When the digit "1" is pressed', "passed"),
        ('Then the prompt is "one"', "passed"),
    ]


def test_rows_of_an_outline_share_the_case_and_have_a_history_each(play) -> None:
    results, _ = play()
    one, two = results["the callee presses 1"], results["the callee presses 2"]
    assert one["testCaseId"] == two["testCaseId"]
    assert one["historyId"] != two["historyId"]
    assert len({result["historyId"] for result in results.values()}) == len(results) == 7


def test_attachments_stand_in_their_step_masked(play) -> None:
    results, folder = play()
    step = results["the callee presses 2"]["steps"][1]
    assert [a["name"] for a in step["attachments"]] == [
        "2. POST /calls → 200 · at 0.00 s",
        "other thread",
        "replay with curl",
    ]
    shown = json.loads((folder / step["attachments"][0]["source"]).read_text())
    assert shown["request"]["url"] == "http://127.0.0.1:1/v1.0/calls?token=***"
    assert json.loads(shown["request"]["body"]["value"]) == {"text": "<b>&"}
    assert json.loads(shown["response"]["body"]["value"]) == [{"id": "x", "note": "***"}]
    assert "curl -sS" in (folder / step["attachments"][2]["source"]).read_text()
    assert not any("a-very-secret-token" in file.read_text() for file in folder.iterdir())


def test_text_and_table_of_a_step_are_attached(play) -> None:
    results, folder = play()
    _, spoken, read = results["a text and a table"]["steps"]
    assert spoken["name"] == "When the text is spoken"
    assert (folder / spoken["attachments"][0]["source"]).read_text() == "Good morning."
    assert (folder / read["attachments"][0]["source"]).read_text() == "a | b\n1 | 2"


def test_a_failed_expectation_fails_its_step_and_names_its_kind(play) -> None:
    results, _ = play()
    failed = results["it fails"]
    assert failed["status"] == "failed"
    assert failed["statusDetails"]["message"].startswith("lifecycle: GET /calls/{id} at $.status")
    assert steps(failed) == [("Given a line", "passed"), ("When a rule is broken", "failed")]
    assert labels(failed, "severity") == ["minor"]


def test_several_violations_are_a_failure_not_a_broken_test(play) -> None:
    results, _ = play()
    failed = results["two violations at the end"]
    assert failed["status"] == "failed"
    assert failed["statusDetails"]["message"].count("lifecycle:") == 2


def test_a_skip_leaves_no_step_open(play) -> None:
    results, _ = play()
    skipped = results["it cannot tell"]
    assert skipped["status"] == "skipped"
    assert steps(skipped)[-1] == ("When it is skipped", "skipped")


def test_a_step_that_nobody_defined_is_shown(play) -> None:
    results, _ = play()
    assert steps(results["it has no such step"])[-1][0] == "When nobody knows this step"
    assert steps(results["it has no such step"])[-1][1] == "broken"
