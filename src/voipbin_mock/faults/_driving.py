"""A mock driven in process, request by request, to bring a fault out; ``seen`` is what a client and a callee see."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from voipbin_mock.callees.script import read_script
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked, operations

SOURCE = "+15551234567"
LISTENS, BUSY, REJECTS, UNREACHABLE, LEAVES = (f"+155501000{n}" for n in ("10", "11", "13", "14", "15"))
UNKNOWN_ID = "11111111-1111-4111-8111-111111111111"


class Reply:
    """An answer as a client reads it: ``body`` is its JSON, ``None`` when there is none."""

    def __init__(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        self.status = status
        self.headers = headers
        self.content = content
        try:
            self.body: Any = json.loads(
                zlib.decompress(content, wbits=47) if "Content-Encoding" in headers else content
            )
        except ValueError:
            self.body = None


class Drive:
    """A mock and what a script does with it."""

    def __init__(self, faults: Sequence[str] = (), edition: str = "tutorial") -> None:
        self.mock = Mock(edition, faults=faults)
        self.mock.pacer.hold = lambda duration_ms: self.seen.append(("held", duration_ms))  # type: ignore[method-assign]
        self.edition = edition
        self.seen: list[Any] = []
        self._paths = [
            (found, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", found.path))) for found in operations(edition)
        ]

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        account: str | None = "demo",
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        **query: Any,
    ) -> Reply:
        """Send a request, signed with the account's access key, and note its answer."""
        found, params = next(
            (one, match.groupdict())
            for one, pattern in self._paths
            if one.method == method and (match := pattern.fullmatch(path))
        )
        signed = {"accesskey": f"{account}-access-key"} if account else {}
        raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        texts = {name: str(value) for name, value in query.items()}
        asked = Asked(found, method, params, {**texts, **signed}, headers or {}, cookies or {}, raw)
        status, written, content = self.mock.edge.write(self.mock.edge.handle(asked))
        self.seen.append((found.name, status, dict(written), content))
        return Reply(status, written, content)

    def get(self, path: str, account: str | None = "demo", **query: Any) -> Any:
        """Read something and return its JSON."""
        return self.send("GET", path, None, account, **query).body

    def post(self, path: str, body: object = None, account: str | None = "demo") -> Any:
        """Post something and return the JSON of the answer."""
        return self.send("POST", path, body, account).body

    def call(self, to: str | Sequence[str] = LISTENS, *actions: dict[str, Any], **more: Any) -> str:
        """Make calls and return the id of the first, ``""`` if there is none."""
        body = self.post("/calls", request(to, *actions, **more), more.pop("account", "demo"))
        made = body if isinstance(body, list) else (body or {}).get("calls", [])
        return str(made[0]["id"]) if made else ""

    def groupcall(self, *to: str, ring_method: str = "ring_all") -> str:
        """Make a groupcall and return its id."""
        body = request(to, talk("hello"), ring_method=ring_method, answer_method="hangup_others")
        return str(self.post("/groupcalls", body)["id"])

    def flow(self, *actions: dict[str, Any], account: str = "demo", **more: Any) -> str:
        """Store a flow and return its id, ``""`` when it is refused."""
        body = {"name": "a name", "detail": "a detail", "actions": list(actions) or [talk("hello")], **more}
        return str((self.post("/flows", body, account) or {}).get("id", ""))

    def callee(self, **script: Any) -> str:
        """Bring a callee and return the number."""
        return self.mock.callees.place(read_script(script))

    def advance(self, duration_ms: int) -> None:
        """Let time pass."""
        self.mock.clock.advance(duration_ms)

    def watch(self, call_id: str) -> None:
        """Follow a call for a day at most, and look whenever something happens; then note what its legs heard."""
        self.get(f"/calls/{call_id}")
        for _ in range(200):
            if not self.mock.clock.to_next_event(self.mock.clock.now_ms + 3_600_000):
                break
            self.get(f"/calls/{call_id}")
        self.hear(call_id)

    def hear(self, call_id: str) -> None:
        """Note the trace of a call."""
        call = self.mock.calls.records.find(call_id)
        entries = self.mock.traces.of(self.mock.calls.with_descendants(call)) if call else []
        self.seen.append([(entry.at_ms, entry.leg, entry.event, str(entry.detail)) for entry in entries])

    def money(self, account: str = "demo") -> None:
        """Look at the balance."""
        self.get("/billing-accounts" if self.edition == "tutorial" else "/billing_account", account)

    def log_in(self, username: str = "demo", password: str = "demo") -> str:  # noqa: S107 - of the mock's own world
        """Sign on and return the token."""
        return str((self.post("/auth/login", {"username": username, "password": password}, None) or {}).get("token"))

    def number_id(self) -> str:
        """Return the id of a number of the account."""
        return str(self.get("/numbers")["result"][0]["id"])

    def tones(self, digits: str) -> dict[str, Any]:
        """Return the action that sends tones, as the edition calls it."""
        kind, member = ("dtmf_send", "dtmfs") if self.edition == "tutorial" else ("digits_send", "digits")
        return {"type": kind, "option": {member: digits, "duration": 200, "interval": 100}}


def tel(number: str) -> dict[str, str]:
    """Return the address of a number."""
    return {"type": "tel", "target": number}


def talk(text: str, **more: Any) -> dict[str, Any]:
    """Return the action that speaks."""
    return {"type": "talk", "option": {"text": text, "language": "en-US"}, **more}


def receive(length: int = 1, duration: int = 5000) -> dict[str, Any]:
    """Return the action that collects digits."""
    return {"type": "digits_receive", "option": {"duration": duration, "length": length}}


def connect(*to: str) -> dict[str, Any]:
    """Return the action that brings somebody in."""
    return {"type": "connect", "option": {"source": tel(SOURCE), "destinations": [tel(number) for number in to]}}


def action_id(number: int) -> str:
    """Return an id for an action of a script."""
    return f"000000{number:02}-0000-4000-8000-000000000000"


def menu(*digits: str) -> list[dict[str, Any]]:
    """Return a menu that says which key was pressed, or repeats the question twice and says good-bye."""
    first, last = action_id(99), action_id(98)
    targets = {digit: action_id(position) for position, digit in enumerate(digits)}
    asked = [talk("press a key, please", id=first), receive(max(map(len, digits)))]
    branch = {"type": "branch", "option": {"default_target_id": last, "target_ids": targets}}
    said = [[talk(f"this is {digit}", id=targets[digit]), {"type": "hangup"}] for digit in digits]
    again = {"type": "goto", "option": {"target_id": first, "loop_count": 2}}
    return [
        *asked,
        branch,
        *(action for branch_of in said for action in branch_of),
        talk("none of these", id=last),
        again,
        talk("good-bye"),
    ]


def request(to: str | Sequence[str], *actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the body that makes a call."""
    numbers = [to] if isinstance(to, str) else to
    more.pop("account", None)
    body = {"source": tel(SOURCE), "destinations": [tel(number) for number in numbers], **more}
    return body if "flow_id" in body else {**body, "actions": list(actions) or [talk("hello there")]}
