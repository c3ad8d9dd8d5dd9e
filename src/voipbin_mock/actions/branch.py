"""branch: jumps by the digits received."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import action_id, action_ids, members, optional, required, text
from voipbin_mock.flow.turn import Turn
from voipbin_mock.flow.variables import DIGITS
from voipbin_mock.provenance import documented


class Branch(Action):
    """Jumps to the action whose key equals the digits (or ``variable`` [C]), else to the default."""

    type = "branch"
    option = members(
        {
            "default_target_id": required(action_id),
            "target_ids": required(action_ids),
            "variable": optional(text),
        }
    )
    provenance = documented("[T] Simple outbound call with Branch; [C] FlowManagerActionOptionBranch")

    def start(self, turn: Turn) -> None:
        """Jump, and clear the variable."""
        variable = turn.option.get("variable") or DIGITS
        digits = turn.variables.get(variable, "")
        target_id = self.choose(turn, digits)
        turn.set_variable(variable, "")
        turn.happen("branch", digits=digits, target_id=target_id)
        turn.jump(target_id)

    def choose(self, turn: Turn, digits: str) -> str:
        """Return the id of the action that these digits lead to."""
        option = turn.option
        target_id: str = option["target_ids"].get(digits, option["default_target_id"])
        return target_id.lower()
