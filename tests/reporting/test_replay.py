"""A replay line sends what was sent: proved by a shell and a stand-in for curl."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from voipbin_harness.masking import Masker
from voipbin_harness.replay import LONGEST_BODY, curl

CANARY = "cAnary+Token/7f3=é"
STAND_IN = """#!{python} -IS
import json, sys
args = sys.argv[1:]
stdin = sys.stdin.buffer.read().decode("latin-1") if "@-" in args else ""
args = [a.encode("utf-8", "surrogateescape").decode("latin-1") for a in args]
json.dump({{"args": args, "stdin": stdin}}, sys.stdout)
"""


@pytest.fixture
def run(tmp_path: Path):
    (tmp_path / "curl").write_text(STAND_IN.format(python=sys.executable))
    (tmp_path / "curl").chmod(0o755)

    def play(line: str) -> dict:
        env = {
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "VOIPBIN_URL": "http://host",
            "VOIPBIN_TOKEN": "the token",
            "VOIPBIN_ACCESSKEY": "the key",
            "VOIPBIN_PASSWORD": "the password",
        }
        done = subprocess.run(["sh", "-c", line], capture_output=True, env=env, check=True, stdin=subprocess.DEVNULL)
        return json.loads(done.stdout)

    return play


def test_a_get_is_one_short_line(exchange, masker: Masker) -> None:
    assert curl(exchange(), masker) == (
        'curl -sS -g --path-as-is "$VOIPBIN_URL/v1.0/calls/5a0cbb3e-3a4e-4a5b-8e0c-000000000001?token=$VOIPBIN_TOKEN"'
    )


BODIES = [
    b'{"text": "it\'s $HOME `id` \\"quoted\\" !x"}',
    '{"text": "grüße 你好"}'.encode(),
    b"@/etc/passwd",
    b"a\nb\r\n\tc",
    bytes(range(256)),
    b"-X DELETE",
    b"\xed\xa0\x80",
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_any_body_arrives_as_it_was(run, exchange, masker: Masker, body: bytes) -> None:
    line = curl(exchange(method="POST", request_body=body), masker)
    sent = run(line)
    assert "\n" not in line
    carried = sent["stdin"] if "@-" in sent["args"] else sent["args"][sent["args"].index("--data-raw") + 1]
    assert carried.encode("latin-1") == body


@pytest.mark.parametrize("path", ["/v1.0/calls/a'b$HOME`id`!c", "/v1.0/x;rm", "/v1.0/../etc", "/v1.0/[{*}]"])
def test_any_path_arrives_as_it_was(run, exchange, masker: Masker, path: str) -> None:
    sent = run(curl(exchange(url=f"http://h:1{path}?token=t"), masker))
    assert f"http://host{path}?token=the token" in sent["args"]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (
            {"url": "http://h/v1.0/calls?accesskey=k&page_size=1"},
            "http://host/v1.0/calls?accesskey=the key&page_size=1",
        ),
        ({"url": "http://h/v1.0/calls", "request_headers": (("Cookie", "token=t"),)}, "Cookie: token=the token"),
        (
            {"url": "http://h/v1.0/calls", "request_headers": (("Authorization", "Bearer t"),)},
            "Authorization: Bearer the token",
        ),
        (
            {"url": "http://h/auth/login", "method": "POST", "request_body": b'{"username":"demo","password":"demo"}'},
            '{"username":"demo","password":"the password"}',
        ),
        ({"account": None, "url": "http://h/v1.0/calls?token=bad"}, "http://host/v1.0/calls?token=not-a-credential"),
        ({"method": "HEAD", "url": "http://h/v1.0/calls"}, "-I"),
        ({"method": "POST", "url": "http://h/v1.0/calls", "request_body": b"{}"}, "Content-Type:"),
    ],
)
def test_the_credential_is_the_readers_own(run, exchange, masker: Masker, members: dict, expected: str) -> None:
    assert expected in run(curl(exchange(**members), masker))["args"]


def test_another_account_is_named(run, exchange, masker: Masker) -> None:
    line = curl(exchange(account="other"), masker)
    assert line.endswith("  # signed as the account 'other'")
    assert "#" not in run(line)["args"]


def test_a_large_body_is_cut_and_says_so(run, exchange, masker: Masker) -> None:
    line = curl(exchange(method="POST", request_body=b"x" * (LONGEST_BODY + 1)), masker)
    assert f"cut after {LONGEST_BODY} of {LONGEST_BODY + 1} bytes" in line
    assert len(line) < LONGEST_BODY + 400
    run(line)


def test_no_secret_and_no_host_in_the_line(exchange) -> None:
    line = curl(
        exchange(
            method="POST",
            url=f"http://127.0.0.1:4711/v1.0/calls?token={CANARY}&note={CANARY}",
            request_headers=(("Cookie", f"token={CANARY}"), ("X-Note", CANARY), ("Authorization", f"Bearer {CANARY}")),
            request_body=json.dumps({"text": CANARY}).encode(),
        ),
        Masker([CANARY]),
    )
    assert "anary" not in line
    assert "4711" not in line
