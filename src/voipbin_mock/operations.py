"""Operations: what the API can do, each a function with its provenance, found by itself in ``voipbin_mock.routes``."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from voipbin_mock.errors import invalid
from voipbin_mock.flow.options import uuid
from voipbin_mock.provenance import Provenance
from voipbin_mock.records import Customer
from voipbin_mock.store import LARGEST_PAGE

if TYPE_CHECKING:
    from voipbin_mock.mock import Mock

_INTEGER = re.compile(r"[+-]?[0-9]+")

#: Longer runs of digits are no page size that anybody means.
_LONGEST_INTEGER = 18


@dataclass(slots=True)
class Asked:
    """A request, taken apart. ``body`` is its parsed JSON object, empty for an operation that takes none."""

    operation: Operation
    method: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    raw: bytes = b""
    body: Mapping[str, Any] = field(default_factory=dict)
    customer: Customer = field(default_factory=lambda: Customer("", 0, "", "", 0, ""))

    @property
    def id(self) -> str:
        """The id in the path; refuses (400) what is no UUID."""
        return uuid(self.params["id"], "id")

    @property
    def page(self) -> tuple[int, str | None]:
        """The size and the token of the page; refuses (400) a size that is no whole number."""
        text = self.query.get("page_size")
        size = LARGEST_PAGE
        if text is not None:
            if not _INTEGER.fullmatch(text):
                raise invalid("page_size is not a whole number")
            size = int(text) if len(text) <= _LONGEST_INTEGER else 0
        return size if 1 <= size <= LARGEST_PAGE else LARGEST_PAGE, self.query.get("page_token")


@dataclass(slots=True)
class Answer:
    """An answer: ``body`` is written as JSON, ``None`` as nothing."""

    status: int
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)


Run = Callable[["Mock", Asked], object]


@dataclass(frozen=True, slots=True)
class Operation:
    """A method and a path template; ``run`` returns the body of a 200, or an :class:`Answer`."""

    method: str
    path: str
    run: Run
    provenance: Provenance
    editions: frozenset[str]
    open: bool
    takes_body: bool

    @property
    def name(self) -> str:
        """The name by which contracts and reports know it."""
        return f"{self.method} {self.path}"


_EVERY = frozenset({"tutorial", "current"})
_OPERATIONS: list[Operation] = []


def operation(
    name: str,
    provenance: Provenance,
    *,
    editions: frozenset[str] = _EVERY,
    open: bool = False,  # noqa: A002 - the word for an operation without credentials
    takes_body: bool = False,
) -> Callable[[Run], Run]:
    """Declare the decorated function as the operation ``name`` (``GET /calls/{id}``)."""
    method, path = name.split(" ")

    def declare(run: Run) -> Run:
        _OPERATIONS.append(Operation(method, path, run, provenance, editions, open, takes_body))
        return run

    return declare


@cache
def all_operations() -> tuple[Operation, ...]:
    """Return every operation of every edition."""
    routes = importlib.import_module("voipbin_mock.routes")
    for info in pkgutil.iter_modules(routes.__path__):
        importlib.import_module(f"{routes.__name__}.{info.name}")
    return tuple(_OPERATIONS)


def operations(edition: str) -> tuple[Operation, ...]:
    """Return the operations of an edition."""
    return tuple(operation for operation in all_operations() if edition in operation.editions)
