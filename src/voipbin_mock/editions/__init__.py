"""Editions: how the one domain writes its answers and which words a request may use.

An edition is one module with a class that derives from :class:`~voipbin_mock.editions.base.Edition`, bound to the
module's name ``EDITION``.
"""

from __future__ import annotations

import importlib
import pkgutil

from voipbin_mock.editions.base import Edition


def editions() -> list[str]:
    """Return the names of all editions."""
    return sorted(info.name for info in pkgutil.iter_modules(__path__) if info.name != "base")


def load_edition(name: str, generation: str = "2022") -> Edition:
    """Return an edition; raises :class:`ValueError` when there is none of that name, or no such generation of it."""
    if name not in editions():
        raise ValueError(f"no such edition: {name}; there are {', '.join(editions())}")
    edition: Edition = importlib.import_module(f"{__name__}.{name}").EDITION(generation)
    return edition
