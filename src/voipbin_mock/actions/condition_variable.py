"""condition_variable: compares a variable with a value."""

from voipbin_mock.actions._conditions import COMPARISON, FALSE_TARGET, Condition, compare
from voipbin_mock.flow.options import integer, members, number, one_of, optional, text
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import observed


class ConditionVariable(Condition):
    """Compares the variable as text, as number or by its length."""

    type = "condition_variable"
    option = members(
        {
            "condition": optional(COMPARISON),
            "variable": optional(text),
            "value_type": optional(one_of("string", "number", "length")),
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
        condition, kind = option.get("condition", "=="), option.get("value_type", "string")
        value = turn.variables.get(option.get("variable", ""), "")
        if kind == "string":
            return compare(condition, value, option.get("value_string", ""))
        if kind == "length":
            return compare(condition, len(value), option.get("value_length", 0))
        try:
            return compare(condition, float(value), option.get("value_number", 0))
        except ValueError:
            return False
