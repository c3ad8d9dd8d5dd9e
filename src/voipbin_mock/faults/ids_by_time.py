"""Harmless: ids are UUIDs of version 1."""

from __future__ import annotations

from voipbin_mock.faults._versions import OtherVersion


class IdsByTime(OtherVersion):
    """Ids that hold the time and the machine."""

    name = "ids-by-time"
    sentence = "ids are UUIDs of version 1"
    version = "1"
