"""Reading a JSON document piece by piece: a recording may be larger than memory, and most of it is of no concern."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

#: Characters read at once; a value that is larger is read in steps that double.
CHUNK = 1 << 18

_BLANKS = " \t\r\n"
_OF_A_NUMBER = "0123456789.eE+-"


class NotJson(ValueError):
    """The text is no JSON document; the message says where it stops being one."""


class JsonStream:
    """The values of a JSON text, one after another, in the order in which they stand in the file."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._decoder = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._dropped = 0
        self._ended = False

    def peek(self) -> str:
        """Return the next character that is no blank, ``""`` at the end of the file."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANKS:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def members(self) -> Iterator[str]:
        """Yield the name of each member of the object that comes next; the caller takes its value before going on."""
        self._take("{")
        if self.peek() == "}":
            self._take("}")
            return
        while True:
            name = self.value()
            if not isinstance(name, str):
                raise self._wrong("a member's name expected")
            self._take(":")
            yield name
            if self.peek() != ",":
                break
            self._take(",")
        self._take("}")

    def items(self) -> Iterator[Any]:
        """Yield each item of the array that comes next."""
        self._take("[")
        if self.peek() == "]":
            self._take("]")
            return
        while True:
            yield self.value()
            if self.peek() != ",":
                break
            self._take(",")
        self._take("]")

    def value(self) -> Any:
        """Return the value that comes next, whole."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._more():
                    continue
                if error.pos >= len(self._text.rstrip()) or error.msg.startswith("Unterminated string"):
                    raise NotJson("the file ends in the middle") from None
                raise self._wrong(error.msg, error.pos) from None
            except RecursionError:
                raise self._wrong("nested too deeply to read") from None
            if not self._text[end:].lstrip(_OF_A_NUMBER) and self._more():
                continue  # a number may go on behind the edge of what was read
            self._at = end
            return value

    def _take(self, wanted: str) -> None:
        if self.peek() != wanted:
            raise self._wrong(f"{wanted!r} expected")
        self._at += 1

    def _more(self) -> bool:
        """Read on, and forget what was taken already; ``False`` at the end of the file."""
        if self._ended:
            return False
        waiting = len(self._text) - self._at
        try:
            further = self._file.read(max(CHUNK, waiting))
        except UnicodeDecodeError as error:
            raise NotJson(f"not UTF-8: {error.reason}") from None
        self._ended = not further
        self._dropped += self._at
        self._text, self._at = self._text[self._at :] + further, 0
        return bool(further)

    def _wrong(self, why: str, at: int | None = None) -> NotJson:
        place = self._dropped + (self._at if at is None else at)
        ended = self._ended and self._at >= len(self._text)
        return NotJson("the file ends in the middle" if ended else f"{why} at character {place + 1}")
