"""Isolation, as far as a recording shows of which customer its credentials are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.checks.building import ask, call, flow, get_call, page, post_call
from tests.traffic.recording import entry, har, jwt
from voipbin_harness.contract import load
from voipbin_harness.exchange import Exchange
from voipbin_harness.results import Record
from voipbin_harness.traffic.checking import check_traffic
from voipbin_harness.traffic.reading import read_traffic

ANN, BOB, MALLORY = (
    jwt(customer_id=customer, username=name) for customer, name in (("c1", "ann"), ("c1", "bob"), ("c2", "mallory"))
)


def judged(folder: Path, *exchanges: Exchange, without: tuple[str, ...] = ()) -> Record:
    entries = [entry(exchange, second=number) for number, exchange in enumerate(exchanges)]
    (record,) = check_traffic(read_traffic(har(folder / "a.har", entries), load("tutorial")), "tutorial", without)
    return record


def breaches(record: Record) -> int:
    return sum(found.kind == "isolation" for found in record.findings)


def doubts(record: Record) -> list[str]:
    return [item.capability for item in record.unproven]


def login(username: str, token: str) -> Exchange:
    answer = {"username": username, "token": token}
    return ask("POST /auth/login", answer, body={"username": username, "password": "a password"})


def made(token: str) -> Exchange:
    return post_call(call(), query=f"token={token}")


def read(token: str, number: int = 1, **members: Any) -> Exchange:
    return get_call(call(number=number, **members), query=f"token={token}")


def lists(token: str, *customers: str) -> Exchange:
    flows = (flow(number=900 + number, customer_id=customer) for number, customer in enumerate(customers))
    return ask("GET /flows", page(*flows), query=f"token={token}")


@pytest.mark.parametrize("customer", [{}, {"customer_id": "c1"}], ids=["no customer shown", "customer shown"])
@pytest.mark.parametrize("first", [[], [login("ann", ANN)]], ids=["no login", "login"])
def test_what_another_customer_is_shown_is_a_breach(
    first: list[Exchange], customer: dict[str, Any], tmp_path: Path
) -> None:
    record = judged(tmp_path, *first, made(ANN), read(ANN, **customer), read(MALLORY, **customer))
    assert (breaches(record) > 0, doubts(record)) == (True, [])


def test_what_a_colleague_is_shown_is_none(tmp_path: Path) -> None:
    record = judged(tmp_path, login("ann", ANN), login("bob", BOB), made(ANN), read(BOB))
    assert (breaches(record), doubts(record)) == (0, [])


def test_two_logins_of_two_users_are_two_customers(tmp_path: Path) -> None:
    record = judged(tmp_path, login("ann", "token-a"), login("mallory", "token-m"), made("token-a"), read("token-m"))
    assert (breaches(record) > 0, doubts(record)) == (True, [])


@pytest.mark.parametrize("customer", [{}, {"customer_id": "c1"}], ids=["no customer shown", "customer shown"])
@pytest.mark.parametrize("first", [[], [login("ann", "token-a")]], ids=["no login", "login"])
def test_of_credentials_that_say_nothing_it_is_unproven(
    first: list[Exchange], customer: dict[str, Any], tmp_path: Path
) -> None:
    record = judged(tmp_path, *first, made("token-a"), read("token-a", **customer), read("key-b", **customer))
    assert (breaches(record), doubts(record), record.outcome) == (0, ["two_accounts"], "passed")
    assert doubts(judged(tmp_path, *first, made("token-a"), read("key-b"), without=("isolation",))) == []


def test_a_breach_between_two_that_are_known_stays_one_beside_an_unknown_third(tmp_path: Path) -> None:
    record = judged(tmp_path, made(ANN), read("key-b"), read(MALLORY))
    assert (breaches(record) > 0, doubts(record)) == (True, ["two_accounts"])
    assert breaches(judged(tmp_path, made(ANN), read("key-b"), read(MALLORY, number=2))) == 0


def test_one_credential_that_is_shown_two_customers_is_a_breach_whosever_it_is(tmp_path: Path) -> None:
    assert breaches(judged(tmp_path, made("token-a"), read("key-b"), lists("key-b", "c1", "c2"))) > 0
    assert breaches(judged(tmp_path, made("token-a"), read("key-b"), lists("key-b", "c1", "c1"))) == 0


def test_credentials_that_were_shown_two_customers_are_of_two(tmp_path: Path) -> None:
    both = lists("token-a", "c1"), lists("key-b", "c2")
    deleted = ask("DELETE /calls/{id}", call("hangup"), id=call()["id"], query="token=key-b")
    assert breaches(judged(tmp_path, *both, made("token-a"), deleted)) > 0
    assert doubts(judged(tmp_path, lists("token-a", "c1"), lists("key-b", "c2"))) == []
