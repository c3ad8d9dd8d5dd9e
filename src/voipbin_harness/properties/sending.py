"""How a generated request travels: as it is, through the world's line, with a credential and nothing else added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from schemathesis import Response
from schemathesis.core import NotSet
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import CaseMetadata

from voipbin_harness.exchange import Exchange
from voipbin_harness.properties.document import Case
from voipbin_harness.properties.guard import refusal
from voipbin_harness.properties.known import Known, settle
from voipbin_harness.properties.overlay import Allowed
from voipbin_harness.violation import RunStopped
from voipbin_harness.world import World

#: Headers that differ from run to run or speak of schemathesis.
_UNSENT = frozenset({"x-schemathesis-testcaseid", "user-agent", "connection", "content-length", "accept-encoding"})
_ROOT = "http://target"


@dataclass(frozen=True, slots=True)
class Sent:
    """A generated case as it was sent, and what came of it."""

    case: Case
    exchange: Exchange
    response: Response


class Sender:
    """Sends cases as one account. What may not be sent stays here and is counted in ``withheld``, of which
    ``forbidden`` were held back by the guard of a live target.
    """

    def __init__(self, world: World, permitted: Allowed, account: str = "demo") -> None:
        self._world = world
        self._permitted = permitted
        self._account = account
        self.known = Known(world, permitted)
        self.sent = 0
        self.withheld = 0
        self.forbidden = 0

    def make_real(self, case: Case) -> None:
        """Put real ids into a case whose generation is over: what is known of it must not be judged anew."""
        meta = case.meta
        case.freeze_metadata()
        wrong_path = meta is not None and meta.is_negative_at(ParameterLocation.PATH)
        if "id" in case.path_parameters and not wrong_path and self._names_something(meta):
            case.path_parameters = {"id": self.known.id_in("/" + case.path.split("/")[1])}
        if not isinstance(case.body, NotSet):
            settle(case.body)
            case.body = self.known.fill(case.body)

    def _names_something(self, meta: CaseMetadata | None) -> bool:
        """Whether a case shall ask for something that is there: three of four, and all that are wrong elsewhere."""
        wrong = meta is not None and meta.generation.mode.is_negative
        return wrong or self.sent % 4 < 3

    def send(self, case: Case) -> Sent | None:
        """Send a case that is real; return ``None`` when it names somebody that must not be rung."""
        request = self._prepare(case)
        body = _bytes(request.body)
        if refusal(body, self._permitted):
            self.withheld += 1
            return None
        try:
            exchange = self._dispatch(request, body)
        except RunStopped:
            self.withheld += 1
            self.forbidden += 1
            return None
        self.sent += 1
        return Sent(case, exchange, _response(request, exchange))

    def _prepare(self, case: Case) -> requests.PreparedRequest:
        prefix = self._world.contract.operations[case.operation.label].prefix
        parts: dict[str, Any] = case.as_transport_kwargs(base_url=_ROOT + prefix)
        return requests.Request(**parts).prepare()

    def _dispatch(self, request: requests.PreparedRequest, body: bytes) -> Exchange:
        url = urlsplit(str(request.url))
        credential = None if url.path.startswith("/auth") else self._world.client(self._account).credential()
        carried = urlencode(credential.params()) if credential else ""
        query = "&".join(filter(None, (url.query, carried)))
        headers = {name: str(value) for name, value in request.headers.items() if name.lower() not in _UNSENT}
        return self._world.line.send(
            str(request.method),
            f"{url.path}?{query}" if query else url.path,
            account=self._account,
            headers={**headers, **(credential.headers() if credential else {})},
            content=body or None,
        )


def _bytes(body: Any) -> bytes:
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    return body if isinstance(body, bytes) else b""


def _response(request: requests.PreparedRequest, exchange: Exchange) -> Response:
    request.url = exchange.url
    headers: dict[str, list[str]] = {}
    for name, value in exchange.response_headers:
        headers.setdefault(name.lower(), []).append(value)
    return Response(
        status_code=exchange.status,
        headers=headers,
        content=exchange.response_body,
        request=request,
        elapsed=exchange.elapsed_ms / 1000,
        verify=True,
    )
