"""The wire: HTTP over sockets, with a limit on how long an answer may take as a whole.

httpx limits how long it waits for the *next* bytes. A server that sends a byte a second, in its headers or
its body, is never silent and would hold a run for hours; so every read here also counts against one deadline.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, cast

import httpcore
import httpx

#: The HTTP parser of a connection of httpcore, which says nothing of it itself.
_PARSER = attrgetter("_connection._h11_state")

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
        self._drop_who_said_more()
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

    def _drop_who_said_more(self) -> None:
        """Close each connection whose last answer went on past its end: the rest would pass for the next answer."""
        for connection in self._pool.connections:
            with suppress(AttributeError):  # one that has not been opened yet
                if _PARSER(connection).trailing_data[0]:
                    connection.close()


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

    @contextmanager
    def within(self, timeout: float | None) -> Iterator[float]:
        """Give the time that the next step may take, and say so when it was the whole answer's that ran out."""
        left = self._at_s - self._monotonic()
        if left <= 0:
            raise self._over()
        try:
            yield left if timeout is None else min(left, timeout)
        except httpcore.TimeoutException:
            if self._monotonic() >= self._at_s:
                raise self._over() from None
            raise

    def _over(self) -> httpcore.ReadTimeout:
        return httpcore.ReadTimeout(f"the answer was not whole after {self._whole_s:g} s")


class _Network(httpcore.NetworkBackend):
    def __init__(self, deadline: _Deadline) -> None:
        self._real = httpcore.SyncBackend()
        self._deadline = deadline

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *rest: Any, **more: Any) -> _Stream:
        with self._deadline.within(timeout) as left:
            return _Stream(self._real.connect_tcp(host, port, left, *rest, **more), self._deadline)


class _Stream(httpcore.NetworkStream):
    def __init__(self, real: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._real = real
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._deadline.within(timeout) as left:
            return self._real.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with self._deadline.within(timeout) as left:
            self._real.write(buffer, left)

    def close(self) -> None:
        self._real.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> _Stream:
        with self._deadline.within(timeout) as left:
            return _Stream(self._real.start_tls(ssl_context, server_hostname, left), self._deadline)

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
