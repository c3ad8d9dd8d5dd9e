"""Tones are sent in reverse order."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW, on_action
from voipbin_mock.mock import Mock


class TonesBackwards(Fault):
    """A stack instead of a queue."""

    name = "tones-backwards"
    kind = "flow"
    sentence = "tones are sent in reverse order"
    rule = "[T] Simple outbound call with talk and digits_send"
    operations = CALLS
    kinds = WRONG_FLOW

    def install(self, mock: Mock) -> None:
        def around(send: Any, turn: Any, position: int) -> None:
            digits = turn.option.get("dtmfs") or turn.option["digits"]
            digit = digits[-1 - position]
            wrap(turn, "happen", lambda happen, event, **detail: happen(event, **{**detail, "digit": digit}))
            send(turn, position)

        for kind in ("dtmf_send", "digits_send"):
            on_action(mock, kind, "_send", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, drive.tones("12")))
