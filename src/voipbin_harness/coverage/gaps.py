"""``gaps.toml``: what closes a gap, or why nothing on the mock can.

Each ``[[gap]]`` speaks of what matches ``what`` in the dimension ``in``; ``*`` stands for anything, ``{word}`` for
anything that the answer repeats. The first that matches counts. It gives one of

- ``closed_by``: the scenario (``file.feature: title``) or the test that shows it,
- ``wanted``: what a scenario would have to do that nobody has written yet,
- ``unreachable``: why the mock cannot show it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one gap: what would close it, or why nothing on the mock can. One of the two is empty."""

    closed_by: str = ""
    unreachable: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One entry of the file."""

    dimension: str
    what: re.Pattern[str]
    closed_by: str
    unreachable: str

    def tells(self, dimension: str, name: str) -> Told | None:
        """Return what the entry says of a gap, ``None`` when it speaks of others."""
        if dimension != self.dimension or (found := self.what.fullmatch(name)) is None:
            return None
        return Told(_filled(self.closed_by, found.groupdict()), _filled(self.unreachable, found.groupdict()))


@cache
def gaps(edition: str) -> tuple[Gap, ...]:
    """Return the entries that hold for an edition, in their order."""
    text = files("voipbin_harness.coverage").joinpath("gaps.toml").read_text(encoding="utf-8")
    return tuple(_gap(table) for table in tomllib.loads(text)["gap"] if table.get("edition", edition) == edition)


def _gap(table: Mapping[str, Any]) -> Gap:
    wanted = f"no scenario yet: {table['wanted']}" if "wanted" in table else ""
    return Gap(table["in"], _pattern(table["what"]), table.get("closed_by", wanted), table.get("unreachable", ""))


def _pattern(what: str) -> re.Pattern[str]:
    parts = re.split(r"(\*|\{\w+\})", what)
    return re.compile("".join(_part(part) for part in parts))


def _part(part: str) -> str:
    if part == "*":
        return ".*"
    return f"(?P<{part[1:-1]}>.+?)" if part.startswith("{") else re.escape(part)


def _filled(text: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), text)
