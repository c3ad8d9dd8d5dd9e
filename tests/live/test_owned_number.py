"""An owned number as the callee: what each script does to a call, on both editions, and that the number is set back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.live.mocking import LISTENS, LONG, SECOND, SOURCE, THIRD, Platform, checker_of, profile, tel, world_of
from tests.live.somebody import Somebody
from voipbin_harness.callees.script import BUSY, DECLINE, NO_ANSWER, UNREACHABLE, Act, CalleeScript
from voipbin_harness.targets.live import LiveTarget
from voipbin_harness.violation import Unproven
from voipbin_harness.world import World

MENU = [
    {"type": "digits_receive", "option": {"duration": 8000, "length": 1}},
    {"type": "branch", "option": {"default_target_id": "no", "target_ids": {"1": "yes"}}},
    {"type": "sleep", "id": "no", "option": {"duration": 60_000}},
    {"type": "hangup", "id": "yes"},
]
IDS = {"no": "11111111-0000-4000-8000-000000000001", "yes": "11111111-0000-4000-8000-000000000002"}
TALKING = [{"type": "talk", "option": {"text": "Press a key, please.", "language": "en-US"}}]
ANSWERS = CalleeScript("answer", 2000)


def on(edition: str, folder: Path) -> tuple[World, LiveTarget, list[str], Somebody]:
    platform = Platform(name=edition)
    somebody = Somebody(platform.http)
    described = replace(profile(folder), edition=edition, callees=profile(folder).callees[:2])
    target = platform.target(described)
    target.arrive()
    world = world_of(target)
    session, found = checker_of(target).begin(), list[str]()
    world.begin(lambda exchange: found.extend(str(one) for one in session.check(exchange)))
    return world, target, found, somebody


@pytest.mark.parametrize("edition", ["tutorial", "current"])
@pytest.mark.parametrize(
    ("script", "ends", "after_s"),
    [
        (CalleeScript("reject", 0, BUSY), ("remote", "busy"), (0, 2)),
        (CalleeScript("reject", 4000, DECLINE), ("remote", "noanswer"), (4, 6)),
        (CalleeScript("reject", 4000, NO_ANSWER), ("remote", "noanswer"), (4, 6)),
        (CalleeScript("no_answer"), ("local", "dialout"), (25, 70)),
        (ANSWERS, ("local", "normal"), (10, 14)),
        (ANSWERS.then(Act("hangup", delay_ms=3000)), ("remote", "normal"), (5, 7)),
        (ANSWERS.then(Act("press", digits="1", delay_ms=1000)), ("local", "normal"), (3, 5)),
        (ANSWERS.then(Act("press", "prompt", digits="1")), ("local", "normal"), (3, 6)),
    ],
    ids=["busy", "declines", "does not answer for 4 s", "never answers", "listens", "hangs up", "presses", "after it"],
)
def test_a_script_is_played(
    tmp_path: Path, edition: str, script: CalleeScript, ends: tuple[str, str], after_s: tuple[int, int]
) -> None:
    world, target, found, somebody = on(edition, tmp_path)
    callee = world.callees.place(script)
    menu = [{**one, **({"id": IDS[one["id"]]} if "id" in one else {})} for one in MENU]
    menu[1] = {
        "type": "branch",
        "option": {"default_target_id": IDS["no"], "target_ids": {"1": IDS["yes"]}},
    }
    menu[2] = {"type": "hangup", "id": IDS["no"]}
    call = world.client().create_call(tel(SOURCE), [callee.address], actions=menu).calls[0]
    while not call.ended:
        assert world.clock.step(120_000), "the call never ended"
        call = world.client().call(call.id)
    assert (call.hangup_by, call.hangup_reason) == ends
    assert call.hung_up is not None
    assert call.created is not None
    assert after_s[0] <= (call.hung_up - call.created).total_seconds() <= after_s[1]
    assert found == []
    assert target.leave() == []
    somebody.find_all_theirs_and_no_more()


def test_two_numbers_play_two_scripts_and_a_third_script_is_unproven(tmp_path: Path) -> None:
    world, _, _, _ = on("tutorial", tmp_path)
    assert {world.callees.place(ANSWERS).target, world.callees.place(ANSWERS).target} == {SECOND, THIRD}
    with pytest.raises(Unproven) as caught:
        world.callees.place(ANSWERS)
    assert caught.value.capability == "more_callees"
    world.begin()
    assert world.callees.place(ANSWERS).target == SECOND


@pytest.mark.parametrize(
    ("script", "capability"),
    [
        (CalleeScript("reject", 0, UNREACHABLE), "unreachable_callee"),
        (ANSWERS.then(Act("press", "prompt", nth=2, digits="1")), "any_script"),
        (ANSWERS.then(Act("hangup", "prompt")), "any_script"),
    ],
)
def test_what_a_flow_cannot_play_is_unproven_with_the_reason(
    tmp_path: Path, script: CalleeScript, capability: str
) -> None:
    world, _, _, _ = on("tutorial", tmp_path)
    with pytest.raises(Unproven) as caught:
        world.callees.place(script)
    assert caught.value.capability == capability


def test_who_listens_anyway_needs_no_flow_and_what_they_heard_is_unproven(tmp_path: Path) -> None:
    platform = Platform()
    target = platform.target(profile(tmp_path))
    target.arrive()
    world = world_of(target)
    world.begin()
    callee = world.callees.place(CalleeScript())
    assert callee.target == LISTENS
    call = world.client().create_call(tel(SOURCE), [callee.address], actions=[*TALKING, *LONG]).calls[0]
    with pytest.raises(Unproven) as caught:
        world.callees.trace(call.id)
    assert caught.value.capability == "hears"
    assert not any("flow_ids" in sent for sent in platform.sent)
