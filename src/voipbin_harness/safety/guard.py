"""The guard of a live target: looks at every request before it leaves, and keeps the ledger of what it makes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from voipbin_harness.exchange import Exchange, MalformedBody
from voipbin_harness.line import Asked
from voipbin_harness.safety.api import Api, document
from voipbin_harness.safety.ledger import Ledger, Setting, Thing
from voipbin_harness.safety.limits import Budget
from voipbin_harness.safety.reach import COSTLY, Reach, reach_of, targets_in
from voipbin_harness.views import NIL_UUID, CallView, GroupcallView
from voipbin_harness.violation import RunStopped

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
#: What makes something, and the collection that it lands in.
_MAKES = {f"POST /{name}": name for name in ("calls", "groupcalls", "flows", "activeflows", "accesskeys")}
#: What changes or ends something that the run itself must have made.
_TOUCHES = frozenset(
    {
        "POST /calls/{id}/hangup", "DELETE /calls/{id}", "POST /groupcalls/{id}/hangup", "DELETE /groupcalls/{id}",
        "PUT /flows/{id}", "DELETE /flows/{id}", "POST /activeflows/{id}/stop", "DELETE /activeflows/{id}",
        "DELETE /accesskeys/{id}",
    }
)  # fmt: skip
_SETS = frozenset({"PUT /numbers/{id}", "PUT /numbers/{id}/flow_ids"})
_SIGNS_ON = "POST /auth/login"
_SET_MEMBERS = ("name", "detail", "call_flow_id", "message_flow_id")
_DEEPEST = 8


class Forbidden(RunStopped):
    """A request that would reach somebody or something that the profile does not allow; it was not sent."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a profile allows. ``own`` are the account's own numbers: a call to one is two legs, out and in."""

    allowed: frozenset[str]
    own: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    operations: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Pending:
    intent: int | None
    legs: int
    asked: Asked


@dataclass(slots=True)
class LiveGuard:
    """Refuses what ``rules`` do not allow and what ``budget`` does not cover, and writes all else into ``ledger``.

    ``end`` ends a call that has lasted ``longest_s``: the budget counts on it.
    """

    rules: Rules
    budget: Budget
    ledger: Ledger
    api: Api
    wall: Callable[[], float]
    end: Callable[[Thing], None]
    longest_s: float
    _born: dict[Thing, float] = field(default_factory=dict)
    _flows: dict[str, Reach] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _pending: _Pending | None = None

    def before(self, asked: Asked) -> None:
        """Look at a request; raises :class:`Forbidden` or :class:`OverBudget`, and then it stays here."""
        self._pending = None
        name = asked.operation.replace(" /v1.0/", " /", 1)
        if asked.method in _READS or name == _SIGNS_ON:
            return
        if not (name in _MAKES or name in _TOUCHES or name in _SETS or name in self.rules.operations):
            raise Forbidden(
                f"{name} is not among the operations that a live run may send; if it must, name it under "
                "allow.operations in harness.toml"
            )
        reaches = [*self._reaches(asked)]
        for reach in reaches:
            self._check(name, reach, asked.account)
        if name in _TOUCHES:
            self._check_ours(asked, name)
        # To store a flow dials nobody: its legs count when it is run, or given to a number.
        legs = 0 if name == "POST /flows" else self._legs(reaches)
        self.budget.take(legs)
        if name in _SETS:
            self._note_setting(asked)
        intent = self._intend(_MAKES[name], asked) if name in _MAKES else None
        self._pending = _Pending(intent, legs, asked)

    def after(self, exchange: Exchange) -> None:
        """Write down what came of it."""
        pending, self._pending = self._pending, None
        self._learn(exchange)
        if pending is not None and exchange.ok:
            self._keep(pending, exchange)
        elif pending is not None and 400 <= exchange.status < 500:
            self.budget.give_back(pending.legs)
            if pending.intent is not None:
                self.ledger.void(pending.intent)
        self._end_overdue()

    def _end_overdue(self) -> None:
        """End what has lasted as long as the budget allows for."""
        now = self.wall()
        for thing in [one for one in self.ledger.book.things if one.collection in ("calls", "groupcalls")]:
            if now - self._born.setdefault(thing, now) > self.longest_s:
                self._born[thing] = now
                self.end(thing)

    def _reaches(self, asked: Asked) -> Iterable[Reach]:
        """Return what the request reaches, and what the flows reach that it names."""
        first = reach_of(asked.body)
        waiting, done, found = [*first.flows], set[str](), [first]
        while waiting:
            flow_id = waiting.pop()
            if flow_id in done:
                continue
            done.add(flow_id)
            if len(done) > _DEEPEST:
                raise Forbidden(f"{asked.operation}: more than {_DEEPEST} flows within each other: not sent")
            found.append(self._flow(flow_id, asked.account))
            waiting += found[-1].flows
        return found

    def _flow(self, flow_id: str, account: str | None) -> Reach:
        """Return what a stored flow reaches; one that the account cannot see can be run by nobody but its owner."""
        if flow_id.lower() not in self._flows:
            shown = self.api.get(account, f"/flows/{flow_id}") if _is_plain(flow_id) else None
            self._flows[flow_id.lower()] = reach_of(json.dumps(shown).encode()) if shown else Reach()
        return self._flows[flow_id.lower()]

    def _check(self, name: str, reach: Reach, account: str | None) -> None:
        # Who has no credential is refused; should the platform ring all the same, then at the account's own number.
        allowed = self.rules.allowed if account is not None else self.rules.allowed | self.rules.own
        for target in reach.destinations:
            if target not in allowed:
                raise Forbidden(
                    f"{name} would dial {target!r}, which is not on the allow list: it was not sent; add the number to "
                    "the callees of the profile if it is yours to ring"
                )
        if costly := sorted((reach.actions & COSTLY) - self.rules.actions):
            raise Forbidden(
                f"{name} holds the action {', '.join(costly)}, which costs or reaches outside: it was not sent; name "
                "it under allow.actions in harness.toml if you want that"
            )

    def _legs(self, reaches: Sequence[Reach]) -> int:
        """Return what is dialled at worst: the first itself, the flows that it names in each of its calls."""
        own, *flows = (reach.legs + reach.legs_to(self.rules.own) for reach in reaches)
        return own + max(1, reaches[0].calls) * sum(flows)

    def _check_ours(self, asked: Asked, name: str) -> None:
        """Refuse to touch what is there and was not made by this harness; what is not there is nobody's."""
        wanted = asked.path_params.get("id", "")
        if wanted in self._seen or wanted in self.ledger.book.known or not _is_plain(wanted):
            return
        collection = name.split("/")[1]
        if any(self.api.get(account, f"/{collection}/{wanted}") is not None for account in self._askers(asked)):
            raise Forbidden(f"{name}: {wanted} was not made by this run; nothing of anybody else is ever touched")

    def _askers(self, asked: Asked) -> list[str]:
        return list(dict.fromkeys(filter(None, ("demo", asked.account))))

    def _note_setting(self, asked: Asked) -> None:
        """Keep what a number was like; refuse to change one that is none of the run's own."""
        number_id = asked.path_params.get("id", "")
        changes = _read(asked.body)
        now = {member: changes[member] for member in _SET_MEMBERS if member in changes}
        for account in self._askers(asked) if _is_plain(number_id) else []:
            shown = self.api.get(account, f"/numbers/{number_id}")
            if shown is None:
                continue
            if shown.get("number") not in self.rules.own:
                raise Forbidden(f"{asked.operation}: the number {shown.get('number')} is not in the profile")
            was = {member: shown[member] for member in _SET_MEMBERS if shown.get(member) is not None}
            self.ledger.set(Setting(number_id, account, was, now))
            return

    def _intend(self, collection: str, asked: Asked) -> int:
        body = _read(asked.body)
        source = body.get("source")
        how: dict[str, Any] = {}
        if collection in ("calls", "groupcalls"):
            how["source"] = str(source.get("target", "")) if isinstance(source, dict) else ""
            how["targets"] = targets_in(body.get("destinations"))
        if collection in ("flows", "accesskeys"):
            how["name"] = str(body.get("name", ""))
        if isinstance(flow_id := body.get("flow_id"), str):
            how["flow_id"] = flow_id
        if isinstance(actions := body.get("actions"), list):
            how["actions"] = _plain(actions)
        return self.ledger.intend(collection, asked.account or "", self.wall(), **how)

    def _keep(self, pending: _Pending, exchange: Exchange) -> None:
        account = pending.asked.account or ""
        things = self._things(exchange, account)
        for thing in things:
            if thing.collection == "flows" and exchange.operation == "POST /flows":
                self._flows[thing.id.lower()] = reach_of(pending.asked.body)
        if exchange.operation == "PUT /flows/{id}":
            self._flows[pending.asked.path_params["id"].lower()] = reach_of(pending.asked.body)
        if pending.intent is not None:
            # An answer that names nothing has still made something: the reaper looks for it.
            if things:
                self.ledger.made(pending.intent, things)
        elif exchange.method == "DELETE":
            collection = exchange.name.split("/")[1]
            self.ledger.gone(Thing(collection, pending.asked.path_params.get("id", ""), account))

    def _things(self, exchange: Exchange, account: str) -> list[Thing]:
        """Return what an answer says was made, the flow that an inline list of actions became included."""
        edition = self.api.edition
        try:
            body = exchange.json
        except MalformedBody:
            return []
        found: list[Thing] = []
        calls: tuple[CallView, ...] = ()
        groups: tuple[GroupcallView, ...] = ()
        if exchange.operation == "POST /calls":
            created = edition.read_created(body)
            calls, groups = created.calls, created.groupcalls
        elif exchange.operation == "POST /groupcalls":
            groups = (edition.read_groupcall(body),)
        elif exchange.operation in _MAKES and isinstance(body, dict) and isinstance(body.get("id"), str):
            found.append(Thing(_MAKES[exchange.operation], body["id"], account))
            self._anchor(body.get("tm_create"))
        named_flow = isinstance(_read(exchange.request_body).get("flow_id"), str)
        for call in calls:
            found.append(Thing("calls", call.id, account))
            self._anchor(call.raw.get("tm_create"))
            if call.flow_id and not named_flow:
                found.append(Thing("flows", call.flow_id, account))
        for group in groups:
            found.append(Thing("groupcalls", group.id, account))
            found += [Thing("calls", call_id, account) for call_id in group.call_ids]
            if not named_flow and isinstance(flow_id := group.raw.get("flow_id"), str) and flow_id != NIL_UUID:
                found.append(Thing("flows", flow_id, account))
            self._anchor(group.raw.get("tm_create"))
        return [thing for thing in found if thing.id]

    def _anchor(self, text: object) -> None:
        if (created := self.api.edition.read_time(text)) is not None:
            self.ledger.anchor(self.wall(), created.timestamp())

    def _learn(self, exchange: Exchange) -> None:
        """Take note of legs that belong to the run's calls, and of calls that have ended."""
        if exchange.operation not in ("GET /calls/{id}", "POST /calls/{id}/hangup", "GET /groupcalls/{id}"):
            return
        shown = document(exchange)
        if shown is None or str(shown.get("id")) not in self.ledger.book.known | self._seen:
            return
        if exchange.operation == "GET /groupcalls/{id}":
            self._seen.update(self.api.edition.read_groupcall(shown).call_ids)
            return
        view = self.api.edition.read_call(shown)
        self._seen.update(view.chained_call_ids)
        if view.ended:
            for thing in [one for one in self.ledger.book.things if (one.collection, one.id) == ("calls", view.id)]:
                self.ledger.gone(thing)


def _plain(actions: list[Any]) -> str:
    """Return a list of actions as text, without ids and what leads to them: a platform may give its own."""
    kept = [
        {"type": one.get("type"), "option": _without_ids(one.get("option"))} if isinstance(one, dict) else one
        for one in actions
    ]
    return json.dumps(kept, sort_keys=True)


def _without_ids(option: object) -> dict[str, Any]:
    members = option if isinstance(option, dict) else {}
    return {name: value for name, value in members.items() if not name.endswith(("target_id", "target_ids"))}


def _read(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body) if body else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_plain(text: str) -> bool:
    """Whether a text can stand in a path as it is."""
    return bool(text) and all(char.isalnum() or char in "-_" for char in text) and text.isascii()
