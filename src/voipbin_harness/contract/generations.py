"""Samples of several generations under one operation: an answer belongs to exactly one.

A schema with ``x-generation`` describes one generation; its siblings bear the same name but for the suffix
(``call_2021``, ``call_2022``). [facts: Editions]
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Any

from voipbin_harness.contract.applied import Path, Place, applied
from voipbin_harness.contract.problems import Problem, problems_of
from voipbin_harness.contract.schemas import Schemas
from voipbin_harness.violation import Kind


def judge(schemas: Schemas, name: str, instance: Any, problems: list[Problem]) -> list[Problem]:
    """Return the problems with every mix of generations told as one.

    An object that fits another generation better than the one its place asks for is judged by the one it
    fits; what it has of the other, or that it stands among others, is the mix.
    """
    if name not in schemas.generational:
        return problems
    sites = {site.path: site for site in _sites(schemas, name, instance)}
    places = [_within(problem.path, sites) for problem in problems]
    told = [problem for problem, place in zip(problems, places, strict=True) if place is None]
    wrong = set(places)
    for path, site in sites.items():
        if path in wrong:
            told += _judge_site(schemas, site)
    return told


def _within(path: Path, among: Container[Path]) -> Path | None:
    """Return the path among these that leads to ``path`` or past it; ``None`` where none does."""
    return next((path[:length] for length in range(len(path) + 1) if path[:length] in among), None)


def _sites(schemas: Schemas, name: str, instance: Any) -> Iterator[Place]:
    """Yield the outermost objects that have a generation."""
    seen: set[Path] = set()
    for place in applied(schemas, name, instance):
        generational = "x-generation" in place.schema and not place.location.pointer
        if generational and isinstance(place.value, dict) and _within(place.path, seen) is None:
            seen.add(place.path)
            yield place


def _judge_site(schemas: Schemas, site: Place) -> list[Problem]:
    asked = site.location.name
    verdicts = {
        candidate: problems_of(schemas, schemas.validator(candidate).iter_errors(site.value), site.value, site.path)
        for candidate in _siblings(schemas, asked)
    }
    fits = min(verdicts, key=lambda candidate: (len(verdicts[candidate]), candidate != asked))
    told = [_mixed(schemas, problem) for problem in verdicts[fits]]
    if fits != asked and not any(problem.kind is Kind.MIXED_GENERATIONS for problem in told):
        told.append(_stranger(schemas, site, fits))
    return told


def _siblings(schemas: Schemas, name: str) -> list[str]:
    family = name.rpartition("_")[0]
    return [each for each in schemas if each.rpartition("_")[0] == family and "x-generation" in schemas[each]]


def _mixed(schemas: Schemas, problem: Problem) -> Problem:
    """Retell an undeclared member that another generation declares."""
    if problem.kind is not Kind.UNDECLARED_FIELD:
        return problem
    name = problem.rule.removeprefix("schemas/").partition(".json")[0]
    for sibling in _siblings(schemas, name):
        if problem.path[-1] in schemas[sibling]["properties"]:
            own, other = schemas[name]["x-generation"], schemas[sibling]["x-generation"]
            expected, seen = f"only members of the {own} generation", f"a member of the {other} generation"
            return replace(problem, kind=Kind.MIXED_GENERATIONS, expected=expected, observed=seen)
    return problem


def _stranger(schemas: Schemas, site: Place, fits: str) -> Problem:
    own, other = site.schema["x-generation"], schemas[fits]["x-generation"]
    return Problem(
        Kind.MIXED_GENERATIONS,
        site.path,
        f"the {own} generation, as the rest of the answer",
        f"the {other} generation",
        str(site.location),
    )
