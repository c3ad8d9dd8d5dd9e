"""Every documented way to sign, and what becomes of a run whose credential runs out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live.altering import Altered, answer
from tests.live.mocking import Platform, checker_of, profile, world_of
from voipbin_harness.accounts import Account, Carrier
from voipbin_harness.client import Client, SignedOut
from voipbin_harness.safety.manners import MOST_TRIES
from voipbin_harness.world import World

KEY = Account("demo", accesskey="demo-access-key")
PASSWORD = Account("demo", "demo", "demo")


def begun(platform: Platform, folder: Path, account: Account) -> tuple[World, Client, list[str]]:
    target = platform.target(profile(folder, accounts={"demo": account}))
    target.arrive()
    world = world_of(target)
    session, found = checker_of(target).begin(), list[str]()
    world.begin(lambda exchange: found.extend(map(str, session.check(exchange))))
    return world, world.client(), found


@pytest.mark.parametrize("carrier", ["query", "cookie", "bearer"])
def test_a_token_travels_in_each_way(tmp_path: Path, carrier: Carrier) -> None:
    platform = Platform()
    world, _, _ = begun(platform, tmp_path, PASSWORD)
    assert world.client("demo", carrier).request("GET", "/flows").ok
    last = platform.seen[-1]
    carried = {"query": "token" in last.url.params, "cookie": "token=" in last.headers.get("cookie", "")}
    carried["bearer"] = last.headers.get("authorization", "").startswith("Bearer ")
    assert [way for way, used in carried.items() if used] == [carrier]


def test_a_token_that_is_given_is_used_without_a_login(tmp_path: Path) -> None:
    platform = Platform()
    token = platform.http.post("/auth/login", json={"username": "demo", "password": "demo"}).json()["token"]
    _, client, _ = begun(platform, tmp_path, Account("demo", token=token))
    assert client.request("GET", "/flows").ok
    assert "POST /auth/login" not in platform.sent


def test_an_access_key_needs_no_login_either(tmp_path: Path) -> None:
    platform = Platform()
    _, client, _ = begun(platform, tmp_path, KEY)
    assert client.request("GET", "/flows").ok
    assert "POST /auth/login" not in platform.sent


def test_a_401_in_mid_run_leads_to_one_login_and_to_no_finding(tmp_path: Path) -> None:
    platform = Platform()
    _, client, found = begun(platform, tmp_path, PASSWORD)
    client.request("GET", "/flows")
    Altered(platform, "GET /flows", instead=lambda: answer(401), times=1)
    before = platform.sent.count("POST /auth/login")
    assert client.request("GET", "/flows").ok
    assert platform.sent.count("POST /auth/login") == before + 1
    assert found == []


def test_a_second_401_ends_the_run(tmp_path: Path) -> None:
    platform = Platform()
    _, client, _ = begun(platform, tmp_path, PASSWORD)
    client.request("GET", "/flows")
    before = platform.sent.count("POST /auth/login")
    Altered(platform, "GET /flows", instead=lambda: answer(401))
    with pytest.raises(SignedOut):
        client.request("GET", "/flows")
    assert platform.sent.count("POST /auth/login") == before + 1


def test_without_a_password_the_first_401_ends_it(tmp_path: Path) -> None:
    platform = Platform()
    _, client, _ = begun(platform, tmp_path, KEY)
    Altered(platform, "GET /flows", instead=lambda: answer(401))
    with pytest.raises(SignedOut):
        client.request("GET", "/flows")
    assert "POST /auth/login" not in platform.sent


def test_a_get_is_patient_and_a_post_is_sent_once(tmp_path: Path) -> None:
    platform = Platform()
    _, client, _ = begun(platform, tmp_path, PASSWORD)
    busy = Altered(platform, "GET /flows", instead=lambda: answer(429, retry_after="3"), times=2)
    start = platform.now_s
    assert client.request("GET", "/flows").ok
    assert platform.now_s - start >= 6
    assert busy.hits == 2
    dialling = Altered(platform, "POST /flows", instead=lambda: answer(503, retry_after="1"))
    body = {"name": "mine", "detail": "", "actions": []}
    assert client.request("POST", "/flows", body=body).status == 503
    assert dialling.hits == 1
    storm = Altered(platform, "GET /flows", instead=lambda: answer(429, retry_after="1"))
    assert client.request("GET", "/flows").status == 429
    assert storm.hits == MOST_TRIES
