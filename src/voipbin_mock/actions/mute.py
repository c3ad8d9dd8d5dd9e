"""mute: silences the call."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.events import Mute as MuteCall
from voipbin_mock.flow.options import members, one_of, optional
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import guessed


class Mute(Action):
    """Mutes the call in one direction or, unless said otherwise, in both."""

    type = "mute"
    editions = frozenset({"current"})
    option = members({"direction": optional(one_of("", "both", "in", "out"))})
    provenance = guessed("[C] names the type, not its option; [D] the option is a CallManagerCallMuteDirection")

    def start(self, turn: Turn) -> None:
        """Mute; the flow goes on at once."""
        turn.emit(MuteCall(turn.option.get("direction") or "both"))
