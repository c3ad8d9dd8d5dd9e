"""Which tests a run leaves out, and why."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from voipbin_harness.plugin.options import SETTINGS
from voipbin_harness.scenario.origin import scenario_of
from voipbin_harness.settings import Settings, Shard
from voipbin_harness.tags import EDITION_TAGS


def name_topics(items: list[pytest.Item]) -> None:
    """Let ``-k`` find a scenario by its feature as well: by the words of its title, or the name of its file."""
    for item in items:
        if (scenario := scenario_of(item)) is not None:
            item.extra_keyword_matches |= {scenario.feature.name, Path(scenario.feature.filename).stem}


def select(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests of other editions and of other shards."""
    settings = config.stash[SETTINGS]
    kept = [item for item in items if _of_edition(item, settings) and _of_shard(item, settings.shard)]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


def _of_edition(item: pytest.Item, settings: Settings) -> bool:
    tagged = {marker.name for marker in item.iter_markers()} & EDITION_TAGS
    return not tagged or settings.edition in tagged


def _of_shard(item: pytest.Item, shard: Shard | None) -> bool:
    """Deal tests out by their ids, so that a new test moves no other to another shard."""
    return shard is None or zlib.crc32(item.nodeid.encode()) % shard.of == shard.index - 1
