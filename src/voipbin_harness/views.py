"""What an answer says, free of the edition that it is written in.

An edition (``voipbin_harness.editions``) reads a document of the API into one of these; checks and steps
read nothing else. A member that the document leaves out is ``None`` or empty here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple


class AddressView(NamedTuple):
    """A source or destination."""

    type: str
    target: str
    target_name: str = ""
    name: str = ""
    detail: str = ""


class CallView(NamedTuple):
    """A call. Times that have not come are ``None``; a nil UUID is ``""``.

    ``generation`` names the shape that the document has (``2021``, ``2022``, ``current``); ``raw`` is the document.
    """

    id: str
    generation: str
    status: str
    direction: str
    type: str
    flow_id: str
    source: AddressView
    destination: AddressView
    hangup_by: str
    hangup_reason: str
    created: datetime | None
    updated: datetime | None
    ringing: datetime | None
    progressing: datetime | None
    hung_up: datetime | None
    master_call_id: str = ""
    chained_call_ids: tuple[str, ...] = ()
    groupcall_id: str = ""
    activeflow_id: str = ""
    raw: Mapping[str, Any] = MappingProxyType({})

    @property
    def ended(self) -> bool:
        """Whether the call is over."""
        return self.status == "hangup"


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
