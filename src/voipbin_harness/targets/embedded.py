"""The embedded mock: the same target as a mock server, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import httpx

from voipbin_harness.targets.mock import MockTarget
from voipbin_harness.violation import HarnessError
from voipbin_mock.app import create_app
from voipbin_mock.faults import UnknownFault


class InProcess(httpx.BaseTransport):
    """Hands each request to an ASGI application in this thread and waits for its answer.

    An exception in the application is answered with 500, as a server would.
    """

    def __init__(self, app: object) -> None:
        self._loop = asyncio.new_event_loop()
        self._asgi = httpx.ASGITransport(app, raise_app_exceptions=False)  # type: ignore[arg-type]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Run the application until it has answered."""
        return self._loop.run_until_complete(self._handle(request))

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        answered = await self._asgi.handle_async_request(request)
        body = b"".join([part async for part in answered.aiter_raw()])
        return httpx.Response(answered.status_code, headers=answered.headers, stream=httpx.ByteStream(body))

    def close(self) -> None:
        """Close the loop."""
        self._loop.close()


def embedded(edition: str, seed: int, faults: Sequence[str] = ()) -> MockTarget:
    """Return a mock inside this process.

    Raises :class:`HarnessError` when a fault is not known.
    """
    try:
        app = create_app(edition=edition, seed=seed, clock="virtual", faults=tuple(faults))
    except UnknownFault as error:
        raise HarnessError(f"--fault: {error}") from None
    except ValueError as error:
        raise HarnessError(f"--edition: {error}") from None
    http = httpx.Client(transport=InProcess(app), base_url="http://mock")
    return MockTarget("mock", http, seed)
