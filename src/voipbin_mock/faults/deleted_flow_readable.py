"""A flow that was deleted can still be read."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import FLOWS
from voipbin_mock.mock import Mock


class DeletedFlowReadable(Fault):
    """A cache keeps what was deleted."""

    name = "deleted-flow-readable"
    kind = "persistence"
    sentence = "a flow that was deleted can still be read"
    rule = "[D] a deleted thing does not answer as if nothing had happened"
    operations = FLOWS
    kinds = ("echo", "scenario", "lifecycle", "wrong-status", "leftover")

    def install(self, mock: Mock) -> None:
        removed: dict[str, Any] = {}

        def remove(original: Any, flow: Any) -> None:
            removed[flow.id] = flow
            original(flow)

        wrap(mock.flows.records, "remove", remove)
        wrap(mock.flows.records, "find", lambda find, flow_id: find(flow_id) or removed.get(flow_id))

    def trigger(self, drive: Drive) -> None:
        flow_id = drive.flow()
        drive.send("DELETE", f"/flows/{flow_id}")
        drive.get(f"/flows/{flow_id}")
