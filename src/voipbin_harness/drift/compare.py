"""Comparing our contracts with a description, operation by operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from voipbin_harness.drift.bodies import Bodies
from voipbin_harness.drift.difference import Class, Difference, Direction, NotCompared, Place, Told
from voipbin_harness.drift.document import DescribedOperation, Document, Missing, Node
from voipbin_harness.drift.parameters import Parameters

#: Refusals that may come from in front of any operation; descriptions rarely list them.
_ANYWHERE = frozenset({"413", "429"})

Operations = Sequence[DescribedOperation]


@dataclass(frozen=True, slots=True)
class Drift:
    """All differences, the gravest first; the files that are missing; what of the contracts could not be compared."""

    differences: tuple[Difference, ...]
    missing: tuple[str, ...]
    not_compared: tuple[NotCompared, ...]


def compare(contract: Path, description: Path) -> Drift:
    """Compare the OpenAPI document of our contracts with that of a provider.

    Raises :class:`voipbin_harness.violation.HarnessError` when one of the two cannot be read.
    """
    ours, theirs = Document(contract), Document(description)
    mine, described = ours.operations(), theirs.operations()
    pairs = _paired(mine, described)
    comparison = _Comparison(ours, theirs)
    told: list[Told] = []
    for operation in mine:
        if (there := pairs.get(operation.name)) is not None:
            told += comparison.operation(operation, there)
        elif why := theirs.hides(operation):
            told.append(NotCompared(operation.name, "operation", why))
        else:
            told.append(Difference(Class.BREAKING, operation.name, "operation", "is not described"))
    paired = {operation.name for operation in pairs.values()}
    for operation in described:
        if operation.name not in paired:
            what = "is described, and not in the contracts"
            told.append(Difference(Class.ADDITIVE, operation.name, "operation", what, further=True))
    found = sorted((each for each in told if isinstance(each, Difference)), key=lambda one: one.order)
    unique = {difference.id: difference for difference in found}
    lost = dict.fromkeys(each for each in told if isinstance(each, NotCompared))
    return Drift(tuple(unique.values()), tuple(sorted(theirs.missing)), tuple(sorted(lost)))


def _paired(ours: Operations, theirs: Operations) -> dict[str, DescribedOperation]:
    """Return for each of our operations, by its name, the one that is described at the same address."""
    whole, bare = (_at_one_address(ours, theirs, whole=each) for each in (True, False))
    if any(operation.whole != (operation.path,) for operation in theirs):
        return whole or bare
    # It does not say at which path its server has the API; one that our contracts have at the root matches for that.
    return max(whole, bare, key=len)


def _at_one_address(ours: Operations, theirs: Operations, *, whole: bool) -> dict[str, DescribedOperation]:
    there = {address: operation for operation in theirs for address in operation.addresses(whole=whole)}
    addresses = ((operation.name, address) for operation in ours for address in operation.addresses(whole=whole))
    return {name: there[address] for name, address in addresses if address in there}


class _Comparison:
    def __init__(self, ours: Document, theirs: Document) -> None:
        self._ours = ours
        self._theirs = theirs
        self._bodies = Bodies(ours, theirs)
        self._parameters = Parameters(ours, theirs)

    def operation(self, ours: DescribedOperation, theirs: DescribedOperation) -> Iterator[Told]:
        name = ours.name
        mine, other = _answers(ours), _answers(theirs)
        yield from _statuses(name, mine, other)
        yield from self._parameters.compare(ours, theirs)
        posted, taken = ours.node.get("requestBody"), theirs.node.get("requestBody")
        yield from self._body(name, "request", "request body", posted, taken)
        for status, answer in sorted(mine.items()):
            if (there := _declared(status, other)) is not None:
                # Where a refusal is but covered by a range or the default, it might as well not be listed.
                silence = Class.BREAKING if status in other or status.startswith("2") else Class.WORDING
                yield from self._body(name, "response", f"body of {status}", answer, there, silence)

    def _body(
        self,
        name: str,
        direction: Direction,
        where: str,
        ours: Node | None,
        theirs: Node | None,
        silence: Class = Class.BREAKING,
    ) -> Iterator[Told]:
        mine = _schema(self._ours, ours)
        try:
            other = _schema(self._theirs, theirs)
        except Missing as lost:
            if mine is not None:
                yield NotCompared(name, where, str(lost))
            return
        if mine is not None and other is not None:
            yield from self._bodies.compare((mine,), (other,), Place(name, f"{where} $", name), direction)
        elif mine is not None:
            yield Difference(silence, name, where, "is not described")
        elif other is not None and direction == "request":
            yield Difference(Class.ADDITIVE, name, where, "is described, and not in the contracts")


def _answers(operation: DescribedOperation) -> dict[str, Node]:
    return {answer.pointer[-1]: answer for answer in operation.node.each("responses")}


def _declared(status: str, answers: Mapping[str, Node]) -> Node | None:
    """Return the answer that a status has: that of the code before that of its range, and this before the default."""
    return next((answers[key] for key in (status, f"{status[0]}XX", "default") if key in answers), None)


def _statuses(name: str, ours: Mapping[str, Node], theirs: Mapping[str, Node]) -> Iterator[Difference]:
    """A success that is gone breaks clients; a refusal that is not listed may still come; a 5xx is no contract."""
    lacking = {status for status in ours if _declared(status, theirs) is None}
    for status in sorted(status for status in lacking if status.startswith("2")):
        yield Difference(Class.BREAKING, name, f"status {status}", "is not declared")
    refusals = sorted(status for status in lacking - _ANYWHERE if not status.startswith("2"))
    if refusals:
        yield Difference(Class.WORDING, name, "statuses", _undeclared(refusals))
    if new := sorted(status for status in theirs.keys() - ours.keys() if not status.startswith(("5", "default"))):
        yield Difference(Class.ADDITIVE, name, "statuses", f"also declares {', '.join(new)}")


def _undeclared(statuses: list[str]) -> str:
    if len(statuses) == 1:
        return f"does not declare {statuses[0]}"
    return (
        f"declares neither {' nor '.join(statuses)}"
        if len(statuses) == 2
        else f"declares none of {', '.join(statuses)}"
    )


def _schema(document: Document, message: Node | None) -> Node | None:
    """Return the schema of a message's JSON body; raises :class:`Missing` where the message is not there."""
    found = document.follow(message).get("content") if message else None
    for media in found.value if found else ():
        kind = found.get(media) if found and str(media).startswith("application/json") else None
        if kind is not None:
            return document.follow(kind).get("schema")
    return None
