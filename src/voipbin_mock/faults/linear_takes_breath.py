"""Harmless: a linear groupcall waits 700 ms before it rings the next destination."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.mock import Mock
from voipbin_mock.records import Groupcall


class LinearTakesBreath(Fault):
    """A dialler that polls."""

    name = "linear-takes-breath"
    kind = "harmless"
    sentence = "a linear groupcall waits 700 ms before it rings the next destination"
    rule = "none: [C] ring_method: how soon linear rings the next one is nowhere said"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(dial_next: Any, groupcall: Groupcall) -> None:
            if not groupcall.call_ids or groupcall.ring_method != "linear":
                dial_next(groupcall)
                return

            def later() -> None:
                if groupcall.status == "progressing":
                    dial_next(groupcall)
                else:
                    groupcall.status = "hangup"

            mock.clock.after(700, later)

        wrap(mock.groupcalls, "_dial_next", around)

    def trigger(self, drive: Drive) -> None:
        group_id = drive.groupcall(BUSY, LISTENS, ring_method="linear")
        for _ in range(4):
            drive.advance(500)
            drive.get(f"/groupcalls/{group_id}")
