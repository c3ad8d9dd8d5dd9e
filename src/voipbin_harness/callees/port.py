"""The callee port: someone to call who follows a script, and what they can bear witness to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from voipbin_harness.callees.heard import Trace
from voipbin_harness.callees.script import CalleeScript
from voipbin_harness.views import CallView


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


@runtime_checkable
class Selective(Protocol):
    """A back-end that lets only some be dialled."""

    def admit(self, address: Mapping[str, str]) -> None:
        """Raise :class:`~voipbin_harness.violation.Unproven` for an address that may not be dialled here."""
        ...


@runtime_checkable
class Introduced(Protocol):
    """A back-end whose callees know nothing of the API's ids: it is told of every call that an answer shows."""

    def notice(self, call: CallView) -> None:
        """Learn whom a call dials."""
        ...
