"""digits_send: sends DTMF tones, in today's words."""

from voipbin_mock.actions._tones import SendTones
from voipbin_mock.flow.options import integer, matching, members, optional, required
from voipbin_mock.provenance import documented


class DigitsSend(SendTones):
    """Sends ``digits``."""

    type = "digits_send"
    editions = frozenset({"current"})
    member, default_duration_ms, default_interval_ms = "digits", 250, 100
    option = members(
        {
            "digits": required(matching(r"[0-9A-D#*]{0,100}", "at most 100 of 0-9, A-D, # and *")),
            "duration": optional(integer(100, 1000)),
            "interval": optional(integer(0, 5000)),
        }
    )
    provenance = documented("[C] FlowManagerActionOptionDigitsSend")
