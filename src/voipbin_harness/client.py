"""A client of the API: one account's view of the platform."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from voipbin_harness.accounts import Account, Carrier, Credential
from voipbin_harness.editions import Created, Document, Edition
from voipbin_harness.exchange import Exchange, MalformedBody, beginning
from voipbin_harness.line import Line, Unsendable
from voipbin_harness.views import CallView, GroupcallView, PageView
from voipbin_harness.violation import ExpectationFailed, Kind, Unproven, Violation

_LONGEST_WALK = 1000


class SignedOut(ExpectationFailed):
    """A good credential is not accepted any more, a new one neither: there is no sense in going on."""


class Client:
    """Speaks to the API as one account, or as nobody when ``account`` is ``None``.

    :meth:`request` returns whatever was answered. Every other method expects success and raises
    :class:`ExpectationFailed` (kind ``wrong-status`` or ``malformed-body``) on anything else.
    ``renews`` is for live targets, where a token may run out: a 401 leads to one new login, of which the checks
    hear nothing, and a second 401 raises :class:`SignedOut`. ``mark`` goes into the name of every flow.
    """

    def __init__(
        self,
        line: Line,
        edition: Edition,
        account: Account | None,
        carrier: Carrier = "query",
        *,
        renews: bool = False,
        mark: str = "",
    ) -> None:
        self.line = line
        self._renews = renews and account is not None
        self._mark = mark
        self.edition = edition
        self.account = account
        self.carrier = carrier
        self._credential: Credential | None = None

    def request(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        content: bytes | None = None,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Exchange:
        """Send a request; ``path`` is counted from ``/v1.0`` unless it begins with ``/auth``.

        ``body`` is sent as JSON, ``content`` as it is.
        """
        signs = not path.startswith("/auth")
        sent = dict(headers or {})
        if body is not None:
            content = _written(body)
            sent.setdefault("Content-Type", "application/json")

        def send(*, last: bool) -> Exchange:
            credential = self.credential() if signs else None
            try:
                return self.line.send(
                    method,
                    f"/v1.0{path}" if signs else path,
                    account=self.account.name if self.account else None,
                    params={**(params or {}), **(credential.params() if credential else {})},
                    headers={**(credential.headers() if credential else {}), **sent},
                    content=content,
                    unheard=frozenset() if last else frozenset({401}),
                )
            except Unsendable as error:
                # Ids, page tokens and credentials come from the API, and go back to it as they came.
                expected, operation = "what the API has given can be sent back", f"{method} {_first_segment(path)}"
                raise ExpectationFailed(
                    Violation(Kind.WRONG_FORMAT, operation, "the request", expected, str(error))
                ) from None

        renewable = self._renews and signs and bool(self.account and self.account.password)
        exchange = send(last=not renewable)
        if renewable and exchange.status == 401:
            self._credential = Credential(self.carrier, self.login())
            exchange = send(last=True)
        if self._renews and signs and exchange.status == 401:
            raise SignedOut(
                Violation(Kind.AUTH, exchange.name, "status", "a good credential is accepted", "401", exchange=exchange)
            )
        return exchange

    def credential(self) -> Credential | None:
        """Return what signs this client's requests, signing on first where that is needed."""
        if self._credential is None and self.account is not None:
            if self.carrier == "accesskey" and not self.account.accesskey:
                raise Unproven("a request with an access key", f"none is known of {self.account.name}", "account")
            if self.account.accesskey and (self.carrier == "accesskey" or not self.account.username):
                self._credential = Credential("accesskey", self.account.accesskey)
            else:
                self._credential = Credential(self.carrier, self.account.token or self.login())
        return self._credential

    def login(self) -> str:
        """Sign on with username and password and return the token."""
        account = self.account or Account("nobody")
        exchange = self.line.send(
            "POST",
            "/auth/login",
            account=account.name,
            headers={"Content-Type": "application/json"},
            content=_written({"username": account.username, "password": account.password}),
        )
        token = _member(_answer(exchange), "token")
        if not token:
            raise ExpectationFailed(
                Violation(Kind.MISSING_FIELD, exchange.name, "$.token", "a token", "none", exchange=exchange)
            )
        return token

    # Calls

    def create_call(
        self,
        source: Document,
        destinations: Sequence[Document],
        *,
        actions: Sequence[Document] | None = None,
        flow_id: str | None = None,
    ) -> Created:
        """Dial the destinations and run the actions, or the flow of that id, on each call."""
        return self.edition.read_created(
            _answer(self.post_call(source, destinations, actions=actions, flow_id=flow_id))
        )

    def post_call(
        self,
        source: Document,
        destinations: Sequence[Document],
        *,
        actions: Sequence[Document] | None = None,
        flow_id: str | None = None,
    ) -> Exchange:
        """Send the same request and return the exchange, refused or not."""
        return self.request("POST", "/calls", body=self._call_body(source, destinations, actions, flow_id))

    def call(self, call_id: str) -> CallView:
        """Read a call by its id."""
        return self.edition.read_call(_answer(self.request("GET", f"/calls/{_segment(call_id)}")))

    def hang_up(self, call_id: str) -> CallView:
        """Ask the platform to end a call."""
        return self.edition.read_call(_answer(self.request("POST", f"/calls/{_segment(call_id)}/hangup")))

    def delete_call(self, call_id: str) -> None:
        """Delete an ended call."""
        _answer(self.request("DELETE", f"/calls/{_segment(call_id)}"))

    # Groupcalls

    def create_groupcall(
        self, source: Document, destinations: Sequence[Document], *, actions: Sequence[Document], **more: Any
    ) -> GroupcallView:
        """Ring the destinations; ``more`` are members such as ``ring_method``."""
        body = {"source": source, "destinations": [*destinations], **more}
        body["actions"] = self.edition.write_actions(actions)
        exchange = self.request("POST", "/groupcalls", body=self.edition.write_groupcall(body))
        return self.edition.read_groupcall(_answer(exchange))

    def groupcall(self, groupcall_id: str) -> GroupcallView:
        """Read a groupcall by its id."""
        return self.edition.read_groupcall(_answer(self.request("GET", f"/groupcalls/{_segment(groupcall_id)}")))

    def hang_up_groupcall(self, groupcall_id: str) -> GroupcallView:
        """Ask the platform to end all calls of a groupcall."""
        return self.edition.read_groupcall(
            _answer(self.request("POST", f"/groupcalls/{_segment(groupcall_id)}/hangup"))
        )

    # Flows, numbers, money

    def create_flow(self, name: str, actions: Sequence[Document], detail: str = "") -> str:
        """Store a flow and return its id."""
        body = {"name": name + self._mark, "detail": detail, "actions": self.edition.write_actions(actions)}
        return _member(_answer(self.request("POST", "/flows", body=body)), "id")

    def delete_flow(self, flow_id: str) -> None:
        """Delete a stored flow."""
        _answer(self.request("DELETE", f"/flows/{_segment(flow_id)}"))

    def balance(self) -> int | None:
        """Return the account's balance in micros of a USD."""
        return self.edition.read_balance(_answer(self.request("GET", self.edition.balance_path)))

    # Lists

    def page(self, path: str, *, size: int | None = None, token: str | None = None) -> PageView:
        """Read one page of the list at ``path`` (``/calls``, ``/flows`` …)."""
        params = {"page_size": size, "page_token": token}
        sent = {name: value for name, value in params.items() if value is not None}
        return self.edition.read_page(_answer(self.request("GET", path, params=sent)))

    def pages(self, path: str, *, size: int | None = None) -> Iterator[PageView]:
        """Walk the list at ``path`` to its end.

        Raises :class:`ExpectationFailed` (kind ``collection``) when the walk does not end.
        """
        token: str | None = None
        seen: set[str] = set()
        while token not in seen and len(seen) < _LONGEST_WALK:
            if token:
                seen.add(token)
            page = self.page(path, size=size, token=token)
            yield page
            if not page.next_token:
                return
            token = page.next_token
        observed = f"the token {token!r} again" if token in seen else f"more than {_LONGEST_WALK} pages"
        raise ExpectationFailed(
            Violation(Kind.COLLECTION, f"GET {path}", "$.next_page_token", "a walk that ends", observed)
        )

    def _call_body(
        self,
        source: Document,
        destinations: Sequence[Document],
        actions: Sequence[Document] | None,
        flow_id: str | None,
    ) -> dict[str, Any]:
        body: dict[str, Any] = {"source": source, "destinations": [*destinations]}
        if actions is not None:
            body["actions"] = self.edition.write_actions(actions)
        if flow_id is not None:
            body["flow_id"] = flow_id
        return body


def _written(body: object) -> bytes:
    """Return JSON without blanks, as most clients send it."""
    return json.dumps(body, separators=(",", ":")).encode()


def _answer(exchange: Exchange) -> Any:
    """Return the parsed body of a success; whether it is well formed is the checker's business."""
    if not exchange.ok:
        seen = f"{exchange.status} {beginning(exchange.response_body)}".rstrip()
        raise ExpectationFailed(Violation(Kind.WRONG_STATUS, exchange.name, "status", "200", seen, exchange=exchange))
    if not exchange.response_body:
        return {}
    try:
        return exchange.json
    except MalformedBody as error:
        raise ExpectationFailed(
            Violation(Kind.MALFORMED_BODY, exchange.name, "$", "JSON", str(error), exchange=exchange)
        ) from None


def _segment(text: str) -> str:
    """Return an id as one segment of a path, whatever is in it: dots and slashes lead nowhere else."""
    return quote(text, safe="", errors="replace") if text.strip(".") else text.replace(".", "%2E")


def _first_segment(path: str) -> str:
    return "/" + path.lstrip("/").partition("/")[0].partition("?")[0]


def _member(body: object, name: str) -> str:
    found = body.get(name) if isinstance(body, dict) else None
    return found if isinstance(found, str) else ""
