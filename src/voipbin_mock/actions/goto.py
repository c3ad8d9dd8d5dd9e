"""goto: jumps a number of times, then no more."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import action_id, integer, members, required
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import documented


class Goto(Action):
    """Jumps at most ``loop_count`` times, then is passed over."""

    type = "goto"
    option = members({"target_id": required(action_id), "loop_count": required(integer(0))})
    provenance = documented("[T] Simple outbound call with Branch")

    def start(self, turn: Turn) -> None:
        """Jump, or pass over when the count is used up."""
        target_id = turn.option["target_id"].lower()
        taken = turn.jumped < self.limit(turn)
        turn.happen("goto", taken=taken, target_id=target_id)
        if taken:
            turn.count_jump()
            turn.jump(target_id)

    def limit(self, turn: Turn) -> int:
        """Return how often this action jumps."""
        return int(turn.option["loop_count"])
