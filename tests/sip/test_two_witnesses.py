"""The whole path in real time: REST, platform, SIP, RTP, callee and back, with a mock that tells the truth or lies."""

from __future__ import annotations

import io
import random
import wave
from array import array

import pytest

from tests.sip.platform import eventually, talk, tones
from voipbin_harness.callees.script import Act, CalleeScript
from voipbin_harness.callees.sip.voice import can_speak
from voipbin_harness.checker import Checker
from voipbin_harness.contract import load
from voipbin_harness.editions import edition
from voipbin_harness.scenario.watched import WatchedCall
from voipbin_harness.targets import trunk
from voipbin_harness.targets.trunk import TrunkTarget
from voipbin_harness.world import World
from voipbin_mock.trunk import g711
from voipbin_mock.trunk.media import Media
from voipbin_mock.trunk.trunk import TrunkLeg
from voipbin_mock.trunk.voice import Voice

TEXT, OTHER = "Press a key, please.", "Leave it alone, whatever you do."
PRESSES = CalleeScript(ring_ms=200, acts=(Act("press", "prompt", digits="7"),))


@pytest.fixture
def line(platform):
    """Return a function that calls somebody through a mock and returns the findings, and what the callee heard."""
    targets = []

    def play(script, *actions, faults=(), hang_up_at="", **how):
        mock = platform(9, *faults, **how)
        targets.append(TrunkTarget("mock:http://mock", mock.client(), 0, "sip:127.0.0.1"))
        world = World(targets[-1], edition("tutorial"), load("tutorial"))
        session = Checker(world.contract, world.edition, live=True).begin()
        found = []
        world.begin(lambda exchange: found.extend(session.check(exchange)))
        source, callee = world.source, world.callees.place(script)
        created = world.client().request(
            "POST", "/calls", body={"source": source, "destinations": [callee.address], "actions": [*actions]}
        )
        call = WatchedCall(created.json[0]["id"], "POST /calls", world.client(), world.clock, world.callees)
        if hang_up_at:
            call.until(hang_up_at)
            call.hang_up()
        call.end()
        traces = world.traces(session.call_ids)
        found += session.close(traces)
        return {f"{one.kind} {one.where} ({one.witness})" for one in found}, traces[call.id], call

    yield play
    for target in targets:
        target.close()


def test_a_mock_that_tells_the_truth(line):
    found, trace, call = line(PRESSES, talk(TEXT), receive(), tones("42", 200))
    assert found == set()
    if can_speak():
        assert [prompt.words for prompt in call.prompts()] == [TEXT]
        assert call.prompts()[0].whole
    assert "".join(event.detail["digit"] for event in trace.named("digit_heard")) == "42"
    assert "".join(event.detail["digit"] for event in trace.told if event.event == "digit_pressed") == "7"
    (recording,) = trace.recordings
    assert recording.wav[:4] == b"RIFF"
    assert len(recording.wav) > 2 * 8000


def test_a_file_that_is_played_reaches_the_callee_sample_by_sample(line, tmp_path):
    noise = random.Random(7)
    samples = array("h", [noise.randint(-9000, 9000) for _ in range(4000)])
    with wave.open(str(tmp_path / "hello.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    play = {"type": "play", "option": {"stream_urls": ["https://media.example.test/hello.wav"]}}
    found, trace, _ = line(CalleeScript(ring_ms=0), play, media=tmp_path)
    assert found == set()
    (recording,) = trace.recordings
    with wave.open(io.BytesIO(recording.wav)) as heard:
        assert g711.expand(g711.compress(samples, 0), 0).tobytes() in heard.readframes(heard.getnframes())


def test_a_mock_that_lies_about_what_it_sends_and_who_hung_up(line, monkeypatch):
    speak, press = Voice.text, Media.press
    monkeypatch.setattr(Voice, "text", lambda self, _text, language: speak(self, OTHER, language))
    monkeypatch.setattr(Media, "press", lambda self, digit, ms: press(self, "8" if digit == "4" else digit, ms))
    found, _, _ = line(PRESSES, talk(TEXT), receive(), tones("42", 200), faults=["hangup-by-swapped"])
    expected = {"lifecycle $.hangup_by (sip)", "flow tones (rtp)"}
    assert expected | ({"flow words (rtp)"} if can_speak() else set()) <= found


def test_a_mock_that_speaks_too_late_and_takes_keys_that_nobody_pressed(line, monkeypatch):
    say = Media.say

    def late(self, samples):
        say(self, [0] * 8000 * 2 + [*samples][:8000])

    def pressed(self):
        self._line.press("3")

    answered = TrunkLeg.answered
    monkeypatch.setattr(Media, "say", late)
    monkeypatch.setattr(TrunkLeg, "answered", lambda self: (answered(self), pressed(self))[0])
    found, _, _ = line(CalleeScript(ring_ms=0), talk(TEXT), {"type": "sleep", "option": {"duration": 2500}})
    assert {"flow sound (rtp)", "flow keys (rtp)"} <= found


@pytest.mark.parametrize(
    ("script", "fault", "lie"),
    [
        (CalleeScript("reject", 0, 486), "", set()),
        (CalleeScript("reject", 200, 603), "rejected-as-failed", {"lifecycle $.hangup_reason (sip)"}),
        (CalleeScript("no_answer"), "", set()),
        (CalleeScript("no_answer"), "cancel-as-normal", {"lifecycle $.hangup_reason (sip)"}),
    ],
)
def test_how_a_call_failed_is_what_went_over_the_wire(line, script, fault, lie):
    cancels = script.outcome == "no_answer"
    found, _, _ = line(script, talk(TEXT), faults=[fault] if fault else [], hang_up_at="ringing" if cancels else "")
    assert {one for one in found if "(sip)" in one} == lie


def receive():
    return {"type": "digits_receive", "option": {"duration": 3000, "length": 1}}


def test_a_trunk_that_leads_nowhere_is_no_success(platform):
    mock = platform(9, patience_s=0.3)
    assert eventually(lambda: mock.ended(mock.call(talk(TEXT))), bool) == ("remote", "failed")


@pytest.mark.parametrize("knows_voice", [True, False])
def test_words_can_be_told_only_where_the_voice_is_known(platform, monkeypatch, knows_voice):
    monkeypatch.setattr(trunk, "can_speak", lambda: knows_voice)
    target = TrunkTarget("mock:http://mock", platform(9).client(), 0, "sip:127.0.0.1")
    target.close()
    assert ("hears" in target.capabilities) is knows_voice
    assert "sip" in target.capabilities
