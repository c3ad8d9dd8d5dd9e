"""The first look at a live account: everything that a call will need, before anybody is dialled."""

from __future__ import annotations

from typing import Any

from voipbin_harness.client import Client, SignedOut
from voipbin_harness.exchange import MalformedBody
from voipbin_harness.safety.limits import Budget
from voipbin_harness.targets.profile import Profile
from voipbin_harness.violation import ExpectationFailed, HarnessError, Kind, Unproven

#: What the API cannot show and a first call may still fail on [C].
WHAT_ELSE = (
    "before it dials the telephone network an account also needs identity verification (else 403) and the "
    "destination's country in its destination_whitelist (empty at first); extensions and SIP need neither"
)


def look(client: Client, profile: Profile) -> dict[str, dict[str, Any]]:
    """Return the account's numbers by number.

    Raises :class:`HarnessError` where the profile does not fit the account, :class:`Unproven` where the account is
    not ready, :class:`~voipbin_harness.line.TargetUnreachable` where nobody answers; each says what to do.
    """
    sign_on(client, profile)
    numbers = _numbers(client, profile)
    wanted = {"source": profile.source, "second_source": profile.second_source}
    for member, number in wanted.items():
        if number:
            _check_number(numbers, number, f"{profile.name}.{member}")
    for number in profile.scripted:
        if number in wanted.values():
            raise HarnessError(f"{profile.name}: {number} cannot be both a source and a callee that follows scripts")
        _check_number(numbers, number, f"{profile.name}.callees")
    _check_balance(client, profile)
    return numbers


def sign_on(client: Client, profile: Profile) -> None:
    """Sign on; raises as :func:`look` does."""
    try:
        client.credential()
    except ExpectationFailed as error:
        found = error.violation
        if found.kind is Kind.WRONG_STATUS and found.exchange is not None and found.exchange.status in (400, 401, 403):
            raise HarnessError(
                f"{profile.name}: the account's username and password are refused ({found.exchange.status}): "
                "check VOIPBIN_USERNAME and VOIPBIN_PASSWORD, or what the profile names instead"
            ) from None
        raise unready("signing on", found.observed, "is this the API of VoIPBIN?") from None


def _numbers(client: Client, profile: Profile) -> dict[str, dict[str, Any]]:
    try:
        found = [item for page in client.pages("/numbers") for item in page.items]
    except SignedOut:
        raise HarnessError(
            f"{profile.name}: the credential is refused (401): check VOIPBIN_TOKEN or VOIPBIN_ACCESSKEY; "
            "a token lasts seven days"
        ) from None
    except (ExpectationFailed, MalformedBody) as error:
        seen = error.violation.observed if isinstance(error, ExpectationFailed) else str(error)
        raise unready("the account's numbers", f"GET /numbers: {seen}", "is this the API of VoIPBIN?") from None
    return {item["number"]: item for item in found if isinstance(item.get("number"), str)}


def _check_number(numbers: dict[str, dict[str, Any]], number: str, where: str) -> None:
    if number not in numbers:
        owned = ", ".join(sorted(numbers)) or "none"
        raise HarnessError(f"{where}: the account does not own {number}; it owns {owned}")
    found = numbers[number]
    if (status := found.get("status") or "active") != "active":
        raise unready(f"the number {number}", f"its status is {status}", "choose a number that is active")
    if (kind := found.get("type") or "normal") != "normal":
        raise unready(f"the number {number}", f"its type is {kind}", "only a number of type normal can call out")


def _check_balance(client: Client, profile: Profile) -> None:
    try:
        micros = client.balance()
    except ExpectationFailed as error:
        raise unready("the balance", error.violation.observed, "may this credential see the billing account?") from None
    needed = Budget(profile.limits).money_of(1)
    if micros is not None and profile.callees and micros < needed * 1_000_000:
        raise unready(
            "the balance",
            f"{micros / 1_000_000:.2f} USD, and one call may cost {needed:.2f}",
            "top the account up, or lower limits.price_per_minute",
        )


def unready(what: str, seen: str, advice: str) -> Unproven:
    """Return the exception that says what is missing, what was seen instead, and what to do."""
    return Unproven(f"the whole run: {what}", f"{seen}: {advice}; {WHAT_ELSE}", "target")
