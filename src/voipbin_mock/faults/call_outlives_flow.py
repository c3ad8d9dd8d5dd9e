"""When the actions run out the call goes on."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW
from voipbin_mock.flow.events import Finished
from voipbin_mock.mock import Mock


class CallOutlivesFlow(Fault):
    """Nobody hangs up."""

    name = "call-outlives-flow"
    kind = "flow"
    sentence = "when the actions run out the call goes on"
    rule = "[C] when the actions run out the platform hangs up"
    operations = CALLS
    kinds = (*WRONG_FLOW, "lifecycle")

    def install(self, mock: Mock) -> None:
        def around(step: Any, *args: Any) -> Any:
            state, effects = step(*args)
            return state, tuple(effect for effect in effects if not isinstance(effect, Finished))

        wrap(mock.interpreter, "step", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
