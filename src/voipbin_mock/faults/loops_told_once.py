"""An action that ran several times stands once in executed_actions."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, action_id, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS, on_document
from voipbin_mock.mock import Mock


class LoopsToldOnce(Fault):
    """A history by id."""

    name = "loops-told-once"
    kind = "flow"
    sentence = "an action that ran several times stands once in executed_actions"
    rule = "[C] FlowManagerActiveflow: executed_actions tells each run of an action"
    operations = ACTIVEFLOWS
    kinds = ("flow", "scenario", "collection")

    def install(self, mock: Mock) -> None:
        def change(_activeflow: Any, written: dict[str, Any]) -> dict[str, Any]:
            first = {action["id"]: action for action in reversed(written["executed_actions"])}
            told = [action for action in written["executed_actions"] if first[action["id"]] is action]
            return {**written, "executed_actions": told}

        on_document(mock, "activeflow", change)

    def trigger(self, drive: Drive) -> None:
        again = {"type": "goto", "option": {"target_id": action_id(1), "loop_count": 2}}
        drive.watch(drive.call(LISTENS, talk("once more", id=action_id(1)), again))
        drive.get("/activeflows")
