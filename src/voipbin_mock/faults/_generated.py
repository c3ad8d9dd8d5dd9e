"""Faults that are made from the mock's own answers: each member of each documented answer, wrong in each way.

A name is ``generated:<operation>:<status>:<where>:<mutation>``. ``where`` is a path into the body (``$.result[].id``),
``header Content-Type``, ``status`` or, for rules of requests, ``request <member>`` or ``action <type>.<member>``.
:func:`generated_names` lists those of an edition: what its answers on a tour of the API show, and what its requests
need.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

from voipbin_mock.actions import vocabulary
from voipbin_mock.errors import Refusal
from voipbin_mock.faults import Fault, UnknownFault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.faults._seams import before, on_answer, posted
from voipbin_mock.faults._tour import good_requests, tour
from voipbin_mock.flow.options import Option
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked, all_operations, operations

#: Members whose values are words of a fixed list.
_WORDS = frozenset(
    (
        "status", "direction", "type", "hangup_by", "hangup_reason", "ring_method", "answer_method", "reference_type",
        "plan_type", "plan_status", "payment_type", "reason", "mute_direction",
    )
)  # fmt: skip
_TAKE_ACTIONS = ("POST /flows", "PUT /flows/{id}", "POST /calls", "POST /groupcalls", "POST /activeflows")
_FORMS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-.*|\d{4}-\d\d-\d\d[ T].*|\+\d+")
_OTHER_STATUS = {200: 202, 204: 200, 400: 422, 401: 403, 402: 400, 404: 410, 409: 400}
_MEANING = ("echo", "lifecycle", "timestamps", "collection", "fan-out", "mixed-generations", "billing", "isolation")
_VALUE_MUTATIONS: dict[str, tuple[str, ...]] = {
    "drop": ("missing-field", "wrong-error"),
    "null": ("wrong-type", "missing-field", "wrong-error"),
    # What was null becomes a text, which the schema may take for a badly written time or word.
    "other-type": ("wrong-type", "wrong-format", "unknown-value", "wrong-error"),
    "other-format": ("wrong-format", "wrong-error", "unknown-value"),
    "unknown-value": ("unknown-value", "wrong-error"),
    "add": ("undeclared-field", "wrong-error"),
}
_KINDS = {
    **{name: (*kinds, *_MEANING) for name, kinds in _VALUE_MUTATIONS.items()},
    "other": ("wrong-status", "wrong-content-type", "malformed-body", "wrong-error", "auth", "rejected-valid"),
    "cut": ("malformed-body", "wrong-content-type"),
    "not-enforced": ("accepted-invalid", "wrong-status", "side-effect"),
    "refused": ("rejected-valid", "wrong-status"),
    "required": ("rejected-valid", "wrong-status"),
}


class Generated(Fault):
    """One answer or one rule of one operation, wrong in one way."""

    def __init__(self, operation: str, status: int, where: str, mutation: str) -> None:
        self.name = f"generated:{operation}:{status}:{where}:{mutation}"
        self.kind = f"generated {mutation}"
        self.sentence = f"{operation} {status}, {where}: {mutation}"
        self.rule = "what the operation answers, and asks for, without the fault"
        self.operations = _TAKE_ACTIONS if where.startswith("action ") else (operation,)
        self.kinds = _KINDS[mutation]
        self.status, self.where, self.mutation = status, where, mutation

    def install(self, mock: Mock) -> None:
        kind, _, member = self.where.partition(" ")
        if kind == "request":
            (self._loosen if self.mutation == "not-enforced" else self._refuse)(mock, member)
        elif kind == "action":
            self._change_rule(mock, *member.split("."))
        elif kind == "header" or self.mutation == "cut":
            self._change_bytes(mock)
        else:
            on_answer(mock, self.operations, self._change_answer)

    def trigger(self, drive: Drive) -> None:
        tour(drive)
        for operation in operations(drive.edition):
            for body in _wrong_requests(operation.name, self.where):
                drive.send(operation.method, operation.path.replace("{id}", _id_for(drive, operation.path)), body)

    def _change_answer(self, _asked: Asked, answer: Answer) -> Answer | None:
        if answer.status != self.status:
            return None
        if self.where == "status":
            return replace(answer, status=_OTHER_STATUS[answer.status])
        return replace(answer, body=_mutated(json.loads(json.dumps(answer.body)), self.where, self.mutation))

    def _change_bytes(self, mock: Mock) -> None:
        mine: list[Answer] = []

        def change(_asked: Asked, answer: Answer) -> None:
            mine[:] = [answer]

        def around(write: Any, answer: Answer) -> Any:
            status, headers, body = write(answer)
            if answer not in mine or status != self.status or not body:
                return status, headers, body
            if self.mutation == "other":
                return status, {**headers, "Content-Type": "text/plain"}, body
            return status, headers, body[: len(body) // 2]

        on_answer(mock, self.operations, change)
        wrap(mock.edge, "write", around)

    def _loosen(self, mock: Mock, member: str) -> None:
        """What is wrong with a member is overlooked: a good value is taken in its place."""
        good = good_requests()[self.operations[0]][member]

        def around(handle: Any, asked: Asked) -> Answer:
            answer: Answer = handle(asked)
            if asked.operation.name not in self.operations or answer.status != 400 or not posted(asked):
                return answer
            again: Answer = handle(replace(asked, raw=json.dumps({**posted(asked), member: good}).encode()))
            return again if again.status == 200 else answer

        wrap(mock.edge, "handle", around)

    def _refuse(self, mock: Mock, member: str) -> None:
        """A member that may be there, or may be empty, is refused."""

        def instead(asked: Asked) -> Answer | None:
            body = posted(asked)
            refused = member in body if self.mutation == "refused" else body and member not in body
            refusal = Refusal(400, "INVALID_REQUEST", f"{member} is not allowed")
            return mock.edge.refuse(refusal) if refused and (asked.query or asked.cookies) else None

        before(mock, self.operations, instead)

    def _change_rule(self, mock: Mock, kind: str, member: str) -> None:
        if kind not in mock.reader.vocabulary:
            return
        action = mock.reader.vocabulary[kind]
        rule = action.option[member].rule
        option = Option(rule) if self.mutation == "required" else Option(lambda *_: None, required=False)
        setattr(action, "option", MappingProxyType({**action.option, member: option}))  # noqa: B010 - of one object


def _mutated(body: Any, where: str, mutation: str) -> Any:
    *outer, last = where.removeprefix("$").removeprefix(".").split(".") if where != "$" else [""]
    for holder in _holders(body, outer):
        _change(holder, last, mutation)
    return body


def _holders(body: Any, names: list[str]) -> Iterator[Any]:
    if not names:
        yield body
        return
    name, *rest = names
    found = body.get(name.removesuffix("[]")) if isinstance(body, dict) and name != "[]" else body
    if name.endswith("[]") and isinstance(found, list):
        for item in found:
            yield from _holders(item, rest)
    elif isinstance(found, dict):
        yield from _holders(found, rest)


def _change(holder: Any, name: str, mutation: str) -> None:
    if mutation == "add":
        for found in _holders(holder, [name] if name else []):
            if isinstance(found, dict):
                found["unheard_of"] = "something"
    elif isinstance(holder, dict) and name in holder:
        value = holder.pop(name)
        if mutation != "drop":
            holder[name] = _OTHERS[mutation](value)


_OTHERS: dict[str, Callable[[Any], Any]] = {
    "null": lambda _: None,
    "other-type": lambda value: {"value": value} if isinstance(value, str) else str(value),
    "other-format": lambda value: f"#{value}" if value else value,
    "unknown-value": lambda value: "unheard-of" if value else value,
}


def _wrong_requests(operation: str, where: str) -> Iterator[dict[str, Any]]:
    """Yield requests that a fault of this place treats otherwise: without a member, with it as null, and good ones."""
    good, (kind, _, member) = good_requests().get(operation), where.partition(" ")
    if good is None or kind not in ("request", "action"):
        return
    if kind == "request":
        yield {name: value for name, value in good.items() if name != member}
        yield {**good, member: None}
        yield good
    elif "actions" in good:
        verb, option = member.split(".")
        values: tuple[Any, ...] = (None, "text", 1, 0, [], {}, True)
        yield from ({**good, "actions": [{"type": verb, "option": {option: value}}]} for value in values)
        yield {**good, "actions": [{"type": verb, "option": {}}]}


def _id_for(drive: Drive, path: str) -> str:
    return drive.number_id() if path.startswith("/numbers") else drive.flow() if path.startswith("/flows") else "0"


@cache
def generated_names(edition: str) -> tuple[str, ...]:
    """Return the names of all generated faults of an edition, in order."""
    drive = Drive((), edition)
    tour(drive)
    found: dict[str, None] = {}
    for name, status, _, content in (entry for entry in drive.seen if isinstance(entry, tuple)):
        start = f"generated:{name}:{status}"
        found[f"{start}:status:other"] = None
        if content:
            found[f"{start}:header Content-Type:other"] = found[f"{start}:$:cut"] = None
            found |= dict.fromkeys(f"{start}:{where}:{how}" for where, how in _places(json.loads(content), "$"))
    for name in (operation.name for operation in operations(edition)):
        found |= dict.fromkeys(_rules(drive, name))
    return tuple(sorted(found))


def _places(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _places(item, f"{where}[]" if where != "$" else "$.[]")
    elif isinstance(value, dict):
        yield where, "add"
        for name, inner in value.items():
            if not name.isidentifier() or ".option" in where or ".target_ids" in where:
                continue
            place = f"{where}.{name}"
            yield from ((place, how) for how in ("drop", "null", "other-type"))
            if isinstance(inner, str) and _FORMS.fullmatch(inner):
                yield place, "other-format"
            if inner and name in _WORDS:
                yield place, "unknown-value"
            yield from _places(inner, place)


def _rules(drive: Drive, operation: str) -> Iterator[str]:
    """Yield a fault for each member of a request that must be there, and for each that need not."""
    good = good_requests().get(operation)
    if good is None:
        return
    method, path = operation.split(" ")
    for member in good:
        without = {name: value for name, value in good.items() if name != member}
        reply = drive.send(method, path.replace("{id}", _id_for(drive, path)), without)
        if reply.status == 200:
            yield f"generated:{operation}:200:request {member}:required"
        elif operation != "POST /auth/login":
            yield f"generated:{operation}:400:request {member}:not-enforced"
        yield f"generated:{operation}:200:request {member}:refused"
    if operation == "POST /flows":
        for kind, action in vocabulary(drive.edition).items():
            for member, option in action.option.items():
                yield f"generated:{operation}:400:action {kind}.{member}:not-enforced"
                if not option.required:
                    yield f"generated:{operation}:200:action {kind}.{member}:required"


def load_generated(name: str) -> Generated:
    """Return a generated fault by its name; raises :class:`UnknownFault` when the name makes no sense."""
    parts = name.split(":")
    known = {operation.name for operation in all_operations()}
    if len(parts) != 5 or parts[1] not in known or not parts[2].isdecimal() or parts[4] not in _KINDS:
        raise UnknownFault(f"no such fault: {name}; write generated:<operation>:<status>:<where>:<mutation>")
    return Generated(parts[1], int(parts[2]), parts[3], parts[4])
