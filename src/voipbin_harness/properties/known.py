"""What generated requests can name for real: things that are there when the request leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voipbin_harness.properties.overlay import (
    FLOW_ID,
    NEW_ID,
    PASSWORD,
    TARGET_ID,
    USERNAME,
    Allowed,
)
from voipbin_harness.violation import ExpectationFailed, Kind, Violation
from voipbin_harness.world import World

_PROMPT = {"type": "talk", "option": {"text": "This is a property test.", "language": "en-US"}}


class Known:
    """The things of one test's world that its requests may name; each is made when it is first needed.

    Raises :class:`ExpectationFailed` when the target cannot make them.
    """

    def __init__(self, world: World, permitted: Allowed) -> None:
        self._world = world
        self._permitted = permitted
        self._ids: dict[str, str] = {}
        self._new = 0

    def id_in(self, collection: str) -> str:
        """Return the id of something in a collection (``/calls``)."""
        if collection not in self._ids:
            self._ids[collection] = self._make(collection)
        return self._ids[collection]

    def forget(self, collection: str) -> None:
        """Make a new thing next time: the last one was changed or deleted."""
        if collection != "/numbers":
            self._ids.pop(collection, None)

    def flow_id(self) -> str:
        """Return the id of a flow that nothing deletes."""
        if "flow" not in self._ids:
            self._ids["flow"] = self._make("/flows")
        return self._ids["flow"]

    def body(self, template: str) -> dict[str, Any]:
        """Return a small valid body of a request to a path (``/calls``), in the edition's words."""
        if template == "/auth/login":
            account = self._world.account("demo")
            return {"username": account.username, "password": account.password}
        if template.startswith("/numbers"):
            return {"call_flow_id": self.flow_id(), "message_flow_id": self.flow_id(), "name": "", "detail": ""}
        actions = [dict(_PROMPT)]
        if template.startswith("/flows"):
            return {"name": "property test", "detail": "", "actions": actions}
        if template == "/activeflows":
            return {"actions": actions}
        if template == "/accesskeys":
            return {"name": "property test", "detail": "", "expire": 86_400}
        source = {"type": "tel", "target": self._permitted.sources[0]}
        destinations = [{"type": "tel", "target": self._permitted.callees[9 % len(self._permitted.callees)]}]
        dial = {"source": source, "destinations": destinations, "actions": actions}
        return self._world.edition.write_groupcall(dial) if template == "/groupcalls" else dial

    def fill(self, value: Any) -> Any:
        """Return a generated value with real ids and names in place of those that stand for them."""
        if isinstance(value, dict):
            return {name: self.fill(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.fill(inner) for inner in value]
        return self._real(value) if isinstance(value, str) else value

    def _real(self, text: str) -> str:
        if text == FLOW_ID:
            return self.flow_id()
        if text == NEW_ID:
            self._new += 1
            return f"{NEW_ID[:24]}{self._new:012x}"
        if text in (USERNAME, PASSWORD):
            account = self._world.account("demo")
            return account.username if text == USERNAME else account.password
        return text

    def _make(self, collection: str) -> str:
        client = self._world.client()
        if collection == "/numbers" or f"POST {collection}" not in self._world.contract.operations:
            items = client.page(collection).items
            found: Any = items[0].get("id") if items else None
        else:
            answer = client.request("POST", collection, body=self.body(collection))
            found = _first_id(answer.json) if answer.ok else None
        if not isinstance(found, str):
            operation = f"{'GET' if collection == '/numbers' else 'POST'} {collection}"
            raise ExpectationFailed(Violation(Kind.REJECTED_VALID, operation, "$.id", "an id", "none"))
        return found


def _first_id(answer: Any) -> Any:
    """Return the id of what was created, in whatever envelope it comes."""
    if isinstance(answer, list):
        return _first_id(answer[0]) if answer else None
    if isinstance(answer, dict):
        return answer.get("id") or _first_id(answer.get("calls"))
    return None


def settle(body: Any) -> None:
    """Let every jump of a generated flow lead to its first action, in place: a target is an action of the same flow.

    An id that was generated wrong on purpose stays wrong.
    """
    if not isinstance(body, dict):
        return
    for actions in _lists_of_actions(body):
        first = next((action for action in actions if isinstance(action, dict)), None)
        if first is not None and first.get("id", NEW_ID) == NEW_ID and _jumps(actions):
            first["id"] = TARGET_ID


def _jumps(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_jumps, value.values()))
    if isinstance(value, list):
        return any(map(_jumps, value))
    return bool(value == TARGET_ID)


def _lists_of_actions(document: dict[str, Any]) -> Iterator[list[Any]]:
    """Yield every list of actions of a request, at any depth."""
    pending: list[Any] = [document]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += value.values()
            if isinstance(found := value.get("actions"), list):
                yield found
        elif isinstance(value, list):
            pending += value
