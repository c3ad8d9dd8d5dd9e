"""A live target that is not what it should be is found out before anybody is dialled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.behaviours import MB, a_call, page
from tests.hostile.experience import CONTRACT, EDITION, HURRY, PATIENCE, Time, hostile_profile
from tests.hostile.server import RESET, SILENCE, Answer, Server, http, says
from voipbin_harness import client
from voipbin_harness.targets.live import LiveTarget
from voipbin_harness.violation import HarnessError, Unproven
from voipbin_harness.wire import Wire

LOGIN, NUMBERS, MONEY, FLOWS = "POST /auth/login", "GET /v1.0/numbers", "GET /v1.0/billing-accounts", "POST /v1.0/flows"
QUIET = says(SILENCE)
HTML = says(http("<html>Please sign in", kind="text/html"))


def number(**more: object) -> dict[str, object]:
    return {"id": "n", "number": "+15551234567", "status": "active", "type": "normal", **more}


@pytest.mark.parametrize(
    ("at", "answer", "raises", "says_so"),
    [
        (LOGIN, HTML, Unproven, "signing on.*is this the API"),
        (LOGIN, says(http("{}")), Unproven, "signing on"),
        (LOGIN, says(http("null")), Unproven, "signing on"),
        (LOGIN, says(http('{"token": 7}')), Unproven, "signing on"),
        (LOGIN, says(http('{"token": "')), Unproven, "signing on"),
        (LOGIN, says(http("", status=302, Location="http://127.0.0.1:9/")), Unproven, "302"),
        (LOGIN, says(http("", status=503)), Unproven, "503"),
        (LOGIN, says(http("", status=400)), HarnessError, "check VOIPBIN_USERNAME"),
        (LOGIN, says(RESET), Unproven, "connection broke"),
        (LOGIN, QUIET, Unproven, "timed out|not whole after"),
        (LOGIN, says(http('{"token": "%s"}' % ("x" * MB))), Unproven, "cannot be sent"),
        (NUMBERS, HTML, Unproven, "the account's numbers.*is this the API"),
        (NUMBERS, says(http("null")), HarnessError, "does not own"),
        (NUMBERS, says(http("", status=401)), HarnessError, "credential is refused"),
        (NUMBERS, says(http("", status=429)), Unproven, "429"),
        (NUMBERS, says(http(page([number()], "same"))), Unproven, "again"),
        (NUMBERS, says(http(page([number(status=7)]))), Unproven, "status is 7"),
        (NUMBERS, says(http(page([number(number=["+15551234567"])]))), HarnessError, "does not own"),
        (MONEY, HTML, Unproven, "the balance"),
        (FLOWS, HTML, Unproven, "a flow"),
        (FLOWS, says(RESET), Unproven, "a flow"),
        (FLOWS, says(http("", status=500)), Unproven, "a flow"),
    ],
)  # fmt: skip
def test_what_is_no_account_is_said_in_one_sentence(
    at: str, answer: Answer, raises: type[Exception], says_so: str,
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(client, "_LONGEST_WALK", 5)
    server.behave(answer, at)
    target = LiveTarget(
        hostile_profile(server.url, tmp_path),
        EDITION,
        CONTRACT,
        clock=Time().clock(),
        transport=Wire(HURRY if answer is QUIET else PATIENCE),
    )
    try:
        with pytest.raises(raises, match=f"(?s){says_so}"):
            target.arrive()
    finally:
        target.leave()
        target.close()
    assert "POST /v1.0/calls" not in {request.name for request in server.seen}


def test_more_money_than_there_is_counts_as_an_unknown_balance() -> None:
    assert EDITION.read_balance({"result": [{"balance_credit": -(10**400)}]}) is None


def test_an_account_with_numbers_of_nonsense_is_still_looked_at(server: Server, tmp_path: Path) -> None:
    listed = [number(number=owned) for owned in ("+15551234567", "+15559876543", "+15552222222")]
    server.behave(says(http(page([None, a_call(), 3, {"number": None}, *listed]))), NUMBERS)
    target = LiveTarget(hostile_profile(server.url, tmp_path), EDITION, CONTRACT, clock=Time().clock())
    target.arrive()
    target.leave()
    target.close()
