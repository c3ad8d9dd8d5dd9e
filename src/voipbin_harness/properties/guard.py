"""The guard: the last look at a request before it is sent, so that it rings and fetches nothing it may not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from voipbin_harness.properties.overlay import Allowed, digits_of

_Path = tuple[str | int, ...]

#: Between them lies every number that a telephone network may take: short codes to the longest of E.164.
_SHORTEST_NUMBER, _LONGEST_NUMBER = 3, 15
_URL = re.compile(r"(?i)\b[a-z][a-z0-9+.-]*://")


def refusal(body: bytes, permitted: Allowed) -> str | None:
    """Return why a body must not be sent: what it names that is not permitted; ``None`` when it may go.

    A body that is no JSON dials nobody. The text of a number counts however it is written.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    for path, value in _strings(document, ()):
        if _address_member(path) and _dialable(value, path, permitted):
            return f"{_spell(path)} names {value!r}"
        if _URL.search(value) and value not in permitted.media:
            return f"{_spell(path)} fetches {value!r}"
    return None


def _strings(value: Any, path: _Path) -> Iterator[tuple[_Path, str]]:
    pending = [(path, value)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield path, str(value)
        elif isinstance(value, dict):
            pending += [((*path, name), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            pending += [((*path, index), inner) for index, inner in enumerate(value)]


def _address_member(path: _Path) -> bool:
    """Whether a value may be what a platform dials: ``target`` and ``target_name``, or an address that is bare text."""
    names = [name for name in path if isinstance(name, str)]
    last = names[-1] if names else ""
    return last in ("target", "target_name", "source", "destination", "destinations")


def _dialable(text: str, path: _Path, permitted: Allowed) -> bool:
    if "@" in text:
        return True
    digits = digits_of(text)
    if not _SHORTEST_NUMBER <= len(digits) <= _LONGEST_NUMBER:
        return False
    return digits not in permitted.numbers(source="source" in path)


def _spell(path: _Path) -> str:
    return ".".join(map(str, path)) or "the body"
