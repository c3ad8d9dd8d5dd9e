"""A flow can be deleted twice."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import FLOWS, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class SecondDeleteSucceeds(Fault):
    """The answer is kept for repeats."""

    name = "second-delete-succeeds"
    kind = "races"
    sentence = "a flow can be deleted twice"
    rule = "[D] a deleted thing does not answer as if nothing had happened"
    operations = FLOWS
    kinds = ("wrong-status", "echo", "lifecycle", "scenario", "side-effect", "leftover")

    def install(self, mock: Mock) -> None:
        last: dict[str, Answer] = {}

        def change(asked: Asked, answer: Answer) -> Answer | None:
            if answer.status == 200:
                last[asked.params["id"]] = answer
            return last.get(asked.params["id"]) if answer.status == 404 else None

        on_answer(mock, ("DELETE /flows/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        flow_id = drive.flow()
        drive.send("DELETE", f"/flows/{flow_id}")
        drive.send("DELETE", f"/flows/{flow_id}")
