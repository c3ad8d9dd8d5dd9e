"""Pure matchers: each compares what is wanted with what was seen and returns what is wrong, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from voipbin_harness.callees.heard import Trace
from voipbin_harness.views import CallView

#: How far, in ms, a measured time may be from the one that a scenario names.
TOLERANCE_MS = 500


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What is wrong: ``where``, what was ``expected`` and what was ``observed``, in short texts for people."""

    where: str
    expected: str
    observed: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as the callee heard it: its text or URL, when it began and ended (``None``: not yet), if ``whole``."""

    words: str
    began_ms: int
    ended_ms: int | None = None
    whole: bool = False

    def __str__(self) -> str:
        return f'"{self.words}"' if self.whole else f'"{self.words}" (cut short)'


def prompts(trace: Trace, leg: str) -> list[Prompt]:
    """Return the prompts that the callee on a leg heard, in order."""
    found: list[Prompt] = []
    for event in trace.of_leg(leg):
        if event.event == "prompt":
            words = event.detail.get("text") or event.detail.get("url") or ""
            found.append(Prompt(str(words), event.at_ms))
        elif event.event == "prompt_end" and found:
            last = found[-1]
            found[-1] = Prompt(last.words, last.began_ms, event.at_ms, bool(event.detail.get("completed")))
    return found


def passes_through(wanted: Sequence[str], seen: Sequence[CallView]) -> Mismatch | None:
    """Match the statuses that a call was seen in.

    Those seen must be an ordered part of ``wanted``, and the last of ``wanted`` must be seen; each of the rest must be
    proved by its time, or by how the call ended. What is proved but not wanted is a mismatch as well [DESIGN 5].
    """
    statuses = [view.status for view in seen]
    steps = [status for place, status in enumerate(statuses) if place == 0 or status != statuses[place - 1]]
    proved = _proved(seen[-1])
    expected = ", ".join(wanted)
    if not _ordered_part(steps, wanted) or steps[-1] != wanted[-1]:
        return Mismatch("$.status", expected, ", ".join(steps))
    if unproved := [status for status in wanted if status not in steps and status not in proved]:
        return Mismatch("$.status", expected, f"{', '.join(steps)}; nothing shows {' or '.join(unproved)}")
    if unwanted := [status for status in ("ringing", "progressing") if status in proved and status not in wanted]:
        return Mismatch("$.status", expected, f"{', '.join(steps)}; a time shows {' and '.join(unwanted)}")
    return None


def _proved(view: CallView) -> frozenset[str]:
    """Return the statuses that a call must have had, going by its times and by how it ended."""
    local = view.ended and view.hangup_by == "local"
    evidence = {
        "dialing": view.direction == "outgoing" and view.created is not None,
        "ringing": view.ringing is not None,
        "progressing": view.progressing is not None,
        "terminating": local and view.progressing is not None,
        "canceling": local and view.hangup_reason == "cancel",
    }
    return frozenset(status for status, shown in evidence.items() if shown)


def _ordered_part(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(status in rest for status in part)


def ends(view: CallView, by: str, reason: str) -> Mismatch | None:
    """Match who ended a call and why."""
    if (view.hangup_by, view.hangup_reason) == (by, reason):
        return None
    return Mismatch(
        "$.hangup_reason", f"{by}, {reason}", f"{view.hangup_by or 'nobody'}, {view.hangup_reason or 'none'}"
    )


def hears(heard: Sequence[Prompt], words: str) -> Mismatch | None:
    """Match a prompt that must have been heard to its end."""
    if any(prompt.words == words and prompt.whole for prompt in heard):
        return None
    return Mismatch("prompts heard", f'"{words}"', said(heard))


def hears_in_order(heard: Sequence[Prompt], words: Sequence[str]) -> Mismatch | None:
    """Match all prompts heard, none more and none less; each to its end but the last, which may be cut short."""
    if [prompt.words for prompt in heard] == [*words] and all(prompt.whole for prompt in heard[:-1]):
        return None
    return Mismatch("prompts heard", ", ".join(f'"{text}"' for text in words) or "none", said(heard))


def hears_times(heard: Sequence[Prompt], words: str, times: int) -> Mismatch | None:
    """Match how often a prompt was heard to its end."""
    count = sum(prompt.words == words and prompt.whole for prompt in heard)
    return (
        None
        if count == times
        else Mismatch("prompts heard", f'"{words}" {times} times', f"{count} times: {said(heard)}")
    )


def hears_beginning(heard: Sequence[Prompt], words: str) -> Mismatch | None:
    """Match a prompt that must have begun and been cut short."""
    if any(prompt.words == words and prompt.ended_ms is not None and not prompt.whole for prompt in heard):
        return None
    return Mismatch("prompts heard", f'only the beginning of "{words}"', said(heard))


def pause(
    heard: Sequence[Prompt], before: str, after: str, wanted_ms: int, *, or_more: bool = False
) -> Mismatch | None:
    """Match the time from the end of one prompt to the beginning of the next: as long as wanted, ``or_more``."""
    least = "at least " if or_more else ""
    where, expected = "time between prompts", f'{least}{wanted_ms} ms from "{before}" to "{after}"'
    for first, second in pairwise(heard):
        if first.words == before and second.words == after and first.ended_ms is not None:
            seen_ms = second.began_ms - first.ended_ms
            return near(where, expected, seen_ms, max(seen_ms, wanted_ms) if or_more else wanted_ms)
    return Mismatch(where, expected, said(heard))


def near(where: str, expected: str, seen_ms: int, wanted_ms: int) -> Mismatch | None:
    """Match a measured time, give or take :data:`TOLERANCE_MS`."""
    return None if abs(seen_ms - wanted_ms) <= TOLERANCE_MS else Mismatch(where, expected, f"{seen_ms} ms")


def said(heard: Sequence[Prompt]) -> str:
    """Return prompts as one short text."""
    return ", ".join(map(str, heard)) or "none"


def span(where: str, start: datetime | None, end: datetime | None, wanted_ms: int) -> Mismatch | None:
    """Match the time between two times of a call."""
    if start is None or end is None:
        return Mismatch(where, f"{wanted_ms} ms", "a time that has not come")
    return near(where, f"{wanted_ms} ms", round((end - start).total_seconds() * 1000), wanted_ms)


def newest_first(times: Sequence[datetime | None]) -> Mismatch | None:
    """Match the times of a list, each strictly older than the one before."""
    for place, (newer, older) in enumerate(pairwise(times)):
        if newer is None or older is None or newer <= older:
            where = f"$.result[{place + 1}].tm_create"
            return Mismatch(where, f"older than {newer}", str(older))
    return None


def each_once(wanted: Sequence[str], listed: Sequence[str]) -> Mismatch | None:
    """Match ids that must be listed, each exactly once."""
    counts = Counter(listed)
    missing = sum(counts[one] == 0 for one in wanted)
    doubled = sum(counts[one] > 1 for one in set(listed))
    if not missing and not doubled:
        return None
    return Mismatch("$.result", f"each of {len(wanted)} once", f"{missing} missing, {doubled} more than once")


def page_sizes(sizes: Sequence[int], wanted: int) -> Mismatch | None:
    """Match pages that are full, all but the last, which holds at least one and no more."""
    full = all(size == wanted for size in sizes[:-1])
    if full and 1 <= sizes[-1] <= wanted:
        return None
    return Mismatch("$.result", f"pages of {wanted}", ", ".join(map(str, sizes)))


def hears_digits(trace: Trace, leg: str, digits: str, tone_ms: int) -> Mismatch | None:
    """Match the tones that a leg heard: which, in order, and how long each."""
    tones = trace.named("digit_heard", leg)
    seen = "".join(str(tone.detail.get("digit", "")) for tone in tones)
    if seen != digits:
        return Mismatch("digits heard", digits or "none", seen or "none")
    for tone in tones:
        length = tone.detail.get("duration_ms", 0)
        if wrong := near("digits heard", f"{tone.detail.get('digit')} for {tone_ms} ms", int(length), tone_ms):
            return wrong
    return None


def same_flow(wanted: Sequence[Mapping[str, Any]], seen: object) -> Mismatch | None:
    """Match the actions of a stored flow with those read back: the same types and what was said of each, in order."""
    where, listed = (
        "$.actions",
        [action for action in seen if isinstance(action, dict)] if isinstance(seen, list) else [],
    )
    types, wanted_types = [str(a.get("type")) for a in listed], [str(a.get("type")) for a in wanted]
    if types != wanted_types:
        return Mismatch(where, ", ".join(wanted_types), ", ".join(types) or "none")
    for place, (posted, read) in enumerate(zip(wanted, listed, strict=True)):
        for member, value in posted.items():
            if differs := _part_of(value, read.get(member)):
                return Mismatch(f"{where}[{place}].{member}{differs}", str(value), str(read.get(member)))
    return None


def _part_of(wanted: object, seen: object) -> str | None:
    """Return where ``seen`` lacks something of ``wanted``, ``None`` when it has all; more members do no harm."""
    if isinstance(wanted, dict) and isinstance(seen, dict):
        parts = ((f".{name}", _part_of(value, seen.get(name))) for name, value in wanted.items())
        return next((name + inner for name, inner in parts if inner is not None), None)
    return None if wanted == seen else ""
