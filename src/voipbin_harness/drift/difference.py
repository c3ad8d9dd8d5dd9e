"""What a comparison tells: a difference and how grave it is, or what could not be compared."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from voipbin_harness.findings import short_hash


class Class(StrEnum):
    """How grave a difference is.

    ``breaking``: something that the contracts rely on is no longer described or is narrower: an operation, a success,
    a member, a value; a request that was good is now refused, an answer may hold what no reader expects.
    ``additive``: the description knows more than the contracts: operations, members, values, refusals.
    ``wording``: the description is silent, or says otherwise, about what changes no request and no reader: a refusal
    that it does not list, a format, a member that it does not promise while it promises none.
    """

    BREAKING = "breaking"
    ADDITIVE = "additive"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Difference:
    """``subject`` is an operation (``GET /calls``) or a schema (``call``), ``where`` a place in it.

    ``seen_in`` is the operation in which a schema was met first; ``further`` marks what only one side has at all.
    """

    severity: Class
    subject: str
    where: str
    what: str
    seen_in: str = ""
    further: bool = False

    @property
    def id(self) -> str:
        """A name that stays the same as long as the difference does."""
        return short_hash(self.severity, self.subject, self.where, self.what)

    @property
    def order(self) -> tuple[int, str, str, str]:
        """The gravest first, then by place."""
        return [*Class].index(self.severity), self.subject, self.where, self.what

    def as_json(self) -> dict[str, str]:
        """Return it for programs."""
        return {
            "id": self.id,
            "class": str(self.severity),
            "subject": self.subject,
            "where": self.where,
            "what": self.what,
            "seen_in": self.seen_in,
        }


@dataclass(frozen=True, slots=True, order=True)
class NotCompared:
    """A part of the contracts whose description cannot be read, and ``why``: nobody knows whether it differs."""

    subject: str
    where: str
    why: str
    seen_in: str = field(default="", compare=False)

    def as_json(self) -> dict[str, str]:
        """Return it for programs."""
        return {"subject": self.subject, "where": self.where, "why": self.why, "seen_in": self.seen_in}


#: What a comparison yields.
Told = Difference | NotCompared

#: A request is what the platform takes, an answer what a client must be able to read.
Direction = Literal["request", "response"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comparison is: a ``subject`` with a path in it, met in an operation."""

    subject: str
    path: str
    operation: str

    def down(self, step: str) -> Place:
        """Return the place one step further down."""
        return replace(self, path=self.path + step)

    def found(self, severity: Class, what: str) -> Difference:
        """Return a difference here."""
        return Difference(severity, self.subject, self.path, what, self.operation)

    def lost(self, why: str) -> NotCompared:
        """Return that nothing can be said of this place."""
        return NotCompared(self.subject, self.path, why, self.operation)
