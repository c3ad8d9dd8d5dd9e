"""Instances that break one rule of a schema, and instances that stand at the edge of one.

Both start from a valid instance and change it at one place. As answers they prove the schemas; as requests
they prove the target: the broken ones must be refused, those at the edge accepted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from voipbin_harness.contract.applied import Path, applied
from voipbin_harness.contract.candidates import DROP, Change, breaking, edging
from voipbin_harness.contract.problems import Problem, all_problems, json_path
from voipbin_harness.contract.schemas import Schemas


@dataclass(frozen=True, slots=True)
class Mutation:
    """A valid instance made invalid at one place (``where``, a JSONPath) by one change (``description``).

    ``rule`` is the broken rule: its place in the schemas (``schemas/actions/talk.json#/properties/option/required/0``).
    """

    rule: str
    where: str
    description: str
    instance: Any


@dataclass(frozen=True, slots=True)
class Boundary:
    """A valid instance changed at one place so that it is still valid, but only just; else as :class:`Mutation`."""

    rule: str
    where: str
    description: str
    instance: Any


def broken(schemas: Schemas, name: str, base: Any) -> Iterator[Mutation]:
    """Yield instances of the schema ``name`` that differ from the valid ``base`` in one broken rule each.

    A rule that cannot be broken from this base without breaking another elsewhere is left out: another base
    may reach it. The members of ``base`` decide which branches of the schema are reached.
    """
    for place in applied(schemas, name, base):
        siblings = _siblings(base, place.path)
        for rule, changes in breaking(place, siblings):
            yield from _alone(schemas, name, base, str(rule), changes)


def boundaries(schemas: Schemas, name: str, base: Any) -> Iterator[Boundary]:
    """Yield valid instances at the edge of a rule: least and most, each value, optional members absent.

    Only members that the documentation calls optional (``x-optional``) are left out, and none whose value occurs
    elsewhere in ``base``: something refers to it.
    """
    validator = schemas.validator(name)
    for place in applied(schemas, name, base):
        for rule, change in edging(place):
            if change.value is DROP and _referred_to(base, change.path):
                continue
            instance = changed(base, change)
            if validator.is_valid(instance):
                yield Boundary(str(rule), json_path(change.path), change.description, instance)


def changed(base: Any, change: Change) -> Any:
    """Return a copy of ``base`` with one change made."""
    copy = json.loads(json.dumps(base))
    if not change.path:
        return change.value
    holder = _at(copy, change.path[:-1])
    if change.value is DROP:
        del holder[change.path[-1]]
    else:
        holder[change.path[-1]] = change.value
    return copy


def _alone(schemas: Schemas, name: str, base: Any, rule: str, changes: Iterable[Change]) -> Iterator[Mutation]:
    """Yield those changes that break the rule with the fewest others beside it, and none at another place."""
    tried = [(change, changed(base, change)) for change in changes]
    validator = schemas.validator(name)
    judged = [(c, i, all_problems(schemas, validator.iter_errors(i), i)) for c, i in tried]
    fewest = min((len(problems) for _, _, problems in judged), default=0)
    for change, instance, problems in judged:
        if len(problems) == fewest and all(_at_change(problem, change) for problem in problems):
            told = {problem.rule for problem in problems}
            yield Mutation(
                rule if rule in told else min(told, default=rule),
                json_path(change.path),
                change.description,
                instance,
            )


def _at_change(problem: Problem, change: Change) -> bool:
    """Whether a problem is at the changed place, at a member of it, or at the object that holds it."""
    shorter, longer = sorted((problem.path, change.path), key=len)
    return longer[: len(shorter)] == shorter and len(longer) - len(shorter) <= 1


def _siblings(base: Any, path: Path) -> list[Any]:
    """Return the values of the other members of the object that holds a place."""
    holder = _at(base, path[:-1]) if path else None
    return [value for member, value in holder.items() if member != path[-1]] if isinstance(holder, dict) else []


def _referred_to(base: Any, path: Path) -> bool:
    value = _at(base, path)
    return isinstance(value, str) and value != "" and json.dumps(base).count(json.dumps(value)) > 1


def _at(instance: Any, path: Path) -> Any:
    for key in path:
        instance = instance[key]
    return instance
