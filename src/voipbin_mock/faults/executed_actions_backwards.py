"""The history of a flow is told from its end."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS, on_document
from voipbin_mock.mock import Mock


class ExecutedActionsBackwards(Fault):
    """Newest first, as every other list."""

    name = "executed-actions-backwards"
    kind = "flow"
    sentence = "the executed actions of an activeflow are told newest first"
    rule = "[C] activeflow: executed_actions is the history of what a flow did; facts: actions run in order"
    operations = ACTIVEFLOWS
    kinds = ("flow", "scenario")

    def install(self, mock: Mock) -> None:
        on_document(
            mock,
            "activeflow",
            lambda _activeflow, written: {**written, "executed_actions": written["executed_actions"][::-1]},
        )

    def trigger(self, drive: Drive) -> None:
        made = drive.post("/activeflows", {"actions": [talk("hello"), {"type": "hangup"}]})
        drive.advance(60_000)
        drive.get(f"/activeflows/{made['id']}")
