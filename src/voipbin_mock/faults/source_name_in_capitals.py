"""The name of the source comes back in capitals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import SOURCE, Drive, tel
from voipbin_mock.faults._seams import CALLS
from voipbin_mock.mock import Mock


class SourceNameInCapitals(Fault):
    """A display rule found its way into the store."""

    name = "source-name-in-capitals"
    kind = "persistence"
    sentence = "the name of the source comes back in capitals"
    rule = "[T] the samples: what was posted is answered"
    operations = CALLS
    kinds = ("echo", "scenario")

    def install(self, mock: Mock) -> None:
        def around(dial: Any, order: Any) -> Any:
            return dial(replace(order, source=replace(order.source, name=order.source.name.upper())))

        wrap(mock.calls, "dial", around)

    def trigger(self, drive: Drive) -> None:
        drive.call(source={**tel(SOURCE), "name": "switchboard"})
