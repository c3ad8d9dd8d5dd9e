"""Allow: an answer that a method is not allowed says which ones are."""

from __future__ import annotations

from collections.abc import Iterator

from voipbin_harness.checks import check
from voipbin_harness.checks.context import Context
from voipbin_harness.violation import Kind, Violation


@check(
    "allow_header",
    Kind.WRONG_ERROR,
    source="RFC 9110, 15.5.6; [T, C] the operations of each path",
    on=lambda of: of.status == 405,
)
def allow_header(ctx: Context) -> Iterator[Violation]:
    """A 405 carries ``Allow`` with every documented method of the path, and not the one it refuses."""
    exchange, _ = ctx.now
    if exchange.status != 405:
        return
    header = exchange.response_header("Allow")
    allowed = {method.strip().upper() for method in (header or "").split(",")} - {""}
    documented = ctx.contract.methods_of(exchange.path)
    if header is None:
        yield ctx.found(Kind.WRONG_ERROR, "Allow", "the methods that are allowed", "no such header")
    elif missing := documented - allowed:
        yield ctx.found(
            Kind.WRONG_ERROR, "Allow", ", ".join(sorted(documented)), f"without {', '.join(sorted(missing))}"
        )
    elif exchange.method.upper() in allowed:
        yield ctx.found(Kind.WRONG_ERROR, "Allow", f"anything but {exchange.method}, which is refused", header)
