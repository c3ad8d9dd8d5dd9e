"""Every fault can be seen, and only where it is switched on; a harmless variant can be seen and is one."""

from __future__ import annotations

from collections import Counter

import pytest

from voipbin_mock.faults import Fault, load_fault, names
from voipbin_mock.faults._driving import Drive
from voipbin_mock.operations import all_operations

FAULTS = [load_fault(name) for name in names()]
EACH = [pytest.param(fault, edition, id=f"{fault.name}-{edition}") for fault in FAULTS for edition in fault.editions]
KINDS = {
    "missing-field", "undeclared-field", "wrong-type", "wrong-format", "unknown-value", "wrong-status",
    "wrong-content-type", "malformed-body", "wrong-error", "accepted-invalid", "rejected-valid", "crash", "auth",
    "isolation", "lifecycle", "timestamps", "echo", "collection", "flow", "fan-out", "billing", "side-effect",
    "latency", "mixed-generations", "leak", "leftover", "scenario",
}  # fmt: skip
CLASSES = {
    "shape", "rare-branch", "authentication", "isolation", "billing", "persistence", "refusal", "lifecycle", "flow",
    "collections", "fan-out", "races", "crash", "latency", "masked",
}  # fmt: skip


def seen(fault: Fault, edition: str, *switched_on: str) -> list[object]:
    drive = Drive(switched_on, edition)
    fault.trigger(drive)
    return drive.seen


@pytest.mark.parametrize(("fault", "edition"), EACH)
def test_its_script_brings_a_fault_out(fault: Fault, edition: str) -> None:
    clean = seen(fault, edition)
    assert seen(fault, edition, fault.name) != clean
    assert seen(fault, edition) == clean, "a fault has reached a mock without it"


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_fault_says_what_would_name_it(fault: Fault) -> None:
    known = {operation.path for operation in all_operations()}  # a path may be asked with a method that it lacks
    assert {operation.partition(" ")[2] for operation in fault.operations} <= known
    assert set(fault.kinds) <= KINDS
    assert bool(fault.operations and fault.kinds) != fault.harmless
    assert fault.harmless or fault.kind in CLASSES


def test_there_are_enough_of_each_class() -> None:
    counted = Counter(fault.kind for fault in FAULTS)
    assert all(counted[kind] >= 5 for kind in CLASSES), counted
    assert counted["harmless"] >= 20
    assert sum(counted.values()) - counted["harmless"] >= 70
