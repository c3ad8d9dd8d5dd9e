"""A run that is killed leaves nothing once it is reaped, whenever it died; what is not its own stays."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.live.dying import Dying, Killed, die_at_line, kill, story
from tests.live.mocking import Platform, profile
from tests.live.somebody import Somebody
from voipbin_harness.targets.live import LiveTarget

Doom = Callable[[LiveTarget, int], None]


def before_it_is_sent(target: LiveTarget, at: int) -> None:
    target.http._transport = Dying(target.http._transport, at, arrives=False, die=kill)


def before_it_is_answered(target: LiveTarget, at: int) -> None:
    target.http._transport = Dying(target.http._transport, at, arrives=True, die=kill)


def after_a_line_of_the_ledger(target: LiveTarget, at: int) -> None:
    die_at_line(target.reaper.ledger, at, kill)


def dies_and_is_reaped(folder: Path, edition: str, doom: Doom, at: int) -> bool:
    """Run the story until it dies, reap, and look at the account; return whether it died at all."""
    platform = Platform(name=edition)
    somebody = Somebody(platform.http)
    described = replace(profile(folder), edition=edition)
    target = platform.target(described)
    doom(target, at)
    somebody.use()
    died = True
    with suppress(Killed):
        story(target)
        died = False
    somebody.use()
    if target._ledger is not None:
        target._ledger._file.close()
    reaping = platform.target(described)
    assert reaping.reaper.sweep() == []
    reaping.close()
    somebody.find_all_theirs_and_no_more()
    assert described.ledger.read_text() == ""
    return died


@pytest.mark.parametrize(
    ("edition", "doom", "step"),
    [
        ("tutorial", before_it_is_answered, 2),
        ("current", before_it_is_answered, 4),
        ("current", before_it_is_sent, 5),
        ("current", after_a_line_of_the_ledger, 4),
    ],
)
def test_whenever_a_run_dies_nothing_is_left(tmp_path: Path, edition: str, doom: Doom, step: int) -> None:
    moment = 1
    while dies_and_is_reaped(tmp_path / str(moment), edition, doom, moment):
        moment += step
    assert moment > 20, "the story is too short to prove anything"
