"""Letters beyond ASCII in the name of a flow become question marks."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import FLOWS
from voipbin_mock.mock import Mock


class AccentsLost(Fault):
    """The store is not in UTF-8."""

    name = "accents-lost"
    kind = "persistence"
    sentence = "letters beyond ASCII in the name of a flow become question marks"
    rule = "[C] POST /flows: the name posted"
    operations = FLOWS
    kinds = ("echo", "scenario")

    def install(self, mock: Mock) -> None:
        def around(add: Any, flow: Any) -> Any:
            flow.name = flow.name.encode("ascii", "replace").decode()
            return add(flow)

        wrap(mock.flows.records, "add", around)

    def trigger(self, drive: Drive) -> None:
        drive.flow(name="Begrüßung")
