"""Small API descriptions for the tests of this folder."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from voipbin_harness.drift.compare import Drift, compare

STATUS: dict[str, Any] = {"type": "string", "enum": ["dialing", "hangup"]}
CALL: dict[str, Any] = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string", "format": "uuid"}, "status": STATUS, "legs": {"type": "array"}},
}
REQUEST: dict[str, Any] = {
    "type": "object",
    "required": ["source"],
    "properties": {"source": {"type": "string"}, "mode": {"type": "string", "enum": ["loud", "quiet"]}},
}


def body(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a message with a JSON body of that schema."""
    return {"description": "-", "content": {"application/json": {"schema": schema}}}


def post(request: dict[str, Any] = REQUEST, answer: dict[str, Any] = CALL, **more: Any) -> dict[str, Any]:
    """Return an operation that takes and gives a body; ``more`` replaces members of it."""
    responses = {"200": body(answer), "400": {"description": "-"}, "404": {"description": "-"}}
    return {"requestBody": body(request), "responses": responses, **more}


def description(paths: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Return a description with ``POST /calls``, or with other paths."""
    found = {"/calls": {"post": post()}} if paths is None else paths
    return copy.deepcopy({"openapi": "3.1.0", "servers": [{"url": "/v1.0"}], "paths": found, **more})


def changed(schema: dict[str, Any], **members: Any) -> dict[str, Any]:
    """Return an object's schema with other members; one that is ``None`` is taken away."""
    properties = {**schema["properties"], **members}
    return {**schema, "properties": {name: value for name, value in properties.items() if value is not None}}


def drift(folder: Path, ours: dict[str, Any], theirs: dict[str, Any]) -> Drift:
    """Compare two descriptions."""
    paths = (folder / "ours.yaml", folder / "theirs.json")
    for path, document in zip(paths, (ours, theirs), strict=True):
        path.write_text(json.dumps(document), encoding="utf-8")
    return compare(*paths)


def told(found: Drift) -> list[str]:
    """Return each difference as ``class subject where: what``."""
    return [f"{each.severity} {each.subject} {each.where}: {each.what}" for each in found.differences]


def lost(found: Drift) -> list[str]:
    """Return what could not be compared as ``subject where: why``."""
    return [f"{each.subject} {each.where}: {each.why}" for each in found.not_compared]
