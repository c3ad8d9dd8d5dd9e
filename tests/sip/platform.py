"""A mock with a trunk, in this process: its event loop runs in a thread, requests reach it without a socket."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from voipbin_mock.app import create_app
from voipbin_mock.mock import Mock
from voipbin_mock.trunk.digest import Credentials
from voipbin_mock.trunk.trunk import Trunk

SOURCE = "+15551234567"

#: How long anything may take to come about, in s; only a failing test waits that long.
PATIENCE_S = 15.0


class Platform:
    """A mock whose calls go to ``sip:127.0.0.1:PORT``."""

    def __init__(
        self,
        port: int,
        *faults: str,
        patience_s: float = 32,
        who: Credentials | None = None,
        media: Path | None = None,
    ) -> None:
        self.trunk = Trunk(f"sip:127.0.0.1:{port}", patience_s, who, media)
        self.port = self.trunk.wire.address[1]
        self.app = create_app(clock="real", faults=faults, trunk=self.trunk)
        self.mock: Mock = self.app.state.mock
        self._http = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://mock")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request as the demo account; return the parsed answer."""
        request = self._http.request(method, path, params={"accesskey": "demo-access-key"}, json=body)
        answer = asyncio.run_coroutine_threadsafe(request, self._loop).result(PATIENCE_S)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def call(self, *actions: dict[str, Any], to: str = "+15550190001") -> str:
        """Dial; return the id of the call."""
        body = {"source": {"type": "tel", "target": SOURCE}, "destinations": [{"type": "tel", "target": to}]}
        return str(self.send("POST", "/v1.0/calls", {**body, "actions": list(actions)})[0]["id"])

    def read(self, call_id: str) -> dict[str, Any]:
        """Return a call as the API shows it."""
        found: dict[str, Any] = self.send("GET", f"/v1.0/calls/{call_id}")
        return found

    def until(self, call_id: str, status: str) -> dict[str, Any]:
        """Wait until a call has a status."""
        return eventually(lambda: self.read(call_id), lambda call: call["status"] == status)

    def ended(self, call_id: str) -> tuple[str, str]:
        """Wait until a call is over; return by whom and why."""
        call = self.until(call_id, "hangup")
        return call["hangup_by"], call["hangup_reason"]

    def trace(self, call_id: str, *events: str) -> list[dict[str, Any]]:
        """Return what the mock says happened on a call: all of it, or the events of these names."""
        entries = self.send("GET", f"/_mock/calls/{call_id}/trace")
        return [entry for entry in entries if not events or entry["event"] in events]

    def client(self) -> httpx.Client:
        """Return a client for whoever speaks to the mock as a target does."""
        return httpx.Client(transport=_Bridge(self), base_url="http://mock")

    def carry(self, request: httpx.Request) -> httpx.Response:
        """Carry a request into the mock's thread and its answer back."""
        path, content = request.url.raw_path.decode(), request.read()
        asked = self._http.request(request.method, path, content=content, headers=request.headers)
        answer = asyncio.run_coroutine_threadsafe(asked, self._loop).result(PATIENCE_S)
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content))

    def within(self, act: Callable[[], Any]) -> Any:
        """Do something in the mock's own thread."""

        async def run() -> Any:
            return act()

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(PATIENCE_S)

    def close(self) -> None:
        """Hang up and end the thread."""
        self.within(self.trunk.close)
        asyncio.run_coroutine_threadsafe(self._http.aclose(), self._loop).result(PATIENCE_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()


class _Bridge(httpx.BaseTransport):
    """From a thread that waits to the event loop of the mock."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._platform.carry(request)


def eventually(look: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
    """Look until it holds and return what was seen; what never holds is returned as it was last."""
    until = time.monotonic() + PATIENCE_S
    while not holds(seen := look()) and time.monotonic() < until:
        threading.Event().wait(0.02)
    return seen


def talk(text: str) -> dict[str, Any]:
    return {"type": "talk", "option": {"text": text, "language": "en-US"}}


def tones(digits: str, duration_ms: int = 100, interval_ms: int = 60) -> dict[str, Any]:
    return {"type": "dtmf_send", "option": {"dtmfs": digits, "duration": duration_ms, "interval": interval_ms}}


def sleep(duration_ms: int) -> dict[str, Any]:
    return {"type": "sleep", "option": {"duration": duration_ms}}
