"""A whole run on a live target: its plan, its first look, its second tries, its end."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from types import FunctionType, SimpleNamespace
from typing import Any

import pytest

from tests.gate.running import SMALL_TALK
from tests.live.altering import Altered, answer
from tests.live.dying import Dying
from tests.live.mocking import SECOND, Platform, profile
from tests.live.whole import run
from voipbin_harness.accounts import Account
from voipbin_harness.safety import ledger


def test_a_live_run_passes_and_leaves_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, profile(tmp_path))
    assert (done.status, done.gate["counts"]["passed"]) == (0, 1), done.out
    assert done.calls_going_on == 0
    assert (tmp_path / "ledger.jsonl").read_text() == ""


def test_a_plan_says_what_it_could_cost_and_sends_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, profile(tmp_path, verify=False), "--plan", "--retry-live", "1")
    assert done.status == 0, done.out
    assert done.sent == []
    assert not (tmp_path / "ledger.jsonl").exists()
    assert "1 of 1 tests can run; nothing is dialled now" in done.out
    assert "Small talk: one call  (at most 4 legs)" in done.out
    assert "at worst: 4 calls, 40 minutes, 2.00 USD" in done.out
    assert f"would dial, and nobody else: {SECOND} (follows scripts)" in done.out
    assert "the server's certificate is NOT verified" in done.out
    assert done.gate == {}


def test_a_certificate_that_is_not_verified_is_named_in_the_report(tmp_path: Path) -> None:
    done = run(tmp_path, profile(tmp_path, verify=False))
    assert done.status == 0, done.out
    assert [item["why"] for item in done.gate["unproven"]] == ["tls.verify = false in the profile test"]


def strange(platform: Platform, times: int) -> Altered:
    """Let that many answers about a call that is over give a reason that no document knows."""
    left = [times]

    def change(call: Any) -> Any:
        if call["status"] != "hangup" or not left[0]:
            return call
        left[0] -= 1
        return {**call, "hangup_reason": "boredom"}

    return Altered(platform, "GET /calls/", change=change)


def test_what_fails_once_is_flaky_with_a_second_try_and_never_a_plain_pass(tmp_path: Path) -> None:
    done = run(tmp_path, profile(tmp_path), "--retry-live", "1", alter=lambda platform: strange(platform, 1))
    assert done.status == 0, done.out
    assert (done.gate["counts"]["passed"], done.gate["counts"]["unproven"]) == (0, 1)
    (item,) = done.gate["unproven"]
    assert item == {
        "what": "Small talk: one call",
        "why": "failed at first, and passed when it was run again",
        "capability": "stability",
    }
    assert ("unknown-value", "warn") in done.findings()
    assert "flaky" in (tmp_path / "reports" / "junit.xml").read_text()
    assert "failed at first" in (tmp_path / "reports" / "gate.md").read_text()


def test_it_is_a_failure_without_one_and_when_it_fails_twice(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    done = run(first, profile(first), alter=lambda platform: strange(platform, 1))
    assert (done.status, done.gate["counts"]["failed"]) == (1, 1), done.out
    done = run(second, profile(second), "--retry-live", "1", alter=lambda platform: strange(platform, 99))
    assert (done.status, done.gate["counts"]["failed"]) == (1, 1), done.out


def test_a_wrong_password_ends_with_2_and_dials_nobody(tmp_path: Path) -> None:
    done = run(tmp_path, profile(tmp_path, accounts={"demo": Account("demo", "demo", "wrong-password")}))
    assert done.status == 2, done.out
    assert "check VOIPBIN_USERNAME" in done.out
    assert "Traceback" not in done.out
    assert done.sent == ["POST /auth/login"]


def test_an_account_that_is_not_ready_is_unproven_with_3(tmp_path: Path) -> None:
    done = run(tmp_path, profile(tmp_path), alter=no_credit)
    assert (done.status, done.gate["verdict"]) == (3, "unproven"), done.out
    assert "top the account up" in done.out


def no_credit(platform: Platform) -> Altered:
    def change(page: Any) -> Any:
        return {"result": [{**page["result"][0], "balance_credit": 0}]}

    return Altered(platform, "GET /billing", change=change)


def test_a_credential_that_runs_out_ends_the_run_with_a_finding(tmp_path: Path) -> None:
    two = SMALL_TALK + SMALL_TALK.split("\n\n", 1)[1].replace("one call", "another call").join(["\n", ""])
    key = {"demo": Account("demo", accesskey="demo-access-key")}
    done = run(
        tmp_path,
        profile(tmp_path, accounts=key),
        feature=two,
        alter=lambda platform: Altered(platform, "POST /calls", instead=lambda: answer(401)),
    )
    assert done.status == 1, done.out
    assert ("auth", "fail") in done.findings()
    assert done.sent.count("POST /v1.0/calls") == 1, "nothing is dialled after that"


def test_a_number_that_nobody_allows_ends_the_run_with_2(tmp_path: Path) -> None:
    feature = SMALL_TALK.replace(
        '[{"type": "talk"',
        '[{"type": "connect", "option": {"source": {"type": "tel", "target": "+15551234567"}, "destinations": '
        '[{"type": "tel", "target": "+15550100011"}]}}, {"type": "talk"',
    )
    done = run(tmp_path, profile(tmp_path), feature=feature)
    assert done.status == 2, done.out
    assert "'+15550100011', which is not on the allow list" in done.out
    assert "POST /v1.0/calls" not in done.sent


def test_a_leftover_is_a_finding(tmp_path: Path) -> None:
    feature = SMALL_TALK.replace('    Then the call ends locally with reason "normal"\n', "").replace(
        '{"type": "talk", "option": {"text": "Good morning.", "language": "en-GB"}}',
        '{"type": "sleep", "option": {"duration": 3600000}}',
    )
    done = run(
        tmp_path,
        profile(tmp_path),
        feature=feature,
        alter=lambda platform: Altered(platform, "POST /calls/", instead=lambda: answer(500)),
    )
    assert (done.status, done.findings()) == (1, [("leftover", "fail")]), done.out
    assert done.calls_going_on == 1
    assert '"collection": "calls"' in (tmp_path / "ledger.jsonl").read_text(), "reap has to know of it"


def interrupt() -> None:
    raise KeyboardInterrupt


def between_lines(function: Callable[[], None]) -> Callable[[], None]:
    """Return the function as if no line of the source held its instructions; a signal may arrive at such a one."""
    code = function.__code__
    nowhere, most = 0b1_1111_000, 8
    whole, rest = divmod(len(code.co_code) // 2, most)
    table = bytes([nowhere | most - 1] * whole + [nowhere | rest - 1] * bool(rest))
    return FunctionType(code.replace(co_linetable=table), function.__globals__)


@pytest.mark.parametrize("die", [interrupt, between_lines(interrupt)], ids=["at-a-line", "between-lines"])
@pytest.mark.parametrize("moment", [5, 6])
def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path, moment: int, die: Callable[[], None]) -> None:
    def alter(platform: Platform) -> None:
        platform.transport.inner = Dying(platform.transport.inner, moment, arrives=True, die=die)

    done = run(tmp_path, profile(tmp_path), alter=alter)
    assert done.status == 130, done.out
    assert (tmp_path / "ledger.jsonl").read_text() == ""
    assert done.calls_going_on == 0


@pytest.mark.parametrize("collection", ["calls", "flows"])
def test_ctrl_c_in_the_middle_of_a_line_of_the_ledger_leaves_nothing(tmp_path: Path, collection: str) -> None:
    written = tmp_path / "ledger.jsonl"

    def sync(file: int) -> None:
        os.fsync(file)
        last = json.loads(written.read_text().splitlines()[-1])
        if last["do"] == "made" and collection in {thing["collection"] for thing in last["things"]} and not cut:
            cut.append(True)
            raise KeyboardInterrupt

    cut: list[bool] = []
    done = run(tmp_path, profile(tmp_path), alter=lambda _: setattr(ledger, "os", SimpleNamespace(fsync=sync)))
    assert done.status == 130, done.out
    assert done.calls_going_on == 0
    assert written.read_text() == ""
