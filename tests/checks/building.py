"""Exchanges for the tests of the checks, built in one line each: a small, well-behaved platform on paper."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from voipbin_harness.callees.heard import LegEvent, Trace
from voipbin_harness.checker import Checker, Session
from voipbin_harness.contract import load
from voipbin_harness.editions import edition
from voipbin_harness.exchange import Exchange
from voipbin_harness.violation import Violation

NIL = str(UUID(int=0))
NEVER = "9999-01-01 00:00:00.000000"
SOURCE, CALLEE = "+15551234567", "+15550100010"
JSON = (("Content-Type", "application/json"),)


def uid(number: int) -> str:
    """Return the id with that number."""
    return f"00000000-0000-4000-8000-{number:012d}"


def tm(second: float) -> str:
    """Return a time of the tutorial, ``second`` seconds into the test."""
    return f"2026-01-01 10:{int(second) // 60:02d}:{second % 60:09.6f}"


def rfc(second: float) -> str:
    """Return the same time as the current edition writes it."""
    return tm(second).replace(" ", "T") + "Z"


def tel(target: str) -> dict[str, str]:
    """Return an address as a request has it."""
    return {"type": "tel", "target": target}


def address(target: str, kind: str = "tel") -> dict[str, str]:
    """Return an address as an answer has it."""
    return {"type": kind, "target": target, "target_name": "", "name": "", "detail": ""}


_REACHED: dict[str, tuple[str, ...]] = {
    "dialing": (),
    "ringing": ("ringing",),
    "progressing": ("ringing", "progressing"),
    "terminating": ("ringing", "progressing"),
    "canceling": ("ringing",),
    "hangup": ("ringing", "progressing", "hangup"),
}


def call(status: str = "dialing", number: int = 1, **members: Any) -> dict[str, Any]:
    """Return a call of the 2022 generation in that status: rings at 1 s, is answered at 3 s, ends at 9 s."""
    times = {"ringing": tm(1), "progressing": tm(3), "hangup": tm(9)}
    reached = [times[name] for name in _REACHED[status]]
    return {
        "id": uid(number),
        "flow_id": uid(900),
        "confbridge_id": NIL,
        "type": "flow",
        "master_call_id": NIL,
        "chained_call_ids": [],
        "recording_id": NIL,
        "recording_ids": [],
        "source": address(SOURCE),
        "destination": address(CALLEE),
        "status": status,
        "action": {"id": NIL, "type": ""},
        "direction": "outgoing",
        "hangup_by": "local" if status == "hangup" else "",
        "hangup_reason": "normal" if status == "hangup" else "",
        "tm_create": tm(0),
        "tm_update": reached[-1] if reached else NEVER,
        **{f"tm_{name}": times[name] if name in _REACHED[status] else NEVER for name in times},
        **members,
    }


def call_2021(status: str = "dialing", number: int = 1, **members: Any) -> dict[str, Any]:
    """Return the same call in the 2021 generation."""
    new = call(status, number)
    old = {
        name: "" if value == NEVER else value for name, value in new.items() if name not in ("confbridge_id", "action")
    }
    short = {name: {key: old[name][key] for key in ("type", "target", "name")} for name in ("source", "destination")}
    return {**old, **short, "user_id": 1, "conf_id": NIL, **members}


def ask(
    operation: str,
    answer: object = b"",
    *,
    status: int = 200,
    body: object = None,
    account: str | None = "demo",
    id: str = "",  # noqa: A002 - as the template calls it
    query: str = "",
    **more: Any,
) -> Exchange:
    """Return one exchange, not numbered yet; ``answer`` and ``body`` are sent as JSON unless they are bytes."""
    method, _, path = operation.partition(" ")
    prefix = "" if path.startswith("/auth") else "/v1.0"
    url = f"http://mock{prefix}{path.replace('{id}', id)}" + (f"?{query}" if query else "")
    known = load(more.pop("edition", "tutorial")).operations
    headers = more.pop("headers", JSON)
    return Exchange(
        number=0,
        account=account,
        method=method,
        url=url,
        request_headers=more.pop("request_headers", JSON if body is not None else ()),
        request_body=_bytes(body),
        status=status,
        response_headers=headers,
        response_body=_bytes(answer),
        operation=operation if operation in known else None,
        path_params={"id": id} if id else {},
        **more,
    )


def _bytes(content: object) -> bytes:
    if isinstance(content, bytes):
        return content
    return b"" if content is None else json.dumps(content).encode()


def error(status: str, reason: str = "SOME_REASON") -> dict[str, Any]:
    """Return the current edition's body of a refusal."""
    return {"error": {"status": status, "reason": reason, "message": "No.", "request_id": "req_1"}}


def page(*items: object, token: str = "") -> dict[str, object]:
    """Return a page of a list."""
    return {"result": list(items), "next_page_token": token}


def flow(number: int = 900, actions: object = None, second: float = 0, **members: Any) -> dict[str, Any]:
    """Return a flow as an answer has it."""
    return {
        "id": uid(number),
        "customer_id": uid(9),
        "type": "flow",
        "name": "a flow",
        "detail": "",
        "actions": numbered(actions or TALK),
        "tm_create": tm(second),
        "tm_update": None,
        "tm_delete": None,
        **members,
    }


def numbered(actions: Any) -> list[dict[str, Any]]:
    """Return the actions with an id and an option each, as they are read back."""
    return [{"id": uid(800 + index), "option": {}, **action} for index, action in enumerate(actions)]


def post_flow(document: dict[str, Any], body: object = None, **more: Any) -> Exchange:
    """Return a ``POST /flows`` that created this flow."""
    asked = body or {"name": document["name"], "detail": document["detail"], "actions": TALK}
    return ask("POST /flows", document, body=asked, **more)


def groupcall(*legs: int, number: int = 500, targets: Sequence[str] = (), **members: Any) -> dict[str, Any]:
    """Return a groupcall with those calls, one for each target."""
    return {
        "id": uid(number),
        "customer_id": uid(9),
        "source": address(SOURCE),
        "destinations": [address(target) for target in targets or [f"+1555010002{leg}" for leg in legs]],
        "ring_method": "",
        "answer_method": "",
        "answer_call_id": NIL,
        "call_ids": [uid(leg) for leg in legs],
        "tm_create": tm(0),
        "tm_update": NEVER,
        "tm_delete": NEVER,
        **members,
    }


def post_groupcall(document: dict[str, Any], **more: Any) -> Exchange:
    """Return a ``POST /groupcalls`` that created this groupcall."""
    targets = [one["target"] for one in document["destinations"]]
    body = {"source": tel(SOURCE), "destinations": [tel(target) for target in targets], "actions": TALK}
    return ask("POST /groupcalls", document, body=body, **more)


def leg(number: int, status: str = "dialing", **members: Any) -> dict[str, Any]:
    """Return the call of a groupcall's leg of that number."""
    return call(status, number, destination=address(f"+1555010002{number}"), **members)


def number(target: str = SOURCE, identity: int = 600, **members: Any) -> dict[str, Any]:
    """Return a telephone number that an account owns."""
    return {
        "id": uid(identity),
        "customer_id": uid(9),
        "number": target,
        "name": "",
        "detail": "",
        "call_flow_id": NIL,
        "message_flow_id": NIL,
        "status": "active",
        "tm_create": tm(0),
        **members,
    }


def balance(micros: int, **more: Any) -> Exchange:
    """Return the reading of a balance."""
    return ask("GET /billing-accounts", page({"id": uid(400), "customer_id": uid(9), "balance_credit": micros}), **more)


def get_call(document: dict[str, Any], **more: Any) -> Exchange:
    """Return the reading of a call by its id."""
    return ask("GET /calls/{id}", document, id=document["id"], **more)


def post_call(*calls: dict[str, Any], body: object = None, **more: Any) -> Exchange:
    """Return a ``POST /calls`` that created these calls."""
    asked = body or {
        "source": tel(SOURCE),
        "destinations": [tel(one["destination"]["target"]) for one in calls],
        "actions": TALK,
    }
    return ask("POST /calls", list(calls), body=asked, **more)


def talk(text: str = "Good morning.", **members: Any) -> dict[str, Any]:
    """Return an action that speaks."""
    return {**members, "type": "talk", "option": {"text": text, "language": "en-US"}}


TALK = [talk()]

#: A menu: one digit within 5 s leads to its arm, everything else to the default, which asks twice more.
ASK, ONE, TWO, OTHER = uid(701), uid(702), uid(703), uid(704)
MENU: list[dict[str, Any]] = [
    talk("One or two?", id=ASK),
    {"type": "digits_receive", "option": {"duration": 5000, "length": 1}},
    {"type": "branch", "option": {"default_target_id": OTHER, "target_ids": {"1": ONE, "2": TWO}}},
    talk("One it is.", id=ONE),
    {"type": "hangup"},
    talk("Two it is.", id=TWO),
    {"type": "hangup"},
    talk("Neither.", id=OTHER),
    {"type": "goto", "option": {"target_id": ASK, "loop_count": 2}},
    talk("So be it."),
    {"type": "hangup"},
]


def trace(*events: tuple[int, str, dict[str, Any]], number: int = 1) -> dict[str, Trace]:
    """Return the traces of one call from ``(at_ms, event, detail)``."""
    leg = uid(number)
    return {leg: Trace(leg, tuple(LegEvent(at, leg, event, detail) for at, event, detail in events))}


def start(name: str = "tutorial", **settings: Any) -> Session:
    """Return the session of a new test."""
    return Checker(load(name), edition(name), **settings).begin()


def run(
    exchanges: Sequence[Exchange], name: str = "tutorial", traces: dict[str, Trace] | None = None, **settings: Any
) -> list[Violation]:
    """Check exchanges one after another, and the whole at the end; return all that was found."""
    session = start(name, **settings)
    found: list[Violation] = []
    for number, exchange in enumerate(exchanges, start=1):
        object.__setattr__(exchange, "number", number)
        found += session.check(exchange)
    return found + session.close(traces or {})


def found_by(check: str, exchanges: Sequence[Exchange], name: str = "tutorial", **settings: Any) -> list[str]:
    """Return ``kind at where`` of all that one check has found."""
    return [f"{one.kind} at {one.where}" for one in run(exchanges, name, **settings) if one.check == check]
