"""Gherkin words only: every module of this package is found by itself. A new step goes into the file of its topic."""

from __future__ import annotations

import pkgutil

#: The modules that hold the steps, as pytest plugins are named.
MODULES: tuple[str, ...] = tuple(
    sorted(f"{__name__}.{info.name}" for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
)
