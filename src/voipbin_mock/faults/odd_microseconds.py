"""Harmless: times of creation have odd microseconds."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.mock import Mock


class OddMicroseconds(Fault):
    """A clock that is not round."""

    name = "odd-microseconds"
    kind = "harmless"
    sentence = "times of creation have odd microseconds"
    rule = "none: facts: Editions: times have microseconds, and these are some"
    harmless = True

    def install(self, mock: Mock) -> None:
        for records in (mock.calls.records, mock.groupcalls.records, mock.flows.records, mock.activeflows.records):
            wrap(records, "stamp", lambda stamp: stamp() + 137)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
        drive.groupcall(LISTENS, BUSY)
