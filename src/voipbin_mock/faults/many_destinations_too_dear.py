"""Three destinations are 402, whatever the balance."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, REJECTS, Drive
from voipbin_mock.mock import Mock


class ManyDestinationsTooDear(Fault):
    """A limit with the wrong name."""

    name = "many-destinations-too-dear"
    kind = "billing"
    sentence = "three destinations are 402, whatever the balance"
    rule = "[T] Troubleshooting: 402 when the balance is too low"
    operations = ("POST /calls", "POST /groupcalls")
    kinds = ("billing", "rejected-valid", "scenario")

    def install(self, mock: Mock) -> None:
        wrap(mock.billing, "can_pay", lambda can_pay, customer, legs: legs < 3 and can_pay(customer, legs))

    def trigger(self, drive: Drive) -> None:
        drive.call([LISTENS, BUSY, REJECTS])
