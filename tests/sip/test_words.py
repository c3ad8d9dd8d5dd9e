"""Telling words from sound: texts are noises here, each its own, so that no voice is needed."""

from __future__ import annotations

import random
from itertools import chain

import pytest

from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.callees.sip.words import worded
from voipbin_mock.trunk import g711

ANSWER = LegEvent(70, "", "status", {"status": "progressing"})


class Noises:
    """Speaks each text as a noise of 1.3 s, with a pause in it."""

    def say(self, text, language):
        if language == "none":
            return []
        noise = random.Random(text)
        return [noise.randint(-9000, 9000) if not 4000 < place < 5200 else 0 for place in range(10400)]


def told(text, at, language="en-US"):
    return LegEvent(at, "", "prompt", {"kind": "talk", "text": text, "language": language})


def sound(start, end):
    lasts = {"kind": "sound", "duration_ms": end - start}
    return LegEvent(start, "", "prompt", {"kind": "sound"}), LegEvent(end, "", "prompt_end", lasts)


def heard(stream, tells, *sounds):
    """Return what becomes of the sounds that were noted: words with a + when whole, sound with what it is not."""
    through = list(g711.expand(g711.compress(stream, 0), 0))
    own = [*chain(*sounds), LegEvent(99_000, "", "hangup", {})]
    events = worded(own, [ANSWER, *tells], (500, through), Noises())
    prompts = [event.detail for event in events if event.event == "prompt"]
    ends = [event.detail.get("completed") for event in events if event.event == "prompt_end"]
    return [
        (one.get("text") or f"not {one['unlike']}" if "unlike" in one or "text" in one else "sound") + "+" * bool(end)
        for one, end in zip(prompts, ends, strict=True)
    ]


SILENCE = [0] * 8000
ONE, TWO = Noises().say("one", ""), Noises().say("two", "")


def test_two_texts_in_one_sound_are_told_apart():
    assert heard([*ONE, *TWO], [told("one", 70), told("two", 1370)], sound(500, 3100)) == ["one+", "two+"]
    assert heard([*TWO, *ONE], [told("one", 70), told("two", 1370)], sound(500, 3100)) == ["not one"]


def test_a_text_that_begins_later_than_it_is_told_is_found_within_a_second():
    assert heard([*SILENCE[:4800], *ONE], [told("one", 70)], sound(1100, 2400)) == ["one+"]


def test_another_text_is_another_sound():
    assert heard(TWO, [told("one", 70)], sound(500, 1800)) == ["not one"]


def test_one_other_word_in_the_middle_is_noticed():
    changed = [*ONE[:6000], *TWO[6000:]]
    assert heard(changed, [told("one", 70)], sound(500, 1800)) == ["one"]


@pytest.mark.parametrize("length", [2000, 4000, 8000])
def test_a_text_that_breaks_off_is_not_whole(length):
    assert heard([*ONE[:length], *SILENCE], [told("one", 70)], sound(500, 500 + length // 8)) == ["one"]


def test_sound_that_nobody_tells_of_stays_sound():
    assert heard(ONE, [], sound(500, 1800)) == ["sound"]
    assert heard([*ONE, *TWO], [told("one", 70)], sound(500, 3100)) == ["sound"]
    assert heard([*ONE, *SILENCE, *SILENCE, *TWO], [told("one", 70)], sound(500, 1800), sound(3800, 5100)) == [
        "one+",
        "sound",
    ]


def test_a_text_that_cannot_be_spoken_here_proves_nothing():
    assert heard(ONE, [told("one", 70, "none")], sound(500, 1800)) == ["not one"]
