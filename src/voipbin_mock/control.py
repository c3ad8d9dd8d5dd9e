"""Control routes under ``/_mock/``: moving the clock, resetting, placing callees, reading what happened.

They are no part of the API under test and take no credential.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from voipbin_mock.actions import all_actions
from voipbin_mock.callees.fixed import FIXED
from voipbin_mock.callees.script import read_script
from voipbin_mock.clock import LAST_MS
from voipbin_mock.errors import conflict, invalid, not_found
from voipbin_mock.jsonbody import read_object
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked, Operation, all_operations
from voipbin_mock.pacing import MODES
from voipbin_mock.provenance import BEHAVIOURS, documented

_OURS = documented("[D] DESIGN, the mock's control routes")
CONTROL: list[Operation] = []


def _control(name: str) -> Callable[[Callable[[Mock, Asked], object]], Callable[[Mock, Asked], object]]:
    method, path = name.split(" ")

    def declare(run: Callable[[Mock, Asked], object]) -> Callable[[Mock, Asked], object]:
        CONTROL.append(Operation(method, path, run, _OURS, frozenset(), open=True, takes_body=method == "POST"))
        return run

    return declare


@_control("GET /_mock/clock")
def read_clock(mock: Mock, _asked: Asked) -> object:
    """Say what time it is."""
    return {"mode": mock.pacer.mode, "now_ms": mock.clock.now_ms}


@_control("POST /_mock/clock")
def move_clock(mock: Mock, asked: Asked) -> object:
    """Set the mode, advance by some ms, or go to the next event."""
    body = read_object(asked.raw)
    if "mode" in body:
        if body["mode"] not in MODES:
            raise invalid(f"mode is none of {', '.join(MODES)}")
        if mock.trunk is not None and body["mode"] != "real":
            raise conflict("clock", "calls go over a trunk, so the clock stays real")
        mock.pacer.set_mode(body["mode"])
    fired = 0
    if "advance_ms" in body or "to_next_event" in body:
        if mock.pacer.mode != "virtual":
            raise conflict("clock", "only a virtual clock is moved by hand")
        fired = _move(mock, body)
    return {"mode": mock.pacer.mode, "now_ms": mock.clock.now_ms, "fired": fired}


def _move(mock: Mock, body: Mapping[str, Any]) -> int:
    latest = LAST_MS - mock.clock.now_ms
    if "advance_ms" in body:
        return mock.clock.advance(_whole(body, "advance_ms", 0, latest))
    if body["to_next_event"] is not True:
        raise invalid("to_next_event is not true")
    until_ms = _whole(body, "until_ms", 0, LAST_MS) if "until_ms" in body else LAST_MS
    return mock.clock.to_next_event(until_ms)


@_control("POST /_mock/trunk")
def lead_trunk(mock: Mock, asked: Asked) -> object:
    """Send the calls from now on to another SIP peer."""
    peer = str(read_object(asked.raw).get("peer"))
    if mock.trunk is None:
        raise conflict("trunk", "this mock has no trunk; start it with --trunk")
    try:
        mock.trunk.lead_to(peer)
    except ValueError as error:
        raise invalid(str(error)) from None
    return {"peer": peer}


@_control("POST /_mock/reset")
def reset(mock: Mock, asked: Asked) -> object:
    """Make the world anew."""
    body = read_object(asked.raw) if asked.raw.strip() else {}
    mock.reset(_whole(body, "seed", -(2**63), 2**63) if "seed" in body else mock.seed)
    return {"seed": mock.seed}


@_control("GET /_mock/numbers")
def list_numbers(mock: Mock, _asked: Asked) -> object:
    """List the numbers that somebody answers, and how."""
    names = {customer.id: customer.username for customer in mock.accounts.customers.values()}
    owned = [
        {"number": number, "kind": "owned", "what": f"belongs to {names[found.customer_id]}; runs its call_flow_id"}
        for number, found in mock.numbers.by_number.items()
    ]
    fixed = [{"number": number, "kind": "fixed", "what": what} for number, (_, what) in FIXED.items()]
    scripted = [
        {"number": number, "kind": "scripted", "what": f"{script.outcome} after {script.ring_ms} ms"}
        for number, script in mock.callees.scripted.items()
    ]
    return {"numbers": owned + fixed + scripted}


@_control("POST /_mock/callees")
def place_callee(mock: Mock, asked: Asked) -> object:
    """Bring a callee who follows a script."""
    return {"number": mock.callees.place(read_script(read_object(asked.raw)))}


@_control("GET /_mock/calls/{id}/trace")
def read_trace(mock: Mock, asked: Asked) -> object:
    """Say what happened on the legs of a call."""
    call = mock.calls.records.find(asked.id)
    if call is None:
        raise not_found("call")
    entries = mock.traces.of(mock.calls.with_descendants(call))
    return [{"at_ms": entry.at_ms, "leg": entry.leg, "event": entry.event, "detail": entry.detail} for entry in entries]


@_control("GET /_mock/provenance")
def read_provenance(_mock: Mock, _asked: Asked) -> object:
    """Say where each behaviour comes from."""
    return {
        "operations": {found.name: found.provenance.as_json() for found in all_operations()},
        "actions": {name: action.provenance.as_json() for name, action in all_actions().items()},
        "behaviours": {name: found.as_json() for name, found in BEHAVIOURS.items()},
    }


def _whole(body: Mapping[str, Any], name: str, least: int, most: int) -> int:
    value = body[name]
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise invalid(f"{name} is not a whole number from {least} to {most}")
    return value
