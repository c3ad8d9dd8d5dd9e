"""The first two actions run in the wrong order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW
from voipbin_mock.flow.body import FlowBody
from voipbin_mock.mock import Mock


class FirstActionsSwapped(Fault):
    """They race for the call."""

    name = "first-actions-swapped"
    kind = "flow"
    sentence = "the first two actions run in the wrong order"
    rule = "[T] actions run in order"
    operations = CALLS
    kinds = (*WRONG_FLOW, "lifecycle")

    def install(self, mock: Mock) -> None:
        def around(dial: Any, order: Any) -> Any:
            if order.flow is not None and len(order.flow.body.actions) > 1:
                first, second, *rest = order.flow.body.actions
                order = replace(order, flow=replace(order.flow, body=FlowBody((second, first, *rest))))
            return dial(order)

        wrap(mock.calls, "dial", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, talk("one"), talk("two")))
