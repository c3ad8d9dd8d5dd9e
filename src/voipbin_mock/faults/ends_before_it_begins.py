"""Tm_hangup of a call that was answered lies before tm_progressing."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL
from voipbin_mock.mock import Mock


class EndsBeforeItBegins(Fault):
    """A clock that runs behind stamps the end."""

    name = "ends-before-it-begins"
    kind = "lifecycle"
    sentence = "tm_hangup of a call that was answered lies before tm_progressing"
    rule = "facts: A call: tm_create, tm_ringing, tm_progressing, tm_hangup in this order"
    operations = CALLS
    kinds = WRONG_CALL

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Any, *how: Any) -> None:
            finish(call, *how)
            if call.progressing_us is not None:
                call.hangup_us = call.progressing_us - 500_000

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
