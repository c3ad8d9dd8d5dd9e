"""A call with a stored flow is made without money."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import LISTENS, Drive, request, tel
from voipbin_mock.faults._seams import posted
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class StoredFlowNeedsNoMoney(Fault):
    """One way in is not guarded."""

    name = "stored-flow-needs-no-money"
    kind = "billing"
    sentence = "a call with a stored flow is made without money"
    rule = "[T] Troubleshooting: 402"
    operations = ("POST /calls",)
    kinds = ("billing", "side-effect", "scenario")

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Any:
            before = mock.billing.require
            if asked.operation.name == "POST /calls" and posted(asked).get("flow_id"):
                wrap(mock.billing, "require", lambda *_: None)
            try:
                return handle(asked)
            finally:
                mock.billing.require = before  # type: ignore[method-assign]

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        flow_id = drive.flow(account="empty")
        body = request(LISTENS, flow_id=flow_id)
        drive.post("/calls", {**body, "source": tel("+15553333333")}, "empty")
