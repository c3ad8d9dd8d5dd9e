"""Traffic that no careful client sends: every operation must withstand it.

The passive checks judge each answer (no crash, 401 without a credential, nothing of another customer). A probe
sends one kind of such traffic for one operation and yields what else does not hold. Adding one is adding one
function to a module of this package.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from voipbin_harness.contract import Operation
from voipbin_harness.exchange import Exchange
from voipbin_harness.properties.findings import Findings
from voipbin_harness.properties.known import Known
from voipbin_harness.properties.overlay import allowed
from voipbin_harness.violation import Kind, Violation
from voipbin_harness.world import World


@dataclass(frozen=True)
class Probed:
    """One operation of one world, and how to speak to it."""

    world: World
    operation: Operation
    known: Known

    @property
    def collection(self) -> str:
        """The path of the collection that the operation belongs to (``/calls``)."""
        return "/" + self.operation.template.split("/")[1]

    @property
    def takes_body(self) -> bool:
        """Whether the operation documents a request body."""
        return self.operation.request_schema is not None

    @property
    def has_id(self) -> bool:
        """Whether the path names one thing."""
        return "{id}" in self.operation.template

    @property
    def public(self) -> bool:
        """Whether the operation asks for no credential."""
        return self.collection == "/auth"

    def path(self, thing: str | None = None) -> str:
        """Return a path of the operation that names ``thing``, or something that is there."""
        if not self.has_id:
            return self.operation.template
        return self.operation.template.replace("{id}", thing or self.known.id_in(self.collection))

    def body(self) -> Any:
        """Return a small valid request body, ``None`` where the operation takes none."""
        return self.known.body(self.operation.template) if self.takes_body else None

    def odd_body(self) -> Any:
        """Return the same to be made odd: what becomes of it must not be taken for what becomes of good credentials."""
        return {"username": "nobody", "password": "nobody"} if self.public else self.body()

    def send(self, *, account: str | None = "demo", path: str | None = None, **parts: Any) -> Exchange:
        """Send a request of the operation; ``parts`` are those of :meth:`Client.request`, else it is a valid one."""
        if not parts.keys() & {"body", "content"}:
            parts["body"] = self.body()
        answer = self.world.client(account).request(self.operation.method, path or self.path(), **parts)
        if answer.ok and self.has_id and answer.method != "GET":
            self.known.forget(self.collection)
        return answer

    def wrong(self, kind: Kind, answer: Exchange, where: str, expected: str) -> Violation:
        """Return what is wrong with an answer."""
        return Violation(
            kind, self.operation.name, where, expected, str(answer.status), check="probes", exchange=answer
        )


Probe = Callable[[Probed], Iterable[Violation]]
_found: dict[str, Probe] = {}


def probe(function: Probe) -> Probe:
    """Add a probe under the name of its function."""
    _found[function.__name__.replace("_", " ")] = function
    return function


def probes() -> dict[str, Probe]:
    """Return every probe of this package by name."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(sorted(_found.items()))


def try_probe(world: World, name: str) -> None:
    """Send one kind of traffic for every operation."""
    permitted, findings = allowed(world), Findings()
    send = probes()[name]
    for operation in world.contract.operations.values():
        findings.add(send(Probed(world, operation, Known(world, permitted))))
    findings.report()
