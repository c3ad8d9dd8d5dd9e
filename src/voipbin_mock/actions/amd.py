"""amd: listens whether a machine has answered."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import boolean, members, one_of, optional
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import guessed

#: How long it listens before it is sure, in ms [D].
LISTENS_MS = 2000


class Amd(Action):
    """Listens, and finds a person every time: the mock has no answering machines."""

    type = "amd"
    editions = frozenset({"current"})
    option = members({"machine_handle": optional(one_of("hangup", "continue")), "async": optional(boolean)})
    provenance = guessed("[C] FlowManagerActionOptionAMD; [D] a person after 2000 ms")

    def start(self, turn: Turn) -> None:
        """Listen; with ``async`` the flow goes on meanwhile."""
        if not turn.option.get("async"):
            turn.wait(LISTENS_MS)
