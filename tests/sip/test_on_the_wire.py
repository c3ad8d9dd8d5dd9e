"""What an unreliable network and strange peers do to trunk and user agent: copies, losses, crossings and nonsense."""

from __future__ import annotations

import pytest

from tests.sip.platform import eventually, sleep, talk
from tests.sip.raw import SDP, Raw, header, response, tag
from voipbin_harness.callees.script import Act, CalleeScript
from voipbin_harness.callees.sip import dialogue as dialogues
from voipbin_mock import legs
from voipbin_mock.trunk.digest import Credentials

NONSENSE = (b"", b"\0" * 50, b"INVITE", b"\xff" * 9)


@pytest.fixture
def raw():
    peer = Raw()
    yield peer
    peer.close()


def only_call(agent):
    (found,) = agent.calls_to("callee")
    return found


def test_a_copy_of_an_invite_is_the_same_call(agent, raw):
    agent.expect("callee", CalleeScript("no_answer"))
    for _ in range(3):
        raw.throw(raw.request("INVITE", body=SDP), agent.port)
    raw.catch("SIP/2.0 180", 3)
    assert only_call(agent).over.is_set() is False


def test_an_answer_comes_again_until_it_is_acknowledged_and_not_after(agent, raw, monkeypatch):
    monkeypatch.setattr(dialogues, "T1_S", 0.1)
    agent.expect("callee", CalleeScript(ring_ms=0))
    raw.throw(raw.request("INVITE", body=SDP), agent.port)
    to = tag(raw.catch("SIP/2.0 200", 3))
    raw.throw(raw.request("ACK", tag=to), agent.port)
    eventually(only_call(agent).acknowledged.is_set, bool)
    before = len(raw.listen(0.05))
    assert len(raw.listen(0.9)) == before
    raw.throw(raw.request("BYE", 2, tag=to), agent.port)
    raw.throw(raw.request("BYE", 2, tag=to), agent.port)
    raw.catch("SIP/2.0 200", 5)
    assert [note.detail["by"] for note in only_call(agent).notes if note.event == "hangup"] == ["local"]


def test_an_answer_that_nobody_ever_acknowledges_is_taken_back(agent, raw, monkeypatch):
    monkeypatch.setattr(dialogues, "T1_S", 0.05)
    monkeypatch.setattr(dialogues, "PATIENCE_S", 0.3)
    agent.expect("callee", CalleeScript(ring_ms=0))
    raw.throw(raw.request("INVITE", body=SDP), agent.port)
    bye = raw.catch("BYE")
    raw.throw(response(bye, 200), agent.port)
    assert header(bye, "CSeq") == "1 BYE"


def test_a_cancel_that_comes_after_the_answer_ends_nothing(agent, raw):
    agent.expect("callee", CalleeScript(ring_ms=0))
    raw.throw(raw.request("INVITE", body=SDP, branch="1"), agent.port)
    to = tag(raw.catch("SIP/2.0 200"))
    raw.throw(raw.request("CANCEL", branch="1"), agent.port)
    raw.catch("SIP/2.0 200", 2)
    assert only_call(agent).over.is_set() is False
    raw.throw(raw.request("ACK", tag=to), agent.port)


def test_two_byes_that_cross_end_the_call_once(agent, raw):
    agent.expect("callee", CalleeScript(ring_ms=0, acts=(Act("hangup", delay_ms=50),)))
    raw.throw(raw.request("INVITE", body=SDP), agent.port)
    to = tag(raw.catch("SIP/2.0 200"))
    raw.throw(raw.request("ACK", tag=to), agent.port)
    bye = raw.catch("BYE")
    raw.throw(raw.request("BYE", 2, tag=to), agent.port)
    raw.catch("SIP/2.0 200", 2)
    raw.throw(response(bye, 481), agent.port)
    assert [note.detail["by"] for note in only_call(agent).notes if note.event == "hangup"] == ["remote"]


def test_nonsense_is_passed_over_and_strangers_are_told_so(agent, raw):
    for nonsense in (*NONSENSE, b"INVITE sip:callee@x SIP/2.0\r\n\r\n", b"SIP/2.0 200 OK\r\n\r\n"):
        raw.throw(nonsense, agent.port)
    raw.throw(raw.request("OPTIONS"), agent.port)
    raw.catch("SIP/2.0 200")
    raw.throw(raw.request("BYE", 2), agent.port)
    raw.throw(raw.request("CANCEL", 3), agent.port)
    raw.catch("SIP/2.0 481", 2)


def test_an_invite_that_is_lost_comes_again_and_every_copy_of_the_answer_is_acknowledged(platform, raw):
    mock = platform(raw.port)
    call = mock.call(sleep(300))
    invite = raw.catch("INVITE", 2)
    assert raw.came[0] == raw.came[1]
    for _ in range(3):
        raw.throw(response(invite, 200, body=SDP, more=f"Contact: <sip:raw@127.0.0.1:{raw.port}>\r\n"), mock.port)
    raw.catch("ACK", 3)
    bye = raw.catch("BYE")
    raw.throw(response(bye, 200), mock.port)
    assert mock.ended(call) == ("local", "normal")


def test_a_call_that_rings_for_too_long_is_cancelled(platform, raw, monkeypatch):
    monkeypatch.setattr(legs, "DIAL_TIMEOUT_MS", 400)
    mock = platform(raw.port)
    call = mock.call(talk("Nobody hears this."))
    raw.throw(response(raw.catch("INVITE"), 180), mock.port)
    raw.throw(response(raw.catch("CANCEL"), 200), mock.port)
    raw.throw(response(raw.came[0], 487), mock.port)
    raw.catch("ACK")
    assert mock.ended(call) == ("local", "dialout")


@pytest.mark.parametrize(("stale", "invites"), [("true", 3), ("false", 2)])
def test_a_stale_nonce_is_replaced_and_a_wrong_password_is_not_tried_again(platform, raw, stale, invites):
    mock = platform(raw.port, who=Credentials("caller", "secret"))
    call = mock.call(talk("Nobody hears this."))
    for number in range(1, invites + 1):
        challenge = f'Proxy-Authenticate: Digest realm="here", nonce="n{number}", stale={stale}\r\n'
        code = 407 if number < 3 else 486
        raw.throw(response(raw.catch("INVITE", number), code, more=challenge), mock.port)
        raw.catch("ACK", number)
    assert mock.ended(call) == ("remote", "busy" if invites == 3 else "failed")
    assert 'nonce="n' + str(invites - 1) in header(raw.catch("INVITE", invites), "Proxy-Authorization")


def test_two_byes_that_cross_end_the_platforms_call_once(platform, raw):
    mock = platform(raw.port)
    call = mock.call(sleep(200))
    invite = raw.catch("INVITE")
    raw.throw(response(invite, 200, body=SDP, more=f"Contact: <sip:raw@127.0.0.1:{raw.port}>\r\n"), mock.port)
    bye = raw.catch("BYE")
    crossing = raw.request("BYE", 1).replace(f"Call-ID: raw-{raw.port}", f"Call-ID: {header(bye, 'Call-ID')}")
    raw.throw(crossing, mock.port)
    raw.catch("SIP/2.0 200")
    raw.throw(response(bye, 481), mock.port)
    assert mock.ended(call) == ("local", "normal")


def test_nonsense_does_not_disturb_the_trunk(platform, raw):
    mock = platform(raw.port)
    call = mock.call(talk("Nobody hears this."))
    invite = raw.catch("INVITE")
    own = f"\r\nCall-ID: {header(invite, 'Call-ID')}\r\nCSeq: "
    lines = ("SIP/2.0 200 OK", "x"), ("SIP/2.0 180 Ringing", "9 INVITE"), ("FOO x SIP/2.0", "1 FOO")
    for nonsense in (*NONSENSE, *(f"{start}{own}{end}\r\n\r\n" for start, end in lines)):
        raw.throw(nonsense, mock.port)
    raw.catch("SIP/2.0 405")
    raw.throw(raw.request("OPTIONS"), mock.port)
    raw.catch("SIP/2.0 200")
    raw.throw(raw.request("BYE", 2), mock.port)
    raw.catch("SIP/2.0 481")
    raw.throw(response(invite, 486), mock.port)
    assert mock.ended(call) == ("remote", "busy")
