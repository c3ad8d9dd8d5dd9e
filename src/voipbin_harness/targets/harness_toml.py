"""Reading ``harness.toml``: what is wrong with it is said with file, member and what to do."""

from __future__ import annotations

import json
import tomllib
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
    problem = best_match(_validator().iter_errors(document))
    if problem is not None:
        raise HarnessError(f"{file}: {_told(problem)}")
    targets: dict[str, dict[str, Any]] = document.get("targets", {})
    return targets


@cache
def _validator() -> Draft202012Validator:
    text = resources.files("voipbin_harness").joinpath("harness_toml_schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def _told(problem: ValidationError) -> str:
    schema = problem.schema if isinstance(problem.schema, dict) else {}
    member = ".".join(map(str, problem.absolute_path)) or "the file"
    if _SECRETS & {str(part) for part in problem.absolute_path} and problem.validator in ("type", "pattern"):
        return f"{member}: write the name of an environment variable (A to Z, 0 to 9 and _), never the secret itself"
    match problem.validator:
        case "additionalProperties":
            known = ", ".join(schema.get("properties", {}))
            strange = ", ".join(sorted(set(problem.instance) - set(schema.get("properties", {}))))
            return f"{member}: there is no member {strange}; there are {known}"
        case "required":
            lacking = ", ".join(name for name in schema["required"] if name not in problem.instance)
            return f"{member}: {lacking} is missing; add it"
        case "enum":
            return f"{member}: {problem.instance!r} is none of {', '.join(map(str, schema['enum']))}"
        case "type":
            return f"{member}: write a {schema['type']}, not {problem.instance!r}"
        case _:
            meaning = f" ({schema['description']})" if "description" in schema else ""
            return f"{member}: {Masker().text(problem.message)}{meaning}"
