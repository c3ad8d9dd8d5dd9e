"""Harmless: ids are UUIDs of version 7."""

from __future__ import annotations

from voipbin_mock.faults._versions import OtherVersion


class IdsInOrder(OtherVersion):
    """Ids in the order in which they were made."""

    name = "ids-in-order"
    sentence = "ids are UUIDs of version 7"
    version = "7"
