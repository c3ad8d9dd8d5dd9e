"""Messages, descriptions, digests and sound, as trunk and user agent read and write them: each in its own way."""

from __future__ import annotations

import contextlib
import hashlib
import math
import re
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voipbin_harness.callees.sip import message as theirs
from voipbin_harness.callees.sip import offer, sound
from voipbin_harness.callees.sip.digest import CannotAnswer, Login
from voipbin_harness.callees.sip.hearing import Ear
from voipbin_mock.trunk import digest, g711, rtp, sdp
from voipbin_mock.trunk import message as ours

INVITE = (
    b"INVITE sip:callee@127.0.0.1:5060 SIP/2.0\r\nv: SIP/2.0/UDP 127.0.0.1:5062;branch=z9hG4bK77\r\n"
    b"f: <sip:caller@127.0.0.1>;tag=1\r\nt: <sip:callee@127.0.0.1>\r\ni: abc@127.0.0.1\r\nCSeq: 7 INVITE\r\n"
    b"Subject: a header that\r\n goes on\r\nl: 0\r\n\r\n"
)

#: Something that looks like SIP, broken in a few places.
broken = st.builds(
    lambda places: bytes(places.get(place, byte) for place, byte in enumerate(INVITE)),
    st.dictionaries(st.integers(0, len(INVITE) - 1), st.integers(0, 255), max_size=8),
)
anything = st.one_of(broken, st.binary(max_size=200), st.binary(max_size=60).map(lambda more: INVITE[:-2] + more))


def test_both_read_short_names_and_folded_lines():
    one, other = ours.decode(INVITE), theirs.parse(INVITE)
    assert (one.method, one.cseq, one.branch, one.get("Call-ID")) == (
        "INVITE",
        (7, "INVITE"),
        "z9hG4bK77",
        "abc@127.0.0.1",
    )
    assert (other.method, other.sequence, other.transaction) == ("INVITE", 7, "z9hG4bK77 INVITE")
    assert one.get("Subject") == other.header("subject") == "a header that goes on"
    assert other.user == "callee"


@settings(max_examples=300, deadline=None)
@given(anything)
def test_nothing_that_comes_breaks_the_reading_of_messages(datagram):
    try:
        seen = ours.decode(datagram)
        assert isinstance((seen.method, seen.code, seen.cseq, seen.branch), tuple)
        ours.response(seen, 200, "OK", tag="x").encode()
    except ours.Unreadable:
        pass
    try:
        read = theirs.parse(datagram)
        assert isinstance((read.user, read.sequence, read.transaction), tuple)
        theirs.reply(read, 200, "x").write()
    except theirs.NotSip:
        pass


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=80),
        st.text("vcma=0123456789 IN4.:/RTPAVaudiotelephone-event\r\n", max_size=200).map(str.encode),
    )
)
def test_nothing_that_comes_breaks_the_reading_of_descriptions_and_packets(data):
    offer.choose(data)
    with contextlib.suppress(sdp.NoCommonGround):
        sdp.read(data)
    packet = rtp.decode(data)
    if packet is not None:
        rtp.read_event(packet.payload)
    Ear(0, 101, Notes(), lambda: 0).packet(data)


class Notes:
    """Keeps what an ear is told."""

    def __init__(self) -> None:
        self.heard: list[tuple[object, ...]] = []

    def sound_began(self, at_ms):
        self.heard.append(("began", at_ms))

    def sound_ended(self, at_ms, duration_ms):
        self.heard.append(("ended", at_ms, duration_ms))

    def digit(self, at_ms, digit, duration_ms):
        self.heard.append(("digit", digit, duration_ms))


def test_what_one_side_offers_the_other_takes():
    chosen = offer.choose(sdp.offer("127.0.0.1", 4000))
    assert chosen == offer.Chosen("127.0.0.1", 4000, 0, 101)
    assert sdp.read(offer.accept(chosen, "127.0.0.1", 4002)) == sdp.Audio("127.0.0.1", 4002, 0, 101)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"v=0\r\nc=IN IP4 1.2.3.4\r\nm=video 9 RTP/AVP 0\r\n", "no audio"),
        (b"v=0\r\nc=IN IP4 1.2.3.4\r\nm=audio 9 RTP/AVP 18 101\r\n", "no G.711"),
        (b"v=0\r\nc=IN IP4 1.2.3.4\r\nm=audio 0 RTP/AVP 0\r\n", "rejected"),
        (b"v=0\r\nm=audio 9 RTP/AVP 0\r\n", "no address"),
        (b"", "nothing"),
    ],
)
def test_a_description_that_suits_nobody(body, why):
    assert offer.choose(body) is None, why
    with pytest.raises(sdp.NoCommonGround):
        sdp.read(body)


def test_telephone_events_have_the_number_that_the_offer_gives_them():
    body = b"v=0\r\nc=IN IP4 1.2.3.4\r\nm=audio 9 RTP/AVP 8 96\r\na=rtpmap:96 telephone-event/8000\r\n"
    assert offer.choose(body) == offer.Chosen("1.2.3.4", 9, 8, 96)
    assert sdp.read(body) == sdp.Audio("1.2.3.4", 9, 8, 96)


#: The example of RFC 2617 section 3.5 without and with a quality of protection, and with the hash of RFC 7616.
NONCE, OPAQUE = "dcd98b7102dd2f0e8b11d0f600bfb0c093", "5ccc069c403ebaf9f0171e"
CHALLENGE = f'Digest realm="testrealm@host.com", nonce="{NONCE}", opaque="{OPAQUE}"'


@pytest.mark.parametrize("quality", ["", ', qop="auth,auth-int"', ', qop="auth"', ", qop=auth"])
@pytest.mark.parametrize("algorithm", ["", ", algorithm=MD5", ", algorithm=SHA-256"])
def test_a_challenge_is_answered(quality, algorithm):
    hashing = hashlib.sha256 if "256" in algorithm else hashlib.md5

    def hashed(*parts):
        return hashing(":".join(parts).encode()).hexdigest()

    who = digest.Credentials("Mufasa", "Circle Of Life")
    for said in (
        digest.answer(CHALLENGE + quality + algorithm, who, "REGISTER", "sip:x", "0a4f113b"),
        Login("Mufasa", "Circle Of Life").answer(CHALLENGE + quality + algorithm, "REGISTER", "sip:x"),
    ):
        parts = {name: quoted or bare for name, quoted, bare in re.findall(r'(\w+)=(?:"([^"]*)"|([^,\s]+))', said)}
        middle = (NONCE, "00000001", parts["cnonce"], "auth") if quality else (NONCE,)
        first = hashed("Mufasa", "testrealm@host.com", "Circle Of Life")
        assert parts["response"] == hashed(first, *middle, hashed("REGISTER", "sip:x"))
        assert parts["opaque"] == OPAQUE
        assert "Circle Of Life" not in said


@pytest.mark.parametrize(
    "challenge", ['Basic realm="x"', CHALLENGE + ", algorithm=MD5-sess", CHALLENGE + ', qop="auth-int"', ""]
)
def test_a_challenge_of_another_kind_is_not_answered_wrongly(challenge):
    with pytest.raises(digest.Unanswerable):
        digest.answer(challenge, digest.Credentials("a", "b"), "INVITE", "sip:x", "c")
    with pytest.raises(CannotAnswer):
        Login("a", "b").answer(challenge, "INVITE", "sip:x")


@pytest.mark.parametrize("law", [0, 8])
def test_both_agree_on_every_byte_of_a_law(law):
    every = bytes(range(256))
    recording = sound.Recording(law)
    recording.add(0, every)
    one, other = list(g711.expand(every, law)), recording.samples()
    assert max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 8
    wave = [int(12000 * math.sin(place / 7)) for place in range(800)]
    back = g711.expand(g711.compress(wave, law), law)
    assert max(abs(a - b) for a, b in zip(wave, back, strict=True)) < 600


def packets(*spans, law=0, events=101):
    """Return RTP of 20 ms a packet: ``spans`` of sound (``True``), silence, or a key with its number of packets."""
    clock = 4_294_960_000  # wraps around soon
    for what, count in spans:
        start = clock
        for place in range(1, count + 1):
            if isinstance(what, str):
                payload = struct.pack("!BBH", rtp.DIGITS.index(what), 0x80 if place == count else 0, place * 160)
                for _ in range(3 if place == count else 1):
                    yield rtp.Packet(events, place, start, 1, payload).encode()
            else:
                samples = [int(8000 * math.sin(one / 3)) for one in range(160)] if what else [0] * 160
                yield rtp.Packet(law, place, clock & 0xFFFFFFFF, 1, g711.compress(samples, law)).encode()
            clock += 160


@pytest.mark.parametrize("law", [0, 8])
def test_sound_begins_and_ends_by_the_timestamps_however_late_it_is_read(law):
    notes, now = Notes(), [1000]
    ear = Ear(law, 101, notes, lambda: now[0])
    for place, packet in enumerate(packets((False, 10), (True, 50), (False, 20), (True, 25), (False, 50), law=law)):
        now[0] = 1000 + 20 * place if place < 20 else 5000  # the machine stands still and reads the rest at once
        ear.packet(packet)
    assert notes.heard == [("began", 1200), ("ended", 3100, 1900)]
    assert ear.late_ms == 5000 - 1000 - 20 * 20


def test_a_click_is_no_sound_and_a_stream_that_stops_is_silent():
    notes, now = Notes(), [0]
    ear = Ear(0, 101, notes, lambda: now[0])
    for place, packet in enumerate(packets((False, 5), (True, 2), (False, 5), (True, 10))):
        now[0] = 20 * place
        ear.packet(packet)
    ear.check()
    assert notes.heard == [("began", 240)]
    now[0] += 3000
    ear.check()
    assert notes.heard[1] == ("ended", 440, 200)


def test_keys_are_heard_once_and_as_long_as_they_say():
    notes, now = Notes(), [0]
    ear = Ear(0, 101, notes, lambda: now[0])
    for packet in packets(("1", 5), (False, 2), ("1", 10), ("#", 25), ("D", 3)):
        ear.packet(packet)
    assert notes.heard == [("digit", "1", 100), ("digit", "1", 200), ("digit", "#", 500), ("digit", "D", 60)]


def test_a_key_whose_end_is_lost_ends_with_the_next_sound():
    notes = Notes()
    ear = Ear(0, 101, notes, lambda: 0)
    for packet in [*packets(("7", 5))][:4]:
        ear.packet(packet)
    assert notes.heard == []
    for packet in packets((False, 1)):
        ear.packet(packet)
    assert notes.heard == [("digit", "7", 80)]
