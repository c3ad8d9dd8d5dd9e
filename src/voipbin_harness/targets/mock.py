"""A mock as target, embedded or served: a virtual clock and callees that follow any script.

Both are driven through the control routes under ``/_mock/``; they differ only in how a request travels.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import httpx

from voipbin_harness.accounts import VARIABLES, Account
from voipbin_harness.callees.heard import LegEvent, Trace
from voipbin_harness.callees.port import Callee
from voipbin_harness.callees.script import CalleeScript
from voipbin_harness.contract import Contract
from voipbin_harness.exchange import beginning
from voipbin_harness.line import LONGEST_BODY, Line, TargetUnreachable
from voipbin_harness.targets.port import CAPABILITIES, Given
from voipbin_harness.violation import HarnessError, Violation

_ACCOUNTS = {name: Account(name, name, name, accesskey=f"{name}-access-key") for name in ("demo", "other", "empty")}
_SOURCE, _SECOND_SOURCE = "+15551234567", "+15552222222"


def accounts(environ: Mapping[str, str]) -> dict[str, Account]:
    """Return the accounts of the mock's world, with such credentials as the environment gives in place of their own."""
    given = {
        name: {member: environ[variable] for member, variable in variables.items() if environ.get(variable)}
        for name, variables in VARIABLES.items()
    }
    return {name: replace(account, **given[name]) for name, account in _ACCOUNTS.items()}


class Control:
    """The control routes of a mock; never part of the API under test and never recorded."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Call a control route and return its parsed answer.

        Raises :class:`TargetUnreachable` when nothing answers, :class:`HarnessError` when what answers is no mock.
        """
        asked = f"{method} /_mock{path}"
        content = bytearray()
        try:
            with self._http.stream(method, f"/_mock{path}", json=body) as response:
                for part in response.iter_bytes():
                    content += part
                    if len(content) > LONGEST_BODY:
                        raise HarnessError(f"{asked} answered more than {LONGEST_BODY} bytes; is this a mock?")
        except httpx.TransportError as error:
            raise TargetUnreachable(f"{self._http.base_url}: {str(error) or type(error).__name__}") from error
        if response.status_code != 200:
            raise HarnessError(f"{asked} answered {response.status_code}: {beginning(bytes(content))}; is this a mock?")
        try:
            return json.loads(content)
        except ValueError:
            raise HarnessError(f"{asked} did not answer JSON; is this a mock?") from None


class VirtualClock:
    """The mock's clock, moved by hand. Time stands still between two moves."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._now_ms = 0

    def now_ms(self) -> int:
        """Return the mock's time in ms, as of the last move."""
        return self._now_ms

    def step(self, limit_ms: int) -> bool:
        """Jump to the next event unless it lies beyond ``limit_ms``."""
        if self._now_ms >= limit_ms:
            return False
        before = self._now_ms
        answer = self._move({"to_next_event": True, "until_ms": limit_ms})
        return self._now_ms > before or bool(answer.get("fired"))

    def advance(self, duration_ms: int) -> None:
        """Let ``duration_ms`` ms pass, with all that happens in them."""
        self._move({"advance_ms": duration_ms})

    def begin(self) -> None:
        """Take the clock in hand."""
        self._move({"mode": "virtual"})

    def _move(self, how: dict[str, Any]) -> dict[str, Any]:
        answer = self._control.call("POST", "/clock", how)
        if not isinstance(answer, dict) or not isinstance(answer.get("now_ms"), int):
            raise HarnessError("POST /_mock/clock did not tell the time (now_ms); is this a mock?")
        self._now_ms = answer["now_ms"]
        return answer


class SimulatedCallees:
    """Callees inside the mock: any script, and a full record of what each leg heard."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def place(self, script: CalleeScript) -> Callee:
        """Give the script a number of its own."""
        number = self._control.call("POST", "/callees", script.as_json())["number"]
        return Callee({"type": "tel", "target": number}, script)

    def trace(self, call_id: str) -> Trace:
        """Return the record of the call's legs, empty for a call that the mock does not know."""
        try:
            entries = self._control.call("GET", f"/calls/{quote(call_id, safe='')}/trace")
        except (HarnessError, httpx.InvalidURL):
            entries = []
        return Trace(call_id, tuple(LegEvent(e["at_ms"], e["leg"], e["event"], e["detail"]) for e in entries))


class MockTarget:
    """A mock behind ``http``; every test begins with the same world, made from ``seed``."""

    live = False
    mark = ""
    capabilities = frozenset(CAPABILITIES) - {"sip"}

    def __init__(self, name: str, http: httpx.Client, seed: int) -> None:
        self.name = name
        self.http = http
        self._seed = seed
        self.control = Control(http)
        self.clock = VirtualClock(self.control)
        self.callees = SimulatedCallees(self.control)
        self.given = Given(accounts(os.environ), _SOURCE, _SECOND_SOURCE, price_micros=10_000)

    def line(self, contract: Contract) -> Line:
        """Return a new line; a mock needs neither guard nor patience."""
        return Line(self.http, contract, self.clock)

    def arrive(self) -> None:
        """Find nothing to look at: the first test shows whether the mock is there."""

    def leave(self) -> list[Violation]:
        """Leave everything: the next reset takes it."""
        return []

    def begin(self) -> None:
        """Reset the mock and take its clock in hand."""
        self.control.call("POST", "/reset", {"seed": self._seed})
        self.clock.begin()

    def close(self) -> None:
        """Close the connections."""
        self.http.close()
