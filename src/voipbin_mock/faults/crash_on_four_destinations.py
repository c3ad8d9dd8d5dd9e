"""Four destinations or more break POST /groupcalls."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import BUSY, LEAVES, LISTENS, REJECTS, Drive, request
from voipbin_mock.faults._seams import crash_on, posted
from voipbin_mock.mock import Mock


class CrashOnFourDestinations(Fault):
    """Room for three."""

    name = "crash-on-four-destinations"
    kind = "crash"
    sentence = "four destinations or more break POST /groupcalls"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("POST /groupcalls",)
    kinds = ("crash", "wrong-status", "rejected-valid")

    def install(self, mock: Mock) -> None:
        crash_on(mock, ("POST /groupcalls",), lambda asked: len(posted(asked).get("destinations", [])) > 3)

    def trigger(self, drive: Drive) -> None:
        drive.post(
            "/groupcalls",
            request((LISTENS, BUSY, REJECTS, LEAVES), ring_method="ring_all", answer_method="hangup_others"),
        )
