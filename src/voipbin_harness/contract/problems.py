"""What is wrong with an instance, in the words of a finding."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import jsonschema_rs

from voipbin_harness.contract.applied import Path
from voipbin_harness.contract.schemas import Location, Schemas
from voipbin_harness.violation import Kind

_KINDS = {
    "anyOf": Kind.MISSING_FIELD,
    "type": Kind.WRONG_TYPE,
    "enum": Kind.UNKNOWN_VALUE,
    "const": Kind.UNKNOWN_VALUE,
    "not": Kind.UNKNOWN_VALUE,
}
_SECRET_MEMBERS = frozenset({"token", "password", "accesskey"})
_LONGEST_VALUE = 60
#: So many problems of one body say all there is to say.
MOST = 500


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule of a schema that an instance breaks.

    ``where`` is a JSONPath (``$.result[0].hangup_by``); ``expected`` and ``observed`` are short texts that never
    hold a whole body or a secret; ``rule`` is the place of the rule in the schemas
    (``schemas/call_2021.json#/properties/status/enum``).
    """

    kind: Kind
    path: Path
    expected: str
    observed: str
    rule: str

    @property
    def where(self) -> str:
        """The place as JSONPath."""
        return json_path(self.path)


def json_path(path: Path) -> str:
    """Return a path as JSONPath."""
    return "$" + "".join(_step(key) for key in path)


def _step(key: str | int) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return f".{key}" if re.fullmatch(r"\w+", key) else f"[{key!r}]"


def observed(value: Any, path: Path = ()) -> str:
    """Return a value as a short text; long ones are cut, containers counted, secrets left out."""
    if path and path[-1] in _SECRET_MEMBERS:
        return f"a {_type_of(value)} (not shown)"
    if isinstance(value, dict):
        return f"an object with {len(value)} members"
    if isinstance(value, list):
        return f"an array of {len(value)} items"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"


def _type_of(value: Any) -> str:
    names = {bool: "boolean", int: "number", float: "number", str: "string", dict: "object", list: "array"}
    return names.get(type(value), "null")


def problems_of(
    schemas: Schemas, errors: Iterable[jsonschema_rs.ValidationError], instance: Any, base: Path = ()
) -> list[Problem]:
    """Return what the errors of a validator amount to, one problem for each rule and place.

    ``base`` is where the validated ``instance`` stands in the body. Of a value of the wrong type nothing else
    is said.
    """
    found = all_problems(schemas, errors, instance, base)
    wrong_type = {problem.path for problem in found if problem.kind is Kind.WRONG_TYPE}
    unique = {
        (problem.path, problem.kind): problem
        for problem in reversed(found)
        if problem.kind is Kind.WRONG_TYPE or problem.path not in wrong_type
    }
    return list(reversed(unique.values()))


def all_problems(
    schemas: Schemas, errors: Iterable[jsonschema_rs.ValidationError], instance: Any, base: Path = ()
) -> list[Problem]:
    """Return every broken rule, also where one broken rule brings another with it; at most :data:`MOST`."""
    found = (problem for error in errors for problem in _of_error(schemas, error, instance, base))
    return list(islice(found, MOST))


def _of_error(schemas: Schemas, error: jsonschema_rs.ValidationError, instance: Any, base: Path) -> Iterator[Problem]:
    keyword: str = error.kind.name
    rule = schemas.located(error.absolute_keyword_location or "")
    stated = schemas.at(rule)
    below, value = _reached(instance, error.instance_path)
    path = (*base, *below)
    if keyword == "required":
        member = error.kind.as_dict()["property"]
        yield Problem(Kind.MISSING_FIELD, (*path, member), "a value", "absent", str(rule.down(stated.index(member))))
    elif keyword == "additionalProperties":
        for member in error.kind.as_dict()["unexpected"]:
            seen = observed(value[member], (member,))
            yield Problem(Kind.UNDECLARED_FIELD, (*path, member), "no such member", seen, str(rule))
    elif keyword == "not" and "required" in stated:
        for member in stated["required"]:
            seen = observed(value[member], (member,))
            yield Problem(Kind.UNKNOWN_VALUE, (*path, member), "absent", seen, str(rule))
    elif keyword == "oneOf":
        yield from _of_choice(schemas, error, rule, instance, base)
    else:
        kind = _KINDS.get(keyword, Kind.WRONG_FORMAT)
        yield Problem(kind, path, _expected(schemas, rule), observed(value, path), str(rule))


def _of_choice(
    schemas: Schemas,
    error: jsonschema_rs.ValidationError,
    rule: Location,
    instance: Any,
    base: Path,
) -> Iterator[Problem]:
    """Speak of the branch that the discriminator names, or of the discriminator where it names none."""
    below, value = _reached(instance, error.instance_path)
    path = (*base, *below)
    choice = schemas.discriminator(Location(rule.name, rule.pointer[:-1]))
    branch = choice.branch_of(value)
    expected = "one of " + ", ".join(str(name) for name in choice.branches)
    if branch is not None:
        for deeper in error.kind.as_dict()["context"][branch]:
            yield from _of_error(schemas, deeper, instance, base)
    elif not isinstance(value, dict):
        yield Problem(Kind.WRONG_TYPE, path, "object", observed(value, path), str(rule))
    elif choice.member not in value:
        yield Problem(Kind.MISSING_FIELD, (*path, choice.member), expected, "absent", str(rule))
    else:
        chosen = value[choice.member]
        kind = Kind.UNKNOWN_VALUE if isinstance(chosen, str) else Kind.WRONG_TYPE
        yield Problem(kind, (*path, choice.member), expected, observed(chosen), str(rule))


def _reached(instance: Any, steps: Iterable[str | int]) -> tuple[Path, Any]:
    """Return the true path of an error and the value there.

    The validator gives a member whose name is a number (``"1"`` of a branch) as an integer, as if it were an index.
    """
    path: Path = ()
    for step in steps:
        key = step
        if isinstance(instance, dict) and isinstance(step, int):
            key = next(name for name in instance if name.isdecimal() and int(name) == step)
        path, instance = (*path, key), instance[key]
    return path, instance


def _expected(schemas: Schemas, rule: Location) -> str:
    keyword, value = rule.pointer[-1], schemas.at(rule)
    if keyword == "type":
        return value if isinstance(value, str) else " or ".join(value)
    if keyword == "enum":
        return "one of " + ", ".join(json.dumps(each) for each in value)
    if keyword == "const":
        return json.dumps(value)
    if keyword == "anyOf":
        return " or ".join(" and ".join(branch.get("required", ())) for branch in value)
    if keyword == "not":
        return f"anything but {json.dumps(value['const'])}"
    parent = schemas.at(Location(rule.name, rule.pointer[:-1]))
    return str(parent["title"]) if "title" in parent else f"{keyword} {value}"
