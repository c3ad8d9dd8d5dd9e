"""What a scenario has made so far: calls, a groupcall, stored flows, an activeflow."""

from __future__ import annotations

from dataclasses import dataclass, field

from voipbin_harness.client import Client
from voipbin_harness.exchange import Exchange, MalformedBody, beginning
from voipbin_harness.scenario.expect import fail
from voipbin_harness.scenario.people import People
from voipbin_harness.scenario.watched import WatchedCall, until_connected
from voipbin_harness.violation import HarnessError, Kind
from voipbin_harness.wait import TimedOut, eventually
from voipbin_harness.world import World


@dataclass(slots=True)
class Made:
    """The ids of what this scenario made, by the names of its sentences; each list newest last."""

    world: World
    people: People
    calls: list[WatchedCall] = field(default_factory=list)
    flows: dict[str, str] = field(default_factory=dict)
    groupcall: str = ""
    activeflow: str = ""
    number: str = ""
    last: Exchange | None = None

    def take_calls(self, exchange: Exchange, client: Client) -> Exchange:
        """Watch the calls that a request created; a request that was refused created none."""
        created = client.edition.read_created(self._body(exchange))
        for view in created.calls:
            self.calls.append(self._watch(view.id, "POST /calls", client))
            self.calls[-1].seen.append(view)
        for group in created.groupcalls:
            self._take_group(group.id, group.call_ids, client)
        return exchange

    def take_groupcall(self, exchange: Exchange, client: Client) -> Exchange:
        """Watch the calls of a groupcall."""
        if exchange.ok:
            group = client.edition.read_groupcall(self._body(exchange))
            self._take_group(group.id, group.call_ids, client)
        self.last = exchange
        return exchange

    def take_activeflow(self, exchange: Exchange) -> Exchange:
        """Remember a flow that runs without a call; a request that was refused has started none."""
        self.activeflow = self.id_of(exchange) if exchange.ok else ""
        self.last = exchange
        return exchange

    def call(self, phrase: str = "call") -> WatchedCall:
        """Return ``call`` (the last one made) or ``call to the second callee``, a leg of a connect included.

        Raises :class:`ExpectationFailed` when the request for it was refused, or when it did not come about.
        """
        if not self.calls:
            self._no_calls()
        _, named, who = phrase.partition(" to the ")
        if not named:
            return self.calls[-1]
        target = self.people.callee(who).target
        for call in self.calls:
            if call.seen and call.seen[0].destination.target == target:
                return call
        leg = self._next_of_group(target) if self.groupcall else until_connected(self.calls[-1], target)
        self.calls.insert(0, leg)
        return leg

    def call_to(self, who: str) -> WatchedCall:
        """Return the call to someone; the only call when there is but one and it is theirs."""
        return self.call(f"call to the {who}")

    def flow(self, name: str) -> str:
        """Return the id of a stored flow; raises :class:`HarnessError` when no sentence has stored it."""
        if name not in self.flows:
            known = ", ".join(f'"{stored}"' for stored in self.flows) or "none"
            raise HarnessError(f'the flow "{name}" has not been stored in this scenario, only {known}')
        return self.flows[name]

    def all_ids(self, things: str) -> list[str]:
        """Return the ids of all calls, or all flows, that this scenario made."""
        return [call.id for call in self.calls] if things == "calls" else [*self.flows.values()]

    def id_of(self, exchange: Exchange) -> str:
        """Return the id in the answer to a request that must be granted; raises :class:`ExpectationFailed`."""
        body = self._body(exchange)
        id_ = body.get("id") if isinstance(body, dict) else None
        if not id_:
            fail(Kind.WRONG_STATUS, exchange.name, "status", "200 with an id", str(exchange.status), exchange=exchange)
        return str(id_)

    def ids(self) -> dict[str, str]:
        """Return the id of the newest thing of each kind."""
        newest = {
            "call": self.calls[-1].id if self.calls else "",
            "groupcall": self.groupcall,
            "flow": next(reversed(self.flows.values()), ""),
            "activeflow": self.activeflow,
            "number": self.number,
        }
        return {kind: id_ for kind, id_ in newest.items() if id_}

    def _next_of_group(self, target: str) -> WatchedCall:
        """Wait for a call that the groupcall makes later; raises :class:`ExpectationFailed` when it does not come."""
        client, known = self.calls[-1].client, {call.id for call in self.calls}

        def look() -> list[WatchedCall]:
            ids = client.groupcall(self.groupcall).call_ids
            new = [self._watch(id_, "POST /groupcalls", client) for id_ in ids if id_ not in known]
            return [call for call in new if call.look().destination.target == target]

        try:
            found = eventually(look, bool, clock=self.world.clock, limit="groupcall", what=f"a call to {target}")
        except TimedOut:
            fail(Kind.FAN_OUT, "GET /groupcalls/{id}", "$.call_ids", f"a call to {target}", "none")
        return found[0]

    def _take_group(self, id_: str, call_ids: tuple[str, ...], client: Client) -> None:
        self.groupcall = id_
        for call_id in call_ids:
            self.calls.append(self._watch(call_id, "POST /groupcalls", client))
            self.calls[-1].look()

    def _watch(self, id_: str, born: str, client: Client) -> WatchedCall:
        return WatchedCall(id_, born, client, self.world.clock, self.world.callees)

    def _body(self, exchange: Exchange) -> object:
        self.last = exchange
        try:
            return exchange.json if exchange.ok else None
        except MalformedBody:
            return None

    def _no_calls(self) -> None:
        last = self.last
        if last is None:
            raise HarnessError('nobody has been called yet: say first "When I call the callee with the flow ..."')
        seen = f"{last.status} {beginning(last.response_body)}".rstrip()
        if last.ok:
            fail(Kind.FAN_OUT, last.name, "$", "a call for each destination", seen, exchange=last)
        fail(Kind.WRONG_STATUS, last.name, "status", "200", seen, exchange=last)
