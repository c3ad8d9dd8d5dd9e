"""variable_set: sets a variable of the flow."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import members, required, text
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import documented


class VariableSet(Action):
    """Sets the variable ``key`` to ``value``."""

    type = "variable_set"
    editions = frozenset({"current"})
    option = members({"key": required(text), "value": required(text)})
    provenance = documented("[C] FlowManagerActionOptionVariableSet")

    def start(self, turn: Turn) -> None:
        """Set it; the flow goes on at once."""
        turn.set_variable(turn.option["key"], turn.option["value"])
