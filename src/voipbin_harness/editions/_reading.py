"""Reading documents that may be wrong: every helper returns something usable, whatever it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from voipbin_harness.views import AddressView, CallView, GroupcallView, PageView

NIL_UUID = "00000000-0000-0000-0000-000000000000"

ReadTime = Callable[[object], datetime | None]


def members(document: object) -> dict[str, Any]:
    """Return an object's members, none for anything else."""
    return document if isinstance(document, dict) else {}


def text(document: Mapping[str, Any], name: str) -> str:
    """Return a member that is text, else ``""``."""
    value = document.get(name)
    return value if isinstance(value, str) else ""


def uuid(document: Mapping[str, Any], name: str) -> str:
    """Return an id, ``""`` for the nil UUID and for none."""
    value = text(document, name)
    return "" if value == NIL_UUID else value


def uuids(document: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a list of ids."""
    value = document.get(name)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def address(document: object) -> AddressView:
    """Read a source or destination."""
    found = members(document)
    return AddressView(*[text(found, name) for name in AddressView._fields])


def page(body: object) -> PageView:
    """Read one page of a list."""
    found = members(body)
    items = found.get("result")
    listed = tuple(item for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
    return PageView(listed, text(found, "next_page_token"))


def call(document: object, generation: str, read_time: ReadTime) -> CallView:
    """Read a call; the edition says how it writes times and which generation this document is of."""
    found = members(document)
    return CallView(
        id=uuid(found, "id"),
        generation=generation,
        status=text(found, "status"),
        direction=text(found, "direction"),
        type=text(found, "type"),
        flow_id=uuid(found, "flow_id"),
        source=address(found.get("source")),
        destination=address(found.get("destination")),
        hangup_by=text(found, "hangup_by"),
        hangup_reason=text(found, "hangup_reason"),
        created=read_time(found.get("tm_create")),
        updated=read_time(found.get("tm_update")),
        ringing=read_time(found.get("tm_ringing")),
        progressing=read_time(found.get("tm_progressing")),
        hung_up=read_time(found.get("tm_hangup")),
        master_call_id=uuid(found, "master_call_id"),
        chained_call_ids=uuids(found, "chained_call_ids"),
        groupcall_id=uuid(found, "groupcall_id"),
        activeflow_id=uuid(found, "activeflow_id"),
        raw=found,
    )


def groupcall(document: object, read_time: ReadTime) -> GroupcallView:
    """Read a groupcall."""
    found = members(document)
    destinations = found.get("destinations")
    return GroupcallView(
        id=uuid(found, "id"),
        source=address(found["source"]) if "source" in found else None,
        destinations=tuple(map(address, destinations)) if isinstance(destinations, list) else (),
        ring_method=text(found, "ring_method"),
        answer_method=text(found, "answer_method"),
        answer_call_id=uuid(found, "answer_call_id"),
        call_ids=uuids(found, "call_ids"),
        created=read_time(found.get("tm_create")),
        raw=found,
    )
