"""``gaps.toml``: what closes a gap, or why nothing on the mock can.

Each ``[[gap]]`` speaks of what matches ``what`` in the dimension ``in``, of one ``edition`` or of all; either may be a
list, and ``*`` stands for anything. The first that matches counts. It gives one of

- ``closed_by``: the scenario (``file.feature: title``) or property test (``contracts/file.py: name``) that shows it,
- ``unreachable``: why the mock cannot show it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Gap:
    """One entry of the file; one of ``closed_by`` and ``unreachable`` is empty, ``edition`` where it holds for all."""

    dimensions: tuple[str, ...]
    whats: tuple[str, ...]
    edition: str
    closed_by: str
    unreachable: str

    def matching(self, dimension: str, name: str) -> str | None:
        """Return which of its patterns speaks of a name, ``None`` when it speaks of others."""
        if dimension not in self.dimensions:
            return None
        return next((what for what in self.whats if _pattern(what).fullmatch(name)), None)


@cache
def all_gaps() -> tuple[Gap, ...]:
    """Return every entry in its order."""
    text = files("voipbin_harness.coverage").joinpath("gaps.toml").read_text(encoding="utf-8")
    return tuple(map(_gap, tomllib.loads(text)["gap"]))


def gaps(edition: str) -> tuple[Gap, ...]:
    """Return the entries that hold for an edition, in their order."""
    return tuple(gap for gap in all_gaps() if gap.edition in ("", edition))


def told(known: Sequence[Gap], dimension: str, name: str) -> Gap | None:
    """Return the entry that speaks of a gap, ``None`` where none does."""
    return next((gap for gap in known if gap.matching(dimension, name) is not None), None)


def _gap(table: Mapping[str, Any]) -> Gap:
    return Gap(
        dimensions=_several(table["in"]),
        whats=_several(table["what"]),
        edition=table.get("edition", ""),
        closed_by=table.get("closed_by", ""),
        unreachable=table.get("unreachable", ""),
    )


def _several(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@cache
def _pattern(what: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, what.split("*"))))
