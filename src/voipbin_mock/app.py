"""The mock as an ASGI application: one route for each path, and nothing but translation."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from voipbin_mock.control import CONTROL
from voipbin_mock.edge import Edge
from voipbin_mock.errors import Refusal
from voipbin_mock.jsonbody import LARGEST_BODY, too_large
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked, Operation, operations
from voipbin_mock.trunk.trunk import Trunk

#: Where the API lives; signing on lives at the root of the host.
PREFIX = "/v1.0"


def create_app(
    edition: str = "tutorial",
    generation: str = "2022",
    seed: int = 0,
    clock: str = "virtual",
    faults: Sequence[str] = (),
    trunk: Trunk | None = None,
) -> Starlette:
    """Return a mock as an application; ``app.state.mock`` is the :class:`~voipbin_mock.mock.Mock` itself.

    ``clock`` is ``virtual``, ``real`` or ``20x``; a ``trunk`` needs the real one. Raises :class:`ValueError` for an
    unknown edition, generation or clock, :class:`~voipbin_mock.faults.UnknownFault` for an unknown fault.
    """
    mock = Mock(edition, generation, seed, clock, faults, trunk)
    paths: dict[str, dict[str, Operation]] = {}
    for found in (*operations(edition), *CONTROL):
        root = "" if found.path.startswith(("/auth/", "/_mock/")) else PREFIX
        paths.setdefault(root + found.path, {})[found.method] = found
    app = Starlette(routes=[Route(path, _Endpoint(mock, found)) for path, found in paths.items()])
    app.router.redirect_slashes = False
    app.router.default = _Nowhere(mock)
    app.state.mock = mock
    return app


class _Endpoint:
    """All operations of one path."""

    def __init__(self, mock: Mock, found: dict[str, Operation]) -> None:
        self._mock = mock
        self._operations = {**({"HEAD": found["GET"]} if "GET" in found else {}), **found}
        self._edge = Edge(mock) if any(operation in CONTROL for operation in found.values()) else None
        self._allow = ", ".join(sorted({*self._operations, "OPTIONS"}))

    @property
    def edge(self) -> Edge:
        """The mock's edge; control routes have one of their own, which no fault reaches."""
        return self._edge or self._mock.edge

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            raw = await _read(request)
        except ClientDisconnect:
            return
        except Refusal as refusal:
            await _send(self.edge, self.edge.refuse(refusal, Connection="close"), scope, receive, send)
            return
        self._mock.pacer.catch_up()
        answer = self._answer(request, raw)
        self._mock.pacer.arm()
        await _send(self.edge, answer, scope, receive, send)

    def _answer(self, request: Request, raw: bytes) -> Answer:
        operation = self._operations.get(request.method)
        if operation is None:
            if request.method == "OPTIONS":
                return Answer(204, headers={"Allow": self._allow})
            refusal = Refusal(405, "METHOD_NOT_ALLOWED", f"{request.method} is not among {self._allow}")
            return self.edge.refuse(refusal, Allow=self._allow)
        asked = Asked(
            operation, request.method, request.path_params, request.query_params, request.headers, request.cookies, raw
        )
        return self.edge.handle(asked)


class _Nowhere:
    """What is at no known path."""

    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            answer = self._mock.edge.refuse(Refusal(404, "PATH_NOT_FOUND", "there is nothing at this path"))
            await _send(self._mock.edge, answer, scope, receive, send)


async def _read(request: Request) -> bytes:
    """Return the body; refuse (413) one that is too long, without reading it all."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and (len(length) > len(str(LARGEST_BODY)) or int(length) > LARGEST_BODY):
        raise too_large()
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_BODY:
            raise too_large()
        parts.append(part)
    return b"".join(parts)


async def _send(edge: Edge, answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
    status, headers, body = edge.write(answer)
    response = Response(b"" if scope["method"] == "HEAD" else body, status, headers)
    if scope["method"] == "HEAD":
        response.headers["content-length"] = str(len(body))
    await response(scope, receive, send)
