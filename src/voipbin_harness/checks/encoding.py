"""Encoding: text is UTF-8, and is declared as nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.exchange import Exchange
from voipbin_harness.violation import Kind, Violation


@check("encoding", Kind.WRONG_CONTENT_TYPE, Kind.MALFORMED_BODY, source="RFC 8259, 8.1: JSON is exchanged in UTF-8")
def encoding(ctx: Context) -> Iterable[Violation]:
    """A JSON body is UTF-8 without a byte-order mark, whatever charset it declares."""
    exchange, _ = ctx.now
    plain = exchange.response_body.isascii() and not _charsets(exchange.content_type)
    return () if plain or not exchange.is_json else _judged(ctx, exchange)


def _judged(ctx: Context, exchange: Exchange) -> Iterator[Violation]:
    for charset in _charsets(exchange.content_type):
        if charset not in ("utf-8", "utf8"):
            yield ctx.found(Kind.WRONG_CONTENT_TYPE, "Content-Type", "the charset UTF-8 or none", charset)
    if exchange.response_body.startswith(b"\xef\xbb\xbf"):
        yield ctx.found(Kind.MALFORMED_BODY, "$", "JSON from the first byte on", "a byte-order mark")
    try:
        exchange.response_body.decode("utf-8")
    except UnicodeDecodeError as error:
        yield ctx.found(Kind.MALFORMED_BODY, "$", "UTF-8", f"something else at byte {error.start}")


@lru_cache(maxsize=256)
def _charsets(declared: str) -> tuple[str, ...]:
    """Return every charset that a content type declares."""
    parameters = [parameter.partition("=") for parameter in declared.split(";")[1:]]
    return tuple(value.strip().strip('"').lower() for name, _, value in parameters if name.strip().lower() == "charset")
