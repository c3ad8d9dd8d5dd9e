"""One thing that is wrong with a feature, a flow or a step."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, in which file and line (from 1), and what to do about it."""

    path: Path
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        shown = os.path.relpath(self.path)
        place = str(self.path) if shown.startswith("..") else shown
        return f"{place}:{self.line}: {self.message}" + (f" ({self.hint})" if self.hint else "")
