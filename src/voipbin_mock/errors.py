"""Refusals: the one way in which the domain says no."""

from __future__ import annotations


class Refusal(Exception):
    """A request that is not carried out.

    ``status`` is the HTTP status, ``reason`` a code in UPPER_SNAKE (edition ``current`` shows it), ``message``
    says to a person what is wrong. Raised before anything has been created or changed.
    """

    def __init__(self, status: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason
        self.message = message


def invalid(message: str, reason: str = "INVALID_REQUEST") -> Refusal:
    """Return the refusal of a request that breaks a rule."""
    return Refusal(400, reason, message)


def not_found(what: str) -> Refusal:
    """Return the refusal for something that does not exist, or not for this customer."""
    return Refusal(404, f"{what.upper()}_NOT_FOUND", f"there is no such {what}")


def conflict(what: str, message: str) -> Refusal:
    """Return the refusal of something that the state of ``what`` does not allow."""
    return Refusal(409, f"{what.upper()}_WRONG_STATE", message)
