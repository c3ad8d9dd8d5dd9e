"""Texts from anywhere, made fit for a report."""

from __future__ import annotations

import re

_ANSI = re.compile(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-_])")
#: What a terminal, XML 1.0 or a reader's eye stumbles over: controls, lone surrogates, marks that turn text around.
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


def visible(text: str, *, keep: str = "") -> str:
    """Return a text without ANSI sequences, with a sign in place of every character that cannot be seen.

    Those in ``keep`` (such as a newline) stay as they are.
    """
    return _UNSEEN.sub(lambda m: m[0] if m[0] in keep else "\N{REPLACEMENT CHARACTER}", _ANSI.sub("", text))


def one_line(text: str) -> str:
    """Return a text on one line, runs of white space as one space, nothing unseen in it."""
    return " ".join(visible(text, keep="\t\n\r\v\f").split())


def shortened(text: str, limit: int) -> str:
    """Return a text of at most ``limit`` characters that shows when it was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
