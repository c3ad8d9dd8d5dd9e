"""Rules for the members of a request: each is a function that refuses what breaks it.

A rule takes the value, where it stands (``actions[2].option.text``) and the :class:`Reading` that it is part of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from types import MappingProxyType
from typing import Any

from voipbin_mock.errors import invalid
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.records import Address

#: A telephone number as ITU-T E.164 writes it: at most 15 digits, country code first.
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")


@dataclass(slots=True)
class Reading:
    """What reading one request needs to know, and what it gathers.

    ``address_types`` are the types of the edition, ``owns`` tells whether the account owns a telephone number,
    ``read_actions`` reads a nested list of actions, ``targets`` gathers where a flow jumps to.
    """

    address_types: frozenset[str]
    owns: Callable[[str], bool]
    read_actions: Callable[[object, str, Reading], object]
    targets: list[tuple[str, str]] = field(default_factory=list)


Rule = Callable[[Any, str, Reading], object]


@dataclass(frozen=True, slots=True)
class Option:
    """A member of an option: its rule, and whether it must be there."""

    rule: Rule
    required: bool = True


def optional(rule: Rule) -> Option:
    """Return a member that may be left out."""
    return Option(rule, required=False)


def required(rule: Rule) -> Option:
    """Return a member that must be there."""
    return Option(rule)


def members(found: Mapping[str, Option]) -> Mapping[str, Option]:
    """Return the members of an option, for all time."""
    return MappingProxyType(dict(found))


def check(value: object, where: str, reading: Reading, allowed: Mapping[str, Option]) -> Mapping[str, Any]:
    """Return ``value`` when it is an object whose members keep their rules; other members are ignored."""
    found = an_object(value, where, reading)
    for name, member in allowed.items():
        if name in found:
            member.rule(found[name], f"{where}.{name}", reading)
        elif member.required:
            raise invalid(f"{where}.{name} is missing")
    return found


def an_object(value: object, where: str, _reading: Reading) -> Mapping[str, Any]:
    """Take a JSON object."""
    if not isinstance(value, dict):
        raise invalid(f"{where} is not an object")
    return value


def text(value: object, where: str, _reading: Reading | None = None) -> str:
    """Take a text."""
    if not isinstance(value, str):
        raise invalid(f"{where} is not a text")
    return value


def boolean(value: object, where: str, _reading: Reading) -> None:
    """Take true or false."""
    if not isinstance(value, bool):
        raise invalid(f"{where} is not true or false")


def number(value: object, where: str, _reading: Reading) -> None:
    """Take a number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise invalid(f"{where} is not a number")


def integer(least: int, most: int | None = None) -> Rule:
    """Return the rule of a whole number from ``least`` to ``most``."""

    def rule(value: object, where: str, _reading: Reading) -> None:
        whole = not isinstance(value, bool) and (
            isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        )
        if not whole:
            raise invalid(f"{where} is not a whole number")
        if value < least or (most is not None and value > most):  # type: ignore[operator]
            raise invalid(f"{where} is not {'at least ' + str(least) if most is None else f'{least} to {most}'}")

    return rule


def one_of(*choices: str) -> Rule:
    """Return the rule of a text that is one of a few."""

    def rule(value: object, where: str, _reading: Reading) -> None:
        if not isinstance(value, str) or value not in choices:
            raise invalid(f"{where} is none of {', '.join(repr(choice) for choice in choices)}")

    return rule


def matching(pattern: str, what: str) -> Rule:
    """Return the rule of a text that a regular expression matches as a whole."""
    compiled = re.compile(pattern)

    def rule(value: object, where: str, _reading: Reading) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise invalid(f"{where} is not {what}")

    return rule


def items(rule: Rule, least: int = 0) -> Rule:
    """Return the rule of an array of at least ``least`` items."""

    def rule_of_items(value: object, where: str, reading: Reading) -> None:
        if not isinstance(value, list):
            raise invalid(f"{where} is not an array")
        if len(value) < least:
            raise invalid(f"{where} has fewer than {least} items")
        for position, item in enumerate(value):
            rule(item, f"{where}[{position}]", reading)

    return rule_of_items


def uuid(value: object, where: str, _reading: Reading | None = None) -> str:
    """Take a UUID and return it in lower case."""
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise invalid(f"{where} is not a UUID", "INVALID_ID")
    return value.lower()


def action_id(value: object, where: str, reading: Reading) -> None:
    """Take the id of an action of the same flow."""
    reading.targets.append((where, uuid(value, where)))


def action_id_or_nil(value: object, where: str, reading: Reading) -> None:
    """Take the id of an action of the same flow, or the nil UUID."""
    if uuid(value, where) != NIL_UUID:
        action_id(value, where, reading)


def action_ids(value: object, where: str, reading: Reading) -> None:
    """Take an object whose values are ids of actions of the same flow."""
    for key, target in an_object(value, where, reading).items():
        action_id(target, f"{where}.{key}", reading)


def any_address(value: object, where: str, reading: Reading) -> None:
    """Take an address of any type, for what the mock does not reach; a telephone number must be in E.164."""
    found = an_object(value, where, reading)
    for name in Address.__slots__:
        text(found.get(name, ""), f"{where}.{name}")
    if found.get("type") == "tel":
        _e164(found.get("target", ""), where)


def address(value: object, where: str, reading: Reading) -> Address:
    """Take an address; a telephone number must be in E.164."""
    found = an_object(value, where, reading)
    if "type" not in found:
        raise invalid(f"{where}.type is missing")
    kind = text(found["type"], f"{where}.type")
    if kind not in reading.address_types:
        raise invalid(f"{where}.type is none of {', '.join(sorted(reading.address_types))}")
    texts = {name: text(found.get(name, ""), f"{where}.{name}") for name in Address.__slots__ if name != "type"}
    if "target" not in found and not (kind == "extension" and texts["target_name"]):
        raise invalid(f"{where}.target is missing")
    if kind == "tel":
        _e164(texts["target"], where)
    return Address(kind, **texts)


def _e164(target: str, where: str) -> None:
    if not E164.fullmatch(target):
        raise invalid(f"{where}.target is not a number in E.164 format", "INVALID_PHONE_NUMBER")


def source(value: object, where: str, reading: Reading) -> Address:
    """Take the address of a telephone number that the account owns."""
    found = address(value, where, reading)
    if found.type != "tel" or not reading.owns(found.target):
        raise invalid(f"{where}.target is not a number of this account", "SOURCE_NOT_OWNED")
    return found


def addresses(value: object, where: str, reading: Reading) -> tuple[Address, ...]:
    """Take an array of at least one address."""
    if not isinstance(value, list) or not value:
        raise invalid(f"{where} is not an array of at least one address")
    return tuple(address(item, f"{where}[{position}]", reading) for position, item in enumerate(value))


def actions(value: object, where: str, reading: Reading) -> None:
    """Take a nested list of actions."""
    reading.read_actions(value, where, reading)
