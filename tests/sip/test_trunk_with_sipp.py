"""The mock's trunk calls SIPp: what went over the wire, and what the API says of it."""

from __future__ import annotations

import pytest

from tests.sip.platform import sleep, talk
from tests.sip.sipp import KEEP_CALLER, accepts, answers, calls_back, gets, hears, needs_sipp, proven, sdp, waits
from voipbin_mock.trunk.digest import Credentials

pytestmark = needs_sipp

#: A callee who rings for 200 ms and answers.
TAKES_IT = (hears("INVITE", inside=KEEP_CALLER), answers(180), waits(200), answers(200, body=sdp(), repeat=True))


@pytest.mark.parametrize("formats", ["0 101", "8 0 101", "0", "97 8 101"])
def test_the_platform_ends_a_call_that_is_answered(sipp, platform, formats):
    answer = answers(200, body=sdp(formats), repeat=True)
    peer = sipp(hears("INVITE"), answers(180), answer, hears("ACK"), hears("BYE"), accepts())
    mock = platform(peer.port)
    call = mock.call(sleep(200))
    assert mock.ended(call) == ("local", "normal")
    assert peer.end() == ""


def test_the_callee_ends_a_call_that_it_answered(sipp, platform):
    peer = sipp(*TAKES_IT, hears("ACK"), waits(200), calls_back("BYE", 1), gets(200))
    mock = platform(peer.port)
    call = mock.call(sleep(9000))
    assert mock.ended(call) == ("remote", "normal")
    assert peer.end() == ""


@pytest.mark.parametrize(
    ("code", "reason"), [(486, "busy"), (603, "noanswer"), (480, "noanswer"), (503, "failed"), (404, "failed")]
)
def test_a_call_is_turned_down(sipp, platform, code, reason):
    peer = sipp(hears("INVITE"), answers(180), waits(100), answers(code, repeat=True), hears("ACK"))
    mock = platform(peer.port)
    call = mock.call(talk("Nobody hears this."))
    assert mock.ended(call) == ("remote", reason)
    assert peer.end() == ""
    assert mock.trace(call, "hangup")[0]["detail"]["code"] == code


def test_a_call_that_rings_is_cancelled(sipp, platform):
    turned_down = answers(487, repeat=True, cseq="CSeq: 1 INVITE")
    peer = sipp(hears("INVITE"), answers(180), hears("CANCEL"), accepts(), turned_down, hears("ACK"))
    mock = platform(peer.port)
    call = mock.call(talk("Nobody hears this."))
    mock.until(call, "ringing")
    mock.send("POST", f"/v1.0/calls/{call}/hangup")
    assert mock.ended(call) == ("local", "cancel")
    assert peer.end() == ""


def test_an_answer_that_crosses_the_cancel_is_acknowledged_and_ended(sipp, platform):
    crossing = answers(200, body=sdp(), repeat=True, cseq="CSeq: 1 INVITE")
    peer = sipp(hears("INVITE"), answers(180), hears("CANCEL"), crossing, hears("ACK"), hears("BYE"), accepts())
    mock = platform(peer.port)
    call = mock.call(talk("Nobody hears this."))
    mock.until(call, "ringing")
    mock.send("POST", f"/v1.0/calls/{call}/hangup")
    assert mock.ended(call) == ("local", "cancel")
    assert peer.end() == ""


@pytest.mark.parametrize("quality", ["", ', qop="auth"'])
def test_a_peer_that_asks_who_calls_is_answered(sipp, platform, quality):
    challenge = f'WWW-Authenticate: Digest realm="here", nonce="47364c23432d2e131a5fb210812c"{quality}'
    peer = sipp(
        hears("INVITE"), answers(401, challenge, repeat=True), hears("ACK"),
        *proven("caller", "secret"), answers(486, repeat=True), hears("ACK"),
    )  # fmt: skip
    mock = platform(peer.port, who=Credentials("caller", "secret"))
    assert mock.ended(mock.call(talk("Nobody hears this."))) == ("remote", "busy")
    assert peer.end() == ""


def test_what_the_callee_asks_in_mid_call_is_answered(sipp, platform):
    peer = sipp(
        *TAKES_IT, hears("ACK"),
        calls_back("OPTIONS", 1), gets(200),
        calls_back("INFO", 2), gets(405),
        calls_back("INVITE", 3, body=sdp()), gets(200), calls_back("ACK", 3),
        calls_back("BYE", 4), gets(200),
    )  # fmt: skip
    mock = platform(peer.port)
    assert mock.ended(mock.call(sleep(9000))) == ("remote", "normal")
    assert peer.end() == ""


def test_nobody_there(platform):
    mock = platform(9, patience_s=0.5)
    assert mock.ended(mock.call(talk("Nobody hears this."))) == ("remote", "failed")
