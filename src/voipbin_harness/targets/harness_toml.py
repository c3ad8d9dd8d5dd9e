"""Reading ``harness.toml``: what is wrong with it is said with file, member and what to do."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match

from voipbin_harness.masking import Masker
from voipbin_harness.violation import HarnessError

#: Tables in which a secret may stand by mistake, so that no message repeats what does.
_SECRETS = frozenset({"credentials", "other", "empty"})


def read_targets(file: Path) -> dict[str, dict[str, Any]]:
    """Return the profiles of a file by name; raises :class:`HarnessError` when it breaks a rule."""
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise HarnessError(f"{file}: cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise HarnessError(f"{file}: not TOML: {error}") from None
    if (wrong := problem(document)) is not None:
        raise HarnessError(f"{file}: {wrong}")
    targets: dict[str, dict[str, Any]] = document.get("targets", {})
    return targets


def problem(document: dict[str, Any]) -> str | None:
    """Return what is wrong with the content of a file, ``None`` when nothing is."""
    found = best_match(_validator().iter_errors(document))
    if found is not None:
        return _told(found)
    odd = next(_no_numbers(document, ""), None)
    return f"{odd}: write a number that can be counted to" if odd else None


def numbers_of(section: str) -> Mapping[str, type[int | float]]:
    """Return the members of a section of a target that are numbers, and of which kind."""
    members = _validator().schema["$defs"]["target"]["properties"][section]["properties"]
    kinds: dict[str, type[int | float]] = {"integer": int, "number": float}
    return {name: kinds[rule["type"]] for name, rule in members.items() if rule["type"] in kinds}


def _no_numbers(value: Any, where: str) -> Iterator[str]:
    """Yield where a number of TOML is none that JSON, and so the schema, knows."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _no_numbers(inner, f"{where}.{name}".lstrip("."))
    elif isinstance(value, float) and not math.isfinite(value):
        yield where


@cache
def _validator() -> Draft202012Validator:
    text = resources.files("voipbin_harness").joinpath("harness_toml_schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def _told(problem: ValidationError) -> str:
    member = ".".join(map(str, problem.absolute_path)) or "the file"
    if _SECRETS & {str(part) for part in problem.absolute_path} and problem.validator in ("type", "pattern"):
        return f"{member}: write the name of an environment variable (A to Z, 0 to 9 and _), never the secret itself"
    words = _WORDS.get(str(problem.validator))
    return f"{member}: {Masker().text(words(problem) if words else problem.message)}"


def _strange(problem: ValidationError) -> str:
    known = list(_schema(problem).get("properties", {}))
    strange = sorted(set(problem.instance) - set(known))
    near = get_close_matches(strange[0], known, 1)
    advice = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    return f"there is no member {', '.join(strange)}; {advice}"


def _lacking(problem: ValidationError) -> str:
    lacking = ", ".join(name for name in problem.validator_value if name not in problem.instance)
    return f"{lacking} is missing; add it"


def _schema(problem: ValidationError) -> dict[str, Any]:
    return problem.schema if isinstance(problem.schema, dict) else {}


def _meaning(problem: ValidationError) -> str:
    return str(_schema(problem).get("description", "of the form that it must have"))


_KINDS = {
    "object": "a table",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}

#: What the breaking of each keyword of the schema means to the writer of the file.
_WORDS: dict[str, Callable[[ValidationError], str]] = {
    "additionalProperties": _strange,
    "required": _lacking,
    "enum": lambda found: f"{found.instance!r} is none of {', '.join(found.validator_value)}",
    "type": lambda found: f"write {_KINDS[found.validator_value]}, not {found.instance!r}",
    "minimum": lambda found: f"{found.instance!r} must be at least {found.validator_value} ({_meaning(found)})",
    "exclusiveMinimum": lambda found: f"{found.instance!r} must be more than 0 ({_meaning(found)})",
    "maximum": lambda found: f"{found.instance!r} must be at most {found.validator_value} ({_meaning(found)})",
    "pattern": lambda found: f"{found.instance!r} is not {_meaning(found)}",
    "minLength": lambda _: "it is empty; write something, or leave it out",
    "minProperties": lambda _: "write one of number, extension and sip beside does",
    "maxProperties": lambda _: "write only one of number, extension and sip beside does",
    "not": lambda found: f"{found.instance!r} cannot be the name of a target: it is the embedded mock's",
}
