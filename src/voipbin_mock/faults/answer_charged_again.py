"""A call is paid a second time when it is answered."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import BALANCE, CALLS, GROUPCALLS
from voipbin_mock.mock import Mock


class AnswerChargedAgain(Fault):
    """Set-up and talk are both billed."""

    name = "answer-charged-again"
    kind = "billing"
    sentence = "a call is paid a second time when it is answered"
    rule = "facts: a call is paid once"
    operations = CALLS + GROUPCALLS + BALANCE
    kinds = ("billing", "scenario")

    def install(self, mock: Mock) -> None:
        def around(move: Any, call: Any, status: str) -> None:
            move(call, status)
            if status == "progressing":
                mock.billing.charge(mock.accounts.customer(call.customer_id))

        wrap(mock.calls, "move", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
        drive.money()
