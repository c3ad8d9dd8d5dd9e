"""A flow that is refused is answered with 200 and what is wrong."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import AS_SUCCESS, masked
from voipbin_mock.mock import Mock


class BadFlowIsOk(Fault):
    """Errors travel in the body."""

    name = "bad-flow-is-ok"
    kind = "masked"
    sentence = "a flow that is refused is answered with 200 and what is wrong"
    rule = "facts: Refusals: the status says that a request is refused"
    operations = ("POST /flows",)
    kinds = AS_SUCCESS

    def install(self, mock: Mock) -> None:
        masked(mock, "POST /flows", 400, lambda _asked: {"message": "the flow was not stored"})

    def trigger(self, drive: Drive) -> None:
        drive.flow({"type": "nonsense"})
