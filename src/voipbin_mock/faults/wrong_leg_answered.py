"""Answer_call_id names a call that did not answer."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS, on_document
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock


class WrongLegAnswered(Fault):
    """The first is taken for the winner."""

    name = "wrong-leg-answered"
    kind = "fan-out"
    sentence = "answer_call_id names a call that did not answer"
    rule = "[T] Make a groupcall: answer_call_id"
    operations = GROUPCALLS + CALLS
    kinds = ("fan-out", "scenario")

    def install(self, mock: Mock) -> None:
        def change(groupcall: Any, written: dict[str, Any]) -> dict[str, Any]:
            others = [call_id for call_id in groupcall.call_ids if call_id != groupcall.answer_call_id]
            answered = groupcall.answer_call_id != NIL_UUID
            return {**written, "answer_call_id": others[0]} if answered and others else written

        on_document(mock, "groupcall", change)

    def trigger(self, drive: Drive) -> None:
        groupcall_id = drive.groupcall(BUSY, LISTENS)
        drive.advance(5000)
        drive.get(f"/groupcalls/{groupcall_id}")
