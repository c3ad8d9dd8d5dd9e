"""An account without money may call."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, request, tel
from voipbin_mock.faults._seams import BALANCE
from voipbin_mock.mock import Mock


class PaymentNotRequired(Fault):
    """Nobody looks at the balance."""

    name = "payment-not-required"
    kind = "billing"
    sentence = "a call is made although the balance is too low"
    rule = "[T] Troubleshooting: 402 Payment Required"
    operations = ("POST /calls", "POST /groupcalls", *BALANCE)
    kinds = ("billing", "wrong-status", "accepted-invalid", "scenario")

    def install(self, mock: Mock) -> None:
        """Let everybody pay."""
        wrap(mock.billing, "can_pay", lambda *_: True)

    def trigger(self, drive: Drive) -> None:
        drive.post("/calls", {**request(LISTENS), "source": tel("+15553333333")}, "empty")
