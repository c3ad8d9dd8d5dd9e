"""The words that a sentence may hold in its gaps: ``{who:Callee}`` takes what :data:`WORDS` says of ``Callee``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from voipbin_harness.accounts import Carrier
from voipbin_harness.callees.script import Act

STATUSES = ("dialing", "ringing", "progressing", "terminating", "canceling", "hangup")

#: How long after the end of a prompt, or after the answer, a callee acts when the sentence does not say [D: as the
#: mock's fixed numbers do].
REACTION_MS = 500

_ORDINALS = ("first", "second", "third", "fourth", "fifth")

#: Things that an account has, and the list that shows them.
LISTS: Mapping[str, str] = {
    "calls": "/calls",
    "groupcalls": "/groupcalls",
    "flows": "/flows",
    "activeflows": "/activeflows",
    "numbers": "/numbers",
    "access keys": "/accesskeys",
}

#: The ways to carry a credential.
CARRIERS: Mapping[str, Carrier] = {
    "a token in the query": "query",
    "a token in a cookie": "cookie",
    "a bearer token": "bearer",
    "an access key in the query": "accesskey",
}

#: Why a request is refused, in a tester's words, and with which statuses a target may say so.
REFUSALS: Mapping[str, frozenset[int]] = {
    "a number is not in E.164": frozenset({400}),
    "the source is not mine": frozenset({400}),
    "the request is malformed": frozenset({400}),
    "the username or the password is wrong": frozenset({400}),
    "the credential is missing": frozenset({401}),
    "the credential is bad": frozenset({401}),
    "the balance is too low": frozenset({402}),
    "it does not exist": frozenset({404}),
    "it belongs to another customer": frozenset({403, 404}),
    "the call is over": frozenset({409}),
    "the call is not over": frozenset({409}),
    "the body is too large": frozenset({413}),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A kind of gap: the regular expression it matches, how it is read, and what a writer may put there."""

    pattern: str
    read: Callable[[str], Any]
    meaning: str

    def __call__(self, text: str) -> Any:
        """Read the text of a gap."""
        return self.read(text)


def _one_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def read_duration(text: str) -> int:
    """Return ms: ``2 seconds``, ``1 minute``, ``500 ms``, ``half a second``."""
    if text == "half a second":
        return 500
    number, unit = text.split()
    return round(float(number) * {"s": 1000, "m": 60_000, "ms": 1}["ms" if unit == "ms" else unit[0]])


def read_moment(text: str) -> Act:
    """Return an act without a deed: when it is done."""
    delay, _, event = text.rpartition("after the ")
    delay_ms = read_duration(delay.strip()) if delay else REACTION_MS
    if event == "answer":
        return Act("press", "answer", delay_ms=delay_ms)
    return Act("press", "prompt", nth=_ORDINALS.index(event.split()[0]) + 1, delay_ms=delay_ms)


def read_whom(text: str) -> tuple[str, ...]:
    """Return the names of callees, or a literal address in its quotes; ``all callees`` stays as it is."""
    if text.startswith('"') or text == "all callees":
        return (text,)
    return tuple(name.removeprefix("the ") for name in text.split(" and "))


_DURATION = r"(?:half a second|\d+(?:\.\d+)? (?:seconds?|minutes?|ms))"
_CALLEE = "(?:second |third )?callee"

WORDS: Mapping[str, Word] = {
    "Text": Word(r'[^"]*', str, "any text without a double quote"),
    "Callee": Word(_CALLEE, str, "callee, second callee, third callee"),
    "Whom": Word(
        rf'(?:"[^"]*"|all callees|the {_CALLEE}(?: and the {_CALLEE})*)',
        read_whom,
        'the callee, the second callee, the callee and the second callee, all callees, "+15551234567"',
    ),
    "Call": Word(f"call(?: to the {_CALLEE})?", str, "call, call to the second callee"),
    "Status": Word(_one_of(STATUSES), str, ", ".join(STATUSES)),
    "Statuses": Word(
        f"{_one_of(STATUSES)}(?:, {_one_of(STATUSES)})*", lambda text: text.split(", "), "statuses with commas between"
    ),
    "Duration": Word(_DURATION, read_duration, "2 seconds, 1 minute, 500 ms, half a second"),
    "Moment": Word(
        f"(?:{_DURATION} )?after the (?:answer|{_one_of(_ORDINALS)} prompt)",
        read_moment,
        "after the first prompt, 3 seconds after the answer (half a second where none is said)",
    ),
    "Side": Word("(?:locally|remotely)", str, "locally, remotely"),
    "Refusal": Word(_one_of(REFUSALS), str, ", ".join(REFUSALS)),
    "Carrier": Word(_one_of(CARRIERS), str, ", ".join(CARRIERS)),
    "Things": Word(_one_of(LISTS), str, ", ".join(LISTS)),
}
