"""Flow_id together with actions breaks POST /calls."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, request
from voipbin_mock.faults._seams import crash_on, posted
from voipbin_mock.mock import Mock


class CrashOnFlowAndActions(Fault):
    """A combination that nobody tried."""

    name = "crash-on-flow-and-actions"
    kind = "crash"
    sentence = "flow_id together with actions breaks POST /calls"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("POST /calls",)
    kinds = ("crash", "wrong-status", "rejected-valid")

    def install(self, mock: Mock) -> None:
        crash_on(mock, ("POST /calls",), lambda asked: {"flow_id", "actions"} <= posted(asked).keys())

    def trigger(self, drive: Drive) -> None:
        drive.post("/calls", {**request(LISTENS), "flow_id": drive.flow()})
