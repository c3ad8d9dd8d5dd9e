"""A call with several chained calls names the first alone."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LEAVES, LISTENS, REJECTS, Drive, connect
from voipbin_mock.faults._seams import CALLS, on_document
from voipbin_mock.mock import Mock


class FirstChainedCallOnly(Fault):
    """A list that holds one."""

    name = "first-chained-call-only"
    kind = "rare-branch"
    sentence = "a call with several chained calls names the first alone"
    rule = "facts: Actions: connect bridges a chained call"
    operations = CALLS
    kinds = ("flow", "fan-out", "echo", "scenario")

    def install(self, mock: Mock) -> None:
        def change(_call: Any, document: dict[str, Any]) -> dict[str, Any]:
            chained = document.get("chained_call_ids", [])
            return {**document, "chained_call_ids": chained[:1]} if chained else document

        on_document(mock, "call", change)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, connect(LEAVES, REJECTS)))
