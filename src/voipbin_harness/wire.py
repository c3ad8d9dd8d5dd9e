"""The wire: HTTP over sockets, with a limit on how long an answer may take as a whole.

httpx limits how long it waits for the *next* bytes. A server that sends a byte a second, in its headers or
its body, is never silent and would hold a run for hours; so every read here also counts against one deadline.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import httpcore
import httpx

#: Monotonic time in s.
Monotonic = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in s: to connect, for the next bytes, for the whole answer."""

    connect_s: float = 10.0
    silence_s: float = 30.0
    whole_s: float = 60.0

    def as_timeout(self) -> httpx.Timeout:
        """Return what httpx is told."""
        return httpx.Timeout(self.silence_s, connect=self.connect_s)


class Wire(httpx.BaseTransport):
    """Carries requests over TCP and TLS; follows nothing, retries nothing, and gives up when ``patience`` ends.

    ``tls`` is ``None`` for the system's certificates.
    """

    def __init__(
        self,
        patience: Patience | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        self._deadline = _Deadline((patience or Patience()).whole_s, monotonic)
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls or ssl.create_default_context(),
            network_backend=_Network(self._deadline),
            max_connections=4,
            keepalive_expiry=5.0,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the answer's body is read as it is asked for."""
        self._deadline.restart()
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _told_as_httpx():
            answer = self._pool.handle_request(sent)
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(cast("Iterable[bytes]", answer.stream)),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _told_as_httpx():
            yield from self._stream

    def close(self) -> None:
        with _told_as_httpx():
            if hasattr(self._stream, "close"):
                self._stream.close()


class _Deadline:
    def __init__(self, whole_s: float, monotonic: Monotonic) -> None:
        self._whole_s = whole_s
        self._monotonic = monotonic
        self._at_s = 0.0

    def restart(self) -> None:
        self._at_s = self._monotonic() + self._whole_s

    def shorten(self, timeout: float | None) -> float:
        """Return how long the next read or write may take."""
        left = self._at_s - self._monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout(f"the answer was not whole after {self._whole_s:g} s")
        return left if timeout is None else min(left, timeout)


class _Network(httpcore.NetworkBackend):
    def __init__(self, deadline: _Deadline) -> None:
        self._real = httpcore.SyncBackend()
        self._deadline = deadline

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *rest: Any, **more: Any) -> _Stream:
        stream = self._real.connect_tcp(host, port, self._deadline.shorten(timeout), *rest, **more)
        return _Stream(stream, self._deadline)


class _Stream(httpcore.NetworkStream):
    def __init__(self, real: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._real = real
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._real.read(max_bytes, self._deadline.shorten(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._real.write(buffer, self._deadline.shorten(timeout))

    def close(self) -> None:
        self._real.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> _Stream:
        secured = self._real.start_tls(ssl_context, server_hostname, self._deadline.shorten(timeout))
        return _Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._real.get_extra_info(info)


#: The errors of httpcore, the more special first, and what httpx calls them.
_NAMES: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.PoolTimeout, httpx.PoolTimeout),
    (httpcore.WriteTimeout, httpx.WriteTimeout),
    (httpcore.TimeoutException, httpx.ReadTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.WriteError, httpx.WriteError),
    (httpcore.NetworkError, httpx.ReadError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
    (httpcore.LocalProtocolError, httpx.LocalProtocolError),
    (httpcore.ProtocolError, httpx.RemoteProtocolError),
)


@contextmanager
def _told_as_httpx() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        for theirs, ours in _NAMES:
            if isinstance(error, theirs):
                raise ours(str(error)) from error
        raise
