"""One request and its answer, as they went over the line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson

from voipbin_harness.lazy import lazy

#: What is deeper orjson does not write, and no documented message comes near it.
DEEPEST = 254

#: So many members and items no documented message has either; to judge each would take minutes.
MOST_VALUES = 100_000


class MalformedBody(ValueError):
    """The body is not the JSON it should be; the message says how."""


def strict_json(text: bytes) -> Any:
    """Parse JSON as RFC 8259 has it: UTF-8, no NaN or Infinity, no duplicate member names, no half of a character.

    What is written out again byte for byte had no member twice and no number that was rounded: both would be lost. So a
    text as most programs write it, short or with a blank after each sign, is read the fast way, any other with care.
    Raises :class:`MalformedBody` with a short reason.
    """
    if len(text) > MOST_VALUES and text.count(b",") > MOST_VALUES:
        raise MalformedBody(f"more than {MOST_VALUES} values")
    try:
        found = orjson.loads(text)
        written = orjson.dumps(found)
        if written == text or written == _without_blanks(text):
            return found
    except (ValueError, TypeError):  # too deep for it, among others
        pass
    return _with_care(text)


def _without_blanks(text: bytes) -> bytes:
    """Return JSON without the blanks after its signs; a text that changes by it is read with care."""
    return text.replace(b'": ', b'":').replace(b', "', b',"').replace(b", {", b",{").replace(b", [", b",[")


def _with_care(text: bytes) -> Any:
    try:
        found = _STRICT.decode(text.decode("utf-8"))
        if _HALF.search(text):
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedBody(f"not UTF-8 at byte {error.start}") from None
    except UnicodeEncodeError:
        raise MalformedBody("half of a surrogate pair, which is no character") from None
    except json.JSONDecodeError as error:
        raise MalformedBody(f"not JSON: {error.msg} at line {error.lineno} column {error.colno}") from None
    except MalformedBody:
        raise
    except ValueError as error:
        raise MalformedBody(f"a number that cannot be read: {error}") from None
    except RecursionError:
        raise MalformedBody("nested too deeply to read") from None
    if _is_deep(found):
        raise MalformedBody(f"nested more than {DEEPEST} deep")
    return found


def _is_deep(value: Any) -> bool:
    """Whether values nest deeper than any message of an API; without recursion, which is what runs out first."""
    level = [value]
    for _ in range(DEEPEST + 1):
        inner = (one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list))
        level = [item for items in inner for item in items]
        if not level:
            return False
    return True


def _no_constant(name: str) -> Any:
    raise MalformedBody(f"{name} is not JSON")


def _unique_members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise MalformedBody(f"the member {twice!r} occurs twice in one object")
    return members


#: Built once: building a decoder costs as much as reading a short body.
_STRICT = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_unique_members)
#: The escaped half of a surrogate pair; only a body that has one can hold one without its other half.
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


@dataclass(frozen=True)
class Exchange:
    """A request that was sent and the answer that came, unmasked and unparsed.

    ``number`` counts from 1 within a test. ``account`` is the name of the account whose credential was
    sent, ``None`` when none was or when it was deliberately bad. ``at_ms`` is the target's clock in ms
    when the request left; ``elapsed_ms`` is wall time. ``operation`` is a method and path template of the
    contract (``GET /calls/{id}``) or ``None`` when the path is not part of it; ``path_params`` are the values
    of the template.

    ``after`` is the number of the last exchange that had ended for sure when this request left, ``None`` where each
    ends before the next begins; ``racing`` says that it overlapped a request that changes something.
    """

    number: int
    account: str | None
    method: str
    url: str
    request_headers: tuple[tuple[str, str], ...]
    request_body: bytes
    status: int
    response_headers: tuple[tuple[str, str], ...]
    response_body: bytes
    at_ms: int = 0
    elapsed_ms: float = 0.0
    operation: str | None = None
    path_params: dict[str, str] = field(default_factory=dict)
    after: int | None = None
    racing: bool = False

    def follows(self, other: Exchange) -> bool:
        """Whether an exchange before this one had ended when this one began."""
        return self.after is None or other.number <= self.after

    @property
    def path(self) -> str:
        """The path of the URL as sent, still percent-encoded."""
        return urlsplit(self.url).path

    @lazy
    def query(self) -> Mapping[str, str]:
        """The decoded query parameters; of a repeated one, the last."""
        return _parameters(self.url.partition("#")[0].partition("?")[2]) if "?" in self.url else {}

    @property
    def name(self) -> str:
        """The operation, or the method and bare path where the contract has none."""
        return self.operation or f"{self.method} {self.path}"

    def request_header(self, name: str) -> str | None:
        """Return the first request header of that name, whatever its case."""
        return self._request_names.get(name.lower())

    def response_header(self, name: str) -> str | None:
        """Return the first response header of that name, whatever its case."""
        return self._response_names.get(name.lower())

    @property
    def text(self) -> str:
        """The answer's body as text, not kept; what is no UTF-8 shows as a replacement character."""
        return self.response_body.decode("utf-8", "replace")

    @lazy
    def content_type(self) -> str:
        """The answer's ``Content-Type`` as sent, empty where it has none."""
        for name, value in self.response_headers:
            if name.lower() == "content-type":
                return value
        return ""

    @property
    def is_json(self) -> bool:
        """Whether the answer calls itself JSON."""
        return _media_type(self.content_type) == "application/json"

    @lazy
    def _request_names(self) -> dict[str, str]:
        return _first(self.request_headers)

    @lazy
    def _response_names(self) -> dict[str, str]:
        return _first(self.response_headers)

    @lazy
    def request_json(self) -> Any:
        """The parsed request body, ``None`` where there is none; raises :class:`MalformedBody`."""
        return strict_json(self.request_body) if self.request_body else None

    @lazy
    def json(self) -> Any:
        """The parsed response body; raises :class:`MalformedBody`."""
        return strict_json(self.response_body)

    @property
    def ok(self) -> bool:
        """Whether the answer has a status of success."""
        return 200 <= self.status < 300


@lru_cache(maxsize=256)
def _parameters(query: str) -> Mapping[str, str]:
    """Return the decoded parameters of a query; of a repeated one, the last."""
    return MappingProxyType(dict(parse_qsl(query, keep_blank_values=True)))


@lru_cache(maxsize=256)
def _media_type(declared: str) -> str:
    return declared.partition(";")[0].strip().lower()


def beginning(body: bytes, most: int = 200) -> str:
    """Return how a body begins, for a message; what follows shows as ``…``, by which a cut secret is known."""
    text = body[: 4 * most].decode(errors="replace")
    return (text if len(text) <= most and len(body) <= 4 * most else text[:most] + "…").strip()


def _first(headers: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return the first value of each header by its name in lower case."""
    return {name.lower(): value for name, value in reversed(headers)}
