"""dtmf_send: sends DTMF tones, in the tutorial's words."""

from voipbin_mock.actions._tones import SendTones
from voipbin_mock.flow.options import integer, matching, members, optional, required
from voipbin_mock.provenance import documented


class DtmfSend(SendTones):
    """Sends ``dtmfs``."""

    type = "dtmf_send"
    editions = frozenset({"tutorial"})
    member, default_duration_ms, default_interval_ms = "dtmfs", 500, 500
    option = members(
        {
            "dtmfs": required(matching(r"[0-9A-D#*]{1,100}", "1 to 100 of 0-9, A-D, # and *")),
            "duration": optional(integer(0)),
            "interval": optional(integer(0)),
        }
    )
    provenance = documented("[T] Simple outbound call with talk and digits_send")
