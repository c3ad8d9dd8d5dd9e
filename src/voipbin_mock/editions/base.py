"""What every edition does: writes each record as the documentation shows it.

Members are written in the order of the documentation. Only ``POST`` and ``PUT`` read: ``address_types`` and the few
switches at the top are all that differs there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from voipbin_mock.errors import Refusal
from voipbin_mock.flow.body import FlowAction
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.records import Accesskey, Activeflow, Address, Call, Customer, Flow, Groupcall, Number

Document = dict[str, Any]


class Edition:
    """Writes records. An edition overrides what its documentation shows differently."""

    name: ClassVar[str]
    generations: ClassVar[tuple[str, ...]] = ("2021", "2022")
    address_types: ClassVar[frozenset[str]]
    #: Whether ``POST /groupcalls`` must say how to ring and answer.
    methods_required: ClassVar[bool] = False
    #: Whether an extension as destination of ``POST /calls`` becomes a groupcall.
    extension_is_groupcall: ClassVar[bool] = False
    #: Whether inline actions of a call may be an empty list.
    empty_actions: ClassVar[bool] = True

    def __init__(self, generation: str = "2022") -> None:
        if generation not in self.generations:
            raise ValueError(f"no such generation: {generation}; there are {', '.join(self.generations)}")
        self.generation = generation

    # Times

    def write_time(self, moment_us: int) -> str:
        """Write a time."""
        raise NotImplementedError

    def time(self, moment_us: int | None) -> str | None:
        """Write a time that may not have come."""
        raise NotImplementedError

    # Records

    def call(self, call: Call, customer: Customer) -> Document:
        """Write a call."""
        raise NotImplementedError

    def groupcall(self, groupcall: Groupcall) -> Document:
        """Write a groupcall."""
        raise NotImplementedError

    def created(self, calls: Sequence[Document], groupcalls: Sequence[Document]) -> object:
        """Write the answer of ``POST /calls``."""
        raise NotImplementedError

    def error(self, refusal: Refusal, request_id: str) -> object:
        """Write a refusal."""
        raise NotImplementedError

    def address(self, address: Address) -> Document:
        """Write an address with all its members."""
        return {name: getattr(address, name) for name in Address.__slots__}

    def action(self, action: FlowAction) -> Document:
        """Write an action of a flow."""
        written: Document = {"id": action.id, "type": action.type}
        if action.next_id != NIL_UUID:
            written["next_id"] = action.next_id
        if action.option:
            written["option"] = action.option
        return written

    def flow(self, flow: Flow) -> Document:
        """Write a flow [C]."""
        return {
            "id": flow.id,
            "customer_id": flow.customer_id,
            "type": "flow",
            "name": flow.name,
            "detail": flow.detail,
            "actions": [self.action(action) for action in flow.body.actions],
            "on_complete_flow_id": flow.on_complete_flow_id,
            **self._times(flow.created_us, flow.updated_us),
        }

    def number(self, number: Number) -> Document:
        """Write a telephone number [C]."""
        return {
            "id": number.id,
            "customer_id": number.customer_id,
            "number": number.number,
            "type": "normal",
            "call_flow_id": number.call_flow_id,
            "message_flow_id": number.message_flow_id,
            "name": number.name,
            "detail": number.detail,
            "status": "active",
            "t38_enabled": False,
            "emergency_enabled": False,
            "tm_purchase": self.time(number.created_us),
            "tm_renew": self.time(None),
            **self._times(number.created_us, number.updated_us),
        }

    def activeflow(self, activeflow: Activeflow) -> Document:
        """Write an activeflow [C]."""
        written: Document = {
            "id": activeflow.id,
            "customer_id": activeflow.customer_id,
            "flow_id": activeflow.flow_id,
            "status": activeflow.status,
            "reference_type": activeflow.reference_type,
            "reference_id": activeflow.reference_id,
            "reference_activeflow_id": NIL_UUID,
            "on_complete_flow_id": activeflow.on_complete_flow_id,
        }
        if activeflow.webhook_uri:
            written |= {"webhook_uri": activeflow.webhook_uri, "webhook_method": activeflow.webhook_method}
        if activeflow.current is not None:
            written["current_action"] = self.action(activeflow.current)
        return written | {
            "forward_action_id": NIL_UUID,
            "executed_actions": [
                {**self.action(action), "tm_execute": self.time(at_us)} for action, at_us in activeflow.executed
            ],
            **self._times(activeflow.created_us, activeflow.updated_us),
        }

    def accesskey(self, key: Accesskey, *, show_token: bool = False) -> Document:
        """Write an access key; its token is shown only at its creation [C]."""
        return {
            "id": key.id,
            "customer_id": key.customer_id,
            "name": key.name,
            "detail": key.detail,
            **({"token": key.token} if show_token else {}),
            "token_prefix": key.token[:6],
            "tm_expire": self.time(key.expires_us),
            **self._times(key.created_us, key.updated_us),
        }

    def billing_account(self, customer: Customer) -> Document:
        """Write a customer's billing account [C]."""
        return {
            "id": customer.billing_id,
            "customer_id": customer.id,
            "name": customer.username,
            "detail": "",
            "plan_type": "basic",
            "plan_status": "active",
            "balance_credit": customer.balance,
            "balance_token": 0,
            "payment_type": "prepaid",
            "payment_method": "",
            "tm_last_topup": self.time(None),
            "tm_next_topup": self.time(None),
            **self._times(0, None),
        }

    def login(self, username: str, token: str) -> Document:
        """Write the answer of ``POST /auth/login``."""
        return {"username": username, "token": token}

    def page(self, items: Sequence[Document], token: str) -> Document:
        """Write one page of a list."""
        return {"result": list(items), "next_page_token": token}

    def _times(self, created_us: int, updated_us: int | None) -> Document:
        return {
            "tm_create": self.time(created_us),
            "tm_update": self.time(updated_us),
            "tm_delete": self.time(None),
        }
