"""Actions that decide where a flow goes on: digits and variables, jumps, conditions, and flows within flows.

Each takes the walk, the state at the action and the action's option, and yields every state that may follow. What a
condition looks at is documented; where the harness does not know the value, it may hold or not.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Any

from voipbin_harness.checks._path import State

if TYPE_CHECKING:
    from voipbin_harness.checks._walk import Walk

Option = Mapping[str, Any]

#: The variable that holds the digits received [C], and how a text refers to a variable.
DIGITS = "voipbin.call.digits"
_REFERENCE = re.compile(r"\$\{([^${}]*)\}")
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
_READ: Mapping[str, Callable[[str], str | float]] = {"string": str, "number": float, "length": len}
_STATUSES = frozenset({"dialing", "ringing", "progressing", "terminating", "canceling", "hangup"})


def reads_as(written: object, heard: object, state: State) -> bool:
    """Whether a text is heard as it was written; a variable that nobody here knows may read as anything."""
    if not isinstance(written, str) or "${" not in written:
        return written == heard
    pattern, end = "", 0
    for found in _REFERENCE.finditer(written):
        known = _value(state, found[1].strip())
        pattern += re.escape(written[end : found.start()]) + (".*" if known is None else re.escape(known))
        end = found.end()
    return isinstance(heard, str) and re.fullmatch(pattern + re.escape(written[end:]), heard, re.DOTALL) is not None


def _value(state: State, variable: str) -> str | None:
    """Return the value of a variable, ``None`` where it is not known: digits that a branch has used may be gone."""
    return (state.digits or None) if variable == DIGITS else state.knows(variable)


def receive(walk: Walk, state: State, option: Option) -> Iterator[State]:
    """Take digits until there are enough, the key is pressed or the time is up."""
    sure = walk.limits.buffers or "" in state.early
    for taken in state.early if sure else (*state.early, ""):
        yield from _collect(walk, replace(state, early=("",)), option, taken)


def _collect(walk: Walk, state: State, option: Option, taken: str) -> Iterator[State]:
    length, key = int(option.get("length") or 0), str(option.get("key") or "")
    duration, slack = float(option.get("duration") or 0), walk.limits.slack_ms
    earliest, latest = state.lo + duration, state.hi + duration
    while not (length and len(taken) >= length) and not (key and taken.endswith(key)):
        state, event = walk.peek(state)
        overdue = event is None and walk.limits.end_ms > latest + slack
        if overdue or (event is not None and event.at_ms >= earliest - slack):
            yield replace(state.saw("timeout"), lo=earliest, hi=latest).on(digits=taken)
        if event is None or event.event != "digit_pressed" or event.at_ms > latest + slack:
            if not overdue and (event is None or event.at_ms < earliest - slack):
                walk.fail(state, f"digits for {duration:g} ms", event, due=latest)
            return
        taken += str(event.detail.get("digit", ""))
        state = state.past(event)
    how = "key" if key and taken.endswith(key) else "length"
    state = state.saw(how)
    yield state.on(digits=taken)
    if how == "key":  # whether the key is one of the digits is documented both ways
        yield state.on(digits=taken.removesuffix(key))


def set_variable(_walk: Walk, state: State, option: Option) -> Iterator[State]:
    """Give a variable its value; whether the digits can be set is not documented."""
    key, value = str(option.get("key", "")), str(option.get("value", ""))
    for found in _REFERENCE.finditer(value):
        value = value.replace(found[0], _value(state, found[1].strip()) or "${}")
    known = None if "${" in value else value
    if key == DIGITS:
        yield state.on()
        yield state.on(digits=known or "")
    else:
        yield state.given(key, known).on()


def branch(_walk: Walk, state: State, option: Option) -> Iterator[State]:
    """Jump by the digits, or by the variable that the option names; one that is not known may lead anywhere."""
    arms, variable = option.get("target_ids"), option.get("variable")
    known = arms if isinstance(arms, dict) else {}
    own = variable in (None, "", DIGITS)
    value = state.digits if own else state.knows(str(variable))
    for digits in [*known, ""] if value is None else [value]:
        place = state.flow.place(known.get(digits, option.get("default_target_id")))
        if place is not None:
            arm = state.saw(digits if digits in known else "default")
            yield arm.at(place, digits="") if own else arm.given(str(variable), None).at(place)


def goto(_walk: Walk, state: State, option: Option) -> Iterator[State]:
    """Jump as often as it says, then go on."""
    jumps, key = dict(state.jumps), (len(state.outer), state.position)
    taken = jumps.get(key, 0)
    place = state.flow.place(option.get("target_id"))
    if place is not None and taken < int(option.get("loop_count") or 0):
        jumps[key] = taken + 1
        yield state.saw("taken").at(place, jumps=tuple(sorted(jumps.items())))
    else:
        yield state.saw("skipped").on()


def fetch_flow(walk: Walk, state: State, option: Option) -> Iterator[State]:
    """Run another flow, then go on. What a flow holds that nobody here knows may be anything."""
    flow = walk.fetched(str(option.get("flow_id", "")).lower())
    if flow is not None:
        yield state.into(flow)
        return
    yield from fetch(walk, state, option)


def fetch(walk: Walk, state: State, _option: Option) -> Iterator[State]:
    """Run what somebody else's server says: anything, or nothing."""
    walk.anything(state)
    yield state.on(hi=inf)


def _condition(holds: Callable[[State, Option], bool | None]) -> Callable[[Walk, State, Option], Iterator[State]]:
    """Return what a condition does: it goes on, or jumps to ``false_target_id``."""

    def decide(walk: Walk, state: State, option: Option) -> Iterator[State]:
        held = holds(state, option)
        if held is not False:
            yield state.saw("holds").on()
        if held is not True:
            place = state.flow.place(option.get("false_target_id"))
            if place is not None:
                yield state.saw("fails").at(place)
            else:  # to go where, no document says
                walk.anything(state)
                yield state.saw("fails").on()

    return decide


def _compares(state: State, option: Option) -> bool | None:
    """Compare a variable with a value, as text, as number or by its length."""
    kind = option.get("value_type")
    value, wanted = _value(state, str(option.get("variable", ""))), option.get(f"value_{kind}")
    compare = _COMPARE.get(str(option.get("condition")))
    if value is None or wanted is None or compare is None:
        return None
    try:
        return compare(_READ[str(kind)](value), wanted)
    except (KeyError, TypeError, ValueError):
        return None


def _has_digits(state: State, option: Option) -> bool | None:
    """Whether enough digits are in, or the key is among them."""
    digits, length, key = state.digits, option.get("length") or 0, option.get("key") or ""
    if not digits or not isinstance(length, int) or not isinstance(key, str) or not (length or key):
        return None
    return bool((length and len(digits) >= length) or (key and key in digits))


def _has_status(_state: State, option: Option) -> bool | None:
    """Whether the call is as far as that: while a flow runs on a call that was answered, it is ``progressing``."""
    status = option.get("status")
    return status == "progressing" if status in _STATUSES else None


DOINGS: Mapping[str, Callable[[Walk, State, Option], Iterator[State]]] = {
    "digits_receive": receive,
    "variable_set": set_variable,
    "branch": branch,
    "goto": goto,
    "fetch": fetch,
    "fetch_flow": fetch_flow,
    "condition_variable": _condition(_compares),
    "condition_call_digits": _condition(_has_digits),
    "condition_call_status": _condition(_has_status),
    "condition_datetime": _condition(lambda _state, _option: None),
}
