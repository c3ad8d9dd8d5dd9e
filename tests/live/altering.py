"""Answers that are not the platform's: what an account in another state, or a platform in trouble, would say."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx

from tests.live.mocking import Platform


def answer(status: int, body: Any = None, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx.Response(status, headers={"content-type": "application/json", **named}, stream=httpx.ByteStream(text))


class Altered(httpx.BaseTransport):
    """Answers ``METHOD /path`` (a prefix, from below ``/v1.0``) with ``instead`` for the first ``times``; else the
    platform's answer, run through ``change``.
    """

    def __init__(
        self,
        platform: Platform,
        where: str,
        *,
        instead: Callable[[], httpx.Response] | None = None,
        times: int = 1_000_000,
        change: Callable[[Any], Any] | None = None,
    ) -> None:
        self.inner = platform.transport.inner
        self.method, self.path = where.split(" ")
        self.instead = instead
        self.change = change
        self.times = times
        self.hits = 0
        platform.transport.inner = self

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/v1.0")
        meant = request.method == self.method and path.startswith(self.path) and self.hits < self.times
        self.hits += meant
        if meant and self.instead:
            return self.instead()
        found = self.inner.handle_request(request)
        if not meant or not self.change:
            return found
        return answer(found.status_code, self.change(json.loads(found.read())))

    def close(self) -> None:
        self.inner.close()
