"""What was asked of a run beyond the whole gate, in the words of ``voipbin-harness run``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from voipbin_harness.plugin.options import SETTINGS
from voipbin_harness.resources import suite_root
from voipbin_harness.settings import Settings

#: The halves of the suite: folders, and what ``--only`` calls them.
_HALVES = ("features", "contracts")


@dataclass(frozen=True, slots=True)
class Asked:
    """``options`` are names and values of options that make a verdict another than the whole gate's; ``selected`` are
    the words for pytest that choose tests.
    """

    options: tuple[tuple[str, str], ...]
    selected: tuple[str, ...]


def asked(config: pytest.Config) -> Asked:
    """Return what was asked for, whether by the command or by plain pytest."""
    named = [_place(config, arg) for arg in config.args]
    only = [("only", half) for half in _HALVES if named == [half]]
    tests = [place for place in named if place not in _HALVES]
    return Asked((*only, *_options(config.stash[SETTINGS])), (*_selected(config), *tests))


def _place(config: pytest.Config, arg: str) -> str:
    """Return a file, folder or test that pytest was given, as it is found from the suite's root."""
    path, separator, test = arg.partition("::")
    found = Path(config.invocation_params.dir, path).resolve()
    below = found.relative_to(suite_root()).as_posix() if found.is_relative_to(suite_root()) else str(found)
    return f"{below}{separator}{test}"


def _options(settings: Settings) -> list[tuple[str, str]]:
    return [
        *(("fault", name) for name in settings.faults),
        *(("without", name) for name in settings.without),
        *(("require", name) for name in sorted(settings.required)),
        *([("callee", settings.callee)] if settings.callee else []),
        *([("retry-live", str(settings.retry_live))] if settings.retry_live else []),
    ]


def _selected(config: pytest.Config) -> list[str]:
    option = config.option
    named = [("-k", option.keyword), ("-m", option.markexpr)]
    named += [("--deselect", name) for name in option.deselect or ()]
    again = ["--lf"] if getattr(option, "lf", False) else []
    return [*(word for name, value in named if value for word in (name, value)), *again]
