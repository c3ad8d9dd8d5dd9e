"""Which operation a request is, and what the editions document."""

from __future__ import annotations

import pytest
import schemathesis

from voipbin_harness.contract import load
from voipbin_harness.contract.loader import editions
from voipbin_harness.violation import HarnessError

TUTORIAL = {
    "POST /auth/login", "GET /accesskeys", "GET /numbers", "GET /numbers/{id}", "PUT /numbers/{id}",
    "PUT /numbers/{id}/flow_ids", "POST /flows", "GET /flows", "GET /flows/{id}", "DELETE /flows/{id}", "POST /calls",
    "GET /calls", "GET /calls/{id}", "DELETE /calls/{id}", "POST /calls/{id}/hangup", "POST /groupcalls",
    "GET /groupcalls", "GET /groupcalls/{id}", "DELETE /groupcalls/{id}", "POST /groupcalls/{id}/hangup",
    "GET /billing-accounts", "POST /activeflows", "GET /activeflows", "GET /activeflows/{id}",
}  # fmt: skip
CURRENT = TUTORIAL - {"GET /billing-accounts"} | {
    "GET /billing_account", "PUT /flows/{id}", "POST /activeflows/{id}/stop", "DELETE /activeflows/{id}",
    "POST /accesskeys", "GET /accesskeys/{id}", "DELETE /accesskeys/{id}",
}  # fmt: skip


@pytest.mark.parametrize(("edition", "names"), [("tutorial", TUTORIAL), ("current", CURRENT)])
def test_an_edition_documents_its_operations(edition: str, names: set[str]) -> None:
    assert set(load(edition).operations) == names


def test_an_unknown_edition_is_told_with_those_there_are() -> None:
    with pytest.raises(HarnessError, match=r"no edition 'draft'; there are .*tutorial"):
        load("draft")


def test_a_contract_is_read_once() -> None:
    assert load("tutorial") is load("tutorial")


@pytest.mark.parametrize(
    ("method", "path", "name", "parameters"),
    [
        ("GET", "/v1.0/calls", "GET /calls", {}),
        ("get", "/v1.0/calls/a%20b", "GET /calls/{id}", {"id": "a b"}),
        ("POST", "/v1.0/calls/1/hangup", "POST /calls/{id}/hangup", {"id": "1"}),
        ("POST", "/auth/login", "POST /auth/login", {}),
        ("PUT", "/v1.0/numbers/1/flow_ids", "PUT /numbers/{id}/flow_ids", {"id": "1"}),
    ],
)
def test_a_request_is_matched(method: str, path: str, name: str, parameters: dict[str, str]) -> None:
    operation, found = load("tutorial").match(method, path)
    assert operation is not None
    assert (operation.name, found) == (name, parameters)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", "/v1.0/calls"),
        ("GET", "/calls"),
        ("POST", "/v1.0/auth/login"),
        ("GET", "/v1.0/calls/"),
        ("GET", "/v1.0/calls/1/"),
        ("GET", "/v1.0/calls/1/2"),
        ("GET", "/v1.0"),
        ("GET", ""),
    ],
)
def test_what_is_not_documented_is_not_matched(method: str, path: str) -> None:
    assert load("tutorial").match(method, path) == (None, {})


def test_the_methods_of_a_path_are_what_allow_must_say() -> None:
    contract = load("tutorial")
    assert contract.methods_of("/v1.0/calls/1") == {"GET", "DELETE"}
    assert contract.methods_of("/v1.0/nothing") == frozenset()


@pytest.mark.parametrize("edition", editions())
def test_no_failure_of_the_server_is_documented(edition: str) -> None:
    statuses = {status for operation in load(edition).operations.values() for status in operation.statuses}
    assert max(statuses) < 500


@pytest.mark.parametrize("edition", editions())
def test_every_operation_has_a_success_and_its_refusals(edition: str) -> None:
    for operation in load(edition).operations.values():
        assert len(operation.success) == 1, operation.name
        if operation.name != "POST /auth/login":
            assert 401 in operation.statuses, operation.name
        if "{id}" in operation.template:
            assert {400, 404} <= operation.statuses, operation.name
        if operation.request_schema:
            assert {400, 413} <= operation.statuses, operation.name


@pytest.mark.parametrize("edition", editions())
def test_an_answer_is_judged_by_its_status(edition: str) -> None:
    contract = load(edition)
    operation = contract.operations["POST /auth/login"]
    assert contract.answer_problems(operation, 200, {"username": "demo"})
    assert contract.answer_problems(operation, 200, {"username": "demo", "token": "t"}) == []
    assert contract.answer_problems(operation, 400, "whatever") == []
    assert contract.request_problems(operation, {"username": "demo"})
    assert contract.request_problems(contract.operations["GET /calls"], {"anything": 1}) == []


@pytest.mark.parametrize("edition", editions())
def test_schemathesis_reads_the_same_document(edition: str) -> None:
    contract = load(edition)
    schema = schemathesis.openapi.from_path(contract.openapi_path)
    operations = {operation.ok().label for operation in schema.get_all_operations()}
    assert operations == set(contract.operations)
