"""A digit that one call left unread counts in the first digits_receive of the next call."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, menu, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS
from voipbin_mock.flow.events import Started, Stopped
from voipbin_mock.mock import Mock


class DigitOfLastCall(Fault):
    """A buffer that is not emptied."""

    name = "digit-of-last-call"
    kind = "races"
    sentence = "a digit that one call left unread counts in the first digits_receive of the next call"
    rule = "[T] Simple outbound call with Branch: the digits that choose are those of this call"
    operations = (*CALLS, *ACTIVEFLOWS)
    kinds = ("flow", "scenario", "leak")

    def install(self, mock: Mock) -> None:
        left: list[str] = []

        def around(step: Any, state: Any, event: Any, call: Any) -> Any:
            if isinstance(event, Stopped) and state.pending and call.present:
                left[:] = [state.pending]
            if isinstance(event, Started) and left:
                state = replace(state, pending=left.pop())
            return step(state, event, call)

        wrap(mock.interpreter, "step", around)

    def trigger(self, drive: Drive) -> None:
        presses = drive.callee(acts=[{"do": "press", "after": "answer", "delay_ms": 300, "digits": "1"}])
        drive.watch(drive.call(presses, talk("thank you for nothing")))
        drive.watch(drive.call(LISTENS, *menu("1", "2")))
