"""Reading a flow that has no actions breaks down."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import crash_on
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class CrashOnFlowWithoutActions(Fault):
    """The first of none."""

    name = "crash-on-flow-without-actions"
    kind = "crash"
    sentence = "reading a flow that has no actions breaks down"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("GET /flows/{id}",)
    kinds = ("crash",)

    def install(self, mock: Mock) -> None:
        def deadly(asked: Asked) -> bool:
            flow = mock.flows.records.find(asked.params["id"].lower())
            return flow is not None and not flow.body.actions

        crash_on(mock, ("GET /flows/{id}",), deadly)

    def trigger(self, drive: Drive) -> None:
        made = drive.post("/flows", {"name": "", "detail": "", "actions": []})
        drive.get(f"/flows/{made['id']}")
