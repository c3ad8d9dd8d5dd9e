"""Harmless: calls are written as in 2021."""

from __future__ import annotations

from voipbin_mock.editions.tutorial import Tutorial
from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class CallsOf2021(Fault):
    """Each generation is right in itself."""

    name = "calls-of-2021"
    kind = "harmless"
    sentence = "calls are written as in 2021"
    rule = "none: contracts: D-generations"
    editions = ("tutorial",)
    harmless = True

    def install(self, mock: Mock) -> None:
        old = Tutorial("2021")
        mock.edition.call = old.call  # type: ignore[method-assign]

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
