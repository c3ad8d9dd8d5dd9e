"""recording_stop: ends the recording."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.events import Record
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import documented


class RecordingStop(Action):
    """Ends the recording; its id stays among the call's ``recording_ids``."""

    type = "recording_stop"
    editions = frozenset({"current"})
    provenance = documented("[C] FlowManagerActionOptionRecordingStop")

    def start(self, turn: Turn) -> None:
        """End it; the flow goes on at once."""
        turn.emit(Record(on=False))
