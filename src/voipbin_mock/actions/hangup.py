"""hangup: ends the call."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import members, optional, text, uuid
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import documented


class Hangup(Action):
    """Ends the call, with a ``reason`` where the edition has one [C]."""

    type = "hangup"
    option = members({"reason": optional(text), "reference_id": optional(uuid)})
    provenance = documented("[T] Simple outbound call with Branch; [C] FlowManagerActionOptionHangup")

    def start(self, turn: Turn) -> None:
        """Hang up."""
        option = turn.option
        turn.hang_up(option.get("reason") or "normal", option.get("reference_id", ""))
