"""Deleting a flow that is not there is a success."""

from __future__ import annotations

from voipbin_mock.faults import Fault
from voipbin_mock.faults._driving import UNKNOWN_ID, Drive
from voipbin_mock.faults._seams import AS_SUCCESS, masked
from voipbin_mock.mock import Mock


class DeletingNothingSucceeds(Fault):
    """Errors are told as success."""

    name = "deleting-nothing-succeeds"
    kind = "masked"
    sentence = "deleting a flow that is not there is a success"
    rule = "[C] DELETE /flows/{id}: 404"
    operations = ("DELETE /flows/{id}",)
    kinds = AS_SUCCESS

    def install(self, mock: Mock) -> None:
        masked(mock, "DELETE /flows/{id}", 404, lambda _asked: {})

    def trigger(self, drive: Drive) -> None:
        drive.send("DELETE", f"/flows/{UNKNOWN_ID}")
