"""A groupcall to a number and an endpoint breaks down."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, request, talk, tel
from voipbin_mock.faults._seams import crash_on, posted
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class CrashOnMixedDestinations(Fault):
    """One list for two kinds."""

    name = "crash-on-mixed-destinations"
    kind = "crash"
    sentence = "a groupcall to a number and an endpoint breaks down"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("POST /groupcalls",)
    kinds = ("crash", "rejected-valid")

    def install(self, mock: Mock) -> None:
        def deadly(asked: Asked) -> bool:
            return len({one.get("type") for one in posted(asked).get("destinations", [])}) > 1

        crash_on(mock, ("POST /groupcalls",), deadly)

    def trigger(self, drive: Drive) -> None:
        body = request(LISTENS, talk("hello"), ring_method="ring_all", answer_method="hangup_others")
        kind = "endpoint" if drive.edition == "tutorial" else "sip"
        drive.post("/groupcalls", {**body, "destinations": [tel(LISTENS), {"type": kind, "target": "desk@office"}]})
