"""An owned number that is called: its flow is the callee."""

from __future__ import annotations

from collections.abc import Callable

from voipbin_mock.callees.line import Line
from voipbin_mock.clock import Clock, calendar
from voipbin_mock.flow import events as ev
from voipbin_mock.flow.body import FlowBody
from voipbin_mock.flow.interpreter import Interpreter
from voipbin_mock.flow.mailbox import Mailbox
from voipbin_mock.flow.state import State

#: What a ``hangup`` before ``answer`` says to the caller, by its reason; anything else declines.
_REJECTS = {"busy": 486, "noanswer": 480, "failed": 503}
_DECLINES = 603


class FlowCallee:
    """Runs a flow at the far end of a leg: ``answer`` answers, tones are keys pressed, ``hangup`` leaves or rejects.

    The end of the actions is a ``hangup``. What the flow would play to the caller takes its time and is not heard.
    """

    def __init__(
        self, flow: FlowBody, interpreter: Interpreter, clock: Clock, find_flow: Callable[[str], FlowBody | None]
    ) -> None:
        self._clock = clock
        self._find_flow = find_flow
        self._talking = False
        self._mailbox = Mailbox(interpreter, State.of(flow), self._facts, self._do)

    def reached(self, line: Line) -> None:
        """Ring, and begin the flow."""
        self._line = line
        line.ring()
        self._mailbox.feed(ev.Started())

    def answered(self) -> None:
        """The flow has answered."""
        self._talking = True

    def prompt_over(self) -> None:
        """The flow does not listen."""

    def gone(self) -> None:
        """The flow ends with the call."""
        self._mailbox.feed(ev.Stopped())

    def _facts(self) -> ev.CallFacts:
        return ev.CallFacts("progressing" if self._talking else "ringing", calendar(self._clock.now_us))

    def _do(self, effect: ev.Effect) -> None:
        match effect:
            case ev.Answer():
                self._line.answer()
            case ev.Happened("digit_heard", detail):
                self._line.press(detail["digit"])
            case ev.Wake(after_ms, token):
                self._line.after(after_ms, lambda: self._mailbox.feed(ev.Woken(token)))
            case ev.Fetch(flow_id):
                self._mailbox.feed(ev.Fetched(self._find_flow(flow_id)))
            case ev.Dial():
                self._mailbox.feed(ev.Parted("failed"))
            case ev.HangUp(reason):
                self._hang_up(reason)
            case ev.Finished():
                self._hang_up("normal")

    def _hang_up(self, reason: str) -> None:
        if self._talking:
            self._line.leave()
        else:
            self._line.reject(_REJECTS.get(reason, _DECLINES))
