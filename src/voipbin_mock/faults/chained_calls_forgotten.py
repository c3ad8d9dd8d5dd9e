"""A call that is over names no chained calls any more."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LEAVES, LISTENS, Drive, connect
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.mock import Mock


class ChainedCallsForgotten(Fault):
    """Tidied up too early."""

    name = "chained-calls-forgotten"
    kind = "persistence"
    sentence = "a call that is over names no chained calls any more"
    rule = "facts: Actions: connect bridges a chained call"
    operations = CALLS
    kinds = ("flow", "echo", "fan-out", "scenario")

    def install(self, mock: Mock) -> None:
        def around(finish: Any, call: Any, *rest: Any) -> None:
            finish(call, *rest)
            call.chained_call_ids.clear()

        wrap(mock.calls, "finish", around)

    def trigger(self, drive: Drive) -> None:
        drive.watch(drive.call(LISTENS, connect(LEAVES)))
