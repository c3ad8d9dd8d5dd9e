"""The line to a target: the one place where requests leave and answers arrive."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from voipbin_harness.clock import Clock
from voipbin_harness.contract import Contract
from voipbin_harness.exchange import Exchange
from voipbin_harness.violation import ExpectationFailed, Kind, Violation

#: Seconds to connect, to write, to wait for each part of an answer.
TIMEOUT = httpx.Timeout(30.0, connect=10.0)

#: The longest body that is read, in bytes; what is longer is cut off and reported.
LONGEST_BODY = 16 * 1024 * 1024

Listener = Callable[[Exchange], None]


class TargetUnreachable(Exception):
    """Nothing answers at the target's address: the run proves nothing."""


class Line:
    """Sends requests over ``http`` and tells ``listeners`` of every exchange.

    ``http`` has the target's root as its base URL and follows no redirect. The number of exchanges and the
    listeners belong to one test; :meth:`begin` starts the next.
    """

    def __init__(self, http: httpx.Client, contract: Contract, clock: Clock) -> None:
        self._http = http
        self._contract = contract
        self._clock = clock
        self._number = 0
        self._listeners: tuple[Listener, ...] = ()

    def begin(self, *listeners: Listener) -> None:
        """Count exchanges from 1 again and tell only these listeners from now on."""
        self._number = 0
        self._listeners = listeners

    def send(
        self,
        method: str,
        path: str,
        *,
        account: str | None,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> Exchange:
        """Send one request, ``path`` counted from the root of the host, and return the exchange.

        Raises :class:`TargetUnreachable` when nothing answers at the address, :class:`ExpectationFailed` when
        the target accepts the request and then gives no whole answer.
        """
        request = self._build(method, path, params, headers, content)
        at_ms, started = self._clock.now_ms(), time.perf_counter()
        operation, path_params = self._contract.match(method, urlsplit(str(request.url)).path)
        name = operation.name if operation else f"{method} {path.split('?', 1)[0]}"
        status, response_headers, body = self._receive(request, name)
        self._number += 1
        exchange = Exchange(
            number=self._number,
            account=account,
            method=method,
            url=str(request.url),
            request_headers=tuple(request.headers.multi_items()),
            request_body=content or b"",
            status=status,
            response_headers=response_headers,
            response_body=body,
            at_ms=at_ms,
            elapsed_ms=(time.perf_counter() - started) * 1000,
            operation=operation.name if operation else None,
            path_params=path_params,
        )
        for listener in self._listeners:
            listener(exchange)
        return exchange

    def _build(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None,
        headers: Mapping[str, str] | None,
        content: bytes | None,
    ) -> httpx.Request:
        # A request carries the credential of its account and no other: not the cookie that a login left behind.
        self._http.cookies.clear()
        try:
            return self._http.build_request(method, path, params=params, headers=headers, content=content)
        except httpx.InvalidURL as error:
            raise ValueError(f"{method} {path!r} cannot be sent: {error}") from error

    def _receive(self, request: httpx.Request, name: str) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        try:
            response = self._http.send(request, stream=True)
            try:
                body = _read(response)
            finally:
                response.close()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
            raise TargetUnreachable(f"{request.url.scheme}://{request.url.host}: {error}") from error
        except httpx.TimeoutException:
            raise _no_answer(Kind.LATENCY, name, "no answer", f"within {TIMEOUT.read} s") from None
        except httpx.DecodingError as error:
            raise _no_answer(Kind.MALFORMED_BODY, name, f"a body that cannot be decoded: {error}", "") from None
        except httpx.TransportError as error:
            raise _no_answer(
                Kind.CRASH, name, f"the connection broke: {str(error) or type(error).__name__}", ""
            ) from None
        return response.status_code, tuple(response.headers.multi_items()), body


def _read(response: httpx.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > LONGEST_BODY:
            break
    return b"".join(parts)[:LONGEST_BODY]


def _no_answer(kind: Kind, operation: str, observed: str, limit: str) -> ExpectationFailed:
    return ExpectationFailed(Violation(kind, operation, "connection", f"a whole answer {limit}".rstrip(), observed))
