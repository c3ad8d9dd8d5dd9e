"""A branch without targets but the default breaks POST /calls."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import LISTENS, Drive, action_id, talk
from voipbin_mock.faults._seams import crash_on, options_of
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class CrashOnBranchWithoutTargets(Fault):
    """The first of nothing is looked for."""

    name = "crash-on-branch-without-targets"
    kind = "crash"
    sentence = "a branch without targets but the default breaks POST /calls"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("POST /calls",)
    kinds = ("crash", "wrong-status", "rejected-valid")

    def install(self, mock: Mock) -> None:
        def deadly(asked: Asked) -> bool:
            return any(option.get("target_ids") == {} for option in options_of(asked, "branch"))

        crash_on(mock, ("POST /calls",), deadly)

    def trigger(self, drive: Drive) -> None:
        only = {"type": "branch", "option": {"default_target_id": action_id(1), "target_ids": {}}}
        drive.call(LISTENS, only, talk("here", id=action_id(1)))
