"""stop: ends the flow."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import guessed


class Stop(Action):
    """Ends the flow as if its actions had run out."""

    type = "stop"
    editions = frozenset({"current"})
    provenance = guessed("[C] names the type; [D] the call ends as at the end of the actions")

    def start(self, turn: Turn) -> None:
        """End the flow."""
        turn.finish()
