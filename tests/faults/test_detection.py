"""One fault of each class closes the gate, for the right reason; and leaving tests out hides nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

ONE_OF_EACH = (
    "call-member-missing", "time-out-takes-first-branch", "any-token-accepted", "others-flow-runs",
    "call-charged-twice", "flow-ids-swapped", "refused-call-rings-first", "hangup-not-final", "goto-one-more",
    "page-size-ignored", "last-destination-not-called", "second-hangup-succeeds", "crash-on-page-size-zero",
    "call-fails-now-and-then", "unknown-call-is-empty",
)  # fmt: skip
#: Of the tests that are left out for a fault, every so-manieth is played to see that it says nothing of it.
PROVE = 24


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Run the benchmark on them once, each to its first fitting finding."""
    out = tmp_path_factory.mktemp("detection")
    command = [sys.executable, str(ROOT / "benchmarks" / "detection.py"), "--edition=tutorial", f"--out={out}"]
    command += ["--first", f"--prove={PROVE}", *(f"--fault={name}" for name in ONE_OF_EACH)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    written = out / "detection-tutorial.json"
    assert written.exists(), done.stdout + done.stderr
    found = json.loads(written.read_text(encoding="utf-8"))
    assert found["clean"]["open"], done.stdout
    return list(found["faults"])


def test_one_fault_of_each_class_is_caught(faults: list[dict[str, Any]]) -> None:
    assert len({fault["kind"] for fault in faults}) == 15
    assert [fault["name"] for fault in faults if not fault["caught"]] == []


def test_what_is_left_out_would_not_have_named_the_fault(faults: list[dict[str, Any]]) -> None:
    assert sum(fault["proof"] for fault in faults) > 80
    assert {fault["name"]: fault["disproof"] for fault in faults if fault["disproof"]} == {}
