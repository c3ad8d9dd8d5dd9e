"""A variable that is set keeps its first value."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class VariableSetOnce(Fault):
    """Written only where nothing is."""

    name = "variable-set-once"
    kind = "flow"
    sentence = "a variable that is set keeps its first value"
    rule = "[C] variable_set"
    operations = CALLS
    kinds = WRONG_FLOW
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(start: Any, turn: Turn) -> None:
            if not turn.variables.get(turn.option["key"]):
                start(turn)

        on_action(mock, "variable_set", "start", around)

    def trigger(self, drive: Drive) -> None:
        one, two = ({"type": "variable_set", "option": {"key": "desk", "value": value}} for value in "12")
        drive.watch(drive.call(LISTENS, one, two, talk("desk ${desk}")))
