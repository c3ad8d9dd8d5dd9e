"""Tones follow each other without their interval."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.mock import Mock


class TonesWithoutPause(Fault):
    """The option is not read."""

    name = "tones-without-pause"
    kind = "flow"
    sentence = "tones follow each other without their interval"
    rule = "[T] dtmf_send: interval"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        for kind in ("dtmf_send", "digits_send"):
            on_action(mock, kind, "_send", _at_once)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, drive.tones("123")))


def _at_once(send: Any, turn: Turn, position: int) -> None:
    option = {**turn.option, "interval": 0}
    send(_Unhurried(turn, option), position)


class _Unhurried:
    """A turn whose action has another option."""

    def __init__(self, turn: Turn, option: dict[str, Any]) -> None:
        self._turn, self.option = turn, option

    def __getattr__(self, name: str) -> Any:
        return getattr(self._turn, name)
