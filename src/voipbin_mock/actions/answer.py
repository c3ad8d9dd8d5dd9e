"""answer: takes an incoming call; nothing to do on one that is already talking."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.events import Answer as AnswerCall
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import documented


class Answer(Action):
    """Answers the call."""

    type = "answer"
    provenance = documented("[T] Troubleshooting")

    def start(self, turn: Turn) -> None:
        """Answer; the flow goes on at once."""
        turn.emit(AnswerCall())
