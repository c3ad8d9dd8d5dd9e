"""One fault of each class closes the gate, for the right reason; and leaving tests out hides nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

ONE_OF_EACH = (
    "call-member-missing", "time-out-takes-first-branch", "hangup-without-credential", "others-flow-runs",
    "call-charged-twice", "flow-detail-is-name", "refused-call-rings-first", "hangup-not-final", "goto-one-more",
    "page-size-ignored", "last-destination-not-called", "second-hangup-succeeds", "crash-on-page-size-zero",
    "call-list-slow", "unknown-call-is-empty",
)  # fmt: skip
A_FEW = ("page-size-ignored", "flow-detail-is-name", "generated:GET /flows/{id}:200:$.actions[].type:drop")


def detect(out: Path, faults: tuple[str, ...], *more: str) -> list[dict[str, Any]]:
    chosen = [arg for name in faults for arg in ("--fault", name)]
    command = [sys.executable, str(ROOT / "benchmarks" / "detection.py"), "--edition", "tutorial", "--out", str(out)]
    done = subprocess.run([*command, *chosen, *more], capture_output=True, text=True, timeout=300, check=False)
    written = out / "detection-tutorial.json"
    assert written.exists(), done.stdout + done.stderr
    found = json.loads(written.read_text(encoding="utf-8"))
    assert found["clean"]["open"], done.stdout
    return list(found["faults"])


def test_one_fault_of_each_class_is_caught(tmp_path: Path) -> None:
    faults = detect(tmp_path, ONE_OF_EACH)
    assert len({fault["kind"] for fault in faults}) == 15
    assert [fault["name"] for fault in faults if not fault["caught"]] == []


def test_leaving_out_what_cannot_reach_a_fault_changes_no_result(tmp_path: Path) -> None:
    told = [
        [
            (fault["name"], fault["caught"], fault["by"], fault["first"])
            for fault in detect(tmp_path / how, A_FEW, *more)
        ]
        for how, more in (("some", ()), ("whole", ("--whole",)))
    ]
    assert told[0] == told[1]
