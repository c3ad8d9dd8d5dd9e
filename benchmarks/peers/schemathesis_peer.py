"""schemathesis alone, by its command line: all phases, all checks, stateful, within the budget."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from document import bundled, operation_named
from peer import ACCESSKEY, Complaint, Job, lines

_CREDENTIAL = f'[auth.openapi.accesskeyQuery]\napi_key = "{ACCESSKEY}"\n'


class Schemathesis:
    """The tool that the harness has its generated data from, here with its own checks and nothing else."""

    name = "schemathesis"
    about = (
        "It has no clock to move (time passes 20 times as fast), no callees to script and no second customer. Its own "
        "`--max-time` is the budget; a fault that one seed misses is tried with the next."
    )
    install = "with the project"
    command = (
        "schemathesis run DOCUMENT --checks=all --phases=examples,coverage,fuzzing,stateful --max-time=BUDGET "
        "--max-response-time=2 --continue-on-failure --seed=SEED"
    )
    seeded = True

    def version(self) -> str:
        """Return the version that the project has pinned."""
        return metadata.version("schemathesis")

    def prepare(self, edition: str, root: str, folder: Path) -> None:  # noqa: ARG002 - as every peer
        """Write the document."""
        (folder / "document.json").write_text(json.dumps(bundled(edition)), encoding="utf-8")

    def complaints(self, job: Job) -> Iterator[Complaint]:
        """Run it, and read its events; their times count from when it reads the document."""
        (job.folder / "schemathesis.toml").write_text(_CREDENTIAL, encoding="utf-8")
        command = [str(Path(sys.executable).parent / "schemathesis"), *self.command.split()[1:]]
        given = {
            "DOCUMENT": str(job.prepared / "document.json"),
            "BUDGET": str(round(job.budget_s)),
            "SEED": str(job.seed),
        }
        for name, value in given.items():
            command = [part.replace(name, value) for part in command]
        command += [f"--url={job.root}", "--no-color", "--report=ndjson", "--report-ndjson-path=events.ndjson"]
        for _ in lines(command, job, first="Schemathesis"):
            pass
        began = 0.0
        *whole, _cut = (job.folder / "events.ndjson").read_text(encoding="utf-8").split("\n")
        for line in whole:
            event = json.loads(line)
            began = event.get("LoadingStarted", {}).get("timestamp", began)
            if (scenario := event.get("ScenarioFinished")) is not None:
                yield from _read(job, scenario, scenario["timestamp"] - began)


def _read(job: Job, scenario: dict[str, Any], at_s: float) -> Iterator[Complaint]:
    recorder = scenario["recorder"]
    job.requests += len(recorder.get("interactions", ()))
    for case, checks in recorder.get("checks", {}).items():
        for check in checks:
            if check["status"] == "failure":
                asked = recorder["cases"][case]["value"]
                told = check.get("failure_info", {}).get("failure", {})
                operation = operation_named(job.edition, asked["method"], asked["path"])
                yield Complaint(operation, told.get("title") or check["name"], round(at_s, 2))
