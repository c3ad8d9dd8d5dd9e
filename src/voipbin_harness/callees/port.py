"""The callee port: someone to call who follows a script, and what they can bear witness to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from voipbin_harness.callees.heard import Trace
from voipbin_harness.callees.script import CalleeScript


@dataclass(frozen=True, slots=True)
class Callee:
    """Someone who can be called: an address to dial and the script they follow."""

    address: dict[str, str] = field(hash=False)
    script: CalleeScript

    @property
    def target(self) -> str:
        """The number, or whatever else is dialled."""
        return self.address["target"]


class Callees(Protocol):
    """A back-end that brings callees to a target."""

    def place(self, script: CalleeScript) -> Callee:
        """Bring a callee who follows the script.

        Raises :class:`~voipbin_harness.violation.Unproven` when this back-end cannot play it.
        """
        ...

    def trace(self, call_id: str) -> Trace:
        """Return what happened on the legs of a call.

        Raises :class:`~voipbin_harness.violation.Unproven` when nobody on this target could hear it.
        """
        ...
