"""How long a credential signs: each token for seven days, whatever else is issued; an access key until deleted."""

from __future__ import annotations

from dataclasses import replace
from http.cookies import SimpleCookie

from voipbin_harness.accounts import Account, Credential
from voipbin_harness.exchange import Exchange
from voipbin_harness.scenario.sign_on import sign_on
from voipbin_harness.violation import ExpectationFailed, Kind, Unproven, Violation
from voipbin_harness.world import World

_HOUR_MS = 3_600_000
_LIFE_MS = 7 * 24 * _HOUR_MS


def try_two_tokens(world: World) -> None:
    """Sign on twice: the first token still signs [C: tokens last 7 days]."""
    account = world.account("demo")
    first = _token(world, account)
    _token(world, account)
    _accepted(_list_calls(world, "demo", Credential("query", first)), "the first of two tokens still signs")


def try_last_day(world: World) -> None:
    """Let a token grow old: it signs for seven days and not a day longer [C].

    Raises :class:`Unproven` where time cannot be moved.
    """
    if "still_time" not in world.target.capabilities:
        raise Unproven("that a token ends after seven days", "nobody waits that long", "still_time")
    token = Credential("query", _token(world, world.account("demo")))
    world.clock.advance(_LIFE_MS - _HOUR_MS)
    _accepted(_list_calls(world, "demo", token), "a token signs for seven days")
    world.clock.advance(25 * _HOUR_MS)
    _refused(_list_calls(world, None, token), "401: a token of eight days signs no more")


def try_deleted_key(world: World) -> None:
    """Make an access key, sign with it, delete it and try once more [C], in an edition where keys can be made."""
    if "POST /accesskeys" not in world.contract.operations:
        return
    client = world.client()
    made = client.request("POST", "/accesskeys", body={"name": "to be deleted", "detail": "", "expire": 3600}).json
    key = Credential("accesskey", str(made.get("token")) if isinstance(made, dict) else "")
    _accepted(_list_calls(world, "demo", key), "a new access key signs")
    client.request("DELETE", f"/accesskeys/{made['id']}")
    _refused(_list_calls(world, None, key), "401: a deleted access key signs no more")


def try_expired_key(world: World) -> None:
    """Make an access key for an hour and let it pass [C: tm_expire], in an edition where keys can be made.

    Raises :class:`Unproven` where time cannot be moved.
    """
    if "POST /accesskeys" not in world.contract.operations:
        return
    if "still_time" not in world.target.capabilities:
        raise Unproven("that an access key expires", "nobody waits that long", "still_time")
    body = {"name": "for an hour", "detail": "", "expire": _HOUR_MS // 1000}
    made = world.client().request("POST", "/accesskeys", body=body).json
    key = Credential("accesskey", str(made.get("token")) if isinstance(made, dict) else "")
    world.clock.advance(_HOUR_MS - 60_000)
    _accepted(_list_calls(world, "demo", key), "an access key signs until it expires")
    world.clock.advance(2 * 60_000)
    _refused(_list_calls(world, None, key), "401: an access key that has expired signs no more")


def try_after_a_wrong_password(world: World) -> None:
    """Sign on with a wrong password: the token that was there before still signs [C: tokens last 7 days]."""
    account = world.account("demo")
    token = _token(world, account)
    sign_on(world, replace(account, password=f"{account.password}?"))
    _accepted(_list_calls(world, "demo", Credential("query", token)), "a token outlives a login that was refused")


def try_cookie(world: World) -> None:
    """Sign on: the cookie that comes with the token signs as the token does [T, C]."""
    answer = sign_on(world, world.account("demo"))
    cookie = SimpleCookie(answer.response_header("Set-Cookie") or "").get("token")
    if cookie is None:
        raise ExpectationFailed(
            Violation(Kind.AUTH, answer.name, "Set-Cookie", "a cookie 'token'", "none", check="lifetimes",
                      exchange=answer)
        )  # fmt: skip
    _accepted(_list_calls(world, "demo", Credential("cookie", cookie.value)), "the cookie of a login signs")


def _token(world: World, account: Account) -> str:
    body = sign_on(world, account).json
    return str(body.get("token")) if isinstance(body, dict) else ""


def _list_calls(world: World, account: str | None, credential: Credential) -> Exchange:
    return world.line.send(
        "GET", "/v1.0/calls", account=account, params=credential.params(), headers=credential.headers()
    )


def _accepted(answer: Exchange, rule: str) -> None:
    if not answer.ok:
        raise _failed(answer, rule)


def _refused(answer: Exchange, rule: str) -> None:
    if answer.status != 401:
        raise _failed(answer, rule)


def _failed(answer: Exchange, rule: str) -> ExpectationFailed:
    found = Violation(Kind.AUTH, answer.name, "status", rule, str(answer.status), check="lifetimes", exchange=answer)
    return ExpectationFailed(found)
