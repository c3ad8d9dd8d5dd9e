"""Some of the project's own features, unchanged, on an account with owned numbers; `make agreement` plays them all."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.live.mocking import SECOND, THIRD, profile
from tests.live.whole import run
from voipbin_harness.recordfile import read_records
from voipbin_harness.resources import suite_root
from voipbin_harness.targets.profile import Listed

CALLEES = (Listed("tel", SECOND, "follows scripts"), Listed("tel", THIRD, "follows scripts"))


@pytest.mark.parametrize(
    ("edition", "topics", "proves"),
    [
        ("tutorial", ("hangup_reasons", "activeflows"), "Why a call ended: a busy line"),
        (
            "current",
            ("call_connect", "activeflows"),
            "A call that is put through: hanging up by the API ends both calls",
        ),
    ],
)
def test_what_the_mock_proves_an_account_proves_or_says_why_not(
    tmp_path: Path, edition: str, topics: tuple[str, ...], proves: str
) -> None:
    features = tmp_path / "features"
    shutil.copytree(suite_root() / "features" / "flows", features / "flows")
    for topic in topics:
        shutil.copy(suite_root() / "features" / f"{topic}.feature", features)
    described = replace(profile(tmp_path, callees=CALLEES), edition=edition)
    plan = run(tmp_path, described, "--plan", features=features)
    done = run(tmp_path, described, features=features)
    worst = re.search(r"at worst: (\d+) calls", plan.out)
    assert worst is not None
    assert 0 < done.legs <= int(worst[1]), "the plan has promised too little"
    assert (done.status, done.gate["counts"]["failed"], done.gate["findings"]) == (0, 0, []), done.out
    records = read_records(tmp_path / "reports").records
    proved = {record.title for record in records if record.outcome == "passed"}
    assert {proves, "Flows that run: the flow of a call runs the branch that was chosen"} <= proved
    lacking = {item.capability for record in records for item in record.unproven}
    assert lacking <= {
        "hears",
        "unreachable_callee",
        "any_script",
        "sip",
        "more_callees",
        "still_time",
        "fixed_numbers",
    }
    assert done.calls_going_on == 0
