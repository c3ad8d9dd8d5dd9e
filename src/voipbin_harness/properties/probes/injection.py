"""Texts that mean something to a database, a shell, a template or a header, where an id or a page is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from voipbin_harness.exchange import Exchange
from voipbin_harness.properties.probes import Probed, probe
from voipbin_harness.violation import Kind, Violation

_HOSTILE = (
    "' OR '1'='1",
    "1;DROP TABLE calls",
    "{{7*7}}",
    "../../etc/passwd",
    "\x00",
    "\r\nX-Injected: 1",
    "\u202e\U0001f4de" * 50,
    "%" * 20,
    "x" * 4_000,
)
_INJECTED = "X-Injected"


@probe
def hostile_id(probed: Probed) -> Iterator[Violation]:
    """Ask for ids that are no UUIDs: none of them is there."""
    if probed.has_id:
        for text in _HOSTILE:
            answer = probed.send(path=probed.path(quote(text, safe="")))
            yield from _no_injection(probed, answer)
            if answer.ok:
                yield probed.wrong(Kind.ACCEPTED_INVALID, answer, "id", "a refusal of an id that is no UUID")


@probe
def hostile_query(probed: Probed) -> Iterator[Violation]:
    """Ask for pages by sizes that are no numbers and tokens that are no times, and by parameters that are not there."""
    if probed.operation.method == "GET":
        path = probed.path()
        for text in _HOSTILE:
            for name in ("page_size", "page_token", "no_such_parameter", text[:20]):
                yield from _no_injection(probed, probed.send(path=path, params={name: text}))


@probe
def page_sizes(probed: Probed) -> Iterator[Violation]:
    """Ask for pages of every size: a number is accepted, out of range or not, anything else refused."""
    if probed.operation.method != "GET" or probed.has_id or probed.operation.template == "/billing_account":
        return
    for size in ("1", "100", "101", "0", "-1", "99999999999999999999"):
        answer = probed.send(params={"page_size": size})
        if not answer.ok:
            yield probed.wrong(Kind.REJECTED_VALID, answer, "page_size", f"a page for page_size={size}")
    for size in ("ten", "1.5", "", "0x10", "1e2"):
        answer = probed.send(params={"page_size": size})
        if answer.ok:
            expected = f"a refusal of page_size={size!r}, which is no integer"
            yield probed.wrong(Kind.ACCEPTED_INVALID, answer, "page_size", expected)


@probe
def repeated_query(probed: Probed) -> Iterable[Violation]:
    """Send the same parameter twice, and one without a value."""
    if probed.operation.method == "GET":
        for query in ("page_size=1&page_size=2", "page_size", "&&==&", "page_token=%ff%fe"):
            probed.send(path=f"{probed.path()}?{query}")
    return ()


@probe
def hostile_headers(probed: Probed) -> Iterator[Violation]:
    """Send headers that are long, empty, or name another host or client."""
    for headers in (
        {"X-Forwarded-For": "127.0.0.1", "X-Original-URL": "/v1.0/numbers", "X-Rewrite-URL": "/"},
        {"Accept": "application/xml", "Accept-Language": "x" * 4_000, "Range": "bytes=0-1"},
        {"If-None-Match": "*", "If-Modified-Since": "yesterday", "Expect": "no-such-thing"},
        {"Cookie": 'token=; other="unfinished', "X-Empty": ""},
    ):
        yield from _no_injection(probed, probed.send(headers=headers))


def _no_injection(probed: Probed, answer: Exchange) -> Iterator[Violation]:
    if answer.response_header(_INJECTED) is not None:
        yield probed.wrong(Kind.LEAK, answer, _INJECTED, "no header that the request made up")
