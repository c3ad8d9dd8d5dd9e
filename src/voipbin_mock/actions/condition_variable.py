"""condition_variable: compares a variable with a value."""

from voipbin_mock.actions._conditions import COMPARISON, FALSE_TARGET, Condition, compare
from voipbin_mock.flow.options import integer, members, number, one_of, optional, required, text
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import observed


class ConditionVariable(Condition):
    """Compares the variable as text, as number or by its length."""

    type = "condition_variable"
    option = members(
        {
            "condition": required(COMPARISON),
            "variable": required(text),
            "value_type": required(one_of("string", "number", "length")),
            "value_string": optional(text),
            "value_number": optional(number),
            "value_length": optional(integer(0)),
            **FALSE_TARGET,
        }
    )
    provenance = observed("voipbin/monorepo, bin-flow-manager/models/action: OptionConditionVariable")

    def holds(self, turn: Turn) -> bool:
        """Compare; text that is no number never holds as one."""
        option = turn.option
        value = turn.variables.get(option["variable"], "")
        if option["value_type"] == "string":
            return compare(option["condition"], value, option.get("value_string", ""))
        if option["value_type"] == "length":
            return compare(option["condition"], len(value), option.get("value_length", 0))
        try:
            return compare(option["condition"], float(value), option.get("value_number", 0))
        except ValueError:
            return False
