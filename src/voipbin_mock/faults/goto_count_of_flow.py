"""The jumps of a goto in a stored flow are counted for all calls together."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, action_id, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW, on_action
from voipbin_mock.flow.body import FlowBody
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class GotoCountOfFlow(Fault):
    """The count stands in the flow and not in the call."""

    name = "goto-count-of-flow"
    kind = "races"
    sentence = "the jumps of a goto in a stored flow are counted for all calls together"
    rule = "[T] Simple outbound call with Branch: each caller hears the menu three times before it gives up"
    operations = (*CALLS, *ACTIVEFLOWS)
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        used: dict[tuple[FlowBody, str], int] = {}

        def key(turn: Turn) -> tuple[FlowBody, str]:
            return turn._frames[-1].flow, turn.current.id if turn.current else ""  # noqa: SLF001 - the flow that it stands in

        def start(original: Any, turn: Turn) -> None:
            jumped, of_flow = turn.jumped, key(turn)
            original(turn)
            used[of_flow] = used.get(of_flow, 0) + turn.jumped - jumped

        on_action(mock, "goto", "start", start)
        on_action(mock, "goto", "limit", lambda limit, turn: limit(turn) - used.get(key(turn), 0) + turn.jumped)

    def trigger(self, drive: Drive) -> None:
        again = {"type": "goto", "option": {"target_id": action_id(1), "loop_count": 2}}
        flow_id = drive.flow(talk("once more", id=action_id(1)), again)
        drive.watch(drive.call(flow_id=flow_id))
        drive.watch(drive.call(flow_id=flow_id))
