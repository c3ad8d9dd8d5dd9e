"""The call_ids of a groupcall name a call that does not exist."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS, on_document
from voipbin_mock.mock import Mock


class CallIdThatIsNone(Fault):
    """An id of another table."""

    name = "call-id-that-is-none"
    kind = "fan-out"
    sentence = "the call_ids of a groupcall name a call that does not exist"
    rule = "facts: each call_ids entry exists"
    operations = GROUPCALLS + CALLS
    kinds = ("fan-out", "scenario")

    def install(self, mock: Mock) -> None:
        on_document(
            mock,
            "groupcall",
            lambda groupcall, written: {**written, "call_ids": [*groupcall.call_ids[:-1], groupcall.id]},
        )

    def trigger(self, drive: Drive) -> None:
        drive.groupcall(LISTENS, BUSY)
