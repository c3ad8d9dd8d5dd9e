"""A wrong platform closes the gate: ten defects, each switched on alone, each named by what it breaks.

Each run plays one topic, for speed; the benchmark of detection plays the whole suite against these and many more.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gate.running import gate, topic

CALLS = ("POST /calls", "GET /calls", "GET /calls/{id}", "POST /calls/{id}/hangup", "DELETE /calls/{id}")

TEN = [
    ("branch-wrong-target", "call_branch", {"flow"}, {"POST /calls"}),
    ("goto-one-more", "call_branch", {"flow"}, {"POST /calls"}),
    ("hangup-by-swapped", "hangup_reasons", {"lifecycle"}, {"GET /calls/{id}", "GET /calls"}),
    ("ringing-before-create", "call_get", {"timestamps"}, {"GET /calls/{id}", "GET /calls"}),
    ("call-member-missing", "call_get", {"missing-field"}, set(CALLS)),
    ("call-member-extra", "call_get", {"undeclared-field"}, set(CALLS)),
    ("status-unknown-value", "call_get", {"unknown-value"}, set(CALLS)),
    ("paging-repeats-item", "call_list", {"collection"}, {"GET /calls"}),
    ("payment-not-required", "refusals", {"billing", "wrong-status", "accepted-invalid"}, {"POST /calls"}),
    ("other-customer-readable", "isolation", {"isolation"}, {"GET /calls/{id}"}),
]


@pytest.mark.parametrize(("fault", "feature", "kinds", "operations"), TEN, ids=[fault for fault, *_ in TEN])
def test_a_defect_closes_the_gate_and_is_named(
    fault: str, feature: str, kinds: set[str], operations: set[str], tmp_path: Path
) -> None:
    features = topic(tmp_path / "features", feature)
    run = gate(tmp_path / "r", "--only", "features", "--features", str(features), "--fault", fault)
    assert (run.status, run.gate["verdict"]) == (1, "closed"), run.out + run.err
    named = [f for f in run.gate["findings"] if f["kind"] in kinds and f["operation"] in operations]
    assert named, [(f["kind"], f["operation"], f["expected"], f["observed"]) for f in run.gate["findings"]]
    assert all(f["expected"] and f["observed"] and f["replay"] for f in named)
    assert all(f["id"] in run.out for f in named[:1])
