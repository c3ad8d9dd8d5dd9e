"""schemathesis alone, by its command line, against a mock server with one fault after another.

It is given the contracts' OpenAPI document, a good access key and one seed's run of all its phases within about the
time that the gate takes. What it cannot be given fairly: a clock to move (calls pass at 20x), callees to script, a
second customer, and which findings name a fault rightly. So a kill is counted generously: any failure whose
operation is one of the fault's, and that it does not also report of the clean mock.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

from voipbin_mock.faults import load_fault

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOUND = re.compile(r"^_+ ([A-Z]+ /\S*) _+$|^- (.+)$", re.MULTILINE)
BUDGET_S = 20
COMMAND = (
    str(Path(sys.executable).parent / "schemathesis"), "run", "--checks=all",
    "--phases=examples,coverage,fuzzing,stateful",
    f"--max-time={BUDGET_S}", "--max-response-time=2", "--continue-on-failure", "--no-color",
)  # fmt: skip
CREDENTIAL = '[auth.openapi.accesskeyQuery]\napi_key = "demo-access-key"\n'


def try_fault(name: str, edition: str, seed: int) -> tuple[set[tuple[str, str]], float, int]:
    """Return what schemathesis reports of a mock with this fault (operation, failure), in how many s and requests."""
    fault = ["--fault", name] if name else []
    command = [sys.executable, "-m", "voipbin_mock", "--edition", edition, "--clock", "20x", *fault]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as mock:
        try:
            assert mock.stdout is not None
            root = mock.stdout.readline().split()[1]
            began = time.perf_counter()
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "schemathesis.toml").write_text(CREDENTIAL, encoding="utf-8")
                done = subprocess.run(
                    [
                        *COMMAND,
                        str(ROOT / "contracts" / edition / "openapi.yaml"),
                        "--url",
                        f"{root}/v1.0",
                        f"--seed={seed}",
                    ],
                    capture_output=True,
                    text=True,
                    check=False,
                    cwd=folder,
                    timeout=10 * BUDGET_S,
                )
            took = time.perf_counter() - began
        finally:
            mock.terminate()
    found, operation = set(), ""
    for match in FOUND.finditer(done.stdout):
        operation = match[1] or operation
        if match[2] and operation:
            found.add((operation, match[2]))
    cases = re.search(r"(\d+) generated|Test cases:\s*\n\s*(\d+)", done.stdout)
    return found, took, int(next(filter(None, cases.groups()))) if cases else 0


def main() -> None:
    """Try the faults that are named, and the harmless variants among them; write the summary."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edition", default="tutorial")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("names", nargs="+", metavar="FAULT")
    asked = parser.parse_args()
    clean, _, _ = try_fault("", asked.edition, asked.seed)
    faults, alarms, harmless, took, requests = {}, 0, 0, [], []
    for name in asked.names:
        found, seconds, cases = try_fault(name, asked.edition, asked.seed)
        fault, new = load_fault(name), found - clean
        print(f"{name:40} {seconds:5.1f} s {cases:6}  {sorted(new)[:3]}", flush=True)
        took.append(seconds)
        requests.append(cases)
        if fault.harmless:
            harmless, alarms = harmless + 1, alarms + bool(new)
        else:
            faults[name] = {"caught": any(operation in fault.operations for operation, _ in new)}
    version = metadata.version("schemathesis")
    summary = {
        "peer": "schemathesis", "edition": asked.edition, "version": version,
        "command": f"schemathesis_alone.py --edition {asked.edition} --seed {asked.seed} FAULT...",
        "about": f"One seed, {BUDGET_S} s a fault; counted generously: any new failure of a right operation.",
        "clean": f"{len(clean)} kinds of failure reported of it, which count nowhere", "false_alarms": alarms,
        "harmless": harmless, "seconds": statistics.median(took), "requests": round(statistics.median(requests)),
        "faults": faults,
    }  # fmt: skip
    (HERE / f"schemathesis-{asked.edition}.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
