"""echo: sends back what the other party says."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import integer, members, optional
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import documented


class Echo(Action):
    """Echoes for ``duration`` ms."""

    type = "echo"
    editions = frozenset({"current"})
    option = members({"duration": optional(integer(0))})
    provenance = documented("[C] FlowManagerActionOptionEcho")

    def start(self, turn: Turn) -> None:
        """Echo, if there is a time for it."""
        duration_ms = int(turn.option.get("duration", 0))
        if duration_ms:
            turn.wait(duration_ms)
