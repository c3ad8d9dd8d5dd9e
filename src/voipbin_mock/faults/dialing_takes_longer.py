"""Harmless: a call is dialing for 900 ms and not for 100 before anything is heard of its callee."""

from __future__ import annotations

from typing import Any

from voipbin_mock.callees import Callee
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import UNREACHABLE, Drive
from voipbin_mock.mock import Mock


class DialingTakesLonger(Fault):
    """A carrier far away."""

    name = "dialing-takes-longer"
    kind = "harmless"
    sentence = "a call is dialing for 900 ms and not for 100 before anything is heard of its callee"
    rule = "none: facts: A call: how long a call is dialing is nowhere said"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(callee_of: Any, destination: Any) -> Callee:
            callee: Callee = callee_of(destination)
            wrap(callee, "reached", lambda reached, line: line.after(800, lambda: reached(line)) and None)
            return callee

        wrap(mock.callees, "callee_of", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
        drive.watch(drive.call(UNREACHABLE))
