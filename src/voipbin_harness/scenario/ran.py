"""Which actions a flow has run, as its activeflow tells it."""

from __future__ import annotations

from typing import Any

from voipbin_harness.scenario.expect import fail
from voipbin_harness.scenario.made import Made, id_of
from voipbin_harness.scenario.me import Me
from voipbin_harness.violation import Kind, Unproven
from voipbin_harness.wait import TimedOut, eventually

READ = "GET /activeflows/{id}"


def has_run(me: Me, made: Made, actions: list[str]) -> None:
    """Raise :class:`ExpectationFailed` unless the flow, when it has ended, has run exactly these types of actions.

    ``actions`` are in the tutorial's words. Raises :class:`Unproven` when the target does not tell.
    """
    last = made.asked.get("activeflows")
    activeflow = _of_call(me, made) if last is None or (made.calls and not last.ok) else id_of(last)
    wanted = [str(one["type"]) for one in me.world.edition.write_actions([{"type": one} for one in actions])]
    document = _ended(me, activeflow)
    executed = document.get("executed_actions")
    if executed is None:
        raise Unproven("the actions that a flow has run", "its activeflow does not show them", "executed_actions")
    types = [str(one.get("type")) for one in executed if isinstance(one, dict)]
    if types != wanted:
        fail(Kind.FLOW, READ, "$.executed_actions", ", ".join(wanted), ", ".join(types) or "none")


def _of_call(me: Me, made: Made) -> str:
    call = made.call()
    call.end()
    for page in me.client.pages("/activeflows"):
        for item in page.items:
            if item.get("reference_id") == call.id:
                return str(item.get("id"))
    raise Unproven("the actions of a call's flow", "no activeflow refers to the call", "executed_actions")


def _ended(me: Me, activeflow: str) -> dict[str, Any]:
    def look() -> dict[str, Any]:
        answer = me.client.request("GET", f"/activeflows/{activeflow}")
        return answer.json if answer.ok and isinstance(answer.json, dict) else {"status": f"HTTP {answer.status}"}

    try:
        return eventually(look, _has_ended, clock=me.world.clock, limit="hangup", what="the end of the flow")
    except TimedOut as timed_out:
        last = timed_out.last
        seen = str(last.get("status")) if isinstance(last, dict) else str(last)
        fail(Kind.FLOW, READ, "$.status", "ended", seen)


def _has_ended(document: dict[str, Any]) -> bool:
    return document.get("status") == "ended"
