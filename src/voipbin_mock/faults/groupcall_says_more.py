"""Harmless: groupcalls say how they dial: dial_index, groupcall_ids, groupcall_count, owner_type."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, LISTENS, Drive
from voipbin_mock.faults._seams import on_document
from voipbin_mock.mock import Mock


class GroupcallSaysMore(Fault):
    """All that the description has."""

    name = "groupcall-says-more"
    kind = "harmless"
    sentence = "groupcalls say how they dial: dial_index, groupcall_ids, groupcall_count, owner_type"
    rule = "none: [C] CallManagerGroupcall has these members"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        more = {"dial_index": 0, "groupcall_ids": [], "groupcall_count": 0, "owner_type": "agent"}
        on_document(mock, "groupcall", lambda _groupcall, written: {**written, **more})

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/groupcalls/{drive.groupcall(LISTENS, BUSY)}")
