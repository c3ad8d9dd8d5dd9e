"""The oracles: each is one function in one file of this package, found by itself.

A check reads one exchange, with everything seen before it, and yields the documented rules it breaks. To add
one, write a file; there is no list to edit. Most rules concern few exchanges: a check says ``on`` which ones, and does
not run on the others.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from voipbin_harness.contract import Contract
from voipbin_harness.editions import Edition
from voipbin_harness.observed import Deed
from voipbin_harness.violation import HarnessError, Kind, Violation

if TYPE_CHECKING:
    from voipbin_harness.checks.context import Context

Body = Callable[["Context"], Iterable[Violation]]
When = Literal["exchange", "end"]


class Terms(NamedTuple):
    """What holds for a whole run.

    ``live`` is true on a real account, where others may act at the same time; ``secrets`` are texts that no answer may
    contain; ``latency_limit_ms`` is the longest that an answer may take in wall time, ``None`` for no limit.
    """

    contract: Contract
    edition: Edition
    live: bool = False
    secrets: frozenset[str] = frozenset()
    latency_limit_ms: float | None = None


class Occasion(NamedTuple):
    """All that decides which checks look at an exchange: what was done, signed or not, and the status that came."""

    deed: Deed
    status: int
    signed: bool
    terms: Terms


#: Whether a check has to see an exchange.
On = Callable[[Occasion], bool]


def every(_occasion: Occasion) -> bool:
    """Whatever was asked and answered."""
    return True


def success(occasion: Occasion) -> bool:
    """What was done; nothing else shows a thing."""
    return 200 <= occasion.status < 300


def shows_calls(occasion: Occasion) -> bool:
    """Answers that may show calls."""
    return occasion.deed.collection == "calls" and success(occasion)


def dials(occasion: Occasion) -> bool:
    """What creates calls or groupcalls, or was refused to."""
    return occasion.deed.verb == "create" and occasion.deed.collection in ("calls", "groupcalls")


@dataclass(frozen=True, slots=True)
class Check:
    """A named oracle: ``run`` yields violations of ``kinds``; ``source`` is the document that states the rule.

    ``when`` says whether it looks at exchanges as they come or once when a test is over, ``on`` at which exchanges. One
    that is ``ordered`` compares an answer with what was changed before, so it leaves out answers that raced a change.
    """

    name: str
    kinds: frozenset[Kind]
    source: str
    when: When
    run: Body
    on: On = every
    ordered: bool = False


_found: dict[str, Check] = {}


def check(
    name: str, *kinds: Kind, source: str, when: When = "exchange", on: On = every, ordered: bool = False
) -> Callable[[Body], Body]:
    """Register the decorated function as the check ``name``."""

    def register(body: Body) -> Body:
        _found[name] = Check(name, frozenset(kinds), source, when, body, on, ordered)
        return body

    return register


def all_checks(without: Iterable[str] = ()) -> tuple[Check, ...]:
    """Return every check of this package by name, less those in ``without``.

    Raises :class:`HarnessError` when ``without`` names none of them.
    """
    for module in _modules():
        importlib.import_module(module)
    left_out = set(without)
    if unknown := left_out - _found.keys():
        names = ", ".join(sorted(_found))
        raise HarnessError(f"--without {', '.join(sorted(unknown))}: no such check; there are {names}")
    return tuple(_found[name] for name in sorted(_found.keys() - left_out))


def _modules() -> Iterator[str]:
    return (f"{__name__}.{info.name}" for info in pkgutil.iter_modules(__path__))
