"""Secrets, put everywhere and repeated by the server in every way, are in nothing that a run leaves or says."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs, quote

import pytest

from tests.canary.searching import as_json_escapes, leaks, search, writings
from tests.gate.running import harness
from tests.hostile.server import Part, Request, Server, http

PASSWORD = "cAnAry/passw0rd+of=the&account"
ACCESSKEY = "cAnAryAccessKey0fTheAccount"
OTHER = "cAnAry-passw0rd-of-another"
TOKEN = "cAnAryT0kenThatTheServerHandsOut"
SIP = "cAnAry-sip-passw0rd"
#: What no two secrets share, and nothing else has: enough of each to be of use to a thief.
MARKS = frozenset({"cAnAry/passw0rd", "cAnAryAccessKey", "cAnAry-passw0rd", "cAnAryT0kenThat", "cAnAry-sip"})

CARRIERS = ("a bearer token", "a token in a cookie", "a token in the query")
FEATURE = """\
@dials
Feature: Echoes

  Scenario Outline: a list, <carrier>, <time>
    Given my credential travels as <carrier>
    When I list my calls
    Then they are listed newest first

    Examples:
      | carrier | time |
"""
FEATURE += "".join(f"      | {carrier} | {time} |\n" for carrier in CARRIERS for time in range(3))
FEATURE += '''
  Scenario: a call
    When I post this call request:
      """
      {"source": {"type": "tel", "target": "+15551234567"},
       "destinations": [{"type": "tel", "target": "+15559876543"}], "actions": []}
      """
    Then it succeeds

  Scenario: a login
    When I sign on
    Then it succeeds
'''
PROFILE = """\
[targets.echo]
url = "{url}/v1.0"
source = "+15551234567"
callees = [{{ number = "+15559876543", does = "follows scripts" }}]
credentials = {{ username = "MY_USER", password = "MY_PASSWORD" }}
other = {{ accesskey = "MY_OTHER_KEY" }}
waits = {{ poll_ms = 50, connect_s = 1, silence_s = 1, answer_s = 2 }}
limits = {{ requests_per_second = 16 }}
"""


def credential(request: Request) -> str:
    """Return what signed a request."""
    query = parse_qs(request.target.partition("?")[2])
    for name in ("token", "accesskey"):
        if name in query:
            return query[name][0]
    return request.headers.get("authorization", "Bearer -").partition(" ")[2]


class Echo:
    """Accepts the marked credentials, and repeats whatever it was sent in every place of its answers."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.turn = 0

    def __call__(self, request: Request) -> Iterable[Part]:
        if request.path == "/auth/login":
            body = json.dumps({"username": "demo", "token": TOKEN, "echo": request.body.decode()})
            return [http(body, Set_Cookie=f"token={quote(TOKEN)}; Path=/")]
        secrets = (credential(request), PASSWORD, OTHER, SIP, ACCESSKEY)
        if request.path == "/v1.0/calls":
            return [self._careless(secrets)]
        signed = request.target.partition("?")[0] + "?accesskey=demo-access-key"
        kept = {name: value for name, value in request.headers.items() if name not in ("authorization", "cookie")}
        return [self.server.politely(Request(request.number, request.method, signed, kept, request.body))]

    def _careless(self, secrets: tuple[str, ...]) -> bytes:
        self.turn += 1
        forms = [form for secret in secrets for form in writings(secret).values()]
        told = json.dumps({"message": " ".join(forms), "fill": "x" * (self.turn % 60), "all": forms})
        escaped = told[:-1] + ', "escaped": "' + "".join(map(as_json_escapes, secrets)) + '"}'
        headers = {"X-Echo": " ".join(quote(secret) for secret in secrets), "Set_Cookie": f"token={secrets[0]}"}
        cut = "y" * (150 + self.turn) + " ".join(secrets)
        items = [{"id": secret, "status": cut, "password": secret, secret: secret} for secret in secrets]
        return (
            http(escaped, status=500, **headers),
            http(json.dumps({"result": items, "next_page_token": secrets[0]}), **headers),
            http("", status=302, Location=f"/v1.0/calls?token={secrets[0]}&again={quote(secrets[1])}", **headers),
            http(cut, status=400, kind=f"text/plain; note={secrets[0]}", **headers),
            http(base64.b64encode(" ".join(secrets).encode()), status=404, kind="text/plain"),
            http(f"\xff {' '.join(secrets)}".encode("latin-1"), kind="application/json"),
        )[self.turn % 6]


#: One run for all that look at what it left.
pytestmark = pytest.mark.xdist_group("canary")


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the command against the echo as a live target, and keep all that it wrote and said."""
    folder = tmp_path_factory.mktemp("canary")
    server = Server()
    server.behave(Echo(server), "GET /", "POST /", "PUT /", "DELETE /")
    (folder / "harness.toml").write_text(PROFILE.format(url=server.url), encoding="utf-8")
    (folder / "features").mkdir()
    (folder / "features" / "echoes.feature").write_text(FEATURE, encoding="utf-8")
    env = {**os.environ, "MY_USER": "demo", "MY_PASSWORD": PASSWORD, "MY_OTHER_KEY": ACCESSKEY, "NO_COLOR": "1"}
    env |= {"VOIPBIN_PASSWORD": OTHER, "VOIPBIN_USERNAME": "unused", "VOIPBIN_TRUNK_PASSWORD": SIP}
    done = harness(
        "run", "--target", "echo", "--only", "features", "--features", "features", "--reports", "r",
        "--har", "traffic.har", "--", "-p", "no:schemathesis", "--log-level=DEBUG", "--log-cli-level=DEBUG",
        "--showlocals", cwd=folder, env=env,
    )  # fmt: skip
    server.close()
    (folder / "stdout").write_text(done.stdout, encoding="utf-8")
    (folder / "stderr").write_text(done.stderr, encoding="utf-8")
    (folder / "status").write_text(str(done.returncode), encoding="utf-8")
    return folder


def test_nothing_that_a_run_leaves_or_says_holds_a_secret(left: Path) -> None:
    assert search(left, MARKS) == {}


def test_the_run_was_what_it_was_meant_to_be(left: Path) -> None:
    said = (left / "stdout").read_text(encoding="utf-8")
    assert (left / "status").read_text(encoding="utf-8") == "1", said
    gate = json.loads((left / "r" / "gate.json").read_text(encoding="utf-8"))
    assert gate["counts"]["failed"] >= 2, said
    assert "leak" in {finding["kind"] for finding in gate["findings"]}
    names = {path.name for path in left.rglob("*")}
    assert {"gate.json", "gate.md", "junit.xml", "records.jsonl", "traffic.har"} <= names
    assert any(name.endswith("-result.json") for name in names)
    assert [*(left / ".voipbin-harness").glob("*.jsonl")]


def test_the_html_report_is_searched_inside(left: Path) -> None:
    report = left / "r" / "allure-report" / "index.html"
    if not report.exists():
        pytest.skip("no Allure report could be made here")
    chunks = re.findall(rb"[A-Za-z0-9+/]{200,}={0,2}", report.read_bytes())
    assert any(b"http://127.0.0.1" in base64.b64decode(chunk + b"=" * (-len(chunk) % 4)) for chunk in chunks)


@pytest.mark.parametrize("form", [*writings("x"), "escapes", "gzip", "inside the report"])
def test_the_search_finds_a_planted_secret(form: str, tmp_path: Path) -> None:
    secret = PASSWORD
    planted = {
        **{name: text.encode() for name, text in writings(secret).items()},
        "escapes": as_json_escapes(secret).encode(),
        "gzip": gzip.compress(f"before {secret} after".encode()),
        "inside the report": b'd("data/x.json","%s")' % base64.b64encode(json.dumps({"a": [secret]}).encode()),
    }[form]
    (tmp_path / "file").write_bytes(b"before " * (form != "gzip") + planted + b" after" * (form != "gzip"))
    assert search(tmp_path, MARKS) == {"file": {"cAnAry/passw0rd"}}
    assert leaks(b"nothing to see", MARKS) == set()
