"""talk: speaks a text."""

from collections.abc import Mapping
from typing import Any

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import boolean, members, one_of, optional, required, text
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import documented

#: How long a character takes to speak [D]: English at about 165 words a minute, six characters to a word.
MS_PER_CHARACTER = 60
SHORTEST_MS = 500


def speech_ms(spoken: str) -> int:
    """Return how long a text takes to speak, in ms."""
    return max(SHORTEST_MS, MS_PER_CHARACTER * len(spoken))


class Talk(Action):
    """Speaks; the flow goes on when the speech ends."""

    type = "talk"
    option = members(
        {
            "text": required(text),
            "language": required(text),
            "gender": optional(text),
            "digits_handle": optional(one_of("", "next")),
            "async": optional(boolean),
        }
    )
    provenance = documented("[T] Simple outbound call with TTS; [C] FlowManagerActionOptionTalk")

    def start(self, turn: Turn) -> None:
        """Begin to speak."""
        option = turn.option
        duration_ms = self.lasts_ms(option)
        turn.happen("prompt", kind="talk", text=option["text"], language=option["language"], duration_ms=duration_ms)
        if option.get("async"):
            turn.happen("prompt_end", after_ms=duration_ms, completed=True)
        else:
            turn.wait(duration_ms)

    def lasts_ms(self, option: Mapping[str, Any]) -> int:
        """Return how long the speech takes, in ms."""
        return speech_ms(option["text"])

    def resume(self, turn: Turn, _event: object) -> None:
        """End the prompt."""
        turn.happen("prompt_end", completed=True)

    def on_digit(self, turn: Turn, digit: str) -> None:
        """Keep the digit; with ``digits_handle`` ``next`` it cuts the prompt short [C]."""
        super().on_digit(turn, digit)
        if turn.option.get("digits_handle") == "next":
            turn.happen("prompt_end", completed=False)
            turn.go_on()

    def on_stop(self, turn: Turn) -> None:
        """The prompt breaks off."""
        turn.happen("prompt_end", completed=False)
