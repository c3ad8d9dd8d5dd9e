"""Action types of [C] that need another product: checked as documented, recorded as executed, and passed over."""

from __future__ import annotations

from collections.abc import Mapping

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import (
    Option,
    Rule,
    any_address,
    boolean,
    check,
    integer,
    items,
    members,
    one_of,
    optional,
    required,
    text,
    uuid,
)
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import guessed

_whole = integer(-(2**31), 2**31 - 1)
_ATTACHMENT = members({"reference_type": required(one_of("", "recording")), "reference_id": required(uuid)})
_TRANSCRIPTION: dict[str, Rule] = {
    "language": text,
    "on_end_flow_id": uuid,
    "provider": one_of("", "gcp", "aws"),
    "direction": one_of("both", "in", "out"),
}
_EXTERNAL_MEDIA = (
    "external_host",
    "encapsulation",
    "transport",
    "connection_type",
    "format",
    "direction",
    "data",
    "transport_data",
)

#: Each of them: what it would need, and the rules of its option. The whole list of what the mock does not do.
SKIPPED: Mapping[str, tuple[str, Mapping[str, Rule]]] = {
    "ai_summary": (
        "an AI",
        {
            "on_end_flow_id": uuid,
            "reference_type": one_of("", "call", "conference", "transcribe", "recording"),
            "reference_id": uuid,
            "language": text,
        },
    ),
    "ai_talk": (
        "an AI",
        {"ai_id": uuid, "assistance_type": one_of("", "ai", "team"), "assistance_id": uuid, "duration": _whole},
    ),
    "confbridge_join": ("a conference bridge", {"confbridge_id": uuid}),
    "conference_join": ("a conference", {"conference_id": uuid}),
    "conversation_send": ("a conversation", {"conversation_id": uuid, "text": text, "sync": boolean}),
    "email_send": (
        "an electronic mail service",
        {
            "destinations": items(any_address, least=1),
            "subject": text,
            "content": text,
            "attachments": items(lambda value, where, reading: check(value, where, reading, _ATTACHMENT)),
        },
    ),
    "external_media_start": ("a media server", dict.fromkeys(_EXTERNAL_MEDIA, text)),
    "external_media_stop": ("a media server", {}),
    "fetch": ("the customer's web server", {"event_url": text, "event_method": text}),
    "queue_join": ("a queue with agents", {"queue_id": uuid}),
    "stream_echo": ("a media stream", {"duration": _whole}),
    "transcribe_recording": ("speech recognition", _TRANSCRIPTION),
    "transcribe_start": ("speech recognition", _TRANSCRIPTION),
    "transcribe_stop": ("speech recognition", {}),
    "webhook_send": (
        "the customer's web server",
        {
            "sync": boolean,
            "uri": text,
            "method": one_of("POST", "GET", "PUT", "DELETE"),
            "data_type": text,
            "data": text,
        },
    ),
}


class _Skipped(Action):
    """Does nothing and takes no time."""

    editions = frozenset({"current"})

    def start(self, turn: Turn) -> None:
        """Pass over."""


def _skipped(name: str, needs: str, rules: Mapping[str, Rule]) -> type[Action]:
    option: Mapping[str, Option] = members({member: optional(rule) for member, rule in rules.items()})
    provenance = guessed(f"[C] FlowManagerActionType and its option; [D] passed over: it needs {needs}")
    return type(name, (_Skipped,), {"type": name, "option": option, "provenance": provenance})


ACTIONS = [_skipped(name, needs, rules) for name, (needs, rules) in SKIPPED.items()]
