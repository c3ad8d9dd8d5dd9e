"""sleep: waits."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import integer, members, required
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import documented


class Sleep(Action):
    """Waits for ``duration`` ms."""

    type = "sleep"
    option = members({"duration": required(integer(0))})
    provenance = documented("[C] FlowManagerActionOptionSleep")

    def start(self, turn: Turn) -> None:
        """Wait, if there is anything to wait for."""
        duration_ms = int(turn.option["duration"])
        if duration_ms:
            turn.wait(duration_ms)
