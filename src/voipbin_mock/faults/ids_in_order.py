"""Harmless: ids are UUIDs of version 7."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class IdsInOrder(Fault):
    """The version of a UUID is no contract."""

    name = "ids-in-order"
    kind = "harmless"
    sentence = "ids are UUIDs of version 7"
    rule = "none: an id is any UUID"
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(uuid: Any) -> str:
            made: str = uuid()
            return f"{made[:14]}7{made[15:]}"

        wrap(mock.ids, "uuid", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
