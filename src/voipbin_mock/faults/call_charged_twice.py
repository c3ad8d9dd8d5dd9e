"""Each call is paid twice."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import BALANCE, CALLS, GROUPCALLS
from voipbin_mock.mock import Mock


class CallChargedTwice(Fault):
    """Two workers take the money."""

    name = "call-charged-twice"
    kind = "billing"
    sentence = "each call is paid twice"
    rule = "facts: a call is paid once"
    operations = CALLS + GROUPCALLS + BALANCE
    kinds = ("billing", "scenario")

    def install(self, mock: Mock) -> None:
        wrap(mock.billing, "charge", lambda charge, *args: (charge(*args), charge(*args)))

    def trigger(self, drive: Drive) -> None:
        drive.call()
        drive.money()
