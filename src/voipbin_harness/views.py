"""What an answer says, free of the edition that it is written in.

An edition (``voipbin_harness.editions``) reads a document of the API into one of these; checks and steps
read nothing else. A member that the document leaves out is ``None`` or empty here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class AddressView:
    """A source or destination."""

    type: str
    target: str
    target_name: str = ""
    name: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CallView:
    """A call. Times that have not come are ``None``; a nil UUID is ``""``.

    ``generation`` names the shape that the document has (``2021``, ``2022``, ``current``).
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
    raw: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def ended(self) -> bool:
        """Whether the call is over."""
        return self.status == "hangup"


@dataclass(frozen=True, slots=True)
class GroupcallView:
    """A groupcall and the calls it rings."""

    id: str
    source: AddressView | None
    destinations: tuple[AddressView, ...]
    ring_method: str
    answer_method: str
    answer_call_id: str
    call_ids: tuple[str, ...]
    created: datetime | None
    raw: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of a list; ``next_token`` is empty on the last."""

    items: tuple[dict[str, Any], ...]
    next_token: str
