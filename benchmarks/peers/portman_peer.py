"""Portman: a Postman collection with contract tests made from the document, run by newman."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from document import operation_named, plain
from peer import ACCESSKEY, TOOLS, Complaint, Job, lines, number_id, output

_BIN = TOOLS / "portman/node_modules/.bin"
_FAILED = re.compile(r"^\s+\d+\. \[(?P<method>[A-Z]+)\]::(?P<path>\S+) - (?P<what>.+)$")
_ON = {"enabled": True}
_TESTS = ("statusSuccess", "contentType", "jsonBody", "schemaValidation")
_KEY = {"key": "accesskey", "value": ACCESSKEY, "in": "query"}
_ORDER = ("POST ", "GET ", "GET /{id}", "PUT /{id}", "POST /{id}/hangup", "POST /{id}/stop", "DELETE /{id}")


class Portman:
    """One good request of each operation with every contract test that it knows; a wrong credential, empty bodies."""

    name = "Portman"
    about = (
        "Given the document in the words of 3.0, the id of a number, the ids that answers bring (of calls, flows and "
        "more) to use in the next request, its five contract tests and two variations: no credential, an empty "
        "body. Generating the collection is not counted. It has no clock, no callees and one customer. Not seeded."
    )
    install = (
        "mkdir -p $PEERS_TOOLS/portman && cd $PEERS_TOOLS/portman && echo '{}' > package.json && "
        "npm install @apideck/portman@1.33.0 newman@6.2.2 tslib"
    )
    command = "portman -l DOCUMENT -c CONFIG -o collection.json && newman run collection.json"
    seeded = False

    def version(self) -> str:
        """Return its version and newman's."""
        return f"{output(str(_BIN / 'portman'), '--version')} (newman {output(str(_BIN / 'newman'), '--version')})"

    def prepare(self, edition: str, root: str, folder: Path) -> None:
        """Make the collection."""
        (folder / "document.json").write_text(json.dumps(plain(edition)), encoding="utf-8")
        (folder / "config.json").write_text(json.dumps(_config(edition, number_id(root))), encoding="utf-8")
        command = [str(_BIN / "portman"), "-l", "document.json", "-c", "config.json", "-o", "collection.json"]
        subprocess.run([*command, "-b", "http://root.invalid"], cwd=folder, check=True, capture_output=True)

    def complaints(self, job: Job) -> Iterator[Complaint]:
        """Run the collection and read newman's lines."""
        made = (job.prepared / "collection.json").read_text(encoding="utf-8")
        (job.folder / "collection.json").write_text(made.replace("http://root.invalid", job.root), encoding="utf-8")
        command = [str(_BIN / "newman"), "run", "collection.json", "--color=off", "--timeout-request=5000"]
        for line in lines(command, job, first="http://127"):
            job.requests += f" {job.root}/" in line
            if found := _FAILED.match(line):
                path = re.sub(r":(\w+)", r"{\1}", found["path"])
                yield Complaint(operation_named(job.edition, found["method"], path), found["what"], round(job.now_s, 2))


def _config(edition: str, number: str) -> dict[str, Any]:
    made = "[0].id" if edition == "tutorial" else "calls[0].id"
    ids = {"calls": made, "flows": "id", "groupcalls": "id", "activeflows": "id", "accesskeys": "id"}
    wrong = {"overwriteRequestSecurity": {"apiKey": {**_KEY, "value": "wrong"}}}
    empty = {"overwriteRequestBody": [{"key": ".", "value": {}, "overwrite": True}]}
    without_body = [f"POST::/v1.0/{one}/{{id}}/{end}" for one in ids for end in ("hangup", "stop")]
    return {
        "version": 1.0,
        "globals": {
            "securityOverwrites": {"apiKey": _KEY},
            # The end of a thing is asked for after its beginning, and before its deletion.
            "orderOfOperations": [
                f"{method}::/v1.0/{name}{rest}"
                for name in ids
                for method, _, rest in (step.partition(" ") for step in _ORDER)
            ],
        },
        "tests": {
            "contractTests": [
                {"openApiOperation": "*::/*", **dict.fromkeys(_TESTS, _ON), "responseTime": {**_ON, "maxMs": 2000}}
            ],
            "variationTests": [
                _variation("wrong credential", "*::/*", ["POST::/auth/login"], wrong, 401),
                _variation("empty body", "POST::/*", without_body, empty, 400),
            ],
        },
        "assignVariables": [
            {
                "openApiOperation": f"POST::/v1.0/{name}",
                "collectionVariables": [{"responseBodyProp": where, "name": f"{name}Id"}],
            }
            for name, where in ids.items()
        ],
        "overwrites": [
            {
                "openApiOperation": f"*::/v1.0/{name}/{{id}}{rest}",
                "overwriteRequestPathVariables": [{"key": "id", "value": value, "overwrite": True}],
            }
            for name, value in (*((one, f"{{{{{one}Id}}}}") for one in ids), ("numbers", number))
            for rest in ("", "/*")
        ],
    }


def _variation(name: str, operations: str, without: list[str], change: dict[str, Any], status: int) -> dict[str, Any]:
    tests = {"contractTests": [{"statusCode": {**_ON, "code": status}}]}
    variation = {"name": name, "overwrites": [change], "tests": tests}
    return {"openApiOperation": operations, "excludeForOperations": without, "variations": [variation]}
