"""The calls that a groupcall ends because another one was answered have a tm_progressing."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS, WRONG_CALL
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.records import Call


class LoserSeemsAnswered(Fault):
    """The answer of one is noted with all."""

    name = "loser-seems-answered"
    kind = "fan-out"
    sentence = "the calls that a groupcall ends because another one was answered have a tm_progressing"
    rule = "facts: A call: a call that nobody took has no time of being taken"
    operations = (*CALLS, *GROUPCALLS)
    kinds = (*WRONG_CALL, "fan-out")

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Call, by: str, reason: str, code: int) -> None:
            groupcall = mock.groupcalls.records.find(call.groupcall_id)
            if reason == "cancel" and groupcall is not None and groupcall.answer_call_id != NIL_UUID:
                call.progressing_us = call.updated_us
            finish(call, by, reason, code)

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.groupcall(LISTENS, drive.callee(ring_ms=9000))
        drive.advance(5000)
        drive.get("/calls")
