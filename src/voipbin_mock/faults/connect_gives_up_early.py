"""When one destination of connect rejects, the others that still ring are cancelled."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LEAVES, LISTENS, Drive, connect, talk
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock
from voipbin_mock.records import Call


class ConnectGivesUpEarly(Fault):
    """One no is a no."""

    name = "connect-gives-up-early"
    kind = "flow"
    sentence = "when one destination of connect rejects, the others that still ring are cancelled"
    rule = "facts: Actions: a connect that rings several is over when each of them has failed, not the first"
    operations = CALLS
    kinds = ("flow", "scenario", "lifecycle", "fan-out")

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Call, by: str, reason: str, code: int) -> None:
            finish(call, by, reason, code)
            if (
                call.master_call_id == NIL_UUID
                or call.flow_id != NIL_UUID
                or call.progressing_us is not None
                or by == "local"
            ):
                return
            for leg in [*mock.calls.legs.values()]:
                if leg.call.master_call_id == call.master_call_id and leg.call.status in ("dialing", "ringing"):
                    leg.hang_up()

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, connect(BUSY, LEAVES), talk("good-bye")))
        drive.get("/calls")
