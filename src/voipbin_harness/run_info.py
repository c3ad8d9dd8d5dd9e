"""What was run, on what and when, and the command that plays it again.

Plain data: it is kept beside the records, so that reports can be merged.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from voipbin_harness.coverage.dimensions import TITLES

#: Names of options with their values.
Options = Sequence[tuple[str, str]]

_RUN = "voipbin-harness run"
#: Options with which an open gate says nothing about a release.
_LESSENING = frozenset({"only", "fault", "without"})


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What was run, on what, and when; ``target`` never contains a credential. ``features`` is the directory of
    ``--features``, empty for the harness's own; ``thresholds`` the least percentages of coverage by dimension, which
    hold for a whole suite. ``options`` are further options of ``run`` with their values, which make its verdict another
    than the whole gate's, and ``selected`` the words after ``--`` that choose tests.
    """

    target: str
    edition: str
    profile: str
    seed: int
    build: str = ""
    commit: str = ""
    started: str = ""
    duration_ms: int = 0
    live: bool = False
    capabilities: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    features: str = ""
    thresholds: tuple[tuple[str, float], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    selected: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The command that plays the run again."""
        asked = [("coverage", f"{name}={percent:g}") for name, percent in self._asked()]
        return f"{_RUN} {_words(self._base(self.target), self._features(), self.options, asked, rest=self.selected)}"

    def replay(self, test: str) -> str:
        """Return the command that plays one test of the run again; a mock server's test is one of any mock's."""
        target = "mock" if self.target.startswith("mock:") else self.target
        options = [(name, value) for name, value in self.options if name != "only"]
        return f"{_RUN} {_words(self._base(target), self._features(), options, rest=(test,))}"

    @property
    def lessened(self) -> str:
        """What makes the verdict one on less than the whole suite, in the words of the command; empty for the whole."""
        return _words([option for option in self.options if option[0] in _LESSENING], rest=self.selected)

    @property
    def partial(self) -> bool:
        """Whether only some tests of the suite were asked for."""
        return bool(self.selected) or any(name == "only" for name, _ in self.options)

    def _base(self, target: str) -> Options:
        named = {"target": target, "edition": self.edition, "profile": self.profile, "seed": str(self.seed)}
        return [*named.items()]

    def _features(self) -> Options:
        return [("features", self.features)] if self.features else []

    def _asked(self) -> tuple[tuple[str, float], ...]:
        """Return the thresholds in as few words as they can be asked for."""
        if len(self.thresholds) < len(TITLES):
            return self.thresholds
        ((usual, _),) = Counter(percent for _, percent in self.thresholds).most_common(1)
        return (("all", usual), *(pair for pair in self.thresholds if pair[1] != usual))


def _words(*options: Options, rest: Sequence[str]) -> str:
    """Return options, and what follows them, as a shell takes them."""
    named = [f"--{name} {shlex.quote(value)}" for some in options for name, value in some]
    return " ".join([*named, *(["--", shlex.join(rest)] if rest else [])])
