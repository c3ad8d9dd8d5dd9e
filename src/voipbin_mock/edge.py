"""The edge: turns a request into an operation and its outcome into an answer. Knows nothing of ASGI."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from voipbin_mock.errors import Refusal
from voipbin_mock.jsonbody import read_object
from voipbin_mock.operations import Answer, Asked

if TYPE_CHECKING:
    from voipbin_mock.mock import Mock


class Edge:
    """Authenticates, runs and writes. Both methods are seams for faults."""

    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    def handle(self, asked: Asked) -> Answer:
        """Return the answer to a request."""
        try:
            if not asked.operation.open:
                asked.customer = self._mock.accounts.authenticate(asked.query, asked.headers, asked.cookies)
            if asked.operation.takes_body and not asked.operation.open:
                asked.body = read_object(asked.raw)
            outcome = asked.operation.run(self._mock, asked)
        except Refusal as refusal:
            return self.refuse(refusal)
        return outcome if isinstance(outcome, Answer) else Answer(200, outcome)

    def refuse(self, refusal: Refusal, **headers: str) -> Answer:
        """Return the answer that says no."""
        body = self._mock.edition.error(refusal, f"req_{self._mock.request_ids.text(16).upper()}")
        extra = {"Retry-After": "1"} if refusal.status == 429 else {}
        return Answer(refusal.status, body, {**extra, **headers})

    def write(self, answer: Answer) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and bytes of an answer."""
        if answer.body is None:
            return answer.status, dict(answer.headers), b""
        written = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":")).encode()
        return answer.status, {"Content-Type": "application/json", **answer.headers}, written
