"""Bodies that are odd, empty, large, deep or no JSON at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from voipbin_harness.properties.probes import Probed, probe
from voipbin_harness.violation import Kind, Violation

_JSON = {"Content-Type": "application/json"}
_MEBIBYTE = 1024 * 1024
_LONG = "la " * 3_500
_DEPTHS = (100, 5_000, 200_000)
_NO_OBJECTS = (b"", b"null", b"[]", b'"text"', b"7", b"true", b"{", b"{} {}", b"\xff\xfe", b"<xml/>", b"a=b")
_MEDIA_TYPES = (
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "nonsense",
    "",
)


@probe
def no_object(probed: Probed) -> Iterator[Violation]:
    """Send what is no JSON object: refused."""
    if probed.takes_body:
        for content in _NO_OBJECTS:
            answer = probed.send(content=content, headers=_JSON)
            if answer.ok:
                expected = f"a refusal of {content!r}, which is no JSON object"
                yield probed.wrong(Kind.ACCEPTED_INVALID, answer, "$", expected)


@probe
def odd_encoding(probed: Probed) -> Iterable[Violation]:
    """Send a valid body in encodings that JSON does not have, or with marks that it should not have."""
    if probed.takes_body:
        text = json.dumps(probed.odd_body(), ensure_ascii=False)
        for encoding in ("utf-16", "utf-32", "utf-8-sig", "utf-7"):
            probed.send(
                content=text.encode(encoding), headers={"Content-Type": f"application/json; charset={encoding}"}
            )
        probed.send(content=text.encode() + b"\x00", headers=_JSON)
    return ()


@probe
def odd_json(probed: Probed) -> Iterable[Violation]:
    """Send members twice, NaN, huge numbers, lone surrogates and names that are empty."""
    if probed.takes_body:
        inner = json.dumps(probed.odd_body())[1:-1]
        extras = ('"x": NaN', '"x": 1e999', f'"x": {"9" * 5000}', r'"x": "\ud800"', '"": 1', r'"\u0000": null', inner)
        for extra in extras:
            probed.send(content=f"{{{inner}, {extra}}}".encode(), headers=_JSON)
    return ()


@probe
def unknown_members(probed: Probed) -> Iterable[Violation]:
    """Send a valid body with members that are not documented."""
    if probed.takes_body:
        for name in ("id", "customer_id", "status", "no_such_member", "__proto__", "constructor"):
            probed.send(body={**probed.odd_body(), name: "00000000-0000-4000-8000-00000000beef"})
    return ()


@probe
def nothing_in_place_of_something(probed: Probed) -> Iterable[Violation]:
    """Put null in place of each member, at every depth, and of those that an address may have: nothing may break."""
    if probed.takes_body:
        for body in _with_nulls(_with_whole_addresses(probed.odd_body())):
            probed.send(body=body)
    return ()


def _with_whole_addresses(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_whole_addresses(each) for each in value]
    if not isinstance(value, dict):
        return value
    more = {"name": "", "target_name": "", "detail": ""} if {"type", "target"} <= value.keys() else {}
    return {**more, **{name: _with_whole_addresses(inner) for name, inner in value.items()}}


def _with_nulls(value: Any) -> Iterator[Any]:
    """Yield the value with one member or item null each time."""
    members = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for name, inner in [*members]:
        for changed in (None, *_with_nulls(inner)):
            copy: Any = value.copy()
            copy[name] = changed
            yield copy


@probe
def odd_media_type(probed: Probed) -> Iterable[Violation]:
    """Send a valid body under a media type that is not documented."""
    if probed.takes_body:
        for media_type in _MEDIA_TYPES:
            probed.send(content=json.dumps(probed.odd_body()).encode(), headers={"Content-Type": media_type})
    return ()


@probe
def body_where_none_belongs(probed: Probed) -> Iterable[Violation]:
    """Send a body with an operation that takes none."""
    if not probed.takes_body:
        probed.send(content=b'{"status": "hangup"}', headers=_JSON)
    return ()


@probe
def large_body(probed: Probed) -> Iterator[Violation]:
    """Send just under 1 MiB, which is not too large, and just over, which is."""
    if not probed.takes_body:
        return
    bare = len(json.dumps({**probed.odd_body(), "padding": ""}))
    for size, too_large in ((_MEBIBYTE - 1, False), (_MEBIBYTE + 1, True)):
        padded = {**probed.odd_body(), "padding": "x" * (size - bare)}
        answer = probed.send(content=json.dumps(padded).encode(), headers=_JSON)
        if (answer.status == 413) is not too_large:
            expected = f"413 for {size} bytes" if too_large else f"no 413 for {size} bytes"
            kind = Kind.ACCEPTED_INVALID if too_large else Kind.REJECTED_VALID
            yield probed.wrong(kind, answer, "status", expected)


@probe
def long_texts(probed: Probed) -> Iterable[Violation]:
    """Send names and prompts of ten thousand letters: nothing says that they may be refused, and nothing may break."""
    if probed.takes_body and not probed.public:
        body = probed.odd_body()
        longer: dict[str, Any] = {name: _LONG for name in ("name", "detail") if name in body}
        if "actions" in body:
            longer["actions"] = [{"type": "talk", "option": {"text": _LONG, "language": "en-US"}}]
        probed.send(body={**body, **longer})
    return ()


@probe
def many_destinations(probed: Probed) -> Iterable[Violation]:
    """Call ten at once, where that rings nobody's telephone: no document says how many are too many."""
    if probed.takes_body and not probed.world.target.live:
        body = probed.odd_body()
        if "destinations" in body:
            probed.send(body={**body, "destinations": body["destinations"] * 10})
    return ()


@probe
def deep_body(probed: Probed) -> Iterable[Violation]:
    """Send arrays and objects nested beyond what a parser may recurse."""
    if probed.takes_body:
        for depth in _DEPTHS:
            arrays = f'{{"deep": {"[" * depth}{"]" * depth}}}'
            objects = '{"deep": ' * (depth // 10) + "1" + "}" * (depth // 10)
            for content in (arrays, objects):
                probed.send(content=content.encode(), headers=_JSON)
    return ()
