"""What follows a fetched flow is never run."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, talk
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.flow.events import Event, Fetched
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class FetchedFlowNeverReturns(Fault):
    """The fetched flow takes the place of the one that fetches it."""

    name = "fetched-flow-never-returns"
    kind = "flow"
    sentence = "after a fetched flow the call ends, whatever actions are left"
    rule = "[C] fetch_flow: the flow is run, and this one goes on behind it"
    operations = CALLS
    kinds = WRONG_FLOW
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(resume: Any, turn: Turn, event: Event) -> None:
            resume(turn, event)
            if isinstance(event, Fetched) and event.flow is not None:
                del turn._frames[:-1]  # noqa: SLF001 - a turn has no way to forget where it came from

        on_action(mock, "fetch_flow", "resume", around)

    def trigger(self, drive: Drive) -> None:
        flow_id = drive.flow(talk("Inside."))
        fetch = {"type": "fetch_flow", "option": {"flow_id": flow_id}}
        drive.watch(drive.call(drive.callee(), fetch, talk("Outside.")))
