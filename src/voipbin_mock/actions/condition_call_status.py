"""condition_call_status: asks how far the call is."""

from voipbin_mock.actions._conditions import FALSE_TARGET, Condition
from voipbin_mock.flow.options import members, optional, text
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import observed


class ConditionCallStatus(Condition):
    """Holds when the call has the ``status``."""

    type = "condition_call_status"
    option = members({"status": optional(text), **FALSE_TARGET})
    provenance = observed("voipbin/monorepo, bin-flow-manager/models/action: OptionConditionCallStatus")

    def holds(self, turn: Turn) -> bool:
        """Compare."""
        return bool(turn.call.status == turn.option.get("status", ""))
