"""The first look: each thing that is missing is told with what to do, before anybody is dialled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.live.altering import Altered, answer
from tests.live.mocking import SECOND, SOURCE, Platform, profile
from voipbin_harness.accounts import Account
from voipbin_harness.line import TargetUnreachable
from voipbin_harness.safety.limits import Limits
from voipbin_harness.targets.profile import Profile
from voipbin_harness.violation import HarnessError, Unproven


def refused(_request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("[Errno 111] Connection refused")


def with_number(number: str, **changes: Any) -> Any:
    def change(page: Any) -> Any:
        page["result"] = [{**one, **changes} if one["number"] == number else one for one in page["result"]]
        return page

    return change


def arrives(platform: Platform, described: Profile) -> str:
    """Return what the first look says; nothing may have been sent but looks and log-ins."""
    with pytest.raises((HarnessError, Unproven)) as caught:
        platform.target(described).arrive()
    assert all(sent.startswith("GET ") or sent == "POST /auth/login" for sent in platform.sent)
    assert isinstance(caught.value, Unproven) == str(caught.value).startswith("the whole run")
    return str(caught.value)


def test_an_account_that_is_ready_is_let_pass(tmp_path: Path) -> None:
    platform = Platform()
    target = platform.target(profile(tmp_path))
    target.arrive()
    assert target.leave() == []
    assert [sent for sent in platform.sent if "calls" in sent] == []
    target.close()


def test_nobody_there(tmp_path: Path) -> None:
    platform = Platform()
    platform.transport.inner = httpx.MockTransport(refused)
    with pytest.raises(TargetUnreachable, match="Connection refused"):
        platform.target(profile(tmp_path)).arrive()


def test_a_wrong_password(tmp_path: Path) -> None:
    described = profile(tmp_path, accounts={"demo": Account("demo", "demo", "wrong")})
    assert "check VOIPBIN_USERNAME and VOIPBIN_PASSWORD" in arrives(Platform(), described)


@pytest.mark.parametrize("credential", ["token", "accesskey"])
def test_a_credential_that_is_good_no_more(tmp_path: Path, credential: str) -> None:
    described = profile(tmp_path, accounts={"demo": Account("demo", **{credential: "long-gone"})})
    said = arrives(Platform(), described)
    assert "the credential is refused (401): check VOIPBIN_TOKEN or VOIPBIN_ACCESSKEY" in said
    assert "long-gone" not in said


@pytest.mark.parametrize("where", ["POST /auth/login", "GET /numbers"])
@pytest.mark.parametrize(("status", "body"), [(500, b""), (200, b"<html>welcome</html>"), (404, b"")])
def test_something_else_that_answers(tmp_path: Path, where: str, status: int, body: bytes) -> None:
    platform = Platform()
    Altered(platform, where, instead=lambda: answer(status, body))
    assert "is this the API of VoIPBIN?" in arrives(platform, profile(tmp_path))


def test_a_source_that_is_not_owned(tmp_path: Path) -> None:
    said = arrives(Platform(), profile(tmp_path, source="+15550009999"))
    assert "test.source: the account does not own +15550009999; it owns " in said
    assert SOURCE in said


def test_a_callee_that_is_not_owned(tmp_path: Path) -> None:
    described = profile(tmp_path)
    strange = replace(described.callees[0], target="+15550009999")
    assert "test.callees: the account does not own" in arrives(Platform(), replace(described, callees=(strange,)))


def test_a_callee_that_is_the_source_too(tmp_path: Path) -> None:
    said = arrives(Platform(), profile(tmp_path, source=SECOND))
    assert f"{SECOND} cannot be both a source and a callee" in said


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"status": "suspended"}, "its status is suspended: choose a number that is active"),
        ({"type": "virtual"}, "its type is virtual: only a number of type normal can call out"),
    ],
)
def test_a_number_that_cannot_call(tmp_path: Path, change: dict[str, str], says: str) -> None:
    platform = Platform()
    Altered(platform, "GET /numbers", change=with_number(SOURCE, **change))
    said = arrives(platform, profile(tmp_path))
    assert says in said
    assert "identity verification" in said
    assert "destination_whitelist" in said


def test_an_account_without_credit(tmp_path: Path) -> None:
    accounts = {"demo": Account("demo", "empty", "empty")}
    described = profile(tmp_path, accounts=accounts, source="+15553333333", callees=profile(tmp_path).callees[2:])
    assert "0.00 USD, and one call may cost 0.50: top the account up" in arrives(Platform(), described)


def test_credit_is_asked_for_by_the_price_of_the_profile(tmp_path: Path) -> None:
    platform = Platform()
    limits = Limits(price_per_minute=0, requests_per_second=1000)
    Altered(platform, "GET /billing", change=lambda page: {"result": [{**page["result"][0], "balance_credit": 0}]})
    platform.target(profile(tmp_path, limits=limits)).arrive()


def test_a_balance_that_may_not_be_seen(tmp_path: Path) -> None:
    platform = Platform()
    Altered(platform, "GET /billing", instead=lambda: answer(403))
    assert "may this credential see the billing account?" in arrives(platform, profile(tmp_path))
