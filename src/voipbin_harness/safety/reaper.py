"""The reaper: ends and deletes what the ledger says a run has made, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from voipbin_harness.clock import Clock
from voipbin_harness.contract import Contract
from voipbin_harness.line import TargetUnreachable
from voipbin_harness.safety.api import Api, document
from voipbin_harness.safety.ledger import Intent, Ledger, Setting, Thing
from voipbin_harness.safety.mark import is_marked
from voipbin_harness.safety.reach import targets_in
from voipbin_harness.violation import ExpectationFailed, Kind, Violation

#: How far the platform's time of a thing may lie from when its request left, in s; how long a request may be under way.
BEFORE_S, AFTER_S, UNDER_WAY_S = 30.0, 90.0, 5.0
_LOOKS = 30
_LISTED_AT_MOST = 2000
#: Calls end before their flows are deleted, and nobody new is let in before that.
_ORDER = ("groupcalls", "calls", "activeflows", "flows", "accesskeys")
_GONE = frozenset({404, 409})


@dataclass(slots=True)
class Reaper:
    """Works through a ledger. ``speed`` is how much faster than the wall the platform's clock runs."""

    api: Api
    ledger: Ledger
    clock: Clock
    contract: Contract
    wall: Callable[[], float]
    speed: float = 1.0
    #: What no later sweep will look at again.
    given_up: list[Violation] = field(default_factory=list)
    _left: list[Violation] = field(default_factory=list)

    def sweep(self) -> list[Violation]:
        """End, delete and restore everything; return what is left, each as a violation of kind ``leftover``.

        What was given up in an earlier sweep is among it: nothing is ever forgotten on the quiet.
        """
        self._left = []
        book = self.ledger.book
        try:
            for setting in [*book.settings.values()]:
                self._attempt(f"numbers/{setting.id}", lambda setting=setting: self._restore(setting))  # type: ignore[misc]
            for intent in [*book.intents.values()]:
                self._attempt(f"a request for {intent.collection}", lambda intent=intent: self._find(intent))  # type: ignore[misc]
            for collection in _ORDER:
                for thing in [one for one in book.things if one.collection == collection]:
                    self.end(thing)
        except TargetUnreachable as error:
            self._leave("the target", "what the run made is ended", f"the target is unreachable: {error}")
            for thing in book.things:
                self._leave(f"{thing.collection}/{thing.id}", "ended or deleted", "not known")
        return [*self.given_up, *self._left]

    def end(self, thing: Thing) -> None:
        """End or delete one thing."""
        act = {"calls": self._end_call, "groupcalls": self._end_groupcall, "activeflows": self._end_activeflow}
        self._attempt(f"{thing.collection}/{thing.id}", lambda: act.get(thing.collection, self._delete)(thing))

    def _attempt(self, where: str, act: Callable[[], None]) -> None:
        """Let one thing that goes wrong not keep the others from being ended."""
        try:
            act()
        except ExpectationFailed as error:
            self._leave(where, "ended, deleted or restored", error.violation.observed)

    def _leave(self, where: str, expected: str, observed: str) -> None:
        self._left.append(_leftover(where, expected, observed))

    def _give_up(self, where: str, expected: str, observed: str) -> None:
        self.given_up.append(_leftover(where, expected, observed))

    # Calls

    def _end_call(self, thing: Thing) -> None:
        view = self._look(thing)
        if view is None:
            self.ledger.gone(thing)
            return
        answer = self.api.client(thing.account).request("POST", f"/calls/{thing.id}/hangup")
        for _ in range(_LOOKS):
            if self._look(thing) is None:
                self.ledger.gone(thing)
                return
            self.clock.step(self.clock.now_ms() + 1000)
        self._leave(f"calls/{thing.id}", "the call ends", f"{answer.status} to the hangup, and it goes on")

    def _look(self, thing: Thing) -> dict[str, Any] | None:
        """Return a call that goes on, ``None`` for one that is over or not there."""
        answer = self.api.client(thing.account).request("GET", f"/{thing.collection}/{thing.id}")
        shown = document(answer)
        if shown is None:
            if answer.status in _GONE:
                return None
            return {"status": answer.status}
        return None if self.api.edition.read_call(shown).ended else shown

    def _end_groupcall(self, thing: Thing) -> None:
        client = self.api.client(thing.account)
        shown = document(client.request("GET", f"/groupcalls/{thing.id}"))
        if shown is not None:
            client.request("POST", f"/groupcalls/{thing.id}/hangup")
            for call_id in self.api.edition.read_groupcall(shown).call_ids:
                self.end(Thing("calls", call_id, thing.account))
        self.ledger.gone(thing)

    # Everything else

    def _end_activeflow(self, thing: Thing) -> None:
        client = self.api.client(thing.account)
        if "POST /activeflows/{id}/stop" in self.contract.operations:
            client.request("POST", f"/activeflows/{thing.id}/stop")
        if "DELETE /activeflows/{id}" in self.contract.operations:
            self._delete(thing)
        else:
            self.ledger.gone(thing)

    def _delete(self, thing: Thing) -> None:
        answer = self.api.client(thing.account).request("DELETE", f"/{thing.collection}/{thing.id}")
        if answer.ok or answer.status in _GONE:
            self.ledger.gone(thing)
        else:
            self._leave(f"{thing.collection}/{thing.id}", "deleted", f"{answer.status} to the DELETE")

    def _restore(self, setting: Setting) -> None:
        """Set a number back, unless somebody else has changed it since."""
        path = f"/numbers/{setting.id}"
        shown = self.api.get(setting.account, path)
        if shown is None:
            self._give_up(f"numbers/{setting.id}", "as it was", "the number is not there any more")
            self.ledger.restored(setting.id)
            return
        ours = {name for name, value in setting.now.items() if shown.get(name) == value and name in setting.was}
        back = {**{n: shown.get(n) for n in setting.was}, **{n: setting.was[n] for n in ours}}
        client = self.api.client(setting.account)
        if ours & {"call_flow_id", "message_flow_id"}:
            flows = {name: back.get(name) for name in ("call_flow_id", "message_flow_id")}
            client.request("PUT", f"{path}/flow_ids", body=flows)
        if ours & {"name", "detail"}:
            client.request("PUT", path, body={name: value for name, value in back.items() if value is not None})
        now = self.api.get(setting.account, path) or {}
        wrong = sorted(name for name in ours if now.get(name) != setting.was[name])
        if wrong:
            seen = ", ".join(f"{name} {now.get(name)}" for name in wrong)
            self._leave(f"numbers/{setting.id}", f"{', '.join(wrong)} as before the run", seen)
        else:
            self.ledger.restored(setting.id)

    # What an intent without an answer has come to

    def _find(self, intent: Intent) -> None:
        """Find what an intent made, by everything that is known of it; touch nothing where that is not certain."""
        young_s = UNDER_WAY_S - (self.wall() - intent.at_s)
        if 0 < young_s <= UNDER_WAY_S:
            self.clock.advance(round(young_s * 1000 * self.speed))
        ours, perhaps = list[dict[str, Any]](), list[dict[str, Any]]()
        for item in self._recent(intent):
            match self._is_ours(intent, item):
                case True:
                    ours.append(item)
                case None:
                    perhaps.append(item)
        most = max(1, len(intent.targets)) if intent.collection == "calls" else 1
        if perhaps or len(ours) > most:
            ids = ", ".join(str(item.get("id")) for item in (*ours, *perhaps))
            seen = f"perhaps {ids}: it cannot be told from what others have made, so all are left as they are"
            self._give_up(f"a request for {intent.collection}", "to know what it made", seen)
            ours = []
        things = [Thing(intent.collection, str(item["id"]), intent.account) for item in ours]
        if intent.actions and not intent.flow_id:
            flows = filter(None, (self._flow_of(intent.account, item) for item in ours))
            things += [Thing("flows", flow_id, intent.account) for flow_id in flows]
        self.ledger.made(intent.number, things) if things else self.ledger.void(intent.number)

    def _recent(self, intent: Intent) -> Iterator[dict[str, Any]]:
        """Yield what was made around the time of an intent; for a name that only one run has, whatever has it."""
        marked = is_marked(intent.name)
        expected = self._platform_s(intent.at_s)
        for item in islice(self.api.newest(intent.account, intent.collection), _LISTED_AT_MOST):
            if item.get("id") in self.ledger.book.known:
                continue
            if marked:
                yield item
                continue
            created = self.api.edition.read_time(item.get("tm_create"))
            late_s = created.timestamp() - expected if created else None
            if late_s is not None and late_s < -BEFORE_S * self.speed:
                return
            if late_s is not None and late_s <= AFTER_S * self.speed:
                yield item

    def _platform_s(self, at_s: float) -> float:
        """Return what the platform's clock showed at a time, from the nearest that was seen of it."""
        anchors = self.ledger.book.anchors
        if not anchors:
            return at_s
        seen_s, platform_s = min(anchors, key=lambda anchor: abs(anchor[0] - at_s))
        return platform_s + (at_s - seen_s) * self.speed

    def _is_ours(self, intent: Intent, item: dict[str, Any]) -> bool | None:
        """Whether an intent made this; ``None`` where nobody can tell."""
        if intent.collection in ("flows", "accesskeys"):
            return bool(intent.name) and item.get("name") == intent.name
        if intent.collection == "activeflows":
            return bool(intent.flow_id) and item.get("flow_id") == intent.flow_id
        source = item.get("source")
        if not intent.source or not isinstance(source, dict) or source.get("target") != intent.source:
            return False
        if intent.collection == "groupcalls":
            rings = targets_in(item.get("destinations")) == intent.targets
        else:
            rings = set(targets_in(item.get("destination"))) <= set(intent.targets)
        return rings and self._runs_ours(intent, self._flow_of(intent.account, item))

    def _flow_of(self, account: str, item: dict[str, Any]) -> str:
        """Return the flow that a call runs, or the calls of a groupcall."""
        view = self.api.edition.read_call(item)
        if not view.flow_id and isinstance(legs := item.get("call_ids"), list) and legs:
            shown = self.api.get(account, f"/calls/{legs[0]}")
            return self.api.edition.read_call(shown).flow_id if shown else ""
        return view.flow_id

    def _runs_ours(self, intent: Intent, flow_id: str) -> bool | None:
        """Whether a flow is what was asked for; ``None`` where it cannot be seen."""
        if intent.flow_id:
            return flow_id == intent.flow_id
        shown = self.api.get(intent.account, f"/flows/{flow_id}") if flow_id and intent.actions else None
        actions = shown.get("actions") if shown else None
        return _holds(actions, json.loads(intent.actions)) if isinstance(actions, list) else None


def _leftover(where: str, expected: str, observed: str) -> Violation:
    return Violation(Kind.LEFTOVER, "the end of the run", where, expected, observed)


def _holds(shown: Any, sent: Any) -> bool:
    """Whether what is shown is what was sent; a platform may add members, such as ids and defaults."""
    if isinstance(sent, dict):
        return isinstance(shown, dict) and all(_holds(shown.get(name), value) for name, value in sent.items())
    if isinstance(sent, list):
        return isinstance(shown, list) and len(shown) == len(sent) and all(map(_holds, shown, sent))
    return bool(shown == sent) or (shown is None and not sent)
