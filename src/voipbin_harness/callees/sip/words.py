"""Which words a sound was: what the platform says it spoke is spoken again here and compared with what came.

Over a line that loses nothing the two are the same sound, so one other word tells them apart. It takes a platform with
the voice of :mod:`~voipbin_harness.callees.sip.voice`: the mock's trunk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt
from operator import mul

from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.callees.sip.sound import RATE
from voipbin_harness.callees.sip.voice import Voice

#: Sounds are compared half a second at a time, and are the same from that correlation on: another word has next to
#: none, G.711 takes away less than 0.05 [D].
_PIECE, _CLOSELY, _SAME = RATE // 2, 4, 0.8

#: A piece with a lower mean amplitude, of 32768, is a pause and says nothing; one with fewer samples neither.
_PAUSE, _FEWEST = 100, RATE // 20

#: How far from where the platform tells it a prompt may begin, in ms, and in which steps, in samples: its packets.
_AROUND_MS, _STEP = 1000, 160

#: So many ms of a sound that no words account for are a sound of its own; less is a pause, or a piece cut in two.
_LEFT_OVER_MS = 900

#: A sound that is no longer may be a text that broke off at once.
_CLICK_MS = 300


@dataclass(frozen=True, slots=True)
class Words:
    """Words that were heard, from ``start`` to ``end`` in ms of the stream, to the end of the text if ``whole``."""

    text: str
    start: int
    end: int
    whole: bool


def worded(
    own: Sequence[LegEvent], told: Iterable[LegEvent], stream: tuple[int, Sequence[int]], voice: Voice
) -> list[LegEvent]:
    """Return what a callee noted of a leg, with the words in place of the sounds that they account for.

    ``told`` is what the platform says of that leg, ``stream`` when the callee's recording begins and its samples. A
    text that is told and was not heard stays out, with a note ``unlike`` on the sound that came in its stead.
    """
    origin_ms, samples = stream
    heard, missed = _listen(tuple(told), origin_ms, samples, voice)
    found: list[LegEvent] = []
    over_ms = next((event.at_ms for event in own if event.event == "hangup"), own[-1].at_ms if own else 0)
    sounds = [event for event in own if event.detail.get("kind") == "sound"]
    for begin, end in zip(sounds[::2], sounds[1::2], strict=False):
        within = [one for one in heard if begin.at_ms - _LEFT_OVER_MS <= one.start <= end.at_ms]
        if not within or _left_over(begin.at_ms, end.at_ms, within) > _LEFT_OVER_MS:
            unlike = {"unlike": missed[0]} if missed and end.at_ms - begin.at_ms > _CLICK_MS else {}
            found += [replace(begin, detail={**begin.detail, **unlike}), end]
            continue
        for one in within:
            lasted = {"duration_ms": one.end - one.start}
            found.append(LegEvent(one.start, begin.leg, "prompt", {"kind": "talk", "text": one.text, **lasted}))
            found.append(LegEvent(min(one.end, over_ms), begin.leg, "prompt_end", {"completed": one.whole, **lasted}))
    return [*(event for event in own if event.detail.get("kind") != "sound"), *found]


def _left_over(start: int, end: int, within: Sequence[Words]) -> int:
    """Return the longest stretch of a sound that no words account for, in ms."""
    stops = [start, *(moment for one in within for moment in (one.start, one.end)), end]
    return max(later - earlier for earlier, later in list(pairwise(stops))[::2])


def _listen(
    told: Sequence[LegEvent], origin_ms: int, samples: Sequence[int], voice: Voice
) -> tuple[list[Words], list[str]]:
    """Return what was heard of the texts that are told, and those of which nothing was; the stream begins with the
    answer.
    """
    answered_ms = next((e.at_ms for e in told if e.event == "status" and e.detail.get("status") == "progressing"), 0)
    heard: list[Words] = []
    missed: list[str] = []
    for event in told:
        if event.event == "prompt" and event.detail.get("kind") == "talk":
            text = str(event.detail.get("text"))
            near = (event.at_ms - answered_ms) * RATE // 1000
            spoken = voice.say(text, str(event.detail.get("language")))
            start, length = _find(spoken, samples, near)
            if not length:
                missed.append(text)
                continue
            began = origin_ms + start * 1000 // RATE
            heard.append(Words(text, began, began + length * 1000 // RATE, length == len(spoken)))
    return heard, missed


def _find(spoken: Sequence[int], samples: Sequence[int], near: int) -> tuple[int, int]:
    """Return where a speech begins in a recording, and how much of it is there, in samples; 0 for nothing."""
    around = _AROUND_MS * RATE // 1000
    first = max(0, near // _STEP * _STEP - around)
    starts = range(first - first % _STEP, min(len(samples), near + around), _STEP)
    best = max(starts, key=lambda start: _alike(spoken[:_PIECE], samples[start : start + _PIECE]), default=0)
    return best, _matching(spoken, samples[best : best + len(spoken)])


def _matching(spoken: Sequence[int], came: Sequence[int], piece: int = _PIECE) -> int:
    """Return how many samples are the same from the beginning on; the last piece that is not is looked at closely."""
    same = 0
    while same < len(spoken):
        one, other = spoken[same : same + piece], came[same : same + piece]
        if not _is_same(one[: len(other)], other):
            return same if piece < _PIECE else same + _matching(one, other, piece // _CLOSELY)
        same += len(other)
        if len(other) < len(one):
            break
    return same


def _is_same(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two sounds of one length are the same, or too short or too quiet to say."""
    return len(other) < _FEWEST or _amplitude(one) < _PAUSE or _alike(one, other) >= _SAME


def _amplitude(samples: Sequence[int]) -> float:
    return sum(map(abs, samples)) / max(1, len(samples))


def _alike(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the correlation of two sounds, from -1 to 1; of nothing with anything 0."""
    power = sum(map(mul, one, one)) * sum(map(mul, other, other))
    return sum(map(mul, one, other)) / sqrt(power) if power else 0.0
