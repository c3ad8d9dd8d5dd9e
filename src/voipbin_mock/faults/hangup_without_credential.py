"""Whoever knows the id of a call may hang it up without a credential."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked


class HangupWithoutCredential(Fault):
    """One route was left out of the list."""

    name = "hangup-without-credential"
    kind = "authentication"
    sentence = "whoever knows the id of a call may hang it up without a credential"
    rule = "[C] no credential is 401"
    operations = ("POST /calls/{id}/hangup",)
    kinds = ("auth", "wrong-status", "scenario", "isolation")

    def install(self, mock: Mock) -> None:
        def around(handle: Any, asked: Asked) -> Any:
            call = mock.calls.records.find(asked.params.get("id", ""))
            if (
                asked.operation.name == "POST /calls/{id}/hangup"
                and call is not None
                and not asked.query
                and not asked.cookies
            ):
                asked.customer = mock.accounts.customer(call.customer_id)
                asked.operation = replace(asked.operation, open=True)
            return handle(asked)

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call()
        drive.send("POST", f"/calls/{call_id}/hangup", account=None)
