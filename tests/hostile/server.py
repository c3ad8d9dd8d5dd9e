"""A server on loopback that behaves badly at one place, and like the platform everywhere else.

Raw bytes over real sockets: what it sends, no HTTP library would. The rest of the world is the embedded mock.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import httpx

from voipbin_harness.targets.embedded import InProcess
from voipbin_mock.app import create_app

#: Parts of an answer that are no bytes: cut the line with a reset; keep it open and say nothing more; hang up.
RESET, SILENCE, END = "reset", "silence", "end"

#: Bytes to send, s to wait, or one of the words above.
Part = bytes | float | str


@dataclass(frozen=True)
class Request:
    """What was asked; ``number`` counts the requests to this server from 1."""

    number: int
    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def everything(self) -> str:
        return f"{self.name} {self.target} {self.headers} {self.body!r}"


Answer = Callable[[Request], Iterable[Part]]


@dataclass
class Server:
    """One listening socket. ``answer`` is given at requests whose ``name`` begins as one of ``at``."""

    tls: ssl.SSLContext | None = None
    edition: str = "tutorial"
    answer: Answer | None = None
    at: tuple[str, ...] = ()
    after: int = 0
    seen: list[Request] = field(default_factory=list)
    sent: int = 0

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._mock = InProcess(create_app(edition=self.edition, seed=0, clock="virtual"))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def behave(self, answer: Answer | None, *at: str, after: int = 0) -> None:
        """Answer so at these requests from now on, but for the first ``after`` of them."""
        self.answer, self.at, self.after = answer, at, after
        self.seen.clear()
        self.sent = 0

    def close(self) -> None:
        """Stop listening and end every connection."""
        self._stop.set()
        self.vanish()
        for thread in self._threads:
            thread.join(2)
        # A loop that the garbage collector finds open raises a warning where pytest may be reading sources.
        self._mock.close()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads = [*(one for one in self._threads if one.is_alive()), thread]
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError, ValueError), connection:
            if self.tls:
                connection.settimeout(2)
                connection = self.tls.wrap_socket(connection, server_side=True)
            connection.settimeout(10)
            with connection.makefile("rb") as stream:
                while request := self._read(stream):
                    if not self._reply(connection, request):
                        return

    def _read(self, stream: BinaryIO) -> Request | None:
        words = stream.readline().decode("latin-1").split()
        if len(words) != 3 or not words[2].startswith("HTTP/"):  # a TLS greeting may have three words, too
            return None
        lines = iter(lambda: stream.readline().decode("latin-1").rstrip("\r\n"), "")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = stream.read(int(headers.get("content-length", "0")))
        with self._lock:
            request = Request(len(self.seen) + 1, words[0], words[1], headers, body)
            self.seen.append(request)
        return request

    def _reply(self, connection: socket.socket, request: Request) -> bool:
        """Answer; return whether the connection goes on."""
        if self.answer and request.name.startswith(self.at):
            if self.after <= 0:
                return self._badly(connection, self.answer(request))
            self.after -= 1
        connection.sendall(self.politely(request))
        return True

    def _badly(self, connection: socket.socket, parts: Iterable[Part]) -> bool:
        goes_on = False
        for part in parts:
            if self._stop.is_set():
                return False
            if part == RESET:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return False
            if part == END:
                return False
            if part == SILENCE:
                self._stop.wait(10)
            elif isinstance(part, float):
                self._stop.wait(part)
            elif isinstance(part, bytes):
                connection.sendall(part)
                self.sent += len(part)
                goes_on = b"\r\nConnection: keep-alive\r\n" in part
        return goes_on

    def vanish(self) -> None:
        """Listen no more; what is connected stays so."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def politely(self, request: Request) -> bytes:
        """Return the platform's answer."""
        asked = httpx.Request(
            request.method, f"http://mock{request.target}", headers=request.headers, content=request.body
        )
        with self._lock:
            answered = self._mock.handle_request(asked)
        body = b"" if request.method == "HEAD" else answered.read()
        kept = {n: v for n, v in answered.headers.items() if n not in ("content-length", "connection")}
        return http(body, status=answered.status_code, kind="", **kept)


def http(body: bytes | str, *, status: int = 200, kind: str = "application/json", **headers: Any) -> bytes:
    """Return a whole answer, its header names written with ``_`` for ``-``; a header that is ``None`` is left out."""
    content = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    told = {"Content-Length": len(content), "Connection": "keep-alive"} | ({"Content-Type": kind} if kind else {})
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}\r\n" for name, value in told.items() if value is not None]
    return f"HTTP/1.1 {status} X\r\n{''.join(lines)}\r\n".encode("utf-8", "surrogatepass") + content


def says(*parts: Part) -> Answer:
    """Return the answer that is these parts, whatever was asked."""
    return lambda _request: parts


def forever(part: bytes, *, first: bytes = b"", pause: float = 0.0) -> Answer:
    """Return the answer that never ends."""

    def parts(_request: Request) -> Iterator[Part]:
        yield first
        while True:
            yield part
            if pause:
                yield pause

    return parts
