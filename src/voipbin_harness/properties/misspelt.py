"""Telephone numbers that are nearly in E.164: each is refused, wherever it stands, and nobody is called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voipbin_harness.properties.findings import Findings
from voipbin_harness.properties.known import Known
from voipbin_harness.properties.overlay import allowed
from voipbin_harness.violation import Kind, Violation
from voipbin_harness.world import World


def try_misspelt(world: World) -> None:
    """Misspell the source and the destination of calls and groupcalls, alone and beside a good destination."""
    known, findings, client = Known(world, allowed(world)), Findings(), world.client()
    for path in ("/calls", "/groupcalls"):
        body = known.body(path)
        for where, wrong in _wrong(body):
            answer = client.request("POST", path, body=wrong)
            if answer.ok:
                expected = "a refusal of a number that is not in E.164"
                told = f"{answer.status} for {wrong[where.split('[', 1)[0]]!r}"
                findings.add(
                    [Violation(Kind.ACCEPTED_INVALID, answer.name, f"$.{where}", expected, told, check="misspelt",
                               exchange=answer)]
                )  # fmt: skip
    findings.report()


def _wrong(body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    good = body["destinations"][0]
    for spelt in _misspelt(good["target"]):
        yield "destinations[0].target", {**body, "destinations": [{**good, "target": spelt}]}
        yield "destinations[1].target", {**body, "destinations": [good, {**good, "target": spelt}]}
    for spelt in _misspelt(body["source"]["target"]):
        yield "source.target", {**body, "source": {**body["source"], "target": spelt}}


def _misspelt(number: str) -> tuple[str, ...]:
    """Return a number in writings that a lenient reader takes for it."""
    bare = number.lstrip("+")
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in bare)
    return (
        bare, f"00{bare}", f"+{number}", f"{number} ", f" {number}", f"{number}\n", f"{number[:5]}-{number[5:]}",
        f"{number[:5]} {number[5:]}", f"{number[:5]}.{number[5:]}", f"+({bare[:3]}){bare[3:]}", f"tel:{number}",
        f"+{wide}", f"{number}x1", f"{number},{number}",
    )  # fmt: skip
