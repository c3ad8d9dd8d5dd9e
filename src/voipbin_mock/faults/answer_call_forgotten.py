"""A groupcall that is over does not say any more which call was answered."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import GROUPCALLS, on_document
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.records import Groupcall


class AnswerCallForgotten(Fault):
    """Who answers is known while he talks."""

    name = "answer-call-forgotten"
    kind = "fan-out"
    sentence = "a groupcall that is over does not say any more which call was answered"
    rule = "[C] CallManagerGroupcall: answer_call_id names whoever took the call, and goes on doing so"
    operations = GROUPCALLS
    kinds = ("lifecycle", "fan-out", "scenario", "echo")

    def install(self, mock: Mock) -> None:
        def change(groupcall: Groupcall, written: dict[str, Any]) -> dict[str, Any]:
            over = groupcall.status == "hangup" and "answer_call_id" in written
            return {**written, "answer_call_id": NIL_UUID} if over else written

        on_document(mock, "groupcall", change)

    def trigger(self, drive: Drive) -> None:
        group_id = drive.groupcall(LISTENS, BUSY)
        for _ in range(2):
            drive.advance(2500)
            drive.get(f"/groupcalls/{group_id}")
        drive.advance(60_000)
        drive.get(f"/groupcalls/{group_id}")
