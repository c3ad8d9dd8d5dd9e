"""Changing a flow answers with the new actions and keeps the old ones."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.faults._seams import FLOWS
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class ChangedFlowKeepsActions(Fault):
    """The answer is made of the request."""

    name = "changed-flow-keeps-actions"
    kind = "persistence"
    sentence = "changing a flow answers with the new actions and keeps the old ones"
    rule = "[C] PUT /flows/{id}"
    operations = FLOWS
    kinds = ("echo",)
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Any:
            flow = mock.flows.records.find(asked.params.get("id", "").lower())
            before = flow.body if flow is not None else None
            answer = handle(asked)
            if flow is not None and before is not None and asked.operation.name == "PUT /flows/{id}":
                flow.body = before
            return answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        path = f"/flows/{drive.flow()}"
        drive.send("PUT", path, {"name": "", "detail": "", "actions": [talk("another")]})
        drive.get(path)
