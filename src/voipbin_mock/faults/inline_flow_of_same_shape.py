"""Inline actions of the same types as those of a call of the last second run that call's flow."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.flow.body import FlowBody
from voipbin_mock.mock import Mock
from voipbin_mock.records import Flow


class InlineFlowOfSameShape(Fault):
    """A cache whose key is too small."""

    name = "inline-flow-of-same-shape"
    kind = "races"
    sentence = "inline actions of the same types as those of a call of the last second run that call's flow"
    rule = "facts: A call: actions that come with a request are run, and not those of another one"
    operations = CALLS
    kinds = ("echo", "flow", "scenario", "collection", "side-effect", "lifecycle")

    def install(self, mock: Mock) -> None:
        seen: dict[tuple[str, ...], Flow] = {}

        def around(add_passing: Any, customer_id: str, body: FlowBody) -> Flow:
            key = (customer_id, *(action.type for action in body.actions))
            known = seen.get(key)
            if known is None or mock.clock.now_us - known.created_us > 1_000_000:
                known = seen[key] = add_passing(customer_id, body)
            return known

        wrap(mock.flows, "add_passing", around)

    def trigger(self, drive: Drive) -> None:
        drive.call(LISTENS, talk("this is the first"))
        drive.watch(drive.call(LISTENS, talk("this is the second")))
