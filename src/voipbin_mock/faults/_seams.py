"""What faults take hold of: answers, documents, actions and the trace; and names of operations and kinds."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import wrap
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked

CALLS = ("POST /calls", "GET /calls", "GET /calls/{id}", "DELETE /calls/{id}", "POST /calls/{id}/hangup")
GROUPCALLS = (
    "POST /groupcalls", "GET /groupcalls", "GET /groupcalls/{id}", "DELETE /groupcalls/{id}",
    "POST /groupcalls/{id}/hangup",
)  # fmt: skip
FLOWS = ("POST /flows", "GET /flows", "GET /flows/{id}", "PUT /flows/{id}", "DELETE /flows/{id}")
NUMBERS = ("GET /numbers", "GET /numbers/{id}", "PUT /numbers/{id}", "PUT /numbers/{id}/flow_ids")
ACTIVEFLOWS = (
    "POST /activeflows", "GET /activeflows", "GET /activeflows/{id}", "POST /activeflows/{id}/stop",
    "DELETE /activeflows/{id}",
)  # fmt: skip
ACCESSKEYS = ("GET /accesskeys", "POST /accesskeys", "GET /accesskeys/{id}", "DELETE /accesskeys/{id}")
BALANCE = ("GET /billing-accounts", "GET /billing_account")
LOGIN = ("POST /auth/login",)
EVERYWHERE = (*CALLS, *GROUPCALLS, *FLOWS, *NUMBERS, *ACTIVEFLOWS, *ACCESSKEYS, *BALANCE)

#: How a wrong call, and a wrong flow of a call, may show.
WRONG_CALL = ("lifecycle", "timestamps", "scenario")
WRONG_FLOW = ("flow", "scenario")

#: How a refusal that says 200 may show.
AS_SUCCESS = (
    "wrong-status", "accepted-invalid", "missing-field", "undeclared-field", "wrong-type", "malformed-body",
    "wrong-error", "isolation", "auth", "billing", "side-effect", "echo", "lifecycle", "fan-out", "scenario",
)  # fmt: skip

Change = Callable[[Asked, Answer], Answer | None]


def on_answer(mock: Mock, operations: Sequence[str], change: Change) -> None:
    """Let ``change`` see and replace the answers of these operations; ``None`` leaves one as it is."""

    def around(handle: Any, asked: Asked) -> Answer:
        answer: Answer = handle(asked)
        return (change(asked, answer) or answer) if asked.operation.name in operations else answer

    wrap(mock.edge, "handle", around)


def before(mock: Mock, operations: Sequence[str], instead: Callable[[Asked], Answer | None]) -> None:
    """Let ``instead`` see the requests of these operations first; ``None`` lets one through."""

    def around(handle: Any, asked: Asked) -> Answer:
        found = instead(asked) if asked.operation.name in operations else None
        return found or handle(asked)

    wrap(mock.edge, "handle", around)


def on_document(mock: Mock, what: str, change: Callable[[Any, dict[str, Any]], dict[str, Any]]) -> None:
    """Let ``change(record, document)`` rewrite how the edition shows a ``call``, ``groupcall``, ``flow`` …."""

    def around(write: Any, record: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        return change(record, write(record, *rest, **more))

    wrap(mock.edition, what, around)


def on_action(mock: Mock, kind: str, method: str, around: Callable[..., Any]) -> None:
    """Wrap a method of an action type, where the edition has it."""
    if kind in mock.interpreter.actions:
        wrap(mock.interpreter.actions[kind], method, around)


def on_trace(mock: Mock, event: str, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    """Let ``change`` rewrite what happens on legs under this name; ``None`` means that it does not happen."""

    def around(add: Any, leg: str, name: str, **detail: Any) -> None:
        changed = change(detail) if name == event else detail
        if changed is not None:
            add(leg, name, **changed)

    wrap(mock.traces, "add", around)


def broken(mock: Mock, status: int = 500) -> Answer:
    """Return what a server says that has broken down."""
    return mock.edge.refuse(Refusal(status, "INTERNAL", "something went wrong"))


def crash_on(mock: Mock, operations: Sequence[str], deadly: Callable[[Asked], bool]) -> None:
    """Break down (500) at a request that would have been taken, if it is ``deadly``."""
    on_answer(mock, operations, lambda asked, answer: broken(mock) if answer.status == 200 and deadly(asked) else None)


def masked(mock: Mock, operation: str, status: int, body: Callable[[Asked], object]) -> None:
    """Say 200 with ``body`` where ``status`` is due."""
    on_answer(mock, (operation,), lambda asked, answer: Answer(200, body(asked)) if answer.status == status else None)


def posted(asked: Asked) -> dict[str, Any]:
    """Return the JSON object of a request, empty for anything else."""
    try:
        found = json.loads(asked.raw or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def actions_of(body: Any) -> list[dict[str, Any]]:
    """Return the actions of a request that are objects."""
    found = body.get("actions") if isinstance(body, dict) else None
    return [action for action in found if isinstance(action, dict)] if isinstance(found, list) else []


def options_of(asked: Asked, kind: str) -> list[dict[str, Any]]:
    """Return the options of the actions of one type."""
    found = [action.get("option") for action in actions_of(posted(asked)) if action.get("type") == kind]
    return [option for option in found if isinstance(option, dict)]
