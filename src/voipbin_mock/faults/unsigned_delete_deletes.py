"""A flow is deleted although the request had no credential and was refused."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import FLOWS, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class UnsignedDeleteDeletes(Fault):
    """The gatekeeper comes after the work."""

    name = "unsigned-delete-deletes"
    kind = "refusal"
    sentence = "a flow is deleted although the request had no credential and was refused"
    rule = "[C] 401; a refused request changes nothing"
    operations = FLOWS
    kinds = ("side-effect", "auth", "echo", "scenario", "wrong-status", "isolation")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, answer: Answer) -> None:
            flow = mock.flows.records.find(asked.params["id"])
            if answer.status == 401 and flow is not None:
                mock.flows.records.remove(flow)

        on_answer(mock, ("DELETE /flows/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        flow_id = drive.flow()
        drive.send("DELETE", f"/flows/{flow_id}", account=None)
        drive.get(f"/flows/{flow_id}")
