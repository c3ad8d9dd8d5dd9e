"""What a comparison tells: a difference and how grave it is, or what could not be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

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
