"""condition_call_digits: asks what the other party has pressed."""

from voipbin_mock.actions._conditions import FALSE_TARGET, Condition
from voipbin_mock.flow.options import integer, members, optional, text
from voipbin_mock.flow.turn import Turn
from voipbin_mock.flow.variables import DIGITS
from voipbin_mock.provenance import observed


class ConditionCallDigits(Condition):
    """Holds when ``length`` digits are in or ``key`` is among them."""

    type = "condition_call_digits"
    option = members({"length": optional(integer(0)), "key": optional(text), **FALSE_TARGET})
    provenance = observed("voipbin/monorepo, bin-flow-manager/models/action: OptionConditionCallDigits")

    def holds(self, turn: Turn) -> bool:
        """Look at the digits received."""
        digits = turn.variables.get(DIGITS, "")
        length, key = int(turn.option.get("length", 0)), turn.option.get("key", "")
        return bool((length and len(digits) >= length) or (key and key in digits))
