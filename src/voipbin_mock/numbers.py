"""Telephone numbers: who owns them, and who answers when one is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from voipbin_mock.callees import Callee
from voipbin_mock.callees.fixed import FIXED, LISTENER
from voipbin_mock.callees.owned import FlowCallee
from voipbin_mock.callees.script import Script, ScriptedCallee
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.records import Address, Number
from voipbin_mock.store import Collection

if TYPE_CHECKING:
    from voipbin_mock.flow.body import FlowBody
    from voipbin_mock.mock import Mock

_FIRST_SCRIPTED, _LAST_SCRIPTED = 100, 9999


class Numbers:
    """The numbers that customers own."""

    def __init__(self, mock: Mock) -> None:
        self.records: Collection[Number] = Collection("number", mock.clock, lambda _number: False)
        self.by_number: dict[str, Number] = {}

    def add(self, number: Number) -> None:
        """Give a number to its customer."""
        self.records.add(number)
        self.by_number[number.number] = number

    def owns(self, customer_id: str, number: str) -> bool:
        """Return whether a customer owns a number."""
        owned = self.by_number.get(number)
        return owned is not None and owned.customer_id == customer_id


class Callees:
    """Who answers which number: owned ones, scripted ones, the fixed ones, and a listener everywhere else."""

    def __init__(self, mock: Mock) -> None:
        self._mock = mock
        self.scripted: dict[str, Script] = {}
        self._next = _FIRST_SCRIPTED

    def place(self, script: Script) -> str:
        """Give a script a number of its own and return it; after some 9900 the oldest are used again."""
        number = f"+1555010{self._next:04}"
        self._next = self._next + 1 if self._next < _LAST_SCRIPTED else _FIRST_SCRIPTED
        self.scripted[number] = script
        return number

    def callee_of(self, destination: Address) -> Callee:
        """Return who is called at ``destination``."""
        number = destination.target if destination.type == "tel" else ""
        owned = self._mock.numbers.by_number.get(number)
        if owned is not None:
            flow = self._mock.flows.find(owned.customer_id, owned.call_flow_id)
            if owned.call_flow_id != NIL_UUID and flow is not None:
                find = self._finder(owned.customer_id)
                return FlowCallee(flow.body, self._mock.interpreter, self._mock.clock, find)
            return ScriptedCallee(LISTENER)
        fixed = FIXED.get(number, (LISTENER, ""))[0]
        return ScriptedCallee(self.scripted.get(number, fixed))

    def _finder(self, customer_id: str) -> Callable[[str], FlowBody | None]:
        def find(flow_id: str) -> FlowBody | None:
            flow = self._mock.flows.find(customer_id, flow_id)
            return flow.body if flow is not None else None

        return find
