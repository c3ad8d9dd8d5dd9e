"""Specmatic: contract tests with generated requests, from the jar that its PyPI package brings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from document import operation_named, plain
from peer import ACCESSKEY, TOOLS, Complaint, Job, lines, number_id, output

_JAR = "specmatic/lib/python*/site-packages/specmatic/core/specmatic.jar"
_ENDED = re.compile(
    r"^[+-]ve  Scenario: (?P<method>[A-Z]+) (?P<path>\S+) -> (?P<status>\S+) .*has (?P<how>FAILED|SUCCEEDED)$"
)
_WHERE = re.compile(r"^\s+>> (?P<where>RESPONSE\S*)")
_RULE = re.compile(r"^\s+(?P<rule>R\d+): ")
#: It follows an id from one answer into the next path, out of an object only.
_FOLLOWED = {
    "POST /v1.0/flows -> 200": {"extract": "BODY.id"},
    "POST /v1.0/groupcalls -> 200": {"extract": "BODY.id"},
    **{
        f"{asked} -> 200": {"use": "PATH.id"}
        for asked in (
            "GET /v1.0/flows/(id:uuid)", "DELETE /v1.0/flows/(id:uuid)", "PUT /v1.0/flows/(id:uuid)",
            "GET /v1.0/groupcalls/(id:uuid)", "POST /v1.0/groupcalls/(id:uuid)/hangup",
            "DELETE /v1.0/groupcalls/(id:uuid)",
        )
    },
}  # fmt: skip


class Specmatic:
    """Its tests come from the document's examples, each member broken in turn."""

    name = "Specmatic"
    about = (
        "Given the document in the words of 3.0, as it does not hold `if`/`then`/`else`; the id of a number; and a "
        "workflow that follows the ids of flows and groupcalls. It follows none out of an array, so that calls of "
        "`tutorial` stay unread. `MAX_TEST_REQUEST_COMBINATIONS=4`: without it the budget ends before half of the "
        "operations were tried. It has no clock, no callees and one customer. Not seeded."
    )
    install = (
        "python3 -m venv $PEERS_TOOLS/specmatic && $PEERS_TOOLS/specmatic/bin/pip install specmatic==2.55.3 (Java 17)"
    )
    command = "SPECMATIC_GENERATIVE_TESTS=true java -jar specmatic.jar test --testBaseURL=ROOT"
    seeded = False

    def version(self) -> str:
        """Return its version and that of Java."""
        return output("java", "-jar", str(_jar()), "--version").removeprefix("Specmatic Version: ")

    def prepare(self, edition: str, root: str, folder: Path) -> None:
        """Write the document and what to follow."""
        document = plain(edition)
        for path, item in document["paths"].items():
            if path.startswith("/v1.0/numbers/"):
                known = {"good": {"value": number_id(root)}}
                item["parameters"] = [{**document["components"]["parameters"]["Id"], "examples": known}]
        (folder / "document.json").write_text(json.dumps(document), encoding="utf-8")
        given = {
            "version": 2,
            "contracts": [{"provides": [str(folder / "document.json")]}],
            "workflow": {"ids": _FOLLOWED},
        }
        (folder / "specmatic.json").write_text(json.dumps(given), encoding="utf-8")

    def complaints(self, job: Job) -> Iterator[Complaint]:
        """Run it and read what it prints as it goes."""
        command = ["java", "-XX:TieredStopAtLevel=1", "-jar", str(_jar()), "test", f"--testBaseURL={job.root}"]
        command += [f"--config={job.prepared / 'specmatic.json'}"]
        given = {
            "SPECMATIC_GENERATIVE_TESTS": "true",
            "MAX_TEST_REQUEST_COMBINATIONS": "4",
            "accesskeyQuery": ACCESSKEY,
        }
        operation, failed, where = "", False, ""
        for line in lines(command, job, first="Request to ", more=given):
            job.requests += "Request to http" in line
            if line.startswith("Unsuccessful Scenarios:"):
                return
            if ended := _ENDED.match(line):
                failed = ended["how"] == "FAILED"
                path = re.sub(r"\((\w+):\w+\)", r"{\1}", ended["path"])
                operation, where = operation_named(job.edition, ended["method"], path) + f" {ended['status']}", ""
            elif failed and (found := _WHERE.match(line)):
                where = re.sub(r"\[\d+\]", "[]", found["where"])
            elif failed and where and (rule := _RULE.match(line)):
                name, status = operation.rsplit(" ", 1)
                yield Complaint(name, f"{status} {where} {rule['rule']}", round(job.now_s, 2))


def _jar() -> Path:
    return next(TOOLS.glob(_JAR))
