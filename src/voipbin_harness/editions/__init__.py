"""Editions on the harness's side: how the documents of one documentation are read and written.

An edition is one module of this package with a class that satisfies :class:`Edition`, bound to the module's name
``EDITION``; ``contracts/<name>/`` holds its schemas.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from voipbin_harness.accounts import Carrier
from voipbin_harness.views import CallView, GroupcallView, PageView
from voipbin_harness.violation import HarnessError

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Created:
    """What ``POST /calls`` created."""

    calls: tuple[CallView, ...]
    groupcalls: tuple[GroupcallView, ...] = ()


class Edition(Protocol):
    """Reads answers and writes requests; knows nothing of HTTP.

    Every ``read_`` method takes a parsed answer that may break any rule. It never raises: what it cannot read
    is empty or ``None`` in the view, and the shape check says what is wrong with the document.
    """

    name: str
    balance_path: str
    #: How this documentation carries a token.
    carrier: Carrier

    def read_time(self, text: object) -> datetime | None:
        """Return the time that ``text`` writes, ``None`` for a time that has not come or cannot be read."""
        ...

    def read_call(self, document: object) -> CallView:
        """Read a call."""
        ...

    def read_groupcall(self, document: object) -> GroupcallView:
        """Read a groupcall."""
        ...

    def read_created(self, body: object) -> Created:
        """Read the answer of ``POST /calls``."""
        ...

    def read_page(self, body: object) -> PageView:
        """Read one page of any list."""
        ...

    def read_next_token(self, body: object) -> str:
        """Return what asks for the page after this one, empty on the last."""
        ...

    def read_balance(self, body: object) -> int | None:
        """Return the account's balance in micros of a USD."""
        ...

    def write_actions(self, actions: Sequence[Document]) -> list[dict[str, Any]]:
        """Return a flow written in the project's words in those of the edition."""
        ...

    def write_groupcall(self, body: Document) -> dict[str, Any]:
        """Return the body of ``POST /groupcalls`` with what the edition requires beyond source and destinations."""
        ...


def edition(name: str) -> Edition:
    """Return the edition of that name; raises :class:`HarnessError` when there is none."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    if name not in names:
        raise HarnessError(f"--edition {name}: no such edition; there are {', '.join(names)}")
    found: Edition = importlib.import_module(f"{__name__}.{name}").EDITION
    return found
