"""What stands beside the tests in ``allure-results``: environment, categories and executor."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from voipbin_harness import __version__
from voipbin_harness.reporting.text import one_line
from voipbin_harness.resources import suite_root
from voipbin_harness.run_info import RunInfo


def configuration() -> dict[str, Any]:
    """Return ``reports/allure.json``: the name of the report and its categories, one for each kind of finding."""
    config: dict[str, Any] = json.loads((suite_root() / "reports" / "allure.json").read_text(encoding="utf-8"))
    return config


def environment(info: RunInfo) -> dict[str, str]:
    """Return what was gated, where and with which tools."""
    facts = {
        "Gated": info.build or "not named",
        "Target": info.target,
        "Edition": info.edition,
        "Profile": info.profile,
        "Seed": str(info.seed),
        "Clock": "wall" if info.live else "virtual",
        "Capabilities": ", ".join(sorted(info.capabilities)) or "none",
        "Harness": __version__,
        "Commit": info.commit[:12] or "unknown",
        "Python": platform.python_version(),
        "Schemathesis": _version("schemathesis"),
        "pytest-bdd": _version("pytest-bdd"),
    }
    return {name: one_line(value) for name, value in facts.items()}


def describe(results: Path, info: RunInfo, variables: Mapping[str, str] = os.environ) -> None:
    """Write the environment, the categories and, in a pipeline, the executor."""
    results.mkdir(parents=True, exist_ok=True)
    lines = (f"{name}={value}" for name, value in environment(info).items())
    _write(results / "environment.properties", "\n".join(_latin(line) for line in lines) + "\n")
    _write(results / "categories.json", json.dumps(configuration()["categories"], indent=2))
    if found := executor(variables):
        _write(results / "executor.json", json.dumps(found, indent=2))


def executor(variables: Mapping[str, str]) -> dict[str, str]:
    """Return who runs the pipeline; empty outside of one."""
    get = variables.get
    if get("GITHUB_ACTIONS"):
        url = f"{get('GITHUB_SERVER_URL', '')}/{get('GITHUB_REPOSITORY', '')}/actions/runs/{get('GITHUB_RUN_ID', '')}"
        return _executor(
            "GitHub Actions", "github", f"{get('GITHUB_WORKFLOW', '')} #{get('GITHUB_RUN_NUMBER', '')}", url
        )
    if get("GITLAB_CI"):
        name = f"{get('CI_JOB_NAME', '')} #{get('CI_PIPELINE_IID', '')}"
        return _executor("GitLab CI", "gitlab", name, get("CI_JOB_URL", ""))
    if get("JENKINS_URL"):
        return _executor("Jenkins", "jenkins", get("BUILD_TAG", ""), get("BUILD_URL", ""))
    return {}


def tidy(results: Path) -> None:
    """Remove the set-up and tear-down of tests where nothing is to be seen: pytest has dozens of fixtures for each."""
    for file in results.glob("*-container.json"):
        container = json.loads(file.read_text(encoding="utf-8"))
        kept = {part: [*filter(_tells, container.get(part, []))] for part in ("befores", "afters")}
        if not any(kept.values()):
            file.unlink()
        else:
            _write(file, json.dumps({**container, **kept}))


def _tells(fixture: dict[str, Any]) -> bool:
    # A finalizer that pytest-bdd registers has no status at all: nobody tells Allure that it ended.
    return fixture.get("status", "passed") != "passed" or bool(fixture.get("steps") or fixture.get("attachments"))


def _executor(name: str, kind: str, build: str, url: str) -> dict[str, str]:
    return {"name": name, "type": kind, "buildName": one_line(build), "buildUrl": url}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _latin(line: str) -> str:
    """Return a line as a properties file holds it."""
    escaped = line.replace("\\", "\\\\")
    return "".join(sign if sign.isascii() else f"\\u{ord(sign):04x}" for sign in escaped)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
