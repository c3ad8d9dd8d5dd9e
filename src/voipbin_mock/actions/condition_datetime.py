"""condition_datetime: asks what time it is."""

from voipbin_mock.actions._conditions import COMPARISON, FALSE_TARGET, Condition, compare
from voipbin_mock.flow.options import integer, items, members, optional
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import observed

_PARTS = ("minute", "hour", "day", "month")


class ConditionDatetime(Condition):
    """Compares each part that is given with the time in UTC; a negative part stands for any [D]."""

    type = "condition_datetime"
    option = members(
        {
            "condition": optional(COMPARISON),
            "minute": optional(integer(-1, 59)),
            "hour": optional(integer(-1, 23)),
            "day": optional(integer(-1, 31)),
            "month": optional(integer(-1, 12)),
            "weekdays": optional(items(integer(0, 6))),
            **FALSE_TARGET,
        }
    )
    provenance = observed("voipbin/monorepo, bin-flow-manager/models/action: OptionConditionDatetime")

    def holds(self, turn: Turn) -> bool:
        """Compare; Sunday is weekday 0."""
        option, now = turn.option, turn.call.now
        weekdays = option.get("weekdays")
        if weekdays and now.isoweekday() % 7 not in weekdays:
            return False
        given = {part: option[part] for part in _PARTS if option.get(part, -1) >= 0}
        return all(compare(option.get("condition", "=="), getattr(now, part), value) for part, value in given.items())
