"""Changes that were left out: what a recording shows of such things later is not judged by what was known before."""

from __future__ import annotations

import math

from voipbin_harness.traffic.entries import Entry, host_of, path_of

#: What makes untrue what was known; what a POST creates does not.
_CHANGES = frozenset({"PUT", "PATCH", "DELETE"})


class Unseen:
    """Since when a change that nobody can read may have been made, by host and collection."""

    def __init__(self) -> None:
        self._since: dict[tuple[str, str], float] = {}

    def note(self, url: str, method: str, status: object, began: float | None) -> None:
        """Take in a request that is left out; one that was refused changed nothing, one without an answer may have."""
        if method in _CHANGES and not (isinstance(status, int) and status >= 300):
            key = host_of(url), _collection(path_of(url))
            began = -math.inf if began is None else began
            self._since[key] = min(began, self._since.get(key, math.inf))

    def may_show_in(self, entry: Entry, ended: float) -> bool:
        """Whether an answer that was there at that time may show such a change."""
        return bool(self._since) and ended > self._since.get((entry.host, _collection(entry.path)), math.inf)


def _collection(path: str) -> str:
    return path.removeprefix("/v1.0/").partition("/")[0]
