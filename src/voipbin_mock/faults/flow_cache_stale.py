"""A flow that was read before it is changed is read as it was."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.faults._seams import FLOWS, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class FlowCacheStale(Fault):
    """A cache that no change clears."""

    name = "flow-cache-stale"
    kind = "races"
    sentence = "a flow that was read before it is changed is read as it was"
    rule = "[C] PUT /flows/{id}: a flow that was changed is shown as it is since"
    operations = FLOWS
    kinds = ("echo", "flow", "timestamps", "scenario", "side-effect", "collection")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        cache: dict[tuple[str, str], Answer] = {}

        def change(asked: Asked, answer: Answer) -> Answer | None:
            if answer.status != 200:
                return None
            return cache.setdefault((asked.customer.id, asked.id), answer)

        on_answer(mock, ("GET /flows/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        flow_id = drive.flow()
        drive.get(f"/flows/{flow_id}")
        drive.send("PUT", f"/flows/{flow_id}", {"name": "new", "detail": "new", "actions": [talk("new")]})
        drive.get(f"/flows/{flow_id}")
