"""connect: brings in somebody else."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.events import Dial, Event, Parted
from voipbin_mock.flow.options import addresses, boolean, members, one_of, optional, required, source
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import documented


class Connect(Action):
    """Dials the destinations together and bridges the first that answers with the call.

    The flow goes on when the other party has left or nobody could be reached; with ``relay_reason`` [C] the call
    ends for the reason of its first destination.
    """

    type = "connect"
    option = members(
        {
            "source": optional(source),
            "destinations": required(addresses),
            "early_media": optional(boolean),
            "relay_reason": optional(boolean),
            "anonymous": optional(one_of("yes", "no", "auto")),
        }
    )
    provenance = documented("[T] Simple outbound call with TTS and connect; [C] FlowManagerActionOptionConnect")

    def start(self, turn: Turn) -> None:
        """Dial; without a call there is nothing to connect."""
        if turn.call.present:
            turn.emit(Dial(turn.option))
            turn.wait()

    def resume(self, turn: Turn, event: Event) -> None:
        """The other party is gone."""
        turn.at_once = 0
        if turn.option.get("relay_reason") and isinstance(event, Parted):
            turn.hang_up(event.reason)

    def on_digit(self, turn: Turn, digit: str) -> None:
        """What the parties press is between them."""
