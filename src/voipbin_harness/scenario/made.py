"""What a scenario has made so far: calls, groupcalls, stored flows, activeflows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from voipbin_harness.client import Client
from voipbin_harness.exchange import Exchange, MalformedBody, beginning
from voipbin_harness.scenario.expect import fail
from voipbin_harness.scenario.people import People
from voipbin_harness.scenario.watched import WatchedCall, until_connected
from voipbin_harness.violation import HarnessError, Kind
from voipbin_harness.wait import TimedOut, eventually
from voipbin_harness.world import World

#: The sentence that makes each kind of thing, for a scenario that speaks of it and has not said it.
SAY_FIRST: Mapping[str, str] = {
    "calls": "When I call the callee with the flow ...",
    "groupcalls": "When I make a groupcall to all callees with the flow ...",
    "flows": "Given I have stored the flow ...",
    "activeflows": "When I run the stored flow ... without a call",
}


@dataclass(slots=True)
class Made:
    """The ids of what this scenario made, by the names of its sentences; each list newest last.

    ``asked`` holds the newest request for each kind of thing, granted or not.
    """

    world: World
    people: People
    calls: list[WatchedCall] = field(default_factory=list)
    flows: dict[str, str] = field(default_factory=dict)
    groupcalls: list[str] = field(default_factory=list)
    activeflows: list[str] = field(default_factory=list)
    asked: dict[str, Exchange] = field(default_factory=dict)

    def take_calls(self, exchange: Exchange, client: Client) -> Exchange:
        """Watch the calls that a request created; a request that was refused created none."""
        self.asked["calls"] = exchange
        created = client.edition.read_created(_body(exchange))
        for view in created.calls:
            self.calls.append(self._watch(view.id, "POST /calls", client))
            self.calls[-1].seen.append(view)
        for group in created.groupcalls:
            self._take_group(group.id, group.call_ids, client)
        return exchange

    def take_groupcall(self, exchange: Exchange, client: Client) -> Exchange:
        """Watch the calls of a groupcall."""
        self.asked["calls"] = self.asked["groupcalls"] = exchange
        if exchange.ok:
            group = client.edition.read_groupcall(_body(exchange))
            self._take_group(group.id, group.call_ids, client)
        return exchange

    def take_flow(self, name: str, exchange: Exchange) -> Exchange:
        """Remember a stored flow; a request that was refused has stored none."""
        self.asked["flows"] = exchange
        if exchange.ok:
            self.flows[name] = id_of(exchange)
        return exchange

    def take_activeflow(self, exchange: Exchange) -> Exchange:
        """Remember a flow that runs without a call; a request that was refused has started none."""
        self.asked["activeflows"] = exchange
        if exchange.ok:
            self.activeflows.append(id_of(exchange))
        return exchange

    def call(self, phrase: str = "call") -> WatchedCall:
        """Return ``call`` (the last one made) or ``call to the second callee``, a leg of a connect included.

        Raises :class:`HarnessError` when no sentence has called anybody, or this callee, and
        :class:`ExpectationFailed` when the request for it was refused, or when it did not come about.
        """
        self.some("calls")
        _, named, who = phrase.partition(" to the ")
        if not named:
            return self.calls[-1]
        target = self.people.met(who).target
        for call in self.calls:
            if call.seen and call.seen[0].destination.target == target:
                return call
        leg = self._next_of_group(target) if self.groupcalls else until_connected(self.calls[-1], target)
        self.calls.insert(0, leg)
        return leg

    def call_to(self, who: str) -> WatchedCall:
        """Return the call to someone; the only call when there is but one and it is theirs."""
        return self.call(f"call to the {who}")

    def flow(self, name: str) -> str:
        """Return the id of a stored flow; raises :class:`HarnessError` when no sentence has stored it."""
        if name not in self.flows:
            raise HarnessError(f'the flow "{name}" is not stored: say first "Given I have stored the flow "{name}""')
        return self.flows[name]

    def ids(self, things: str) -> list[str]:
        """Return the ids of all calls, groupcalls, flows or activeflows that this scenario made."""
        made = {"groupcalls": self.groupcalls, "flows": [*self.flows.values()], "activeflows": self.activeflows}
        return [call.id for call in self.calls] if things == "calls" else made.get(things, [])

    def some(self, things: str, least: int = 1) -> list[str]:
        """Return the same ids when there are at least so many.

        Raises :class:`HarnessError` when no sentence has asked for more, :class:`ExpectationFailed` when the platform
        refused or did not make them.
        """
        ids = self.ids(things)
        return ids if len(ids) >= least else self._tell_why(things, len(ids), least)

    def newest(self, thing: str) -> str:
        """Return the id of the newest ``call``, ``groupcall``, ``flow`` or ``activeflow``; raises as ``some`` does."""
        return self.some(f"{thing}s")[-1]

    def _next_of_group(self, target: str) -> WatchedCall:
        """Wait for a call that the groupcall makes later; raises :class:`ExpectationFailed` when it does not come."""
        client, known = self.calls[-1].client, {call.id for call in self.calls}

        def look() -> list[WatchedCall]:
            ids = client.groupcall(self.groupcalls[-1]).call_ids
            new = [self._watch(id_, "POST /groupcalls", client) for id_ in ids if id_ not in known]
            return [call for call in new if call.look().destination.target == target]

        try:
            found = eventually(look, bool, clock=self.world.clock, limit="groupcall", what=f"a call to {target}")
        except TimedOut:
            fail(Kind.FAN_OUT, "GET /groupcalls/{id}", "$.call_ids", f"a call to {target}", "none")
        return found[0]

    def _take_group(self, id_: str, call_ids: tuple[str, ...], client: Client) -> None:
        if id_:
            self.groupcalls.append(id_)
        for call_id in call_ids:
            self.calls.append(self._watch(call_id, "POST /groupcalls", client))
            self.calls[-1].look()

    def _watch(self, id_: str, born: str, client: Client) -> WatchedCall:
        return WatchedCall(id_, born, client, self.world.clock, self.world.callees)

    def _tell_why(self, things: str, there: int, least: int) -> NoReturn:
        last = self.asked.get(things)
        if last is None or (last.ok and there):
            count = f"only {there} of {least}" if there else "no"
            hint = f': say first "{SAY_FIRST[things]}"' if things in SAY_FIRST else ", nor does any step make some"
            raise HarnessError(f"this scenario has made {count} {things}{hint}")
        seen = f"{last.status} {beginning(last.response_body)}".rstrip()
        if last.ok:
            fail(Kind.FAN_OUT, last.name, "$", "a call for each destination", seen, exchange=last)
        fail(Kind.WRONG_STATUS, last.name, "status", "200", seen, exchange=last)


def id_of(exchange: Exchange) -> str:
    """Return the id in the answer to a request that must be granted; raises :class:`ExpectationFailed`."""
    body = _body(exchange)
    id_ = body.get("id") if isinstance(body, dict) else None
    if not id_:
        fail(Kind.WRONG_STATUS, exchange.name, "status", "200 with an id", str(exchange.status), exchange=exchange)
    return str(id_)


def _body(exchange: Exchange) -> object:
    try:
        return exchange.json if exchange.ok else None
    except MalformedBody:
        return None
