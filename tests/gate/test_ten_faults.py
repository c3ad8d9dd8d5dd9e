"""A wrong platform closes the gate: ten defects, each switched on alone, each named by what it breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gate.running import gate

CALLS = ("POST /calls", "GET /calls", "GET /calls/{id}", "POST /calls/{id}/hangup", "DELETE /calls/{id}")

TEN = [
    ("branch-wrong-target", {"flow"}, {"POST /calls"}),
    ("goto-one-more", {"flow"}, {"POST /calls"}),
    ("hangup-by-swapped", {"lifecycle"}, {"GET /calls/{id}", "GET /calls"}),
    ("ringing-before-create", {"timestamps"}, {"GET /calls/{id}", "GET /calls"}),
    ("call-member-missing", {"missing-field"}, set(CALLS)),
    ("call-member-extra", {"undeclared-field"}, set(CALLS)),
    ("status-unknown-value", {"unknown-value"}, set(CALLS)),
    ("paging-repeats-item", {"collection"}, {"GET /calls"}),
    ("payment-not-required", {"billing", "wrong-status", "accepted-invalid"}, {"POST /calls"}),
    ("other-customer-readable", {"isolation"}, {"GET /calls/{id}"}),
]


@pytest.mark.parametrize(("fault", "kinds", "operations"), TEN, ids=[fault for fault, *_ in TEN])
def test_a_defect_closes_the_gate_and_is_named(
    fault: str, kinds: set[str], operations: set[str], tmp_path: Path
) -> None:
    run = gate(tmp_path, "--only", "features", "--fault", fault)
    assert (run.status, run.gate["verdict"]) == (1, "closed"), run.out + run.err
    named = [f for f in run.gate["findings"] if f["kind"] in kinds and f["operation"] in operations]
    assert named, [(f["kind"], f["operation"], f["expected"], f["observed"]) for f in run.gate["findings"]]
    assert all(f["expected"] and f["observed"] and f["replay"] for f in named)
    assert all(f["id"] in run.out for f in named[:1])
