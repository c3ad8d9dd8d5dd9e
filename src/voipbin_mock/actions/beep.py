"""beep: a short tone."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import guessed

#: How long the tone lasts, in ms [D].
BEEP_MS = 500


class Beep(Action):
    """Sounds a tone; the flow goes on when it ends."""

    type = "beep"
    editions = frozenset({"current"})
    provenance = guessed("[C] FlowManagerActionOptionBeep; [D] lasts 500 ms")

    def start(self, turn: Turn) -> None:
        """Sound the tone."""
        turn.wait(BEEP_MS)
