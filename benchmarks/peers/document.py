"""The contracts' OpenAPI document as the peers take it: one file, whole paths, an example for each body.

:func:`bundled` says what the document in ``contracts/`` says, in one piece (3.1). :func:`plain` is the same in words of
3.0, for tools that read no newer:

- ``if``/``then``/``else`` becomes "one of the two", ``const`` a list of one;
- what hangs together in an object (``then``, ``anyOf``, ``allOf`` beside ``properties``) and ``contains`` are left out;
- an object may have more members unless it says otherwise, which is said, as Specmatic takes it for the opposite;
- an action inside an action may be any object, as Portman reads no document that refers to itself;
- of the credentials the access key is left, and a refusal may have any body;
- each answer has a valid example, without which Specmatic does not take up that of the request.

Both carry a valid example of each request, so that a tool which invents no telephone number can make a call.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from voipbin_harness.contract import load
from voipbin_harness.resources import suite_root

METHODS = ("get", "post", "put", "delete")
_RECURSIVE = tuple(f"#/components/schemas/{name}" for name in ("action", "actions"))
_NIL = "00000000-0000-0000-0000-000000000000"
#: The id of something that would have to be there first.
_OTHER_THINGS = re.compile(r"[0-9a-f]{8}-(?!0000-0000-0000-000000000000)[0-9a-f]{4}-")
_NOTES = ("$schema", "$comment", "x-generation", "x-optional")
_NOT_IN_3_0 = ("if", "then", "else", "contains", "examples", "propertyNames", "$schema", "$comment", "const")


def bundled(edition: str) -> dict[str, Any]:
    """Return the document of an edition without references to files."""
    contract = load(edition)
    whole: dict[str, Any] = _inlined(json.loads(json.dumps(contract.raw)), "")
    whole["components"]["schemas"] = {_component(name): _inlined(one, name) for name, one in contract.schemas.items()}
    whole["servers"] = [{"url": "/"}]
    whole["paths"] = {
        path if "servers" in item else f"/v1.0{path}": {key: one for key, one in item.items() if key != "servers"}
        for path, item in whole["paths"].items()
    }
    for operation in _operations(whole):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            content["examples"] = {"good": {"value": _example(edition, content["schema"])}}
    return whole


def plain(edition: str) -> dict[str, Any]:
    """Return the document of an edition in the words of OpenAPI 3.0."""
    whole = bundled(edition)
    whole["openapi"] = "3.0.3"
    whole["security"] = [{"accesskeyQuery": []}]
    whole["components"]["securitySchemes"] = {
        "accesskeyQuery": whole["components"]["securitySchemes"]["accesskeyQuery"]
    }
    schemas = {name: _older(one) for name, one in whole["components"]["schemas"].items()}
    whole["components"]["schemas"] = {
        name: _flat(one) if name.startswith("actions.") else one for name, one in schemas.items()
    }
    for operation in _operations(whole):
        for status, answer in operation["responses"].items():
            answer.pop("links", None)
            for content in answer.get("content", {}).values() if status == "200" else ():
                content["examples"] = {"good": {"value": _example(edition, content["schema"])}}
    for answer in whole["components"]["responses"].values():
        answer.setdefault("content", {"application/json": {"schema": {}}})
    whole["components"]["parameters"]["Id"]["examples"] = {"good": {"value": "11111111-1111-4111-8111-111111111111"}}
    return whole


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in document["paths"].values():
        yield from (item[method] for method in METHODS if method in item)


def operation_named(edition: str, method: str, path: str) -> str:
    """Return the operation that a request belongs to, as the contracts name it, empty when there is none."""
    asked = path.partition("?")[0].removeprefix("/v1.0").strip("/").split("/")
    for template in load(edition).raw["paths"]:
        known = template.strip("/").split("/")
        if len(known) == len(asked) and all(
            one.startswith("{") or one == other for one, other in zip(known, asked, strict=True)
        ):
            return f"{method.upper()} {template}"
    return ""


def _inlined(value: Any, name: str) -> Any:
    if isinstance(value, list):
        return [_inlined(each, name) for each in value]
    if not isinstance(value, dict):
        return value
    inlined = {key: _inlined(each, name) for key, each in value.items() if key not in _NOTES}
    reference = value.get("$ref")
    if isinstance(reference, str) and not reference.startswith("#"):
        found = posixpath.normpath(posixpath.join(posixpath.dirname(name), reference)).removesuffix(".json")
        inlined["$ref"] = f"#/components/schemas/{_component(found.removeprefix('schemas/'))}"
    return inlined


def _component(name: str) -> str:
    return name.replace("/", ".")


def _example(edition: str, schema: dict[str, Any]) -> Any:
    name = schema["$ref"].removeprefix("#/components/schemas/").replace(".", "/", 1)
    examples = suite_root() / "contracts" / edition / "examples" / f"{name}.json"
    good = [one["data"] for one in json.loads(examples.read_text(encoding="utf-8")) if one["valid"]]
    if not name.startswith("requests/"):
        return good[0]
    return next((one for one in good if not _OTHER_THINGS.search(json.dumps(one))), None) or _alone(edition, good[0])


def _alone(edition: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return a body that needs nothing to be there: it brings the actions itself, and sets no flow."""
    alone = {name: _NIL if name.endswith("_flow_id") else value for name, value in body.items()}
    if alone.pop("flow_id", None):
        flow = suite_root() / "contracts" / edition / "examples" / "requests" / "flow.json"
        alone["actions"] = json.loads(flow.read_text(encoding="utf-8"))[0]["data"]["actions"]
    return alone


def _flat(schema: Any) -> Any:
    """Return the schema of an action that holds other actions, with any objects in their place."""
    if isinstance(schema, list):
        return [_flat(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("$ref") in _RECURSIVE:
        return {"type": "object", "additionalProperties": True}
    return {key: _flat(each) for key, each in schema.items()}


def _older(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_older(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    older = {key: _older(one) for key, one in schema.items() if key not in _NOT_IN_3_0}
    if "properties" in schema:
        older["properties"] = {name: _older(one) for name, one in schema["properties"].items()}
        older = {"additionalProperties": True} | {
            key: one for key, one in older.items() if key not in ("anyOf", "allOf")
        }
    elif {"then", "else"} <= schema.keys():
        older = {"anyOf": [older | _older(schema["then"]), older | _older(schema["else"])]}
    if "const" in schema:
        older |= {"enum": [schema["const"]], "type": "string"}
    if isinstance(types := schema.get("type"), list):
        kept = [one for one in types if one != "null"]
        older["type"] = kept[0]
        older["nullable"] = "null" in types
    return older
