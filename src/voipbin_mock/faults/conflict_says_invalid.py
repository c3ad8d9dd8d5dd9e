"""The body of a 409 has the status INVALID_ARGUMENT."""

from __future__ import annotations

from typing import Any

from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import BUSY, Drive
from voipbin_mock.mock import Mock


class ConflictSaysInvalid(Fault):
    """One word for all that clients do wrong."""

    name = "conflict-says-invalid"
    kind = "shape"
    sentence = "the body of a 409 has the status INVALID_ARGUMENT"
    rule = "[C] ErrorBody: each HTTP status has its own word in the body, and a 409 is no invalid argument"
    operations = (
        "POST /calls/{id}/hangup",
        "DELETE /calls/{id}",
        "POST /groupcalls/{id}/hangup",
        "DELETE /groupcalls/{id}",
        "POST /activeflows/{id}/stop",
    )
    kinds = ("wrong-error",)
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        def around(error: Any, refusal: Refusal, request_id: str) -> Any:
            written = error(refusal, request_id)
            if refusal.status == 409:
                written["error"]["status"] = "INVALID_ARGUMENT"
            return written

        wrap(mock.edition, "error", around)

    def trigger(self, drive: Drive) -> None:
        call_id = drive.call(BUSY)
        drive.advance(1000)
        drive.post(f"/calls/{call_id}/hangup")
