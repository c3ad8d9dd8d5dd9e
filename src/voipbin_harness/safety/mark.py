"""The mark in the name of every flow that a run stores: no two runs have the same."""

from __future__ import annotations

import re
from uuid import uuid4

_MARK = re.compile(r" \[voipbin-harness [0-9a-f]{12}\]$")


def new_mark() -> str:
    """Return a mark for the end of a name."""
    return f" [voipbin-harness {uuid4().hex[:12]}]"


def is_marked(name: str) -> bool:
    """Whether a name bears a mark, so that whatever is called so was made by a run, whenever that was."""
    return _MARK.search(name) is not None
