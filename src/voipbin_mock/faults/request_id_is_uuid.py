"""Harmless: the request_id of a refusal is a UUID."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.ids import Ids
from voipbin_mock.mock import Mock


class RequestIdIsUuid(Fault):
    """The id of the gateway."""

    name = "request-id-is-uuid"
    kind = "harmless"
    sentence = "the request_id of a refusal is a UUID"
    rule = "none: [C] ErrorBody: request_id may be any text"
    editions = ("current",)
    harmless = True

    def install(self, mock: Mock) -> None:
        ids = Ids(mock.seed, "gateway")
        wrap(mock.edition, "error", lambda error, refusal, _request_id: error(refusal, ids.uuid()))

    def trigger(self, drive: Drive) -> None:
        drive.flow({"type": "nonsense"})
