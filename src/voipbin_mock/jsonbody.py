"""Reading the body of a request: JSON as RFC 8259 has it, in UTF-8, and nothing that could not be written back."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any, NoReturn

from voipbin_mock.errors import Refusal, invalid

#: The longest body, in bytes; what is longer is refused with 413.
LARGEST_BODY = 1024 * 1024

#: How deep objects and arrays may nest [D].
DEEPEST = 64


def too_large() -> Refusal:
    """Return the refusal of a body that is too long."""
    return Refusal(413, "REQUEST_TOO_LARGE", f"the body is larger than {LARGEST_BODY} bytes")


def read_object(raw: bytes) -> dict[str, Any]:
    """Return the JSON object that the bytes hold.

    Raises :class:`~voipbin_mock.errors.Refusal` (400) for anything else: no JSON, no object, not UTF-8, not finite
    numbers, lone surrogates, nested too deep.
    """
    try:
        found = json.loads(raw.decode("utf-8"), parse_constant=_no_number, parse_float=_finite)
        if b"\\u" in raw:
            json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise invalid("the body is not JSON in UTF-8", "INVALID_JSON") from None
    if not isinstance(found, dict):
        raise invalid("the body is not a JSON object", "INVALID_JSON")
    level: list[Any] = [found]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, dict | list)]
        if not level:
            return found
    raise invalid(f"the body nests deeper than {DEEPEST} levels", "INVALID_JSON")


def _inside(value: Any) -> Any:
    return value.values() if isinstance(value, dict) else value


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    value = float(text)
    if not isfinite(value):
        raise ValueError(text)
    return value
