"""Reading documents that may be wrong: every helper returns something usable, whatever it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from voipbin_harness.views import AddressView, CallView, GroupcallView, PageView

NIL_UUID = "00000000-0000-0000-0000-000000000000"

_WORDS = ("status", "direction", "type", "hangup_by", "hangup_reason")
_IDS = ("id", "flow_id", "master_call_id", "groupcall_id", "activeflow_id")

ReadTime = Callable[[object], datetime | None]


def members(document: object) -> dict[str, Any]:
    """Return an object's members, none for anything else."""
    return document if isinstance(document, dict) else {}


def text(document: Mapping[str, Any], name: str) -> str:
    """Return a member that is text, else ``""``."""
    value = document.get(name)
    return value if isinstance(value, str) else ""


def texts(document: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """Return several members that are text, else ``""``."""
    return [value if isinstance(value := document.get(name), str) else "" for name in names]


def money(value: object) -> int | None:
    """Return an amount in micros; ``None`` for what is no number, or more money than there is."""
    return value if isinstance(value, int) and abs(value) < 10**18 else None


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
    return AddressView(*texts(found, AddressView._fields))


def page(body: object) -> PageView:
    """Read one page of a list."""
    found = members(body)
    items = found.get("result")
    listed = tuple(item for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
    return PageView(listed, text(found, "next_page_token"))


def call(document: object, generation: str, read_time: ReadTime) -> CallView:
    """Read a call; the edition says how it writes times and which generation this document is of."""
    found = members(document)
    get = found.get
    status, direction, kind, by, reason = texts(found, _WORDS)
    identity, flow_id, master, groupcall_id, activeflow_id = ["" if i == NIL_UUID else i for i in texts(found, _IDS)]
    return CallView(
        id=identity,
        generation=generation,
        status=status,
        direction=direction,
        type=kind,
        flow_id=flow_id,
        source=address(get("source")),
        destination=address(get("destination")),
        hangup_by=by,
        hangup_reason=reason,
        created=read_time(get("tm_create")),
        updated=read_time(get("tm_update")),
        ringing=read_time(get("tm_ringing")),
        progressing=read_time(get("tm_progressing")),
        hung_up=read_time(get("tm_hangup")),
        master_call_id=master,
        chained_call_ids=uuids(found, "chained_call_ids"),
        groupcall_id=groupcall_id,
        activeflow_id=activeflow_id,
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
