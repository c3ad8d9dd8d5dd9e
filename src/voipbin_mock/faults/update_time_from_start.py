"""Harmless: what was never changed since has its tm_create as tm_update."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_document
from voipbin_mock.mock import Mock


class UpdateTimeFromStart(Fault):
    """To be made is to be changed."""

    name = "update-time-from-start"
    kind = "harmless"
    sentence = "what was never changed since has its tm_create as tm_update"
    rule = "none: facts: A call: to be made is a change too"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        def change(_record: Any, written: dict[str, Any]) -> dict[str, Any]:
            return {**written, "tm_update": written.get("tm_update") or written["tm_create"]}

        for what in ("call", "groupcall", "flow", "number", "activeflow", "accesskey"):
            on_document(mock, what, change)

    def trigger(self, drive: Drive) -> None:
        drive.call()
        drive.flow()
        drive.get("/numbers")
