"""Of several variables in one text only the first is filled in."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, talk
from voipbin_mock.faults._seams import ACTIVEFLOWS, CALLS, WRONG_FLOW
from voipbin_mock.flow.turn import Turn
from voipbin_mock.flow.variables import substitute
from voipbin_mock.mock import Mock


class _Once(Turn):
    """A turn whose options know one variable each."""

    @property
    def option(self) -> dict[str, Any]:
        """Return the option with the first reference of each text filled in."""
        written = dict(self.current.option) if self.current else {}
        return {name: self._fill(value) for name, value in written.items()}

    def _fill(self, value: Any) -> Any:
        if not isinstance(value, str):
            return substitute(value, self.variables)
        head, closed, tail = value.partition("}")
        return substitute(head + closed, self.variables) + tail


class FirstVariableOnly(Fault):
    """Replaced once, not everywhere."""

    name = "first-variable-only"
    kind = "flow"
    sentence = "of several variables in one text only the first is filled in"
    rule = "[C] POST /calls: whatever variable the request gives, the flow can speak of"
    operations = (*CALLS, *ACTIVEFLOWS)
    kinds = WRONG_FLOW
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(take: Any, turn: Turn, event: Any) -> None:
            turn.__class__ = _Once
            take(turn, event)

        wrap(mock.interpreter, "_take", around)

    def trigger(self, drive: Drive) -> None:
        speaks = talk("dear ${name}, your code is ${code}")
        drive.watch(drive.call(LISTENS, speaks, variables={"name": "Ann", "code": "42"}))
