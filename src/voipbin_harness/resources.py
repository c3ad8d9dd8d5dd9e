"""Where the suite's own files are: features, contracts and the report's configuration."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from voipbin_harness.violation import HarnessError

_PACKAGE = Path(__file__).resolve().parent


@cache
def suite_root() -> Path:
    """Return the folder that holds ``contracts/``, ``features/`` and ``reports/``.

    It is the repository where the package is installed from a source tree, else the copy inside the
    installed package. Raises :class:`HarnessError` when there is neither.
    """
    for root in (_PACKAGE.parents[1], _PACKAGE / "_suite"):
        if (root / "contracts").is_dir():
            return root
    raise HarnessError(f"the suite's files are missing beside {_PACKAGE}: install voipbin-harness again")
