"""Whose request it is, from the traffic alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.building import ask, call, flow, get_call, page
from tests.traffic.recording import entry, jwt
from voipbin_harness.exchange import Exchange
from voipbin_harness.traffic.accounts import Accounts
from voipbin_harness.traffic.entries import Entry, read_entry


def accounts(*exchanges: Exchange) -> list[str | None]:
    entries = [read_entry(entry(exchange)) for exchange in exchanges]
    named = Accounts(entries)
    return [named.of(each) for each in entries]


def login(username: str, token: str, status: int = 200) -> Exchange:
    answer = {"username": username, "token": token} if status == 200 else b""
    return ask("POST /auth/login", answer, body={"username": username, "password": "pw"}, status=status)


def get(query: str = "", headers: dict[str, str] | None = None, status: int = 200, **more: Any) -> Exchange:
    return ask("GET /flows", page(), query=query, request_headers=tuple((headers or {}).items()), status=status, **more)


def seen(key: str, customer: str) -> Exchange:
    return ask("GET /flows", page(flow(customer_id=customer)), query=f"accesskey={key}")


def test_each_credential_is_an_account_and_order_names_it() -> None:
    assert accounts(get("token=a"), get("accesskey=b"), get("token=a")) == ["account 1", "account 2", "account 1"]


def test_one_token_is_one_account_however_it_travels() -> None:
    carried = [get("token=a"), get(headers={"Authorization": "Bearer a"}), get(headers={"Cookie": "x=1; token=a"})]
    assert accounts(*carried) == ["account 1"] * 3


def test_a_login_names_the_account_of_its_token() -> None:
    assert accounts(login("ann", "t1"), login("ann", "t2"), get("token=t1"), get("token=t2")) == ["ann"] * 4
    assert accounts(login("ann", "", status=400), get("token=t9")) == [None, "account 1"]


def test_an_access_key_is_of_the_account_that_was_shown_it() -> None:
    shown = ask("GET /accesskeys", page({"id": "1", "token": "key-1"}), query="token=t1")
    assert accounts(login("ann", "t1"), shown, get("accesskey=key-1")) == ["ann"] * 3


def test_a_missing_and_a_refused_credential_are_nobodys() -> None:
    assert accounts(get("token=a"), get(status=401), get("token=bad", status=401)) == ["account 1", None, None]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({"agent": "a", "exp": 1}, {"agent": "a", "exp": 2}, 1),
        ({"agent": "a", "exp": 1}, {"agent": "b", "exp": 1}, 2),
        ({"customer_id": "c1", "username": "ann"}, {"customer_id": "c1", "username": "bob"}, 1),
        ({"customer_id": "c1", "username": "ann"}, {"customer_id": "c2", "username": "ann"}, 2),
        ({"agent": {"id": "1", "customer_id": "c1"}}, {"agent": {"id": "2", "customer_id": "C1"}}, 1),
        ({"agent": {"id": "1", "customer_id": "c1"}}, {"agent": {"id": "2", "customer_id": "c2"}}, 2),
        ({"username": "ann", "customer_id": "c1"}, {"username": "ann"}, 1),
        ({"iss": "voipbin", "exp": 1}, {"iss": "voipbin", "exp": 2}, 2),
        ({"sub": None, "username": ["x"]}, {}, 2),
    ],
)
def test_the_customer_of_a_token_decides_and_else_its_user(
    one: dict[str, object], two: dict[str, object], expected: int
) -> None:
    assert len(set(accounts(get(f"token={jwt(**one)}"), get(f"token={jwt(**two)}")))) == expected


def test_users_of_one_customer_are_one_account() -> None:
    ann, bob = (jwt(customer_id="c1", username=name) for name in ("ann", "bob"))
    assert accounts(login("ann", ann), login("bob", bob), get(f"token={bob}")) == ["ann"] * 3


def test_two_known_principals_are_two_accounts_whatever_they_were_shown() -> None:
    ann, mallory = jwt(customer_id="c1"), jwt(customer_id="c2")
    assert accounts(login("ann", ann), seen(ann, "c1"), seen(mallory, "c1")) == ["ann", "ann", "account 1"]


def test_two_keys_that_see_one_customer_only_are_one_account() -> None:
    assert accounts(seen("a", "c1"), seen("b", "c1"), seen("c", "c2")) == ["account 1", "account 1", "account 2"]


def test_a_recording_without_any_credential_is_one_account() -> None:
    assert accounts(get(), get_call(call())) == ["account 1"] * 2
    assert accounts(get(), get("token=a")) == [None, "account 1"]


def test_an_entry_that_names_its_account_is_believed() -> None:
    raw = entry(get("token=***"), _account="demo")
    other = entry(get("token=***"), _account=None)
    entries: list[Entry] = [read_entry(raw), read_entry(other)]
    assert [Accounts(entries).of(each) for each in entries] == ["demo", None]


def test_every_credential_of_the_recording_is_a_secret() -> None:
    entries = [read_entry(entry(each)) for each in (login("ann", "t1"), get("token=t2", status=401))]
    assert Accounts(entries).secrets == {"pw", "t1", "t2"}
