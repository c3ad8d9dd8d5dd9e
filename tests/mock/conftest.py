"""The mock as the tests of this folder hold it: in process, driven by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from voipbin_mock.app import create_app
from voipbin_mock.mock import Mock

SOURCE = "+15551234567"


class Api:
    """A mock in process and what the tests do with it."""

    def __init__(self, **how: Any) -> None:
        self.app = create_app(**how)
        self.mock: Mock = self.app.state.mock
        self._loop = asyncio.new_event_loop()
        self._http = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://mock")

    def close(self) -> None:
        self._loop.run_until_complete(self._http.aclose())
        self._loop.close()

    def send(self, method: str, path: str, account: str | None = "demo", **more: Any) -> httpx.Response:
        """Send a request under ``/v1.0``, signed with the account's access key."""
        root = path.startswith(("/_mock", "/auth", "/v1.0"))
        params = dict(more.pop("params", {}))
        if account is not None and not path.startswith("/_mock"):
            params["accesskey"] = f"{account}-access-key"
        request = self._http.request(method, path if root else f"/v1.0{path}", params=params, **more)
        return self._loop.run_until_complete(request)

    def get(self, path: str, account: str | None = "demo", **params: Any) -> Any:
        answer = self.send("GET", path, account, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any = None, account: str | None = "demo") -> Any:
        answer = self.send("POST", path, account, **({} if body is None else {"json": body}))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def call(self, to: str, *actions: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Make one call and return it as created."""
        body = self.post("/calls", call_body(to, *actions, **more))
        found: dict[str, Any] = (body if isinstance(body, list) else body["calls"])[0]
        return found

    def advance(self, duration_ms: int) -> None:
        self.post("/_mock/clock", {"advance_ms": duration_ms})

    def run(self) -> None:
        """Let everything happen that is going to happen."""
        while self.post("/_mock/clock", {"to_next_event": True})["fired"]:
            pass

    def callee(self, **script: Any) -> str:
        number: str = self.post("/_mock/callees", script)["number"]
        return number

    def trace(self, call_id: str, *events: str, leg: str | None = None) -> list[dict[str, Any]]:
        """Return the trace of a call: all of it, or the events of these names on one leg."""
        entries = self.get(f"/_mock/calls/{call_id}/trace")
        return [e for e in entries if (not events or e["event"] in events) and (leg is None or e["leg"] == leg)]

    def statuses(self, call_id: str) -> list[str]:
        return [entry["detail"]["status"] for entry in self.trace(call_id, "status", leg=call_id)]

    def prompts(self, call_id: str) -> list[str]:
        return [entry["detail"].get("text") or entry["detail"]["url"] for entry in self.trace(call_id, "prompt")]

    def ended(self, call_id: str) -> tuple[str, str]:
        found = self.get(f"/calls/{call_id}")
        assert found["status"] == "hangup"
        return found["hangup_by"], found["hangup_reason"]


def tel(number: str) -> dict[str, str]:
    return {"type": "tel", "target": number}


def talk(text: str = "hello there", **more: Any) -> dict[str, Any]:
    return {"type": "talk", "option": {"text": text, "language": "en-US"}, **more}


def call_body(to: str, *actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"source": tel(SOURCE), "destinations": [tel(to)], **more}
    return body if "flow_id" in body else {**body, "actions": list(actions) or [talk()]}


class Make:
    """What the tests build requests with."""

    tel = staticmethod(tel)
    talk = staticmethod(talk)
    call_body = staticmethod(call_body)


@pytest.fixture
def make() -> type[Make]:
    return Make


@pytest.fixture
def make_api() -> Iterator[Any]:
    """Return a function that makes an :class:`Api` of any kind."""
    made: list[Api] = []

    def build(**how: Any) -> Api:
        made.append(Api(**how))
        return made[-1]

    yield build
    for api in made:
        api.close()


@pytest.fixture
def api(make_api: Any) -> Api:
    found: Api = make_api()
    return found


@pytest.fixture
def current(make_api: Any) -> Api:
    found: Api = make_api(edition="current")
    return found
