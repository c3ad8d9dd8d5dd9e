"""A linear groupcall rings the next one after the talk with the first."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import BALANCE, CALLS, GROUPCALLS
from voipbin_mock.legs import Leg
from voipbin_mock.mock import Mock


class LinearGoesOnAfterAnswer(Fault):
    """It looks at the end and not at the answer."""

    name = "linear-goes-on-after-answer"
    kind = "fan-out"
    sentence = "a linear groupcall rings the next one after the talk with the first"
    rule = "[C] ring_method linear; facts: one answer ends the others"
    operations = (*GROUPCALLS, *CALLS, *BALANCE)
    kinds = ("fan-out", "billing", "scenario")

    def install(self, mock: Mock) -> None:
        def around(answered: Any, groupcall: Any, leg: Leg) -> None:
            if groupcall.ring_method != "linear":
                answered(groupcall, leg)

        wrap(mock.groupcalls, "_answered", around)

    def trigger(self, drive: Drive) -> None:
        groupcall_id = drive.groupcall(LISTENS, BUSY, ring_method="linear")
        drive.advance(600_000)
        drive.get(f"/groupcalls/{groupcall_id}")
