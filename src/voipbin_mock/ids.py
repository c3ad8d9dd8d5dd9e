"""Ids and secrets from a seed: the same world and the same requests give the same ids."""

from __future__ import annotations

import random
import string
import uuid

NIL_UUID = "00000000-0000-0000-0000-000000000000"


class Ids:
    """A source of ids. ``stream`` tells apart sources that must not disturb each other."""

    def __init__(self, seed: int, stream: str = "world") -> None:
        self._random = random.Random(f"{seed}/{stream}")

    def uuid(self) -> str:
        """Return a new id, shaped like a random UUID."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def text(self, length: int) -> str:
        """Return letters and digits that nobody guesses by accident."""
        return "".join(self._random.choices(string.ascii_letters + string.digits, k=length))
