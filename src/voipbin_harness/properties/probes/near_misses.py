"""Credentials that are nearly good, and credentials that come another way: only the good ones sign, and each does."""

from __future__ import annotations

import json
import string
from collections.abc import Iterable, Iterator

from voipbin_harness.accounts import Credential
from voipbin_harness.exchange import Exchange
from voipbin_harness.properties.probes import Probed, probe
from voipbin_harness.scenario.sign_on import sign_on
from voipbin_harness.violation import Kind, Violation

_JSON = {"Content-Type": "application/json"}
_BASE64URL = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


@probe
def nearly_good_credential(probed: Probed) -> Iterable[Violation]:
    """Send what differs from a good token or access key in a letter, its case, its end or its scheme."""
    if probed.operation.name != "GET /calls":
        return ()
    account = probed.world.account("demo")
    answer = sign_on(probed.world, account).json
    token = str(answer.get("token")) if isinstance(answer, dict) else ""
    for secret in ("", " ", *_near(token)):
        for carrier in ("query", "cookie", "bearer"):
            _unsigned(probed, Credential(carrier, secret))
    for secret in ("", *_near(account.accesskey)):
        _unsigned(probed, Credential("accesskey", secret))
    for value in ("Basic ZGVtbzpkZW1v", "Bearer", "Bearer null", f"Token {token}x", "Negotiate x"):
        probed.send(account=None, headers={"Authorization": value})
    return ()


@probe
def nearly_good_password(probed: Probed) -> Iterable[Violation]:
    """Sign on with what is nearly the password; the auth check knows that a user has one password."""
    if not probed.public:
        return ()
    account = probed.world.account("demo")
    sign_on(probed.world, account)
    for password in ("", *_near(account.password)):
        probed.send(account=None, body={"username": account.username, "password": password})
    return ()


@probe
def no_credential_and_a_bad_request(probed: Probed) -> Iterable[Violation]:
    """Send unsigned what is wrong besides: who is not known is told that, and nothing else."""
    if probed.takes_body and not probed.public:
        for content in (b"{}", b"{", b""):
            probed.send(account=None, content=content, headers=_JSON)
    if probed.has_id:
        probed.send(account=None, path=probed.path("no-id"))
    return ()


@probe
def head_without_credential(probed: Probed) -> Iterator[Violation]:
    """Ask unsigned for the headers of what may only be read signed."""
    if probed.operation.method == "GET":
        answer = probed.world.client(None).request("HEAD", probed.path())
        if answer.ok:
            yield probed.wrong(Kind.AUTH, answer, "status", "401 for HEAD without a credential")


@probe
def each_way_to_sign(probed: Probed) -> Iterator[Violation]:
    """Send a valid request signed in every documented way: none is refused for it."""
    if probed.public:
        return
    for carrier in ("query", "cookie", "bearer", "accesskey"):
        body = json.dumps(probed.body()).encode() if probed.takes_body else None
        answer = probed.world.client("demo", carrier).request(
            probed.operation.method, probed.path(), content=body, headers=_JSON if body else None
        )
        if answer.ok and probed.has_id and answer.method != "GET":
            probed.known.forget(probed.collection)
        if answer.status == 403:
            yield probed.wrong(Kind.AUTH, answer, "status", f"no 403 for a good credential ({carrier})")


def _near(secret: str) -> list[str]:
    """Return texts that are nearly a secret."""
    if not secret:
        return []
    texts = (secret[:-1], secret[:-1] + _other(secret[-1]), secret + "x", secret[: max(4, len(secret) // 2)])
    return [text for text in dict.fromkeys((*texts, secret.swapcase())) if text != secret]


def _other(letter: str) -> str:
    """Return another letter: one whose first bit differs, for the last bits of a signed token may mean nothing."""
    place = _BASE64URL.find(letter)
    return _BASE64URL[(place + 32) % 64] if place >= 0 else "x"


def _unsigned(probed: Probed, credential: Credential) -> Exchange:
    return probed.send(account=None, params=credential.params(), headers=credential.headers())
