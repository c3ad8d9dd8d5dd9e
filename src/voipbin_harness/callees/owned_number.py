"""Callees of a live account: numbers of its own that run a flow, and whoever else the allow list names.

An owned number plays a script by the public API alone: a stored flow that answers, sleeps, sends digits and hangs up
becomes the number's call flow. It hears nothing. It cannot tell when a prompt ends; but a digit that is pressed
during a prompt counts for the next receive [D], so "after the first prompt" is played as :data:`FIRST_PROMPT_MS`
after the answer. What must react to a later prompt is unproven.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from voipbin_harness.callees.heard import Trace
from voipbin_harness.callees.port import Callee
from voipbin_harness.callees.script import BUSY, DECLINE, NO_ANSWER, UNREACHABLE, Act, CalleeScript
from voipbin_harness.client import Client
from voipbin_harness.targets.profile import Listed
from voipbin_harness.violation import HarnessError, Unproven

#: When a digit "after the first prompt" is pressed, in ms after the answer.
FIRST_PROMPT_MS = 1500
#: One tone and the gap after it, in ms: long enough for any receiver, and what [C] allows.
TONE_MS, GAP_MS = 200, 200
#: How long an owned number listens or lets it ring, in ms: until the platform gives up.
PATIENCE_MS = 600_000
#: How many callees at once a target claims to bring, at most: see ``two_callees`` of its capabilities.
_CLAIMED = 2
_NIL = "00000000-0000-0000-0000-000000000000"


class OwnedNumbers:
    """Brings callees to a live account.

    ``listed`` are those of the allow list; ``refused`` texts may be dialled because they must be refused.
    """

    def __init__(self, listed: Iterable[Listed], refused: frozenset[str]) -> None:
        self._listed = tuple(listed)
        self._refused = refused
        self._names = count(1)
        self._busy: set[str] = set()
        self._client: Client | None = None
        self._ids: Mapping[str, dict[str, Any]] = {}

    def speak(self, client: Client) -> None:
        """Take the client that stores flows and gives them to numbers."""
        self._client = client

    def know(self, numbers: Mapping[str, dict[str, Any]]) -> None:
        """Take the account's numbers by number."""
        self._ids = numbers

    def begin(self) -> None:
        """Every number is free again."""
        self._busy.clear()

    def admit(self, address: Mapping[str, str]) -> None:
        """Do nothing for an address that may be dialled here; raises :class:`Unproven` for any other."""
        if address.get("target") not in {*(one.target for one in self._listed), *self._refused}:
            raise Unproven(
                f"a call to {address.get('target')}",
                "it is not on the profile's allow list, so it is never dialled",
                "fixed_numbers",
            )

    def place(self, script: CalleeScript) -> Callee:
        """Bring a callee who follows the script: somebody who does just that, else a number that is given a flow.

        Raises :class:`Unproven` where nobody here can.
        """
        if (fixed := self._fixed(script)) is not None:
            self._busy.add(fixed.target)
            return Callee(fixed.address, script)
        actions = flow_of(script)
        number = next((one for one in self._scripted() if one not in self._busy), None)
        if number is None:
            raise Unproven(
                "one more callee",
                "no owned number is free: the profile names too few that follow scripts",
                "two_callees" if len(self._scripted()) < _CLAIMED else "more_callees",
            )
        self._busy.add(number)
        self._give_flow(number, actions)
        return Callee({"type": "tel", "target": number}, script)

    def trace(self, call_id: str) -> Trace:
        """Raise :class:`Unproven`: a flow hears nothing."""
        raise Unproven(f"what the callee of {call_id} heard", "an owned number cannot hear", "hears")

    def _scripted(self) -> list[str]:
        return [one.target for one in self._listed if one.does == "follows scripts" and one.type == "tel"]

    def _fixed(self, script: CalleeScript) -> Listed | None:
        does = {
            ("reject", BUSY): "is busy",
            ("reject", DECLINE): "rejects",
            ("reject", UNREACHABLE): "cannot be reached",
            ("no_answer", 0): "never answers",
            ("answer", 0): "listens",
        }.get((script.outcome, script.code))
        free = (one for one in self._listed if one.does == does and one.target not in self._busy)
        return next(free, None) if not script.acts else None

    def _give_flow(self, number: str, actions: list[dict[str, Any]]) -> None:
        if self._client is None or number not in self._ids:
            raise HarnessError(f"the number {number} was not looked at before the first call; report this")
        before = self._ids[number]
        flow_id = self._client.create_flow(f"voipbin-harness callee {next(self._names)}", actions)
        path = f"/numbers/{before['id']}/flow_ids"
        # Both members are required [C]; what is done with messages stays as it is.
        body = {"call_flow_id": flow_id, "message_flow_id": before.get("message_flow_id") or _NIL}
        answer = self._client.request("PUT", path, body=body)
        if not answer.ok:
            raise Unproven(
                "a callee who follows a script",
                f"PUT {path} answered {answer.status}: the number keeps its flow",
                "callee",
            )


def flow_of(script: CalleeScript) -> list[dict[str, Any]]:
    """Return the actions that play a script, in the project's words; raises :class:`Unproven` where none do."""
    ringing = [_sleep(script.ring_ms)] if script.ring_ms else []
    if script.outcome == "no_answer":
        return [_sleep(PATIENCE_MS), _hangup("noanswer")]
    if script.outcome == "reject":
        reason = {BUSY: "busy", DECLINE: "noanswer", NO_ANSWER: "noanswer"}.get(script.code)
        if reason is None:
            raise Unproven(
                "a callee who cannot be reached", "an owned number can always be reached", "unreachable_callee"
            )
        return [*ringing, _hangup(reason)]
    return [*ringing, {"type": "answer"}, *_acts(script)]


def _acts(script: CalleeScript) -> list[dict[str, Any]]:
    """Return the flow after the answer: each act at its time, then silence, so that the platform ends the call."""
    actions: list[dict[str, Any]] = []
    now_ms = 0
    for at_ms, act in sorted(((_when(act), act) for act in script.acts), key=lambda timed: timed[0]):
        if at_ms > now_ms:
            actions.append(_sleep(at_ms - now_ms))
            now_ms = at_ms
        if act.do == "hangup":
            return [*actions, {"type": "hangup"}]
        actions.append({"type": "dtmf_send", "option": {"dtmfs": act.digits, "duration": TONE_MS, "interval": GAP_MS}})
        now_ms += len(act.digits) * (TONE_MS + GAP_MS)
    return [*actions, _sleep(PATIENCE_MS)]


def _when(act: Act) -> int:
    """Return when an act is due, in ms after the answer."""
    if act.after == "answer":
        return act.delay_ms
    if act.nth > 1 or act.do == "hangup":
        raise Unproven(
            f"a callee who acts at the end of prompt {act.nth}",
            "an owned number cannot hear when a prompt ends",
            "any_script",
        )
    return FIRST_PROMPT_MS + act.delay_ms


def _sleep(duration_ms: int) -> dict[str, Any]:
    return {"type": "sleep", "option": {"duration": duration_ms}}


def _hangup(reason: str) -> dict[str, Any]:
    return {"type": "hangup", "option": {"reason": reason}}
