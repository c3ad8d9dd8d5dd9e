"""Flows by name: ``song menu`` is ``flows/song_menu.json``, a list of actions in the tutorial's words."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from voipbin_harness.resources import suite_root
from voipbin_harness.violation import HarnessError

Actions = list[dict[str, Any]]


class FlowError(HarnessError):
    """A flow that cannot be used: for what ``reason``, in which ``line`` of its text (from 1), in which ``file``."""

    def __init__(self, reason: str, line: int = 1, file: Path | None = None) -> None:
        super().__init__(f"{file}:{line}: {reason}" if file else reason)
        self.reason = reason
        self.line = line


def folders(feature: Path) -> list[Path]:
    """Return where a feature's flows are looked for: beside it and above it, then among the harness's own."""
    beside = [parent / "flows" for parent in feature.resolve().parents]
    own = suite_root() / "features" / "flows"
    return [folder for folder in dict.fromkeys([*beside, own]) if folder.is_dir()]


def names(places: Iterable[Path]) -> list[str]:
    """Return the names of all flows in these folders."""
    return sorted({file.stem.replace("_", " ") for place in places for file in place.glob("*.json")})


def find(name: str, places: list[Path]) -> Path:
    """Return the file of a flow; raises :class:`FlowError` with the nearest name when there is none."""
    for place in places:
        if (file := place / f"{name.replace(' ', '_')}.json").is_file():
            return file
    known = names(places)
    near = difflib.get_close_matches(name, known, 1, 0.5)
    hint = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(known) or 'none'}"
    raise FlowError(f'no flow is called "{name}": {hint}')


def read(file: Path) -> Actions:
    """Return the actions of a flow file; raises :class:`FlowError` when it holds none."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FlowError(f"cannot be read: {error}", 1, file) from None
    try:
        return parse(text)
    except FlowError as error:
        raise FlowError(error.reason, error.line, file) from None


def parse(text: str) -> Actions:
    """Return the actions that a JSON text lists; raises :class:`FlowError`."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise FlowError(f"not JSON: {error.msg}", error.lineno) from None
    except RecursionError:
        raise FlowError("nested too deeply to read") from None
    if not isinstance(found, list) or not all(isinstance(action, dict) for action in found):
        raise FlowError("a flow is a list of actions: [{...}, {...}]")
    return found
