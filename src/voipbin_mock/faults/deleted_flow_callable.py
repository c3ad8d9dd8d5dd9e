"""A flow that was deleted cannot be read any more, but calls can be made with it."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import AS_SUCCESS
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked
from voipbin_mock.records import Flow


class DeletedFlowCallable(Fault):
    """The dialler keeps a copy of its own."""

    name = "deleted-flow-callable"
    kind = "persistence"
    sentence = "a flow that was deleted cannot be read any more, but calls can be made with it"
    rule = "[T] Troubleshooting: a call with a flow that is not there is a 404"
    operations = ("POST /calls", "POST /groupcalls", "DELETE /flows/{id}")
    kinds = AS_SUCCESS

    def install(self, mock: Mock) -> None:
        deleted: dict[str, Flow] = {}
        dialling = [False]

        def remove(original: Any, flow: Flow) -> None:
            deleted[flow.id] = flow
            original(flow)

        def handle(original: Any, asked: Asked) -> Answer:
            dialling[0] = asked.operation.name in ("POST /calls", "POST /groupcalls")
            answer: Answer = original(asked)
            return answer

        def find(original: Any, customer_id: str, flow_id: str) -> Flow | None:
            found: Flow | None = original(customer_id, flow_id)
            kept = deleted.get(flow_id) if dialling[0] else None
            return found or (kept if kept is not None and kept.customer_id == customer_id else None)

        wrap(mock.flows.records, "remove", remove)
        wrap(mock.edge, "handle", handle)
        wrap(mock.flows, "find", find)

    def trigger(self, drive: Drive) -> None:
        flow_id = drive.flow()
        drive.send("DELETE", f"/flows/{flow_id}")
        drive.get(f"/flows/{flow_id}")
        drive.call(flow_id=flow_id)
