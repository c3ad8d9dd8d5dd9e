"""The name of a destination is not kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, tel
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.mock import Mock


class DestinationNameLost(Fault):
    """A column is missing."""

    name = "destination-name-lost"
    kind = "persistence"
    sentence = "the name of a destination is not kept"
    rule = "[T] the samples: what was posted is answered"
    operations = CALLS
    kinds = ("echo", "scenario")

    def install(self, mock: Mock) -> None:
        def around(dial: Any, order: Any) -> Any:
            return dial(replace(order, destination=replace(order.destination, name="", target_name="")))

        wrap(mock.calls, "dial", around)

    def trigger(self, drive: Drive) -> None:
        drive.call(destinations=[{**tel(LISTENS), "name": "front desk", "target_name": "desk"}])
