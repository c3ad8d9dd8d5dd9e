"""Where a behaviour of the mock comes from: the documentation, an observation, or a guess.

Operations and action types carry their provenance themselves; everything else stands in :data:`BEHAVIOURS`.
``GET /_mock/provenance`` shows all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Standing = Literal["documented", "observed", "guessed"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """How sure a behaviour is (``standing``) and where that comes from (``source``).

    A source starts with ``[T]`` (tutorial and its section), ``[C]`` (current description) or ``[D]`` (decision).
    """

    standing: Standing
    source: str

    def as_json(self) -> dict[str, str]:
        """Return the provenance as ``GET /_mock/provenance`` shows it."""
        return {"standing": self.standing, "source": self.source}


def documented(source: str) -> Provenance:
    """Return the provenance of something that the documentation states."""
    return Provenance("documented", source)


def observed(source: str) -> Provenance:
    """Return the provenance of something that a real answer has shown."""
    return Provenance("observed", source)


def guessed(source: str) -> Provenance:
    """Return the provenance of something that no source states; no target may fail for it."""
    return Provenance("guessed", source)


BEHAVIOURS: dict[str, Provenance] = {
    "call.statuses": documented("[T] Simple outbound call with media file play; [C] CallManagerCallStatus"),
    "call.moves": documented("[C] legal moves of an outgoing call"),
    "call.hangup_reasons": documented("[C] CallManagerCallHangupReason"),
    "call.dialing_ms": guessed("[D] 100 ms from dialing to ringing"),
    "call.closing_ms": guessed("[D] terminating and canceling last 20 ms"),
    "call.dial_timeout": guessed("[D] 60 s without an answer: local, dialout"),
    "call.longest": guessed("[D] a call ends after 24 hours: local, timeout"),
    "call.family": guessed("[D] connect and call make at most 200 further calls for one call from the API"),
    "call.inline_flow": documented("[T] an inline action list makes a flow of its own"),
    "call.inline_flow_unlisted": guessed("[D] such a flow is read by its id and is in no list"),
    "call.incoming_leg": guessed("[D] an owned number that is called shows in the trace only, not as an incoming call"),
    "flow.answer_optional": documented("[T] no example starts with answer; its troubleshooting says otherwise"),
    "flow.end": documented("[C] the platform hangs up when the actions run out"),
    "flow.limits": guessed("[D] 1000 actions at one instant or 10000 in all end the call: local, failed"),
    "flow.without_call": guessed("[D] actions take as long without a call as with one; connect is passed over"),
    "flow.variables": documented("[C] variables of a flow are read as ${name}"),
    "flow.unknown_variable": guessed("[D] a variable that is not set reads as nothing"),
    "flow.next_id": documented("[C] FlowManagerAction.next_id"),
    "flow.on_complete": guessed("[D] on_complete_flow_id is kept and never run"),
    "talk.duration": guessed("[D] 60 ms a character (about 165 words a minute), at least 500 ms"),
    "play.duration": guessed("[D] from a table of known media, else 5000 ms; nothing is fetched"),
    "digits.early": guessed("[D] a digit pressed outside a receive counts for the next one, the newest only"),
    "digits.branch_clears": guessed("[D] branch clears the variable that it read"),
    "digits.press_gap": guessed("[D] a callee presses several digits 200 ms apart"),
    "connect.charged": guessed("[D] each leg of connect is paid; without balance it is not dialled"),
    "connect.digits": guessed("[D] digits pressed while two parties talk are no business of the flow"),
    "refusal.not_e164": documented("[T] Troubleshooting; [D] ITU-T E.164 gives 7 to 15 digits"),
    "refusal.not_owned": documented("[T] Troubleshooting; guessed in current"),
    "refusal.balance": documented("[T] Troubleshooting"),
    "refusal.flow": documented("[T] Troubleshooting"),
    "refusal.target": guessed("[D] a branch or goto to no action of its flow is 400"),
    "refusal.unknown_type": documented("[C] an unknown action type is 400"),
    "refusal.wrong_state": documented("[C] Conflict"),
    "refusal.too_large": guessed("[D] a body over 1 MiB is 413"),
    "refusal.quota": guessed("[D] 10000 running calls, flows or access keys of one account: the next is 429"),
    "refusal.deleted": guessed("[D] a deleted thing is 404"),
    "request.unknown_members": guessed("[D] unknown members of a request are ignored"),
    "request.content_type": guessed("[D] whatever parses as a JSON object is taken"),
    "list.order": documented("[T] Get call list"),
    "list.page_size": documented("[C] default and most 100"),
    "list.bounded": guessed("[D] the oldest ended beyond 10000 of an account are forgotten"),
    "price.leg": guessed("[D] 10000 micros of a USD for each leg that is dialled"),
    "token.life": documented("[C] a token lasts 7 days"),
    "calendar.epoch": guessed("[D] the mock's first moment is 2026-01-01 00:00:00 UTC on every clock"),
}
