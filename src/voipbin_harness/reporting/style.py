"""How a line looks on the terminal at hand."""

from __future__ import annotations

from dataclasses import dataclass

_PLAIN = str.maketrans({"…": "...", "·": "-", "→": "->", "—": "-", "\N{REPLACEMENT CHARACTER}": "?"})
_COLOURS = {"red": "31", "green": "32", "yellow": "33", "dim": "2", "bold": "1"}


@dataclass(frozen=True, slots=True)
class Style:
    """What the terminal can show: colours where someone looks, signs beyond ASCII where they can be written."""

    colours: bool = False
    unicode: bool = False

    @classmethod
    def of(cls, *, encoding: str | None, tty: bool, no_color: bool = False) -> Style:
        """Return the style for an output of that encoding; ``no_color`` is the wish of the environment."""
        known = (encoding or "").lower().replace("-", "") in ("utf8", "utf16", "utf8sig")
        return cls(colours=tty and not no_color, unicode=known)

    def line(self, text: str, colour: str = "") -> str:
        """Return a text as this terminal can show it."""
        if not self.unicode:
            text = text.translate(_PLAIN).encode("ascii", "backslashreplace").decode()
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.colours and colour else text


PLAIN = Style()
