"""Harmless: calls carry metadata and say whose they are."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import UNKNOWN_ID, Drive
from voipbin_mock.faults._seams import on_document
from voipbin_mock.mock import Mock


class CallWithMetadata(Fault):
    """Optional members."""

    name = "call-with-metadata"
    kind = "harmless"
    sentence = "calls carry metadata and say whose they are"
    rule = "none: [C] CallManagerCall: metadata, owner_type, owner_id"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        more = {"owner_type": "agent", "owner_id": UNKNOWN_ID, "metadata": {"campaign": 7, "note": None}}
        on_document(mock, "call", lambda _call, written: {**written, **more})

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")
