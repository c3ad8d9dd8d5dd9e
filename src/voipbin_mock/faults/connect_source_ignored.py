"""Connect dials from the number of the call, whatever its option says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from voipbin_mock.calls import Order
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LEAVES, LISTENS, Drive, tel
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.mock import Mock


class ConnectSourceIgnored(Fault):
    """The option is not read."""

    name = "connect-source-ignored"
    kind = "rare-branch"
    sentence = "connect dials from the number of the call, whatever its option says"
    rule = "[T] Simple outbound call with TTS and connect: source"
    operations = CALLS
    kinds = ("flow", "fan-out", "echo", "scenario")

    def install(self, mock: Mock) -> None:
        def around(dial: Any, order: Order) -> Any:
            master = mock.calls.records.find(order.master_call_id)
            return dial(replace(order, source=master.source) if master else order)

        wrap(mock.calls, "dial", around)

    def trigger(self, drive: Drive) -> None:
        option = {"source": tel("+15559876543"), "destinations": [tel(LEAVES)]}
        drive.watch(drive.call(LISTENS, {"type": "connect", "option": option}))
        drive.get("/calls")
