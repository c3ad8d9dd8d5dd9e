"""How a sentence with gaps is written: ``{who:Callee}`` is a gap that takes a word of the kind ``Callee``."""

from __future__ import annotations

from pytest_bdd import parsers

from voipbin_harness.scenario.words import WORDS


def sentence(text: str) -> parsers.parse:
    """Return the parser of a sentence with gaps."""
    return parsers.parse(text, extra_types=dict(WORDS), case_sensitive=True)
