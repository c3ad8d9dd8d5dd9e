"""Harmless: fractions of a second are written without their zeros."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_document
from voipbin_mock.mock import Mock


class TimesWithoutZeros(Fault):
    """Up to microseconds."""

    name = "times-without-zeros"
    kind = "harmless"
    sentence = "fractions of a second are written without their zeros"
    rule = "none: facts: Editions: up to microseconds"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        names = ("tm_ringing", "tm_progressing", "tm_hangup", "tm_update")

        def change(_call: Any, written: dict[str, Any]) -> dict[str, Any]:
            short = {name: f"{written[name][:-1].rstrip('0').rstrip('.')}Z" for name in names if name in written}
            return {**written, **short}

        on_document(mock, "call", change)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call())
