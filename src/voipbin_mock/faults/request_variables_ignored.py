"""A flow does not know the variables of its request."""

from __future__ import annotations

from dataclasses import replace

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import CALLS, WRONG_FLOW
from voipbin_mock.mock import Mock


class RequestVariablesIgnored(Fault):
    """They are not handed on."""

    name = "request-variables-ignored"
    kind = "flow"
    sentence = "a flow does not know the variables of its request"
    rule = "[C] POST /calls: variables"
    operations = CALLS
    kinds = WRONG_FLOW
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        wrap(mock.calls, "dial", lambda dial, order: dial(replace(order, variables={})))

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, talk("desk ${desk}"), variables={"desk": "7"}))
