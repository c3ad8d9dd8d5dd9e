"""The mock's world at its start: the accounts, what they own and what they have."""

from __future__ import annotations

from dataclasses import dataclass

#: How long an access key of the world lasts, in µs: a year.
YEAR_US = 365 * 24 * 3600 * 1_000_000

#: Plenty, in micros of a USD: a million legs.
PLENTY = 10_000_000_000


@dataclass(frozen=True, slots=True)
class Household:
    """One account: its name is its user name and its password."""

    name: str
    balance: int
    numbers: tuple[str, ...]

    @property
    def accesskey(self) -> str:
        """The secret of its first access key."""
        return f"{self.name}-access-key"


HOUSEHOLDS = (
    Household("demo", PLENTY, ("+15551234567", "+15559876543", "+15552222222")),
    Household("other", PLENTY, ("+15554444444",)),
    Household("empty", 0, ("+15553333333",)),
)
