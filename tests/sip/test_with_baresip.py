"""Sound and keys both ways with baresip: real RTP and RFC 4733 of other people's making."""

from __future__ import annotations

import pytest

from tests.sip.baresip import needs_baresip
from tests.sip.platform import SOURCE, eventually, sleep, talk, tones
from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.callees.script import Act, CalleeScript
from voipbin_harness.callees.sip.voice import Voice, can_speak
from voipbin_harness.callees.sip.words import worded

pytestmark = needs_baresip

TEXT = "These words go a long way."


@pytest.mark.parametrize("law", ["PCMU", "PCMA"])
def test_the_platform_speaks_and_sends_keys_and_takes_those_of_its_callee(baresip, platform, law):
    phone = baresip(law=law)
    mock = platform(phone.port)
    call = mock.call(talk(TEXT), tones("15#D"), sleep(9000))
    assert phone.happened("CALL_ESTABLISHED") == [f"sip:{SOURCE}@127.0.0.1"]
    assert phone.happened("CALL_DTMF_START", 4) == ["1", "5", "#", "D"]
    for key in "42*":
        phone.say("sndcode", key)
    pressed = eventually(lambda: mock.trace(call, "digit_pressed"), lambda seen: len(seen) == 3)
    assert [event["detail"]["digit"] for event in pressed] == ["4", "2", "*"]
    phone.say("hangup")
    assert mock.ended(call) == ("remote", "normal")
    if can_speak():
        assert said(phone.heard(), TEXT) == TEXT
        assert said(phone.heard(), "Quite another text, spoken here.") is None


def said(samples, text):
    """Return the text if it is what samples say, ``None`` for any other sound."""
    told = [LegEvent(0, "", "prompt", {"kind": "talk", "text": text, "language": "en-US"})]
    own = [
        LegEvent(0, "", "prompt", {"kind": "sound"}),
        LegEvent(len(Voice().say(TEXT, "en-US")) // 8, "", "prompt_end", {"kind": "sound"}),
        LegEvent(60_000, "", "hangup", {}),
    ]
    return worded(own, told, (0, samples), Voice())[1].detail.get("text")


def test_the_user_agent_takes_a_call_and_its_keys_and_sends_its_own(baresip, agent):
    phone = baresip()
    acts = (Act("press", delay_ms=300, digits="5#A"), Act("hangup", delay_ms=3500))
    agent.expect("callee", CalleeScript(ring_ms=200, acts=acts))
    phone.say("dial", f"sip:callee@127.0.0.1:{agent.port}")
    assert len(phone.happened("CALL_ESTABLISHED")) == 1
    for key in "17*":
        phone.say("sndcode", key)
    assert phone.happened("CALL_DTMF_START", 3) == ["5", "#", "A"]
    assert len(phone.happened("CALL_CLOSED")) == 1
    (dialogue,) = agent.calls_to("callee")
    assert [note.detail["digit"] for note in dialogue.notes if note.event == "digit_heard"] == ["1", "7", "*"]
    assert [note.detail["digit"] for note in dialogue.notes if note.event == "digit_pressed"] == ["5", "#", "A"]
    assert (
        " ".join(
            ("<" if note.detail["way"].startswith("from") else ">") + note.detail["what"]
            for note in dialogue.notes
            if note.event == "sip"
        )
        == "<INVITE >180 >200 >BYE <200"
    )
