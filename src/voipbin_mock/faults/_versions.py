"""Ids that are UUIDs of another version than the mock's own."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class OtherVersion(Fault):
    """The version of a UUID is no contract."""

    kind = "harmless"
    rule = "none: an id is any UUID"
    harmless = True
    version: str

    def install(self, mock: Mock) -> None:
        def around(uuid: Any) -> str:
            made: str = uuid()
            return f"{made[:14]}{self.version}{made[15:]}"

        wrap(mock.ids, "uuid", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
