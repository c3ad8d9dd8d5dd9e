"""The list shows a call that is over as terminating."""

from __future__ import annotations

from dataclasses import replace

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import WRONG_CALL, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class ListLagsBehind(Fault):
    """The list is of an old snapshot."""

    name = "list-lags-behind"
    kind = "lifecycle"
    sentence = "the list shows a call that is over as terminating"
    rule = "facts: A call: a status only moves forward"
    operations = ("GET /calls",)
    kinds = (*WRONG_CALL, "echo", "missing-field", "undeclared-field", "unknown-value")

    def install(self, mock: Mock) -> None:
        def change(_asked: Asked, answer: Answer) -> Answer | None:
            if answer.status != 200 or not isinstance(answer.body, dict):
                return None
            shown = [
                {**call, "status": "terminating"} if call["status"] == "hangup" else call
                for call in answer.body["result"]
            ]
            return replace(answer, body={**answer.body, "result": shown})

        on_answer(mock, ("GET /calls",), change)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(BUSY))
        drive.get("/calls")
