"""Harmless: actions are read back with the next one, which is null or nil."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.mock import Mock


class NextIdIsNone(Fault):
    """An optional member, empty in both of its ways."""

    name = "next-id-is-none"
    kind = "harmless"
    sentence = "actions are read back with the next one, which is null or nil"
    rule = "none: [C] an action may name the next one"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        def around(action: Any, found: Any) -> dict[str, Any]:
            return {"next_id": None if found.type == "talk" else NIL_UUID, **action(found)}

        wrap(mock.edition, "action", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/flows/{drive.flow()}")
