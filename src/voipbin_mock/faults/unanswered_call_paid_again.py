"""A call that ends unanswered is paid a second time."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.faults._seams import BALANCE, CALLS
from voipbin_mock.mock import Mock


class UnansweredCallPaidAgain(Fault):
    """Both ends of the call write a bill."""

    name = "unanswered-call-paid-again"
    kind = "billing"
    sentence = "a call that ends unanswered is paid a second time"
    rule = "issue 3, billing: a call is paid once"
    operations = (*CALLS, *BALANCE)
    kinds = ("billing",)

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Any, *rest: Any) -> None:
            finish(call, *rest)
            if call.progressing_us is None:
                mock.billing.charge(mock.accounts.customer(call.customer_id))

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(BUSY))
        drive.money()
