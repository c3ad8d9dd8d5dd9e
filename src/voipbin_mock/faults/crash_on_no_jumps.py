"""A goto with a count of zero breaks POST /flows."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, action_id, talk
from voipbin_mock.faults._seams import crash_on, options_of
from voipbin_mock.mock import Mock


class CrashOnNoJumps(Fault):
    """Zero is taken for nothing."""

    name = "crash-on-no-jumps"
    kind = "crash"
    sentence = "a goto with a count of zero breaks POST /flows"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("POST /flows",)
    kinds = ("crash", "wrong-status", "rejected-valid")

    def install(self, mock: Mock) -> None:
        crash_on(
            mock,
            ("POST /flows",),
            lambda asked: any(option.get("loop_count") == 0 for option in options_of(asked, "goto")),
        )

    def trigger(self, drive: Drive) -> None:
        never = {"type": "goto", "option": {"target_id": action_id(1), "loop_count": 0}}
        drive.flow(talk("one", id=action_id(1)), never)
