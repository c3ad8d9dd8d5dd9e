"""The line to a target: the one place where requests leave and answers arrive."""

from __future__ import annotations

import logging
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx

from voipbin_harness import interrupts
from voipbin_harness.clock import Clock
from voipbin_harness.contract import Contract
from voipbin_harness.exchange import Exchange
from voipbin_harness.violation import ExpectationFailed, Kind, Violation
from voipbin_harness.wire import Patience

#: Seconds to connect, to write, to wait for each part of an answer.
TIMEOUT = Patience().as_timeout()

#: The longest body that is read, in bytes, as sent and as decoded; a longer one is a finding.
LONGEST_BODY = 16 * 1024 * 1024
_PART = 256 * 1024

Listener = Callable[[Exchange], None]

# What these two would log, at the wish of any option of pytest, is whole URLs and headers, with their credentials.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class Unsendable(ValueError):
    """A request that HTTP has no form for: its path, a parameter or a header cannot be written or is too long."""


class TargetUnreachable(Exception):
    """Nothing answers at the target's address: the run proves nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is about to leave; ``operation`` is method and template, else method and path."""

    method: str
    path: str
    operation: str
    path_params: Mapping[str, str]
    body: bytes
    account: str | None


class Guard(Protocol):
    """Stands between the harness and a target where requests cost money."""

    def before(self, asked: Asked) -> None:
        """Take note of a request; raises :class:`~voipbin_harness.violation.HarnessError` when it must not leave."""
        ...

    def after(self, exchange: Exchange) -> None:
        """Take note of its answer."""
        ...


class Manners(Protocol):
    """Keeps to the target's pace."""

    def turn(self) -> None:
        """Wait until the next request may leave."""
        ...

    def again(self, method: str, status: int, headers: Mapping[str, str], tries: int) -> bool:
        """Wait and return ``True`` where the request should be sent once more; ``tries`` counts those sent."""
        ...


class Line:
    """Sends requests over ``http`` and tells ``listeners`` of every exchange.

    ``http`` has the target's root as its base URL and follows no redirect. The number of exchanges and the
    listeners belong to one test; :meth:`begin` starts the next. An answer that ``manners`` ask for again is no
    exchange: nobody hears of it.
    """

    def __init__(
        self,
        http: httpx.Client,
        contract: Contract,
        clock: Clock,
        *,
        guard: Guard | None = None,
        manners: Manners | None = None,
    ) -> None:
        self._http = http
        self._contract = contract
        self._clock = clock
        self._guard = guard
        self._manners = manners
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
        unheard: frozenset[int] = frozenset(),
    ) -> Exchange:
        """Send one request, ``path`` counted from the root of the host, and return the exchange.

        Listeners are not told of an answer whose status is in ``unheard``.

        Raises :class:`TargetUnreachable` when nothing answers at the address, :class:`ExpectationFailed` when
        the target accepts the request and then gives no whole answer, :class:`Unsendable` when nothing can leave,
        :class:`KeyboardInterrupt` where a signal has come: before the request, never in the middle of it.
        """
        interrupts.heed()
        request = self._build(method, path, params, headers, content)
        bare_path = urlsplit(str(request.url)).path
        operation, path_params = self._contract.match(method, bare_path)
        name = operation.name if operation else f"{method} {path.split('?', 1)[0]}"
        if self._guard:
            self._guard.before(Asked(method, bare_path, name, path_params, content or b"", account))
        at_ms, started = self._clock.now_ms(), time.perf_counter()
        status, response_headers, body = self._receive_politely(request, name)
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
        if self._guard:
            self._guard.after(exchange)
        for listener in self._listeners if status not in unheard else ():
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
        # An answer that asks to be unpacked can be a thousand times larger than it looks; so none is asked for.
        sent = {"Accept-Encoding": "identity", **(headers or {})}
        try:
            return self._http.build_request(method, path, params=params, headers=sent, content=content)
        except (httpx.InvalidURL, UnicodeEncodeError) as error:
            raise Unsendable(f"{method} {path[:80]!r} cannot be sent: {error}") from error

    def _receive_politely(self, request: httpx.Request, name: str) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        tries = 1
        while True:
            if self._manners:
                self._manners.turn()
            answer = self._receive(request, name)
            headers = {key.lower(): value for key, value in answer[1]}
            if not (self._manners and self._manners.again(request.method, answer[0], headers, tries)):
                return answer
            tries += 1

    def _receive(self, request: httpx.Request, name: str) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        try:
            response = self._http.send(request, stream=True)
            try:
                body = _read(response, name)
            finally:
                response.close()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
            raise TargetUnreachable(f"{request.url.scheme}://{request.url.host}: {_advised(str(error))}") from error
        except httpx.TimeoutException as error:
            raise _no_answer(Kind.LATENCY, name, str(error) or "none", "in time") from None
        except httpx.TransportError as error:
            raise _no_answer(
                Kind.CRASH, name, f"the connection broke: {str(error) or type(error).__name__}", ""
            ) from None
        return response.status_code, tuple(response.headers.multi_items()), body


#: What a failure of TLS says, and what to do about it.
_ADVICE = {
    "unable to get local issuer": "is it your own? Name its authority's file as tls.ca_file, or VOIPBIN_TLS_CA_FILE",
    "self-signed certificate": "is it your own? Name its file as tls.ca_file in harness.toml, or VOIPBIN_TLS_CA_FILE",
    "mismatch": "the certificate is of another host",
    "wrong_version_number": "the port does not speak TLS: is it http://?",
    "record_layer_failure": "the port does not speak TLS: is it http://?",
}


def _advised(text: str) -> str:
    """Return what went wrong, in one line, with what to do about it where that is known."""
    return "; ".join([text, *dict.fromkeys(advice for sign, advice in _ADVICE.items() if sign in text.lower())])


def _read(response: httpx.Response, name: str) -> bytes:
    """Return the body, unpacked where it is packed, and never more than :data:`LONGEST_BODY` of it."""
    parts: list[bytes] = []
    size = 0
    for part in _unpacked(response.iter_raw(), response.headers.get("content-encoding", ""), name):
        parts.append(part)
        size += len(part)
        if size > LONGEST_BODY:
            raise _no_answer(Kind.MALFORMED_BODY, name, f"a body of more than {LONGEST_BODY} bytes", "of bearable size")
    return b"".join(parts)


def _unpacked(packed: Iterable[bytes], encoding: str, name: str) -> Iterator[bytes]:
    """Yield a body as it was before it was packed, in parts of at most :data:`_PART` bytes where it was."""
    coding = encoding.strip().lower()
    if coding in ("", "identity"):
        yield from packed
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise _no_answer(Kind.MALFORMED_BODY, name, f"a body packed as {encoding[:80]!r}, not asked for", "")
    stream, began = zlib.decompressobj(wbits=47), False
    try:
        for part in packed:
            began = True
            yield stream.decompress(part, _PART)
            while stream.unconsumed_tail:
                yield stream.decompress(stream.unconsumed_tail, _PART)
    except zlib.error as error:
        raise _no_answer(Kind.MALFORMED_BODY, name, f"a body that cannot be unpacked: {error}", "") from None
    if began and not stream.eof:
        raise _no_answer(Kind.MALFORMED_BODY, name, "a packed body that is cut short", "")


def _no_answer(kind: Kind, operation: str, observed: str, how: str) -> ExpectationFailed:
    return ExpectationFailed(Violation(kind, operation, "connection", f"a whole answer {how}".rstrip(), observed))
