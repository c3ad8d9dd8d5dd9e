"""Two actions of one id break POST /flows."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive, action_id, talk
from voipbin_mock.faults._seams import actions_of, crash_on, posted
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class CrashOnActionIdUsedTwice(Fault):
    """A key that is there already."""

    name = "crash-on-action-id-used-twice"
    kind = "crash"
    sentence = "two actions of one id break POST /flows"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("POST /flows",)
    kinds = ("crash",)

    def install(self, mock: Mock) -> None:
        def deadly(asked: Asked) -> bool:
            ids = [one["id"] for one in actions_of(posted(asked)) if "id" in one]
            return len(set(ids)) < len(ids)

        crash_on(mock, ("POST /flows",), deadly)

    def trigger(self, drive: Drive) -> None:
        drive.flow(talk("one", id=action_id(1)), talk("two", id=action_id(1)))
