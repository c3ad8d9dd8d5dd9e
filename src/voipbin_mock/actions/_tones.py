"""Sending DTMF tones, one after the other; two editions name it differently."""

from __future__ import annotations

from typing import ClassVar

from voipbin_mock.actions import Action
from voipbin_mock.flow.turn import Turn


class SendTones(Action):
    """Sends the digits of the option ``member``: ``duration`` ms each, ``interval`` ms apart."""

    member: ClassVar[str]
    default_duration_ms: ClassVar[int]
    default_interval_ms: ClassVar[int]

    def start(self, turn: Turn) -> None:
        """Send the first tone."""
        if turn.option.get(self.member):
            self._send(turn, 0)

    def resume(self, turn: Turn, _event: object) -> None:
        """Send the next tone, if there is one."""
        following = int(turn.local[0]) + 1
        if following < len(turn.option[self.member]):
            self._send(turn, following)

    def _send(self, turn: Turn, position: int) -> None:
        option = turn.option
        digits = option[self.member]
        duration_ms = int(option.get("duration", self.default_duration_ms))
        interval_ms = int(option.get("interval", self.default_interval_ms))
        turn.happen("digit_heard", digit=digits[position], duration_ms=duration_ms)
        last = position == len(digits) - 1
        turn.wait(duration_ms if last else duration_ms + interval_ms, position)
