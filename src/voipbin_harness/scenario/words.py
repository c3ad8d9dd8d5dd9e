"""The words that a sentence may hold in its gaps: ``{who:Callee}`` takes what :data:`WORDS` says of ``Callee``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

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

#: Whose something is: the name of an account, ``""`` for mine.
OWNERS: Mapping[str, str] = {"I have": "", "another customer has": "other"}

#: Who tries something: me, another customer, somebody without a credential or with one that nobody has issued.
Actor = Literal["me", "other", "stranger", "pretender"]
ACTORS: Mapping[str, Actor] = {
    "I try": "me",
    "another customer tries": "other",
    "somebody without a credential tries": "stranger",
    "somebody with a bad credential tries": "pretender",
}

#: What is done with a list between its first page and the next.
STORE, DELETE = MEANWHILE = ("store another after", "delete the last of")

#: The ways in which a groupcall can be asked to ring, as members of its request.
MANNERS: Mapping[str, Mapping[str, str]] = {
    "all at once": {"ring_method": "ring_all", "answer_method": "hangup_others"},
    "one after another": {"ring_method": "linear", "answer_method": "hangup_others"},
}

#: An id that nothing has.
NOBODYS_ID = "6f1d0a52-93c4-4be7-8d1f-52b0c7e9a441"

#: What can be tried: a method and a path, whose gaps are ids of what the scenario has made.
ATTEMPTS: Mapping[str, tuple[str, str]] = {
    "read the call": ("GET", "/calls/{call}"),
    "hang up the call": ("POST", "/calls/{call}/hangup"),
    "delete the call": ("DELETE", "/calls/{call}"),
    "read the groupcall": ("GET", "/groupcalls/{groupcall}"),
    "hang up the groupcall": ("POST", "/groupcalls/{groupcall}/hangup"),
    "delete the groupcall": ("DELETE", "/groupcalls/{groupcall}"),
    "read the flow": ("GET", "/flows/{flow}"),
    "delete the flow": ("DELETE", "/flows/{flow}"),
    "read the activeflow": ("GET", "/activeflows/{activeflow}"),
    "read the number": ("GET", "/numbers/{number}"),
    "change the number": ("PUT", "/numbers/{number}/flow_ids"),
    "list the calls": ("GET", "/calls"),
    "list the groupcalls": ("GET", "/groupcalls"),
    "list the flows": ("GET", "/flows"),
    "list the activeflows": ("GET", "/activeflows"),
    "list the numbers": ("GET", "/numbers"),
    "list the access keys": ("GET", "/accesskeys"),
    "list the calls by a page size that is no number": ("GET", "/calls?page_size=ten"),
    "read the balance": ("GET", "{balance}"),
    "make a call": ("POST", "/calls"),
    "make a groupcall": ("POST", "/groupcalls"),
    "store a flow": ("POST", "/flows"),
    "run a flow": ("POST", "/activeflows"),
    "read a call that does not exist": ("GET", f"/calls/{NOBODYS_ID}"),
    "hang up a call that does not exist": ("POST", f"/calls/{NOBODYS_ID}/hangup"),
    "delete a call that does not exist": ("DELETE", f"/calls/{NOBODYS_ID}"),
    "read a groupcall that does not exist": ("GET", f"/groupcalls/{NOBODYS_ID}"),
    "read a flow that does not exist": ("GET", f"/flows/{NOBODYS_ID}"),
    "read an activeflow that does not exist": ("GET", f"/activeflows/{NOBODYS_ID}"),
    "read a number that does not exist": ("GET", f"/numbers/{NOBODYS_ID}"),
    "read a call by an id that is no UUID": ("GET", "/calls/not-a-uuid"),
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


def read_later(text: str) -> int:
    """Return the ms of `` after 2 seconds``, 0 where nothing is said."""
    return read_duration(text.removeprefix(" after ")) if text else 0


def read_moment(text: str) -> Act:
    """Return an act without a deed: when it is done."""
    delay, _, event = text.rpartition("after the ")
    delay_ms = read_duration(delay.strip()) if delay else REACTION_MS
    if event == "answer":
        return Act("press", "answer", delay_ms=delay_ms)
    return Act("press", "prompt", nth=_ORDINALS.index(event.split()[0]) + 1, delay_ms=delay_ms)


def read_paging(text: str) -> int | None:
    """Return the page size of ``, 2 to a page``, ``None`` where none is said."""
    return int(text.split()[1]) if text else None


def read_times(text: str) -> int:
    """Return how often."""
    return {"once": 1, "twice": 2}.get(text) or int(text.split(maxsplit=1)[0])


def read_whom(text: str) -> tuple[str, ...]:
    """Return the names of callees, or a literal address in its quotes; ``all callees`` stays as it is."""
    if text.startswith('"') or text == "all callees":
        return (text,)
    return tuple(name.removeprefix("the ") for name in text.split(" and "))


_DURATION = r"(?:half a second|\d+(?:\.\d+)? (?:seconds?|minutes?|ms))"
_CALLEE = "(?:second |third )?callee"
_NEXT_STATUS = _one_of(f"{status}(?!, {status})" for status in STATUSES)

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
    "Stage": Word(
        _one_of([*STATUSES, "over"]), lambda text: "hangup" if text == "over" else text, f"{', '.join(STATUSES)}, over"
    ),
    "Statuses": Word(
        f"{_NEXT_STATUS}(?:, {_NEXT_STATUS})*",
        lambda text: text.split(", "),
        "statuses with commas between, none twice in a row",
    ),
    "Duration": Word(_DURATION, read_duration, "2 seconds, 1 minute, 500 ms, half a second"),
    "Least": Word("(?:at least )?", bool, 'nothing, or "at least "'),
    "Later": Word(rf"(?: after {_DURATION})?", read_later, 'nothing, or " after 2 seconds"'),
    "Moment": Word(
        f"(?:{_DURATION} )?after the (?:answer|{_one_of(_ORDINALS)} prompt)",
        read_moment,
        "after the first prompt, 3 seconds after the answer (half a second where none is said)",
    ),
    "Side": Word("(?:locally|remotely)", str, "locally, remotely"),
    "Refusal": Word(_one_of(REFUSALS), str, ", ".join(REFUSALS)),
    "Carrier": Word(_one_of(CARRIERS), str, ", ".join(CARRIERS)),
    "Owner": Word("(?:I have|another customer has)", lambda text: OWNERS[text], "I have, another customer has"),
    "Actor": Word(_one_of(ACTORS), lambda text: ACTORS[text], ", ".join(ACTORS)),
    "Attempt": Word(_one_of(ATTEMPTS), str, ", ".join(ATTEMPTS)),
    "Thing": Word("(?:call|groupcall|flow|activeflow)", str, "call, groupcall, flow, activeflow"),
    "Manner": Word(
        f"(?:, {_one_of(MANNERS)},)?",
        lambda text: MANNERS.get(text.strip(", "), {}),
        'nothing, or ", all at once,", ", one after another,"',
    ),
    "Paging": Word(r"(?:, -?\d+ to a page)?", read_paging, 'nothing, or ", 2 to a page"'),
    "Meanwhile": Word(_one_of(MEANWHILE), str, ", ".join(MEANWHILE)),
    "Answerer": Word(f"(?:nobody|the {_CALLEE})", lambda text: text.removeprefix("the "), "nobody, the second callee"),
    "Actions": Word(r"[a-z_]+(?:, [a-z_]+)*", lambda text: text.split(", "), "types of actions with commas between"),
    "Times": Word(r"(?:once|twice|\d+ times)", read_times, "once, twice, 3 times"),
    "Calls": Word(r"(?:1 call|\d+ calls)", lambda text: int(text.split()[0]), "1 call, 2 calls"),
    "Things": Word(_one_of(LISTS), str, ", ".join(LISTS)),
}
