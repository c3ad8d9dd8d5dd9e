"""Requests that may be refused: who tries what, and whether the refusal is the right one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from voipbin_harness.accounts import Credential
from voipbin_harness.client import Client
from voipbin_harness.exchange import Exchange
from voipbin_harness.scenario.expect import fail
from voipbin_harness.scenario.made import Made
from voipbin_harness.scenario.me import Me
from voipbin_harness.scenario.words import ATTEMPTS, NOBODYS_ID, REFUSALS, Actor
from voipbin_harness.violation import HarnessError, Kind

_NIL = "00000000-0000-0000-0000-000000000000"


def attempt(me: Me, made: Made, who: Actor, what: str) -> Exchange:
    """Try something of :data:`ATTEMPTS` and return what came of it.

    Raises :class:`HarnessError` when no sentence has made what is to be tried.
    """
    method, template = ATTEMPTS[what]
    path, _, query = template.format_map(_Gaps(me, made)).partition("?")
    params = dict([query.split("=")]) if query else {}
    headers: dict[str, str] = {}
    if who == "pretender":
        bad = Credential(me.carrier or me.world.edition.carrier, "a-token-that-nobody-has-issued")
        params, headers = {**params, **bad.params()}, bad.headers()
    client = me.client if who == "me" else me.world.client("other" if who == "other" else None)
    return client.request(method, path, body=_body(me, method, path), params=params, headers=headers)


@dataclass(frozen=True, slots=True)
class _Gaps:
    """What fills the gap of a path: where my balance is, or the id of my number or of the newest thing made."""

    me: Me
    made: Made

    def __getitem__(self, gap: str) -> str:
        if gap == "balance":
            return self.me.world.edition.balance_path
        if gap == "number":
            return own_number_id(self.me.client, self.me.source["target"])
        return self.made.newest(gap)


def own_number_id(client: Client, number: str) -> str:
    """Return the id of a number that the account owns; raises :class:`HarnessError` when it does not."""
    for page in client.pages("/numbers"):
        for item in page.items:
            if item.get("number") == number:
                return str(item.get("id"))
    raise HarnessError(f"GET /numbers shows no {number}: the account does not own it")


def judge(answer: Exchange, reason: str) -> None:
    """Raise :class:`ExpectationFailed` unless the answer is a refusal for this reason of :data:`REFUSALS`."""
    statuses = REFUSALS[reason]
    if answer.status not in statuses:
        expected = f"{' or '.join(map(str, sorted(statuses)))}, because {reason}"
        fail(_kind(answer, statuses, reason), answer.name, "status", expected, str(answer.status), exchange=answer)


def _kind(answer: Exchange, statuses: frozenset[int], reason: str) -> Kind:
    if "another customer" in reason:
        return Kind.ISOLATION
    if 401 in statuses:
        return Kind.AUTH
    if 402 in statuses:
        return Kind.BILLING
    return Kind.ACCEPTED_INVALID if answer.ok else Kind.WRONG_STATUS


def _body(me: Me, method: str, path: str) -> Any:
    """Return a body that would do, so that nothing but the one who tries can be at fault."""
    if method == "PUT":
        return {"call_flow_id": _NIL, "message_flow_id": _NIL}
    actions = [{"type": "hangup"}]
    bodies = {
        "/calls": {"source": me.world.source, "destinations": [me.world.source], "actions": actions},
        "/groupcalls": {"source": me.world.source, "destinations": [me.world.source], "actions": actions},
        "/flows": {"name": "tried", "detail": "", "actions": actions},
        "/activeflows": {"flow_id": NOBODYS_ID, "actions": actions},
    }
    return bodies.get(path) if method == "POST" else None
