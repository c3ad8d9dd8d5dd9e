"""fetch_flow: runs another flow in the middle of this one."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.events import Event, Fetch, Fetched
from voipbin_mock.flow.options import members, required, uuid
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import documented


class FetchFlow(Action):
    """Runs the flow ``flow_id``, then goes on; a flow that is not there is passed over [D]."""

    type = "fetch_flow"
    editions = frozenset({"current"})
    option = members({"flow_id": required(uuid)})
    provenance = documented("[C] FlowManagerActionOptionFetchFlow")

    def start(self, turn: Turn) -> None:
        """Ask for the flow."""
        turn.emit(Fetch(turn.option["flow_id"].lower()))
        turn.wait()

    def resume(self, turn: Turn, event: Event) -> None:
        """Enter it."""
        if isinstance(event, Fetched) and event.flow is not None:
            turn.enter(event.flow)
