"""A leg: one call on its way, between the platform and whoever is called.

Both ends act on it. The far end (:class:`~voipbin_mock.callees.line.Line`) rings, answers, rejects, presses and leaves;
the platform hangs up. All timers of a leg end with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from voipbin_mock.callees import Callee
from voipbin_mock.clock import DAY_MS, Timer
from voipbin_mock.records import Call

if TYPE_CHECKING:
    from voipbin_mock.calls import Calls

#: How long an outgoing call is dialing before it rings, and how long terminating and canceling last, in ms [D].
DIALING_MS, CLOSING_MS = 100, 20

#: How long the platform lets a call ring, and how long it lets one last, in ms [D].
DIAL_TIMEOUT_MS, LONGEST_CALL_MS = 60_000, DAY_MS

#: What the trace says of an end that is no rejection: BYE, CANCEL, no answer within the dial time-out.
_BYE, _CANCELLED, _TIMED_OUT = 200, 487, 408
_REASONS = {486: "busy", 600: "busy", 408: "noanswer", 480: "noanswer", 487: "noanswer", 603: "noanswer"}

Listener = Callable[[], None]


class Leg:
    """A call that is not over.

    ``on_answer`` are told when it is answered, ``on_close`` once when the talk is over (the platform may still be
    ``terminating`` it), ``on_end`` when it is hung up. ``on_digit`` hears the keys that the callee presses.
    """

    def __init__(self, calls: Calls, call: Call, callee: Callee) -> None:
        self._calls = calls
        self._clock = calls.clock
        self._callee = callee
        self._timers: list[Timer] = []
        self.call = call
        self.on_answer: list[Listener] = []
        self.on_close: list[Listener] = []
        self.on_end: list[Listener] = []
        self.on_digit: list[Callable[[str], None]] = []
        self._dial_timeout: Timer | None = None

    def dial(self) -> None:
        """Send the call on its way."""
        self.after(DIALING_MS, lambda: self._callee.reached(self))
        self._dial_timeout = self.after(DIAL_TIMEOUT_MS, self._give_up)

    def after(self, delay_ms: int, action: Callable[[], None]) -> Timer:
        """Do something later, if the call is not over by then."""
        timer = self._clock.after(delay_ms, action)
        self._timers.append(timer)
        return timer

    # The far end

    def ring(self) -> None:
        """Ring."""
        if self.call.status == "dialing":
            self._calls.move(self.call, "ringing")

    def answer(self) -> None:
        """Answer."""
        if self.call.status not in ("dialing", "ringing"):
            return
        if self._dial_timeout is not None:
            self._dial_timeout.cancel()
        self._calls.move(self.call, "progressing")
        self.after(LONGEST_CALL_MS, lambda: self.hang_up("timeout"))
        self._callee.answered()
        for listener in self.on_answer:
            listener()

    def reject(self, code: int) -> None:
        """Turn the call down with a SIP status."""
        if self.call.status in ("dialing", "ringing"):
            self._end("remote", _REASONS.get(code, "failed"), code)

    def press(self, digit: str) -> None:
        """Press a key."""
        if self.call.status == "progressing":
            self._calls.traces.add(self.call.id, "digit_pressed", digit=digit)
            for listener in self.on_digit:
                listener(digit)

    def leave(self) -> None:
        """Hang up at the far end."""
        if self.call.status == "progressing":
            self._end("remote", "normal", _BYE)

    def prompt_over(self) -> None:
        """Let the callee know that a prompt has been played to its end."""
        self._callee.prompt_over()

    # The platform

    def hang_up(self, reason: str = "normal") -> None:
        """End the call from the platform's side: cancel it while it is not answered, else terminate it."""
        if self.call.status in ("dialing", "ringing"):
            self._close("canceling", "cancel", _CANCELLED)
        elif self.call.status == "progressing":
            self._close("terminating", reason, _BYE)

    def _give_up(self) -> None:
        self._end("local", "dialout", _TIMED_OUT)

    def _close(self, status: str, reason: str, code: int) -> None:
        self._stop_timers()
        self._calls.move(self.call, status)
        self._tell(self.on_close)
        self._timers.append(self._clock.after(CLOSING_MS, lambda: self._end("local", reason, code)))

    def _end(self, by: str, reason: str, code: int) -> None:
        self._stop_timers()
        if self.call.status not in ("canceling", "terminating"):
            self._tell(self.on_close)
        self._calls.finish(self.call, by, reason, code)
        self._callee.gone()
        self._tell(self.on_end)

    def _stop_timers(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def _tell(self, listeners: list[Listener]) -> None:
        told, listeners[:] = list(listeners), []
        for listener in told:
            listener()
