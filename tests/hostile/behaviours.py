"""What a bad server may do, one line each, and what the harness must say of it."""

# ruff: noqa: E501 - one line each

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from tests.hostile.server import RESET, SILENCE, Answer, Part, Request, forever, http, says
from voipbin_harness.violation import Kind

CALLS = "GET /v1.0/calls"
PAGE = '{"result": [], "next_page_token": ""}'
MB = 1024 * 1024
#: What turns a terminal, an XML parser, a browser or a reader's eye.
EVIL = "<script>alert(1)</script>]]> | `x` \x1b[31mred\x1b[0m \x07\x00\x85 \u202elanrete \ufeff & [a](javascript:b)"

#: Harmless: the harness must take no offence.
NOTHING = "nothing"


@dataclass(frozen=True)
class Bad:
    """One behaviour: ``finds`` is the kind of the finding, ``says`` stands in what is observed.

    ``does`` is what the harness is doing meanwhile: ``look`` reads the list of calls once, ``walk`` all its pages,
    ``call`` makes a call and watches it to its end.
    """

    name: str
    answer: Answer
    finds: Kind | Literal["nothing"]
    says: str = ""
    does: Literal["look", "walk", "call"] = "look"
    at: tuple[str, ...] = (CALLS,)


def page(items: list[Any], token: Any = "") -> str:
    return json.dumps({"result": items, "next_page_token": token})


def a_call(**changes: Any) -> dict[str, Any]:
    """A call as the tutorial shows it; a change to ``None`` stays one."""
    address = {"type": "tel", "target": "+15551234567", "target_name": "", "name": "", "detail": ""}
    nil = "00000000-0000-0000-0000-000000000000"
    basis = {
        "id": "f457951b-9918-44af-a834-2216b1cc31bc", "confbridge_id": nil, "flow_id": nil, "type": "flow",
        "master_call_id": nil, "chained_call_ids": [], "recording_id": nil, "recording_ids": [], "source": address,
        "destination": {**address, "target": "+15550100010"}, "status": "dialing", "direction": "outgoing",
        "action": {"id": nil, "type": ""}, "hangup_by": "", "hangup_reason": "",
        "tm_create": "2026-03-01 09:00:00.000001", "tm_update": "2026-03-01 09:00:00.000001",
        "tm_ringing": "9999-01-01 00:00:00.000000", "tm_progressing": "9999-01-01 00:00:00.000000",
        "tm_hangup": "9999-01-01 00:00:00.000000",
    }  # fmt: skip
    return basis | changes


def calls(**changes: Any) -> Answer:
    """Answer POST /calls with an array, all else with one call."""
    one = a_call(**changes)
    return lambda request: [http(json.dumps([one] if request.name == "POST /v1.0/calls" else one))]


def _endless_pages(request: Request) -> Iterator[Part]:
    stamp = f"2026-03-01 09:00:00.{999999 - request.number:06d}"
    yield http(page([a_call(id=f"f457951b-9918-44af-a834-{request.number:012d}", tm_create=stamp)], stamp))


def _bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(b" " * MB) for _ in range(size // MB)) + packer.flush()


BOMB = _bomb(300 * MB)
EVERY_CALL = ("GET /v1.0/calls", "POST /v1.0/calls")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
M, C, L = Kind.MALFORMED_BODY, Kind.CRASH, Kind.LATENCY

BEHAVIOURS = [
    # The line
    Bad("hangs up without a word", says(), C, "connection broke"),
    Bad("resets before the first byte", says(RESET), C, "connection broke"),
    Bad("resets amid its headers", says(HEAD, RESET), C, "connection broke"),
    Bad("resets amid its body", says(HEAD + b"Content-Length: 99\r\n\r\n{", 0.01, RESET), C, "connection broke"),
    Bad("says nothing", says(SILENCE), L),
    Bad("says nothing after its headers", says(HEAD + b"Content-Length: 99\r\n\r\n", SILENCE), L),
    Bad("drips its headers", forever(b"X-Drip: 1\r\n", first=HEAD, pause=0.02), L, "not whole after"),
    Bad("drips its body", forever(b" ", first=HEAD + b"Content-Length: 999\r\n\r\n", pause=0.02), L, "not whole after"),
    Bad("drips chunks", forever(b"1\r\n \r\n", first=CHUNKED, pause=0.02), L, "not whole after"),
    Bad("speaks TLS unasked", says(b"\x15\x03\x01\x00\x02\x02\x28"), C, "connection broke"),
    # HTTP
    Bad("sends endless headers", forever(b"X-More: " + b"x" * 8000 + b"\r\n", first=HEAD), C, "connection broke"),
    Bad("sends one header of a megabyte", says(HEAD + b"X-Long: " + b"x" * MB + b"\r\n\r\n"), C, "connection broke"),
    Bad("sends a status line of nonsense", says(b"HTTP/1.1 fine OK\r\n\r\n"), C, "connection broke"),
    Bad("sends a status of four digits", says(b"HTTP/1.1 2000 OK\r\n\r\n"), C, "connection broke"),
    Bad("sends the status 999", says(http(PAGE, status=999)), Kind.WRONG_STATUS, "999"),
    Bad("speaks HTTP/0.9", says(b"<html>hello</html>"), C, "connection broke"),
    Bad("speaks HTTP/2 unasked", says(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), C, "connection broke"),
    Bad("says 103 for ever", forever(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"), L, "not whole after"),
    Bad("says 100 twice, then answers", says(b"HTTP/1.1 100 Continue\r\n\r\n" * 2 + http(PAGE)), NOTHING),
    Bad("switches protocols", says(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), C, "connection broke"),
    Bad("puts a body into a 204", says(http(PAGE, status=204)), Kind.WRONG_STATUS, "204"),
    Bad("has two lengths", says(HEAD + b"Content-Length: 2\r\nContent-Length: 9\r\n\r\n{}"), C, "connection broke"),
    Bad("has a negative length", says(HEAD + b"Content-Length: -1\r\n\r\n{}"), C, "connection broke"),
    Bad("breaks its chunks", says(CHUNKED + b"zz\r\n{}\r\n0\r\n\r\n"), C, "connection broke"),
    Bad("has NUL in a header", says(HEAD + b"X-A: a\x00b\r\nContent-Length: 2\r\n\r\n{}"), C, "connection broke"),
    Bad("redirects to another host", says(http("", status=302, Location="http://127.0.0.1:9/")), Kind.WRONG_STATUS, "302"),
    Bad("redirects in a loop", says(http("", status=307, Location="/v1.0/calls")), Kind.WRONG_STATUS, "307"),
    # Bodies
    Bad("answers HTML with 200", says(http("<html>Hello", kind="text/html")), Kind.WRONG_CONTENT_TYPE, "text/html"),
    Bad("answers HTML with 502", says(http("<html>Bad gateway", status=502, kind="text/html")), C, "502"),
    Bad("has no content type", says(http(PAGE, kind="")), Kind.WRONG_CONTENT_TYPE, "no content type"),
    Bad("has a content type of nonsense", says(http(PAGE, kind=";;;=")), Kind.WRONG_CONTENT_TYPE, ";;;="),
    Bad("answers nothing with 200", says(http("")), M, "not JSON"),
    Bad("cuts its JSON, the length right", says(http(PAGE[:-5])), M, "not JSON"),
    Bad("cuts its JSON, the length wrong", says(http(PAGE[:-5], Content_Length=len(PAGE), Connection="close")), C, "connection broke"),
    Bad("says more than its length", says(http(PAGE + "}}", Content_Length=len(PAGE))), NOTHING),
    Bad("answers no JSON", says(http("fine, thanks")), M, "not JSON"),
    Bad("answers NaN", says(http('{"result": [], "next_page_token": NaN}')), M, "NaN"),
    Bad("answers Infinity", says(http('{"result": [-Infinity], "next_page_token": ""}')), M, "Infinity"),
    Bad("names a member twice", says(http('{"result": [], "result": [], "next_page_token": ""}')), M, "twice"),
    Bad("begins with a byte-order mark", says(http(b"\xef\xbb\xbf" + PAGE.encode())), M, "byte-order mark"),
    Bad("is not UTF-8", says(http(PAGE.encode().replace(b'""', b'"\xff\xfe"'))), M, "not UTF-8"),
    Bad("is UTF-16", says(http(PAGE.encode("utf-16"))), M, "not UTF-8"),
    Bad("is Latin-1 and says so", says(http(PAGE, kind="application/json; charset=latin-1")), Kind.WRONG_CONTENT_TYPE, "latin-1"),
    Bad("answers null", says(http("null")), Kind.WRONG_TYPE, "null"),
    Bad("answers an array", says(http("[]")), Kind.WRONG_TYPE, "array"),
    Bad("answers a number of 5000 digits", says(http("9" * 5000)), M, "number"),
    Bad("answers 1e999", says(http('{"result": 1e999, "next_page_token": ""}')), Kind.WRONG_TYPE, ""),
    Bad("nests 100 000 deep", says(http("[" * 100_000 + "]" * 100_000)), M, "nested"),
    Bad("nests 300 deep", says(http('{"result": ' + "[" * 300 + "]" * 300 + ', "next_page_token": ""}')), M, "nested"),
    Bad("sends 100 MB", forever(b" " * MB, first=HEAD + b"Content-Length: 104857600\r\n\r\n"), M, "more than"),
    Bad("sends chunks without end", forever(b"100000\r\n" + b" " * MB + b"\r\n", first=CHUNKED), M, "more than"),
    Bad("sends a gzip bomb", says(http(BOMB, Content_Encoding="gzip")), M, "more than"),
    Bad("sends gzip that is none", says(http(PAGE, Content_Encoding="gzip")), M, "cannot be unpacked"),
    Bad("cuts its gzip", says(http(gzip.compress(PAGE.encode())[:-9], Content_Encoding="gzip")), M, "cut"),
    Bad("sends gzip of a wrong checksum", says(http(gzip.compress(PAGE.encode())[:-8] + b"\0" * 8, Content_Encoding="gzip")), M, "unpacked"),
    Bad("sends gzip unasked", says(http(gzip.compress(PAGE.encode()), Content_Encoding="gzip")), NOTHING),
    Bad("sends deflate unasked", says(http(zlib.compress(PAGE.encode()), Content_Encoding="deflate")), NOTHING),
    Bad("packs twice", says(http(gzip.compress(gzip.compress(b"x")), Content_Encoding="gzip, gzip")), M, "gzip, gzip"),
    Bad("sends brotli", says(http(b"\x0b\x02\x80{}\x03", Content_Encoding="br")), M, "'br'"),
    Bad("packs as nobody knows", says(http(PAGE, Content_Encoding="x" * 500)), M, "not asked for"),
    # Lists
    Bad("pages without end", _endless_pages, Kind.COLLECTION, "pages", "walk"),
    Bad("never changes its token", says(http(page([], "2026-03-01 09:00:00.000001"))), Kind.COLLECTION, "again", "walk"),
    Bad("repeats an item on a page", says(http(page([a_call(), a_call()]))), Kind.COLLECTION, "second time", "walk"),
    Bad("has a token that is a number", says(http(page([], 7))), Kind.WRONG_TYPE, "", "walk"),
    Bad("has a token that is an object", says(http(page([], {"a": []}))), Kind.WRONG_TYPE, "", "walk"),
    Bad("has a token that no URL can hold", says(http(page([], "\ud800"))), M, "surrogate", "walk"),
    Bad("has a token of a megabyte", says(http(page([], "x" * MB))), Kind.WRONG_FORMAT, "cannot be sent", "walk"),
    Bad("has half a character in a text", says(http(page([a_call(status="\ud83d")]))), M, "surrogate"),
    Bad("has a million items", says(http(f'{{"result": [{"{}," * 999_999}{{}}], "next_page_token": ""}}')), M, "values"),
    Bad("has 1000 wrong items", lambda _: [http(page([a_call(type=1)] * 1000))], Kind.WRONG_TYPE, ""),
    Bad("has items that are no objects", says(http(page([None, 1, "x", [], {}]))), Kind.WRONG_TYPE, ""),
    Bad("has times of nonsense", says(http(page([a_call(tm_create="9999-99-99 99:99:99.999999")]))), Kind.WRONG_FORMAT, ""),
    # Storms
    Bad("says 429 for ever", says(http("", status=429, Retry_After="1")), Kind.WRONG_STATUS, "429", "walk"),
    Bad("says 503 for ever", says(http("", status=503)), Kind.WRONG_STATUS, "503", "walk"),
    Bad("asks to come back in 2099", says(http("", status=429, Retry_After="Sun, 01 Mar 2099 09:00:00 GMT")), Kind.WRONG_STATUS, "429", "walk"),
    Bad("asks to come back a second ago", says(http("", status=429, Retry_After="-1")), Kind.WRONG_STATUS, "429", "walk"),
    Bad("asks to come back in 1e99 s", says(http("", status=429, Retry_After="1e99")), Kind.WRONG_STATUS, "429", "walk"),
    Bad("asks to come back in 9999999 s", says(http("", status=503, Retry_After="9999999")), Kind.WRONG_STATUS, "503", "walk"),
    Bad("asks to come back soon", says(http("", status=429, Retry_After="soon")), Kind.WRONG_STATUS, "429", "walk"),
    Bad("accepts no credential any more", says(http("", status=401)), Kind.AUTH, "401", "walk"),
    # Clocks
    Bad("lives in 2099", says(http(PAGE, Date="Sun, 01 Mar 2099 09:00:00 GMT", Age="-1")), NOTHING),
    Bad("lives without a calendar", says(http(PAGE, Date="yesterday, I think")), NOTHING),
    # Calls
    Bad("makes a call that never ends", calls(status="progressing"), Kind.LIFECYCLE, "progressing", "call", EVERY_CALL),
    Bad("writes a status as a number", calls(status=200), Kind.WRONG_TYPE, "", "call", EVERY_CALL),
    Bad("ends a call before it began", calls(status="hangup", tm_hangup="1999-01-01 00:00:00.000000"), Kind.TIMESTAMPS, "", "call", EVERY_CALL),
    Bad("has a call id that climbs", calls(id="../../../_mock/reset"), Kind.WRONG_FORMAT, "", "call", EVERY_CALL),
    Bad("has a call id of two dots", calls(id=".."), Kind.WRONG_FORMAT, "", "call", EVERY_CALL),
    Bad("has a call id with a query", calls(id="x?a=b#c"), Kind.WRONG_FORMAT, "", "call", EVERY_CALL),
    Bad("has a call id that no URL can hold", calls(id="x\r\nX: y\0"), Kind.WRONG_FORMAT, "", "call", EVERY_CALL),
    Bad("has a call id of a megabyte", calls(id="x" * MB), Kind.WRONG_FORMAT, "", "call", EVERY_CALL),
    Bad("has no call id", calls(id=None), Kind.WRONG_TYPE, "", "call", EVERY_CALL),
    Bad("has an empty call id", calls(id=""), Kind.WRONG_FORMAT, "", "call", EVERY_CALL),
    Bad("answers a call with HTML", says(http("<html>Welcome", kind="text/html")), Kind.WRONG_CONTENT_TYPE, "text/html", "call", EVERY_CALL),
    Bad("makes 1000 calls of one", lambda _: [http(json.dumps([a_call()] * 1000))], Kind.FAN_OUT, "", "call", EVERY_CALL[1:]),
    # Texts
    Bad("has evil texts", says(http(page([a_call(status=EVIL)]))), Kind.UNKNOWN_VALUE, ""),
    Bad("has evil member names", says(http(page([{k + EVIL: v for k, v in a_call().items()}]))), Kind.MISSING_FIELD, ""),
    Bad("has an evil content type", says(http(PAGE, kind="a<script>\x85|`\u202e")), Kind.WRONG_CONTENT_TYPE, ""),
    Bad("tells an evil error", says(http(EVIL, status=500, kind="text/plain")), C, "500", "walk"),
    Bad("sets cookies", says(http(PAGE, Set_Cookie="token=stolen; Domain=example.org; Path=/")), NOTHING),
]  # fmt: skip
