"""Harmless: members of calls and groupcalls that are empty are there."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_document
from voipbin_mock.mock import Mock


class EmptyMembersShown(Fault):
    """May be absent, need not."""

    name = "empty-members-shown"
    kind = "harmless"
    sentence = "members of calls and groupcalls that are empty are there"
    rule = "none: facts: Editions: empty members may be absent"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        empty = {
            "chained_call_ids": [],
            "recording_ids": [],
            "mute_direction": "",
            "hangup_by": "",
            "hangup_reason": "",
        }
        on_document(mock, "call", lambda _call, written: {**empty, **written})
        on_document(mock, "groupcall", lambda _groupcall, written: {"call_count": 0, **written})

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
