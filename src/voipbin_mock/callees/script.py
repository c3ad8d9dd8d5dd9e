"""A callee's script, as ``POST /_mock/callees`` takes it, and who plays it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from voipbin_mock.callees.line import Line
from voipbin_mock.errors import invalid

UNREACHABLE = 503

#: The pause between two keys that are pressed one after the other, in ms [D].
KEY_GAP_MS = 200

#: No callee waits longer than a day.
_LONGEST_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a callee does, ``delay_ms`` after it answered or after the ``nth`` prompt."""

    do: str
    after: str = "answer"
    nth: int = 1
    delay_ms: int = 0
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """How a callee takes a call: ``outcome`` after ``ring_ms``, then the acts."""

    outcome: str = "answer"
    ring_ms: int = 2000
    code: int = 0
    acts: tuple[Act, ...] = ()


class ScriptedCallee:
    """Plays a script on one leg."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._prompts = 0

    def reached(self, line: Line) -> None:
        """Ring and then answer or reject; what is unreachable, or rejects at once, never rings."""
        self._line = line
        script = self._script
        if script.outcome == "reject":
            if script.code == UNREACHABLE or not script.ring_ms:
                line.reject(script.code)
                return
            line.after(script.ring_ms, lambda: line.reject(script.code))
        elif script.outcome == "answer":
            line.after(script.ring_ms, line.answer)
        line.ring()

    def answered(self) -> None:
        """Do what is to be done after the answer."""
        self._act_after("answer", 1)

    def prompt_over(self) -> None:
        """Do what is to be done after this prompt."""
        self._prompts += 1
        self._act_after("prompt", self._prompts)

    def gone(self) -> None:
        """Nothing is left to do: the leg's own timers end with it."""

    def _act_after(self, moment: str, nth: int) -> None:
        for act in self._script.acts:
            if act.after != moment or (moment == "prompt" and act.nth != nth):
                continue
            if act.do == "hangup":
                self._line.after(act.delay_ms, self._line.leave)
            for position, digit in enumerate(act.digits if act.do == "press" else ""):
                self._line.after(act.delay_ms + position * KEY_GAP_MS, partial(self._line.press, digit))


def read_script(body: object) -> Script:
    """Return the script that a request describes; raises :class:`~voipbin_mock.errors.Refusal` (400)."""
    found = _members(body, "the script")
    outcome = _choice(found, "outcome", ("answer", "reject", "no_answer"), "answer")
    code = _whole(found, "code", 400, 699, 603) if outcome == "reject" else 0
    acts = found.get("acts", [])
    if not isinstance(acts, list) or len(acts) > 100:
        raise invalid("acts is not an array of at most 100 acts")
    return Script(outcome, _whole(found, "ring_ms", 0, _LONGEST_MS, 2000), code, tuple(map(_read_act, acts)))


def _read_act(value: object) -> Act:
    found = _members(value, "an act")
    do = _choice(found, "do", ("press", "hangup"))
    digits = found.get("digits", "")
    if do == "press" and not (isinstance(digits, str) and digits and set(digits) <= set("0123456789ABCD*#")):
        raise invalid("digits is not a text of 0-9, A-D, # and *")
    return Act(
        do,
        _choice(found, "after", ("answer", "prompt"), "answer"),
        _whole(found, "nth", 1, 1000, 1),
        _whole(found, "delay_ms", 0, _LONGEST_MS, 0),
        digits if do == "press" else "",
    )


def _members(value: object, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise invalid(f"{what} is not an object")
    return value


def _choice(found: dict[str, Any], name: str, choices: tuple[str, ...], default: str | None = None) -> str:
    value = found.get(name, default)
    if value not in choices:
        raise invalid(f"{name} is none of {', '.join(choices)}")
    return str(value)


def _whole(found: dict[str, Any], name: str, least: int, most: int, default: int) -> int:
    value = found.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise invalid(f"{name} is not a whole number from {least} to {most}")
    return value
