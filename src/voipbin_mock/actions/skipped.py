"""Action types of [C] that need another product: accepted, recorded among the executed actions, and passed over."""

from __future__ import annotations

from voipbin_mock.actions import Action
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import guessed

#: What each of them would need; the whole list of what the mock does not do.
SKIPPED = {
    "ai_summary": "an AI",
    "ai_talk": "an AI",
    "confbridge_join": "a conference bridge",
    "conference_join": "a conference",
    "conversation_send": "a conversation",
    "email_send": "an electronic mail service",
    "external_media_start": "a media server",
    "external_media_stop": "a media server",
    "fetch": "the customer's web server",
    "queue_join": "a queue with agents",
    "stream_echo": "a media stream",
    "transcribe_recording": "speech recognition",
    "transcribe_start": "speech recognition",
    "transcribe_stop": "speech recognition",
    "webhook_send": "the customer's web server",
}


class _Skipped(Action):
    """Does nothing and takes no time."""

    editions = frozenset({"current"})

    def start(self, turn: Turn) -> None:
        """Pass over."""


ACTIONS: list[type[Action]] = [
    type(name, (_Skipped,), {"type": name, "provenance": guessed(f"[C] FlowManagerActionType; [D] needs {needs}")})
    for name, needs in SKIPPED.items()
]
