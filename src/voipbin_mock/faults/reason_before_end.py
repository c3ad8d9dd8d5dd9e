"""A call has a hangup reason while it is still talked on."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import CALLS, WRONG_CALL, on_document
from voipbin_mock.mock import Mock


class ReasonBeforeEnd(Fault):
    """The reason has a default."""

    name = "reason-before-end"
    kind = "lifecycle"
    sentence = "a call has a hangup reason while it is still talked on"
    rule = "facts: A call: the reason is empty until the call ends"
    operations = CALLS
    kinds = (*WRONG_CALL, "unknown-value", "undeclared-field", "wrong-format")

    def install(self, mock: Mock) -> None:
        on_document(
            mock,
            "call",
            lambda call, written: {**written, "hangup_reason": "normal"} if call.status == "progressing" else written,
        )

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
