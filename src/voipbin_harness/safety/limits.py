"""What a run on a live target may cost at worst, counted before anything is dialled."""

from __future__ import annotations

from dataclasses import dataclass

from voipbin_harness.violation import RunStopped


@dataclass(frozen=True, slots=True)
class Limits:
    """What a profile allows: ``calls`` are legs, ``money`` is USD, ``call_minutes`` the longest that a call may be."""

    calls: int = 200
    minutes: float = 400.0
    money: float = 20.0
    call_minutes: float = 2.0
    price_per_minute: float = 0.05
    requests_per_second: float = 16.0


class OverBudget(RunStopped):
    """A request that would go beyond the limits of the profile; it was not sent."""


@dataclass(slots=True)
class Budget:
    """What has been dialled so far, each leg at its worst: as long as a call may last."""

    limits: Limits
    legs: int = 0

    @property
    def minutes(self) -> float:
        """The minutes that may have been spent."""
        return self.minutes_of(self.legs)

    @property
    def money(self) -> float:
        """The USD that may have been spent."""
        return self.money_of(self.legs)

    def minutes_of(self, legs: int) -> float:
        """Return the minutes that so many legs take at worst."""
        return legs * self.limits.call_minutes

    def money_of(self, legs: int) -> float:
        """Return what so many legs cost at worst, in USD."""
        return self.minutes_of(legs) * self.limits.price_per_minute

    def take(self, legs: int) -> None:
        """Count legs that are about to be dialled; raises :class:`OverBudget`, and counts nothing, beyond a limit."""
        whole = self.legs + legs
        for name, needed, limit in (
            ("calls", whole, self.limits.calls),
            ("minutes", self.minutes_of(whole), self.limits.minutes),
            ("money", self.money_of(whole), self.limits.money),
        ):
            # Not `needed > limit`: a limit that is no number must stop everything, not nothing.
            if not needed <= limit + 1e-9:
                raise OverBudget(
                    f"the budget is spent: {legs} more leg(s) would make {needed:g} {name} of at most {limit:g} in the "
                    f"worst case; raise limits.{name} of the profile if that is what you want"
                )
        self.legs = whole

    def give_back(self, legs: int) -> None:
        """Uncount legs that were refused, so that nobody was rung."""
        self.legs -= legs
