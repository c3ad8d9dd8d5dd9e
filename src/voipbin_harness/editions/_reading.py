"""Reading documents that may be wrong: every helper returns something usable, whatever it is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from voipbin_harness.views import (
    NIL_UUID,
    CallView,
    GroupcallView,
    PageView,
    read_address,
    read_text,
    read_uuid,
    read_uuids,
)

ReadTime = Callable[[object], datetime | None]


def members(document: object) -> dict[str, Any]:
    """Return an object's members, none for anything else."""
    return document if isinstance(document, dict) else {}


def money(value: object) -> int | None:
    """Return an amount in micros; ``None`` for what is no number, or more money than there is."""
    return value if isinstance(value, int) and abs(value) < 10**18 else None


def page(body: object) -> PageView:
    """Read one page of a list."""
    found = members(body)
    items = found.get("result")
    listed = tuple(item for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
    return PageView(listed, next_token(body))


def next_token(body: object) -> str:
    """Return what asks for the next page of a list, empty on the last."""
    return read_text(members(body), "next_page_token")


def call(document: object, generation: str, read_time: ReadTime) -> CallView:
    """Read a call; the edition says how it writes times and which generation this document is of."""
    found = members(document)
    get = found.get
    words = get("id"), get("flow_id"), get("status"), get("direction"), get("hangup_by"), get("hangup_reason")
    identity, flow_id, status, direction, by, reason = [word if isinstance(word, str) else "" for word in words]
    identity = "" if identity == NIL_UUID else identity
    flow_id = "" if flow_id == NIL_UUID else flow_id
    told = get("tm_create"), get("tm_ringing"), get("tm_progressing"), get("tm_hangup"), get("tm_update")
    try:
        times = [read_time(time) for time in told]
    except TypeError:  # an object or a list, which no memory of times can look up
        times = [read_time(time) if isinstance(time, str) else None for time in told]
    return CallView(generation, found, identity, flow_id, status, direction, by, reason, *times)


def groupcall(document: object, read_time: ReadTime) -> GroupcallView:
    """Read a groupcall."""
    found = members(document)
    destinations = found.get("destinations")
    return GroupcallView(
        id=read_uuid(found, "id"),
        source=read_address(found["source"]) if "source" in found else None,
        destinations=tuple(map(read_address, destinations)) if isinstance(destinations, list) else (),
        ring_method=read_text(found, "ring_method"),
        answer_method=read_text(found, "answer_method"),
        answer_call_id=read_uuid(found, "answer_call_id"),
        call_ids=read_uuids(found, "call_ids"),
        created=read_time(found.get("tm_create")),
        raw=found,
    )
