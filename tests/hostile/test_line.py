"""What no finding can tell: nobody there, whose certificate it is, where a credential goes, what memory it takes."""

from __future__ import annotations

import socket
import ssl
import subprocess
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile.behaviours import BEHAVIOURS, MB, PAGE
from tests.hostile.experience import CONTRACT, EDITION, Experience, Time, hostile_profile
from tests.hostile.server import RESET, Answer, Server, http, says
from voipbin_harness import wait
from voipbin_harness.line import LONGEST_BODY, TargetUnreachable
from voipbin_harness.settings import Settings
from voipbin_harness.targets.choose import choose
from voipbin_harness.targets.live import LiveTarget
from voipbin_harness.targets.profile import Profile
from voipbin_harness.violation import HarnessError


@pytest.fixture
def other() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody vouches for, for localhost and not for 127.0.0.1, with its key."""
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    command += ["-keyout", str(file) + ".key", "-out", str(file), "-subj", "/CN=localhost", "-days", "2"]
    subprocess.run([*command, "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    return file


@pytest.fixture
def secure(certificate: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, str(certificate) + ".key")
    server = Server(tls=context)
    yield server
    server.close()


def arrive(profile: Profile) -> None:
    target = LiveTarget(profile, EDITION, CONTRACT, clock=Time().clock())
    try:
        target.arrive()
    finally:
        target.close()


def nobody() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_nobody_at_the_address_is_unreachable(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{nobody()}"
    with pytest.raises(TargetUnreachable, match="refused"):
        arrive(hostile_profile(url, tmp_path))
    with pytest.raises(TargetUnreachable, match="refused"):
        choose(Settings(target=f"mock:{url}")).begin()


def test_a_name_that_nobody_has_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(TargetUnreachable, match=r"nobody\.invalid"):
        arrive(hostile_profile("http://nobody.invalid", tmp_path))


def test_a_certificate_that_nobody_vouches_for_ends_the_run(secure: Server, tmp_path: Path) -> None:
    with pytest.raises(TargetUnreachable, match=r"certificate verify failed.*tls\.ca_file"):
        arrive(hostile_profile(f"https://localhost:{secure.port}", tmp_path))
    assert secure.seen == []


def test_a_certificate_of_another_host_ends_the_run(secure: Server, certificate: Path, tmp_path: Path) -> None:
    with pytest.raises(TargetUnreachable, match="IP address mismatch"):
        arrive(replace(hostile_profile(secure.url, tmp_path), ca_file=certificate))
    assert secure.seen == []


def test_a_certificate_that_the_profile_names_is_good(secure: Server, certificate: Path, tmp_path: Path) -> None:
    arrive(replace(hostile_profile(f"https://localhost:{secure.port}", tmp_path), ca_file=certificate))
    assert secure.seen


def test_plain_http_on_a_port_of_tls_is_unreachable(other: Server, tmp_path: Path) -> None:
    with pytest.raises(TargetUnreachable, match=r"(?i)ssl|tls"):
        arrive(hostile_profile(f"https://127.0.0.1:{other.port}", tmp_path))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("carrier", ["query", "cookie", "bearer"])
def test_a_redirect_does_not_take_the_credential_along(
    status: int, carrier: str, experience: Experience, server: Server, other: Server
) -> None:
    client = experience.world.client(carrier=carrier)  # type: ignore[arg-type]
    client.credential()
    server.behave(says(http("", status=status, Location=f"{other.url}/v1.0/calls")), "GET /v1.0/calls")
    assert client.request("GET", "/calls").status == status
    assert other.seen == []
    assert len(server.seen) == 1


def test_a_cookie_of_the_server_is_never_sent_back(experience: Experience, server: Server) -> None:
    client = experience.world.client(carrier="bearer")
    client.credential()
    server.behave(says(http(PAGE, Set_Cookie="token=planted; Path=/")), "GET /v1.0/calls")
    client.request("GET", "/calls")
    client.request("GET", "/calls")
    assert "planted" not in "".join(request.everything for request in server.seen)


def test_a_second_answer_to_one_request_is_never_taken_for_that_of_the_next(
    experience: Experience, server: Server
) -> None:
    client = experience.world.client()
    client.credential()
    server.behave(says(http(PAGE) + http('{"result": "smuggled"}')), "GET /v1.0/calls")
    client.request("GET", "/calls")
    server.behave(None)
    assert b"smuggled" not in client.request("GET", "/flows").response_body


def test_an_id_leads_nowhere_but_to_its_own_collection(experience: Experience, server: Server) -> None:
    experience.meet("look")
    climbs = next(bad for bad in BEHAVIOURS if "climbs" in bad.name)
    server.behave(climbs.answer, *climbs.at)
    experience.meet("call")
    asked = {request.path for request in server.seen if not request.path.startswith("/_mock/clock")}
    assert all(path.startswith(("/v1.0/calls", "/_mock/calls/..%2F", "/v1.0/flows")) for path in asked), asked


def behaviour(name: str) -> Answer:
    return next(bad.answer for bad in BEHAVIOURS if bad.name == name)


@pytest.mark.parametrize(
    "name", ["sends 100 MB", "sends chunks without end", "sends a gzip bomb", "sends endless headers"]
)
def test_the_memory_of_a_large_answer_is_bounded(name: str, server: Server, tmp_path: Path) -> None:
    bad = next(bad for bad in BEHAVIOURS if bad.name == name)
    experience = Experience(server.url, tmp_path, live=False)
    experience.world.client().credential()
    server.behave(bad.answer, *bad.at)
    tracemalloc.start()
    experience.meet("look")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    experience.close()
    assert peak < 3 * LONGEST_BODY + 8 * MB


@pytest.mark.parametrize(
    ("answer", "raises", "says_so"),
    [
        (says(http("<html>Welcome", kind="text/html")), HarnessError, "is this a mock"),
        (says(http("[1, 2]")), HarnessError, "is this a mock"),
        (says(http('{"now_ms": "late"}')), HarnessError, "is this a mock"),
        (says(http("", status=302, Location="http://127.0.0.1:9/")), HarnessError, "302.*is this a mock"),
        (says(http("no", status=404)), HarnessError, "404: no; is this a mock"),
        (says(RESET), TargetUnreachable, "reset"),
        (behaviour("sends chunks without end"), HarnessError, "more than 16777216 bytes; is this a mock"),
    ],
    ids=["html", "array", "no time", "redirect", "404", "reset", "endless"],
)
def test_what_is_no_mock_is_told_in_one_sentence(
    answer: Answer, raises: type[Exception], says_so: str, server: Server
) -> None:
    server.behave(answer, "POST /_mock")
    with pytest.raises(raises, match=says_so):
        choose(Settings(target=f"mock:{server.url}")).begin()


def test_a_clock_that_says_much_and_stands_does_not_hold_the_run(server: Server, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(wait, "MOST_STILL", 20)
    experience = Experience(server.url, tmp_path, live=False)
    client = experience.world.client()
    source, callee = ({"type": "tel", "target": number} for number in ("+15551234567", "+15550100012"))
    (call,) = client.create_call(source, [callee], actions=[]).calls
    server.behave(says(http('{"mode": "virtual", "now_ms": 0, "fired": 1}')), "POST /_mock/clock")
    clock = experience.world.clock
    with pytest.raises(wait.TimedOut, match="last seen"):
        wait.eventually(lambda: client.call(call.id).status, "hangup".__eq__, clock=clock, limit="hangup", what="it")
    experience.close()
