"""call: makes calls of their own."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.events import PlaceCalls
from voipbin_mock.flow.options import actions, addresses, boolean, members, one_of, optional, required, source, uuid
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import documented


class Call(Action):
    """Calls the destinations with a flow of their own; ``chained`` ones end with this call."""

    type = "call"
    editions = frozenset({"current"})
    option = members(
        {
            "source": optional(source),
            "destinations": required(addresses),
            "flow_id": optional(uuid),
            "actions": optional(actions),
            "chained": optional(boolean),
            "early_execution": optional(boolean),
            "anonymous": optional(one_of("yes", "no", "auto")),
        }
    )
    provenance = documented("[C] FlowManagerActionOptionCall")

    def start(self, turn: Turn) -> None:
        """Make the calls; the flow goes on at once."""
        turn.emit(PlaceCalls(turn.option))
