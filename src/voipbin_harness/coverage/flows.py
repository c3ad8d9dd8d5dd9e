"""The edges of flows: branch arms, gotos and ways in which digits are received, told apart by flow and action.

A flow that was run is known again by its content, since no answer names a file. Only flows that have a name count:
those of generated data have too many edges for a share to mean anything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from voipbin_harness.coverage.dimensions import Fact
from voipbin_harness.editions import Edition

#: The dimension that an action's outcomes belong to.
EDGES: Mapping[str, str] = {"branch": "branches", "goto": "gotos", "digits_receive": "digits"}


def flow_facts(actions: Sequence[Any], outcomes: Iterable[tuple[int, str]]) -> Iterator[Fact]:
    """Yield what is covered when actions, by their position (-1 for the end of the flow), came to these outcomes."""
    for position, outcome in outcomes:
        kind = str(actions[position].get("type")) if position >= 0 else "flow"
        told = "an arm" if kind == "branch" and outcome != "default" else outcome
        yield "outcomes", f"{kind}: {told}"
        if (fact := _edge(actions, position, kind, outcome)) is not None:
            yield fact


def _edge(actions: Sequence[Any], position: int, kind: str, outcome: str) -> Fact | None:
    """Return the fact that one action had this outcome, ``None`` for one that has no edges."""
    return (EDGES[kind], f"{_digest(actions)} {position} {outcome}") if kind in EDGES else None


def named_edges(folder: Path, edition: Edition) -> dict[str, dict[str, str]]:
    """Return all edges of the flows in a folder by dimension: each as :func:`flow_facts` names it, and as people do."""
    found: dict[str, dict[str, str]] = {dimension: {} for dimension in EDGES.values()}
    for file in sorted(folder.glob("*.json")):
        actions = edition.write_actions(json.loads(file.read_text(encoding="utf-8")))
        for position, action in enumerate(actions):
            for outcome in _outcomes(action):
                if (known := _edge(actions, position, action["type"], outcome)) is not None:
                    name = f"{file.stem.replace('_', ' ')}, action {position + 1}: {outcome}"
                    found[known[0]][known[1]] = name
    return found


def _outcomes(action: Mapping[str, Any]) -> Iterable[str]:
    option = action.get("option", {})
    if action["type"] == "branch":
        return (*option.get("target_ids", ()), "default")
    if action["type"] == "goto":
        return ("taken", "skipped")
    if action["type"] == "digits_receive":
        return (*(how for how in ("length", "key") if option.get(how)), "timeout")
    return ()


def _digest(actions: Sequence[Any]) -> str:
    return hashlib.sha256(json.dumps(actions, sort_keys=True).encode("utf-8", "replace")).hexdigest()[:12]


def action_types(actions: Any) -> Iterator[str]:
    """Yield the types of a list of actions, whatever it is."""
    for action in actions if isinstance(actions, list) else ():
        if isinstance(action, dict) and isinstance(action.get("type"), str):
            yield action["type"]
