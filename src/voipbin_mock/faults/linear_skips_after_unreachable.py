"""A linear groupcall passes over the destination behind one that is unreachable."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, UNREACHABLE, Drive
from voipbin_mock.faults._seams import CALLS, GROUPCALLS
from voipbin_mock.mock import Mock
from voipbin_mock.records import Groupcall


class LinearSkipsAfterUnreachable(Fault):
    """An error moves the pointer once more."""

    name = "linear-skips-after-unreachable"
    kind = "fan-out"
    sentence = "a linear groupcall passes over the destination behind one that is unreachable"
    rule = "facts: A groupcall: linear goes from each destination to the one behind it"
    operations = (*GROUPCALLS, *CALLS)
    kinds = ("fan-out", "flow", "scenario", "lifecycle")

    def install(self, mock: Mock) -> None:
        waiting = mock.groupcalls._waiting  # noqa: SLF001 - where the defect is

        def around(ended: Any, groupcall: Groupcall) -> None:
            last = mock.calls.records.find(groupcall.call_ids[-1])
            if last is not None and last.hangup_reason == "failed" and len(waiting.get(groupcall.id, ())) > 1:
                waiting[groupcall.id].pop(0)
            ended(groupcall)

        wrap(mock.groupcalls, "_ended", around)

    def trigger(self, drive: Drive) -> None:
        group_id = drive.groupcall(UNREACHABLE, BUSY, LISTENS, ring_method="linear")
        drive.advance(10_000)
        drive.get(f"/groupcalls/{group_id}")
