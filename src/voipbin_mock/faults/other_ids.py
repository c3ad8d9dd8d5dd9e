"""Harmless: ids come from another source."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.ids import Ids
from voipbin_mock.mock import Mock


class OtherIds(Fault):
    """Nobody may know ids in advance."""

    name = "other-ids"
    kind = "harmless"
    sentence = "ids come from another source"
    rule = "none: an id is any UUID"
    harmless = True

    def install(self, mock: Mock) -> None:
        other = Ids(mock.seed, "elsewhere")
        wrap(mock.ids, "uuid", lambda _uuid: other.uuid())

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
