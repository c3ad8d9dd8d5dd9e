"""Actions that a callee hears, or waits through: what each must have given, and when the flow goes on.

Each takes the walk, the state at the action and the action's option, and yields every state that may follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Any

from voipbin_harness.callees.heard import LegEvent
from voipbin_harness.checks._deciding import reads_as
from voipbin_harness.checks._path import State, short

if TYPE_CHECKING:
    from voipbin_harness.checks._walk import Walk

Option = Mapping[str, Any]

#: The pause after tones where none is given, in ms.
PAUSE_MS = 1_000
#: How long the end of a call may take, in ms: ``terminating`` lasts as long as the other side needs to agree [D].
CLOSING_MS = 1_000


def silent(_walk: Walk, state: State, _option: Option) -> Iterator[State]:
    """Pass an action that the callee hears nothing of and that takes no time."""
    yield state.on()


def unheard(_walk: Walk, state: State, _option: Option) -> Iterator[State]:
    """Pass an action of which a callee can tell nothing, and nobody how long it lasts."""
    yield state.on(hi=inf)


def elsewhere(walk: Walk, state: State, _option: Option) -> Iterator[State]:
    """The callee is with others, nobody knows how long; what it hears of them besides words is theirs."""
    yield state.on(hi=inf)
    state, event = walk.next(state)
    while event is not None and event.event in ("digit_heard", "bridged", "unbridged"):
        state = state.past(event, hi=inf)
        yield state.on()
        state, event = walk.next(state)


def talk(walk: Walk, state: State, option: Option) -> Iterator[State]:
    """Hear a text, unless a key cuts it short as ``digits_handle`` says; with ``async`` the flow does not wait."""
    if option.get("async"):
        yield from _spoken_meanwhile(walk, state, option)
        return
    heard = _prompt(walk, state, "text", option.get("text"), keyed=option.get("digits_handle") == "next")
    if heard is not None:
        yield heard.on()


def play(walk: Walk, state: State, option: Option) -> Iterator[State]:
    """Hear each file in turn."""
    heard: State | None = state
    urls = option.get("stream_urls")
    for url in urls if isinstance(urls, list) else ():
        heard = _prompt(walk, heard, "url", url) if heard is not None else None
    if heard is not None:
        yield heard.on()


def _prompt(walk: Walk, state: State, member: str, content: object, *, keyed: bool = False) -> State | None:
    """Hear one prompt from beginning to end, or with ``keyed`` to the first key that is pressed."""
    state, event = _begins(walk, state, member, content)
    if event is None:
        return None
    expected, lasts = f"to hear {short(content)}", _lasts(event)
    first = state.cursor
    state, ended = walk.next(state, in_prompt=True)
    keys = [one.at_ms for one in walk.events[first : state.cursor] if one.event == "digit_pressed"] if keyed else []
    if ended is not None and ended.event == "prompt_end":
        whole = ended.detail.get("completed", True)
        if keys and ended.at_ms > keys[0] + walk.limits.slack_ms:
            walk.fail(state, f"{expected} until a key is pressed", ended, due=inf)
            return None
        if whole or keys:
            return state.past(ended)
    walk.fail(state, f"{expected} to the end", ended, due=event.at_ms + lasts)
    return None


def _spoken_meanwhile(walk: Walk, state: State, option: Option) -> Iterator[State]:
    """Hear a text begin; its end comes while the flow is further on, and is passed over then."""
    state, event = _begins(walk, state, "text", option.get("text"))
    if event is not None:
        over = event.at_ms + _lasts(event) - walk.limits.slack_ms
        ends = [index for index, one in enumerate(walk.events) if one.event == "prompt_end" and one.at_ms >= over]
        last = next((index for index in ends if index >= state.cursor and index not in state.ahead), None)
        yield state.on(ahead=state.ahead if last is None else (*state.ahead, last))


def _begins(walk: Walk, state: State, member: str, content: object) -> tuple[State, LegEvent | None]:
    """Hear the beginning of a prompt; ``None`` where it does not come."""
    expected = f"to hear {short(content)}"
    state, event = walk.next(state)
    if event is None or event.event != "prompt" or not reads_as(content, event.detail.get(member), state):
        walk.fail(state, expected, event, due=state.hi)
        return state, None
    if not walk.in_time(state, event):
        walk.fail(state, f"{expected} at once", event, due=state.hi, late=True)
        return state, None
    return state.past(event), event


def _lasts(event: LegEvent) -> float:
    """Return how long a prompt lasts, in ms, as long as can be where the trace does not say."""
    lasts = event.detail.get("duration_ms")
    return float(lasts) if isinstance(lasts, int | float) else inf


def tones(walk: Walk, state: State, option: Option) -> Iterator[State]:
    """Hear each tone, as long as it should be and as far from the one before."""
    sent, wanted, pause = (
        str(option.get("dtmfs", option.get("digits", ""))),
        option.get("duration"),
        option.get("interval"),
    )
    for number, tone in enumerate(sent):
        state, event = walk.next(state)
        if event is None or event.event != "digit_heard" or event.detail.get("digit") != tone:
            walk.fail(state, f"the tone {tone} of {sent}", event, due=inf)
            return
        lasts = float(event.detail.get("duration_ms") or wanted or 0)
        if wanted is not None and abs(lasts - wanted) > walk.limits.slack_ms:
            walk.fail(state, f"a tone of {wanted} ms", event, due=inf)
            return
        if number and pause is not None and abs(event.at_ms - state.lo - pause) > walk.limits.slack_ms:
            walk.fail(state, f"the tone {tone} after a pause of {pause} ms", event, due=inf, late=True)
            return
        over = event.at_ms + lasts
        state = state.past(event, lo=over, hi=over + (PAUSE_MS if pause is None else pause))
    yield state.on()


def sleep(walk: Walk, state: State, option: Option) -> Iterator[State]:
    """Wait in silence for as long as it says."""
    duration = float(option.get("duration") or 0)
    awake = state.on(lo=state.lo + duration, hi=state.hi + duration)
    slept, event = walk.next(awake, until=awake.hi)
    if event is not None and event.at_ms < awake.lo - walk.limits.slack_ms:
        walk.fail(replace(slept, position=state.position), f"a silence of {duration:g} ms", event, due=awake.hi)
    else:
        yield slept


def echo(walk: Walk, state: State, option: Option) -> Iterator[State]:
    """Wait for as long as it says; the tones that are heard meanwhile are the callee's own."""
    if not option.get("duration"):
        yield from elsewhere(walk, state, option)
        return
    over = state.hi + float(option["duration"])
    state, event = walk.next(state, until=over)
    while event is not None and event.event == "digit_heard" and event.at_ms <= over:
        state, event = walk.next(replace(state, cursor=state.cursor + 1), until=over)
    yield from sleep(walk, state, option)


def connect(walk: Walk, state: State, option: Option) -> Iterator[State]:
    """Talk to the other party until it leaves, or go on when nobody could be reached.

    With ``relay_reason`` the call may end when the other one does.
    """
    state, event = walk.next(state)
    if event is None:
        walk.fail(state, "another party", event, due=inf)
        return
    if event.event != "bridged":
        over = state.saw("not reached").at(state.position, hi=inf)
    else:
        state, left = walk.next(state.past(event))
        if left is None or left.event != "unbridged":
            walk.fail(state, "the other party to leave", left, due=inf)
            return
        over = state.saw("bridged").past(left)
    yield over.on()
    if option.get("relay_reason"):
        after, ended = walk.next(over)
        if ended is not None and ended.event == "hangup" and ended.detail.get("by") == "local":
            walk.end(after, "by the flow")


def stop(walk: Walk, state: State, _option: Option) -> Iterator[State]:
    """The flow is over: nothing of it is heard any more. When the call ends then, no document says."""
    state, event = walk.next(state)
    if event is None or event.event == "hangup":
        walk.end(state, "by the flow")
    else:
        walk.fail(state, "nothing after the end of the flow", event, due=inf)
    yield from ()


def hangup(walk: Walk, state: State, _option: Option) -> Iterator[State]:
    """The platform ends the call, now: the action says so, or the actions have run out."""
    state, event = walk.next(state)
    due = state.hi + CLOSING_MS
    if event is None or event.event != "hangup" or event.detail.get("by") != "local":
        walk.fail(state, "the platform to hang up", event, due=due)
    elif not walk.in_time(state, event, CLOSING_MS):
        walk.fail(state, "the platform to hang up at once", event, due=due, late=True)
    else:
        walk.end(state, "by the flow")
    yield from ()


def _waits_if(member: str) -> Callable[[Walk, State, Option], Iterator[State]]:
    """Return what an action does that takes time only where a member of its option says so."""
    return lambda walk, state, option: (unheard if option.get(member) else silent)(walk, state, option)


DOINGS: Mapping[str, Callable[[Walk, State, Option], Iterator[State]]] = {
    "talk": talk,
    "play": play,
    "dtmf_send": tones,
    "digits_send": tones,
    "sleep": sleep,
    "echo": echo,
    "connect": connect,
    "hangup": hangup,
    "stop": stop,
    # The callee hears nothing of these, and they take no time.
    **dict.fromkeys(("answer", "message_send", "mute", "recording_stop"), silent),
    "webhook_send": _waits_if("sync"),
    "conversation_send": _waits_if("sync"),
    "recording_start": _waits_if("beep_start"),
    "amd": lambda walk, state, option: (silent if option.get("async") else unheard)(walk, state, option),
    # Nothing of these can be told from other noise, and how long they take is not documented.
    **dict.fromkeys(("beep", "call", "email_send", "external_media_start", "external_media_stop"), unheard),
    **dict.fromkeys(("ai_summary", "transcribe_start", "transcribe_stop", "transcribe_recording"), unheard),
    # The callee is handed over to somebody that this flow knows nothing of.
    **dict.fromkeys(("ai_talk", "confbridge_join", "conference_join", "queue_join", "stream_echo"), elsewhere),
}
