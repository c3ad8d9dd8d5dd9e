"""What an answer says, free of the edition that it is written in.

An edition (``voipbin_harness.editions``) reads a document of the API into one of these; checks and steps
read nothing else. A member that the document leaves out is ``None`` or empty here, and so is one that is not what it
should be: reading never fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

#: The id that means "none" in both editions.
NIL_UUID = "00000000-0000-0000-0000-000000000000"


def read_text(document: Mapping[str, Any], name: str) -> str:
    """Return a member that is text, else ``""``."""
    value = document.get(name)
    return value if isinstance(value, str) else ""


def read_uuid(document: Mapping[str, Any], name: str) -> str:
    """Return an id, ``""`` for the nil UUID and for none."""
    value = read_text(document, name)
    return "" if value == NIL_UUID else value


def read_uuids(document: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a list of ids."""
    value = document.get(name)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


class AddressView(NamedTuple):
    """A source or destination."""

    type: str
    target: str
    target_name: str = ""
    name: str = ""
    detail: str = ""


def read_address(document: object) -> AddressView:
    """Read a source or destination, which all editions write alike; what is no text is empty."""
    if not isinstance(document, dict):
        return AddressView("", "")
    return AddressView(*[found if isinstance(found := document.get(name), str) else "" for name in AddressView._fields])


@dataclass(slots=True)
class CallView:
    """A call. Times that have not come are ``None``; a nil UUID is ``""``.

    ``generation`` names the shape that the document has (``2021``, ``2022``, ``current``); ``raw`` is the document.
    """

    generation: str
    raw: Mapping[str, Any]
    id: str
    flow_id: str
    status: str
    direction: str
    hangup_by: str
    hangup_reason: str
    created: datetime | None
    ringing: datetime | None
    progressing: datetime | None
    hung_up: datetime | None
    updated: datetime | None

    @property
    def ended(self) -> bool:
        """Whether the call is over."""
        return self.status == "hangup"

    # What few ask for is read when they do: a call is read with every answer that shows it.

    @property
    def type(self) -> str:
        """What the call runs: a flow, as a rule."""
        return read_text(self.raw, "type")

    @property
    def source(self) -> AddressView:
        """Who calls."""
        return read_address(self.raw.get("source"))

    @property
    def destination(self) -> AddressView:
        """Who is called."""
        return read_address(self.raw.get("destination"))

    @property
    def master_call_id(self) -> str:
        """The call that has dialled this one."""
        return read_uuid(self.raw, "master_call_id")

    @property
    def chained_call_ids(self) -> tuple[str, ...]:
        """The calls that this one has dialled."""
        return read_uuids(self.raw, "chained_call_ids")

    @property
    def groupcall_id(self) -> str:
        """The groupcall that it belongs to."""
        return read_uuid(self.raw, "groupcall_id")

    @property
    def activeflow_id(self) -> str:
        """The run of its flow."""
        return read_uuid(self.raw, "activeflow_id")


class GroupcallView(NamedTuple):
    """A groupcall and the calls it rings."""

    id: str
    source: AddressView | None
    destinations: tuple[AddressView, ...]
    ring_method: str
    answer_method: str
    answer_call_id: str
    call_ids: tuple[str, ...]
    created: datetime | None
    raw: Mapping[str, Any] = MappingProxyType({})


class PageView(NamedTuple):
    """One page of a list; ``next_token`` is empty on the last."""

    items: tuple[dict[str, Any], ...]
    next_token: str
