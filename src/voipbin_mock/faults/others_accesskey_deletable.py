"""Another customer's access key can be deleted."""

from __future__ import annotations

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import ACCESSKEYS
from voipbin_mock.mock import Mock


class OthersAccesskeyDeletable(Fault):
    """Deleting does not ask for the owner."""

    name = "others-accesskey-deletable"
    kind = "isolation"
    sentence = "another customer's access key can be deleted"
    rule = "[C] another customer's resource is 403 or 404"
    operations = ACCESSKEYS
    kinds = ("isolation", "side-effect", "auth", "scenario")
    editions = ("current",)

    def install(self, mock: Mock) -> None:
        records = mock.accesskeys
        wrap(records, "get", lambda get, customer_id, key_id: records.find(key_id) or get(customer_id, key_id))

    def trigger(self, drive: Drive) -> None:
        key_id = drive.get("/accesskeys", "other")["result"][0]["id"]
        drive.send("DELETE", f"/accesskeys/{key_id}")
