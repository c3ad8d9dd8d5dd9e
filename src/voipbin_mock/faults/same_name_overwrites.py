"""A flow of a name that is there overwrites the actions of the older one."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.faults._seams import FLOWS
from voipbin_mock.mock import Mock


class SameNameOverwrites(Fault):
    """The name is taken for a key."""

    name = "same-name-overwrites"
    kind = "races"
    sentence = "a flow of a name that is there overwrites the actions of the older one"
    rule = "[C] POST /flows makes a flow"
    operations = FLOWS
    kinds = ("echo", "flow")

    def install(self, mock: Mock) -> None:
        def around(add: Any, flow: Any) -> Any:
            for other in mock.flows.records.of(flow.customer_id):
                if other.name and other.name == flow.name:
                    other.body = flow.body
            return add(flow)

        wrap(mock.flows.records, "add", around)

    def trigger(self, drive: Drive) -> None:
        first = drive.flow(talk("the first"))
        drive.flow(talk("the second"))
        drive.get(f"/flows/{first}")
