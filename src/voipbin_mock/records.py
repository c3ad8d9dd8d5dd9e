"""What the platform keeps. Times are in µs since the mock's zero, ``None`` while they have not come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from voipbin_mock.flow.body import FlowAction, FlowBody
from voipbin_mock.ids import NIL_UUID


@dataclass(frozen=True, slots=True)
class Address:
    """A source or a destination."""

    type: str
    target: str = ""
    target_name: str = ""
    name: str = ""
    detail: str = ""


@dataclass
class Record:
    """What all records have: an id, a customer who owns it, and when it came and changed."""

    id: str
    customer_id: str
    created_us: int
    updated_us: int | None = field(default=None, init=False)


@dataclass
class Customer:
    """An account of the platform; ``number`` is the integer that the samples of 2021 show as ``user_id``."""

    id: str
    number: int
    username: str
    password: str
    balance: int
    billing_id: str


@dataclass
class Accesskey(Record):
    """A secret that signs requests."""

    name: str
    detail: str
    token: str
    expires_us: int


@dataclass
class Number(Record):
    """A telephone number that a customer owns."""

    number: str
    name: str = ""
    detail: str = ""
    call_flow_id: str = NIL_UUID
    message_flow_id: str = NIL_UUID


@dataclass
class Flow(Record):
    """A list of actions; a ``passing`` one belongs to one call and is in no list."""

    name: str
    detail: str
    body: FlowBody
    on_complete_flow_id: str = NIL_UUID
    passing: bool = False


@dataclass
class Activeflow(Record):
    """A flow that runs or has run; ``executed`` is what it really did: action and time in µs."""

    flow_id: str
    reference_type: str
    reference_id: str
    status: str = "running"
    current: FlowAction | None = None
    executed: list[tuple[FlowAction, int]] = field(default_factory=list)
    on_complete_flow_id: str = NIL_UUID
    webhook_uri: str = ""
    webhook_method: str = ""


@dataclass
class Call(Record):
    """A call, as its owner sees it."""

    source: Address
    destination: Address
    flow_id: str = NIL_UUID
    activeflow_id: str = NIL_UUID
    groupcall_id: str = NIL_UUID
    master_call_id: str = NIL_UUID
    type: str = "flow"
    direction: str = "outgoing"
    status: str = "dialing"
    action: FlowAction | None = None
    chained_call_ids: list[str] = field(default_factory=list)
    recording_id: str = NIL_UUID
    recording_ids: list[str] = field(default_factory=list)
    mute_direction: str = ""
    hangup_by: str = ""
    hangup_reason: str = ""
    ringing_us: int | None = None
    progressing_us: int | None = None
    hangup_us: int | None = None


@dataclass
class Groupcall(Record):
    """Several destinations called as one."""

    source: Address
    destinations: tuple[Address, ...]
    flow_id: str
    ring_method: str
    answer_method: str
    status: str = "progressing"
    answer_call_id: str = NIL_UUID
    call_ids: list[str] = field(default_factory=list)
    running: int = 0


@dataclass(frozen=True, slots=True)
class TraceEntry:
    """One thing that happened on a leg; ``order`` sorts entries of one instant."""

    at_ms: int
    order: int
    leg: str
    event: str
    detail: Mapping[str, Any]
