"""A hangup with both a reason and a reference_id ends for the reason and not for that of the call referred to."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL, on_action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class ReasonBeatsReference(Fault):
    """Whoever is named first counts."""

    name = "reason-beats-reference"
    kind = "flow"
    sentence = (
        "a hangup with both a reason and a reference_id ends for the reason and not for that of the call referred to"
    )
    rule = "[C] FlowManagerActionOptionHangup: of reason and reference_id the latter counts"
    operations = CALLS
    kinds = (*WRONG_CALL, "flow")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(start: Any, turn: Turn) -> None:
            reason = turn.option.get("reason")
            if reason:
                turn.hang_up(reason)
            else:
                start(turn)

        on_action(mock, "hangup", "start", around)

    def trigger(self, drive: Drive) -> None:
        busy = drive.call(BUSY)
        drive.watch(busy)
        drive.watch(drive.call(LISTENS, {"type": "hangup", "option": {"reason": "failed", "reference_id": busy}}))
