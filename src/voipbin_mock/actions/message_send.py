"""message_send: sends a text message; the mock records it."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import addresses, members, optional, required, source, text
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import guessed


class MessageSend(Action):
    """Records the message in the trace of the leg (event ``message``); nobody receives it."""

    type = "message_send"
    editions = frozenset({"current"})
    option = members({"source": optional(source), "destinations": required(addresses), "text": required(text)})
    provenance = guessed("[C] FlowManagerActionOptionMessageSend; [D] recorded, not sent")

    def start(self, turn: Turn) -> None:
        """Record it; the flow goes on at once."""
        option = turn.option
        turn.happen("message", source=option.get("source"), destinations=option["destinations"], text=option["text"])
