"""Variables of a flow, read as ``${name}`` in any text of an option [C]."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

#: Where the digits that a flow has received are kept [C].
DIGITS = "voipbin.call.digits"

_REFERENCE = re.compile(r"\$\{([^${}]*)\}")


def substitute(value: Any, variables: Mapping[str, str]) -> Any:
    """Return ``value`` with every reference in its texts replaced; an unknown variable reads as nothing."""
    if isinstance(value, str):
        if "${" not in value:
            return value
        return _REFERENCE.sub(lambda found: variables.get(found[1].strip(), ""), value)
    if isinstance(value, dict):
        return {name: substitute(member, variables) for name, member in value.items()}
    if isinstance(value, list):
        return [substitute(item, variables) for item in value]
    return value
