"""Groupcalls as a scenario sees them."""

from __future__ import annotations

from voipbin_harness.scenario.expect import fail
from voipbin_harness.scenario.made import Made
from voipbin_harness.scenario.me import Me
from voipbin_harness.violation import Kind
from voipbin_harness.wait import TimedOut, eventually

READ = "GET /groupcalls/{id}"


def rings_each(me: Me, made: Made) -> None:
    """Raise :class:`ExpectationFailed` unless each destination of the groupcall has a call of its own."""
    group = me.client.groupcall(made.newest("groupcall"))
    wanted = sorted(one.target for one in group.destinations)
    rung = sorted(me.client.call(call_id).destination.target for call_id in group.call_ids)
    if wanted != rung or len(set(group.call_ids)) != len(wanted):
        expected = f"one call to each of {', '.join(wanted)}"
        fail(Kind.FAN_OUT, READ, "$.call_ids", expected, f"calls to {', '.join(rung) or 'nobody'}")


def answered_by(me: Me, made: Made, who: str) -> None:
    """Raise :class:`ExpectationFailed` unless this callee, or nobody, has answered the groupcall."""
    group = made.newest("groupcall")
    wanted = "" if who == "nobody" else made.call_to(who).id
    if not wanted:
        for call in made.calls:
            call.end()
    try:
        eventually(
            lambda: me.client.groupcall(group).answer_call_id,
            lambda seen: seen == wanted,
            clock=me.world.clock,
            limit="groupcall",
            what=f"an answer by {who}",
        )
    except TimedOut as timed_out:
        seen = str(timed_out.last)
        by = next((call.seen[-1].destination.target for call in made.calls if call.id == seen), seen or "nobody")
        fail(Kind.FAN_OUT, READ, "$.answer_call_id", f"the call to {who}", f"answered by {by}")
