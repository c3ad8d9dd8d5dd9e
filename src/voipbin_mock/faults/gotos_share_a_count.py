"""Two gotos of a flow share one count."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, action_id, talk
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class GotosShareACount(Fault):
    """Counted by flow and not by action."""

    name = "gotos-share-a-count"
    kind = "flow"
    sentence = "two gotos of a flow share one count"
    rule = "[T] goto: loop_count"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        goto = mock.interpreter.actions["goto"]

        def around(_start: Any, turn: Turn) -> None:
            target_id = turn.option["target_id"].lower()
            taken = sum(turn.jumps.values()) < int(turn.option["loop_count"])
            turn.happen("goto", taken=taken, target_id=target_id)
            if taken:
                turn.count_jump()
                turn.jump(target_id)

        wrap(goto, "start", around)

    def trigger(self, drive: Drive) -> None:
        def back(number: int) -> dict[str, Any]:
            return {"type": "goto", "option": {"target_id": action_id(number), "loop_count": 1}}

        drive.watch(drive.call(LISTENS, talk("one", id=action_id(1)), back(1), talk("two", id=action_id(2)), back(2)))
