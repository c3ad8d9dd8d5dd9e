"""recording_start: records the call."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.events import Record
from voipbin_mock.flow.options import boolean, integer, members, optional, text, uuid
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import guessed


class RecordingStart(Action):
    """Gives the call a ``recording_id``; there is no sound to keep."""

    type = "recording_start"
    editions = frozenset({"current"})
    option = members(
        {
            "format": optional(text),
            "end_of_silence": optional(integer(0)),
            "end_of_key": optional(text),
            "duration": optional(integer(0)),
            "beep_start": optional(boolean),
            "on_end_flow_id": optional(uuid),
        }
    )
    provenance = guessed("[C] FlowManagerActionOptionRecordingStart; [D] ends with recording_stop or the call")

    def start(self, turn: Turn) -> None:
        """Begin; the flow goes on at once."""
        turn.emit(Record(on=True))
