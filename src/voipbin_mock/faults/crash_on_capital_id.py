"""An id in capital letters breaks reading a flow."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import broken, on_answer
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked


class CrashOnCapitalId(Fault):
    """Ids are compared letter by letter."""

    name = "crash-on-capital-id"
    kind = "crash"
    sentence = "an id in capital letters breaks reading a flow"
    rule = "facts: Refusals: no 5xx is documented"
    operations = ("GET /flows/{id}",)
    kinds = ("crash", "wrong-status", "rejected-valid")

    def install(self, mock: Mock) -> None:
        def change(asked: Asked, _answer: Answer) -> Answer | None:
            return broken(mock) if asked.params["id"] != asked.params["id"].lower() and asked.customer.id else None

        on_answer(mock, ("GET /flows/{id}",), change)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/flows/{drive.flow().upper()}")
