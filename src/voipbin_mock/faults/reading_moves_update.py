"""Looking at a call that is over moves its tm_update."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class ReadingMovesUpdate(Fault):
    """Last seen is last changed."""

    name = "reading-moves-update"
    kind = "lifecycle"
    sentence = "looking at a call that is over moves its tm_update"
    rule = "facts: A call: looking at a call changes nothing, so tm_update does not move"
    operations = CALLS
    kinds = (*WRONG_CALL, "side-effect")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            call = mock.calls.records.find(asked.id) if answer.status == 200 else None
            if call is not None and call.status == "hangup":
                mock.calls.touch(call)

        on_answer(mock, ("GET /calls/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call(BUSY)
        for _ in range(3):
            drive.advance(1000)
            drive.get(f"/calls/{call_id}")
