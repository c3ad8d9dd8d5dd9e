"""SIPp calls the harness's user agent, and is its registrar: what went over the wire, and what the agent noted."""

from __future__ import annotations

import pytest

from tests.sip.platform import eventually
from tests.sip.sipp import answers, asks, gets, hears, needs_sipp, sdp, waits
from voipbin_harness.callees.script import Act, CalleeScript
from voipbin_harness.callees.sip.digest import Login
from voipbin_harness.callees.sip.registration import Registrar, Registration
from voipbin_harness.violation import HarnessError

pytestmark = needs_sipp

INVITE = asks("INVITE", 1, body=sdp())
ACK = asks("ACK", 1, to="[peer_tag_param]")
RINGS_SHORTLY = 200


def wire(agent):
    """Return the one call of the agent as it went over the wire: what came with a <, what went with a >."""
    (dialogue,) = eventually(lambda: agent.calls_to("callee"), bool)
    eventually(dialogue.over.is_set, bool)
    notes = [note for note in list(dialogue.notes) if note.event == "sip"]
    return " ".join(("<" if note.detail["way"].startswith("from") else ">") + note.detail["what"] for note in notes)


def ended(agent):
    (dialogue,) = agent.calls_to("callee")
    (end,) = [note.detail for note in dialogue.notes if note.event == "hangup"]
    return end["by"], end["code"]


def test_a_call_that_the_caller_ends(sipp, agent):
    agent.expect("callee", CalleeScript(ring_ms=RINGS_SHORTLY))
    bye = asks("BYE", 2, to="[peer_tag_param]")
    peer = sipp(INVITE, gets(180), gets(200), ACK, waits(100), bye, gets(200), remote=agent.port)
    assert peer.end() == ""
    assert wire(agent) == "<INVITE >180 >200 <BYE"
    assert ended(agent) == ("local", 200)


def test_a_call_that_the_callee_ends(sipp, agent):
    agent.expect("callee", CalleeScript(ring_ms=RINGS_SHORTLY, acts=(Act("hangup", delay_ms=200),)))
    farewell = "<send><![CDATA[\nSIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\nContent-Length: 0\n\n]]></send>"  # noqa: E501
    peer = sipp(INVITE, gets(180), gets(200), ACK, hears("BYE"), farewell, remote=agent.port)
    assert peer.end() == ""
    assert wire(agent).startswith("<INVITE >180 >200 >BYE")
    assert ended(agent) == ("remote", 200)


@pytest.mark.parametrize(
    ("code", "ring_ms", "went"),
    [
        (486, 0, "<INVITE >486"),
        (503, 0, "<INVITE >503"),
        (603, 200, "<INVITE >180 >603"),
        (480, 200, "<INVITE >180 >480"),
    ],
)
def test_a_call_that_is_turned_down(sipp, agent, code, ring_ms, went):
    agent.expect("callee", CalleeScript("reject", ring_ms, code))
    peer = sipp(INVITE, gets(180, optional=True), gets(code), asks("ACK", 1, to="[peer_tag_param]"), remote=agent.port)
    assert peer.end() == ""
    assert wire(agent) == went
    assert ended(agent) == ("remote", code)


def test_a_call_that_is_cancelled_while_it_rings(sipp, agent):
    agent.expect("callee", CalleeScript("no_answer"))
    cancel = asks("CANCEL", 1, branch="[branch-3]")
    peer = sipp(INVITE, gets(180), waits(100), cancel, gets(200), gets(487), ACK, remote=agent.port)
    assert peer.end() == ""
    assert wire(agent) == "<INVITE >180 <CANCEL >487"
    assert ended(agent) == ("local", 487)


def test_a_second_invite_and_other_requests_in_mid_call(sipp, agent):
    agent.expect("callee", CalleeScript(ring_ms=0))
    within = "[peer_tag_param]"
    peer = sipp(
        INVITE, gets(180), gets(200), ACK,
        asks("INVITE", 2, body=sdp("8 101"), to=within), gets(200), asks("ACK", 2, to=within),
        asks("OPTIONS", 3, to=within), gets(200), asks("NOTIFY", 4, to=within), gets(405),
        asks("BYE", 5, to=within), gets(200),
        remote=agent.port,
    )  # fmt: skip
    assert peer.end() == ""


def test_nobody_of_that_name(sipp, agent):
    peer = sipp(INVITE, gets(404), asks("ACK", 1, to="[peer_tag_param]"), remote=agent.port)
    assert peer.end() == ""


def challenge(more=""):
    return f'WWW-Authenticate: Digest realm="here", nonce="47364c23432d2e131a5fb210812c"{more}'


def proven(username, password):
    asked = f'<verifyauth assign_to="proven" username="{username}" password="{password}"/>'
    return hears("REGISTER", inside=asked), '<nop test="proven" next="1"/>', answers(403), '<label id="1"/>'


@pytest.mark.parametrize("quality", ["", ', qop="auth"'])
def test_an_extension_registers_and_takes_its_leave(sipp, agent, quality):
    registrar = sipp(
        hears("REGISTER"), answers(401, challenge(quality)),
        *proven("1000", "secret"), answers(200, "Expires: 300"),
        hears("REGISTER"), answers(200, "Expires: 0"),
    )  # fmt: skip
    place = Registrar("voipbin.test", ("127.0.0.1", registrar.port))
    registration = Registration(agent, place, Login("1000", "secret"))
    registration.begin()
    registration.end()
    assert registrar.end() == ""


def test_a_nonce_that_has_grown_stale_is_replaced(sipp, agent):
    registrar = sipp(
        hears("REGISTER"), answers(401, challenge(', qop="auth"')),
        hears("REGISTER"), answers(401, challenge(', stale=true, qop="auth"').replace("2e13", "0000")),
        *proven("1000", "secret"), answers(200, "Expires: 300"),
    )  # fmt: skip
    Registration(agent, Registrar("voipbin.test", ("127.0.0.1", registrar.port)), Login("1000", "secret")).begin()
    assert registrar.end() == ""


def test_a_wrong_password_is_said_and_not_tried_again(sipp, agent):
    registrar = sipp(hears("REGISTER"), answers(401, challenge()), hears("REGISTER"), answers(401, challenge()))
    place = Registrar("voipbin.test", ("127.0.0.1", registrar.port))
    with pytest.raises(HarnessError, match="answered 401; are user and password right"):
        Registration(agent, place, Login("1000", "wrong")).begin()
    assert registrar.end() == ""
