"""Harmless: the billing account is of the plan professional, paid by card and topped up once."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import on_document
from voipbin_mock.mock import Mock


class ProfessionalPlan(Fault):
    """A customer who pays by card."""

    name = "professional-plan"
    kind = "harmless"
    sentence = "the billing account is of the plan professional, paid by card and topped up once"
    rule = "none: [C] BillingManagerAccount: its vocabularies have other words too"
    harmless = True

    def install(self, mock: Mock) -> None:
        def change(_customer: Any, written: dict[str, Any]) -> dict[str, Any]:
            more = {"plan_type": "professional", "payment_method": "credit card", "balance_token": 500}
            return {**written, **more, "tm_last_topup": written["tm_create"], "detail": "of the head office"}

        on_document(mock, "billing_account", change)

    def trigger(self, drive: Drive) -> None:
        drive.money()
