"""Reading the actions of a request: everything is checked before anything is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from voipbin_mock.errors import invalid
from voipbin_mock.flow import options
from voipbin_mock.flow.body import FlowAction, FlowBody
from voipbin_mock.flow.options import Reading
from voipbin_mock.ids import NIL_UUID

if TYPE_CHECKING:
    from voipbin_mock.actions import Action


@dataclass(frozen=True, slots=True)
class ReadAction:
    """An action as posted and found good; ``id`` is the nil UUID while it has none."""

    id: str
    type: str
    option: Mapping[str, Any]
    next_id: str


class ActionReader:
    """Reads lists of actions in the vocabulary of an edition."""

    def __init__(self, vocabulary: Mapping[str, Action]) -> None:
        self.vocabulary = dict(vocabulary)

    def read(self, value: object, where: str, reading: Reading) -> list[ReadAction]:
        """Return the actions of ``value``.

        Raises :class:`~voipbin_mock.errors.Refusal` (400) at the first rule that is broken: an unknown type, an option
        that is missing or wrong, a jump to no action of this list.
        """
        if not isinstance(value, list):
            raise invalid(f"{where} is not an array")
        outer, reading.targets = reading.targets, []
        found = [self._read_one(item, f"{where}[{position}]", reading) for position, item in enumerate(value)]
        known = {action.id for action in found} - {NIL_UUID}
        for target_where, target in reading.targets:
            if target not in known:
                raise invalid(f"{target_where} names no action of this flow: {target}", "ACTION_NOT_FOUND")
        reading.targets = outer
        return found

    def _read_one(self, value: object, where: str, reading: Reading) -> ReadAction:
        found = options.an_object(value, where, reading)
        if "type" not in found:
            raise invalid(f"{where}.type is missing")
        kind = options.text(found["type"], f"{where}.type")
        if kind not in self.vocabulary:
            raise invalid(f"{where}.type is no known action: {kind!r}", "UNKNOWN_ACTION_TYPE")
        action_id = options.uuid(found.get("id", NIL_UUID), f"{where}.id")
        next_id = options.uuid(found.get("next_id") or NIL_UUID, f"{where}.next_id")
        if next_id != NIL_UUID:
            options.action_id(next_id, f"{where}.next_id", reading)
        option = found.get("option", {})
        options.check(option, f"{where}.option", reading, self.vocabulary[kind].option)
        return ReadAction(action_id, kind, option, next_id)


def make_flow(actions: list[ReadAction], new_id: Callable[[], str]) -> FlowBody:
    """Return the flow of these actions; those without an id get one."""
    return FlowBody(
        tuple(
            FlowAction(new_id() if action.id == NIL_UUID else action.id, action.type, action.option, action.next_id)
            for action in actions
        )
    )
