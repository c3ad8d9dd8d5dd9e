"""A running flow: gives the interpreter its events and does for the world what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from voipbin_mock.clock import Timer, calendar
from voipbin_mock.connections import Connection, place_calls
from voipbin_mock.flow import events as ev
from voipbin_mock.flow.body import FlowBody
from voipbin_mock.flow.mailbox import Mailbox
from voipbin_mock.flow.state import State
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.legs import LONGEST_CALL_MS, Leg
from voipbin_mock.records import Activeflow

if TYPE_CHECKING:
    from voipbin_mock.calls import Family
    from voipbin_mock.mock import Mock

#: What a ``hangup`` action may give as the reason [C]; anything else is ``normal`` [D].
_REASONS = frozenset({"normal", "failed", "busy", "cancel", "timeout", "noanswer", "dialout", "amd"})


class FlowRun:
    """An activeflow that has not ended, on the leg of its call or without one."""

    def __init__(
        self,
        mock: Mock,
        activeflow: Activeflow,
        body: FlowBody,
        variables: Mapping[str, str],
        *,
        leg: Leg | None,
        family: Family,
    ) -> None:
        self._mock = mock
        self.activeflow = activeflow
        self.leg = leg
        self.family = family
        self.connection: Connection | None = None
        self._timers: list[Timer] = []
        state = State.of(body, {**variables, **self._own_variables()})
        self._mailbox = Mailbox(mock.interpreter, state, self._facts, self._do)
        mock.activeflows.runs[activeflow.id] = self

    def start(self) -> None:
        """Begin with the first action."""
        if self.leg is None:
            self.after(LONGEST_CALL_MS, self.stop)
        self._mailbox.feed(ev.Started())

    def press(self, digit: str) -> None:
        """Take a key that the other party pressed."""
        self._mailbox.feed(ev.DigitPressed(digit))

    def parted(self, reason: str) -> None:
        """Go on after a connection."""
        self.connection = None
        self._mailbox.feed(ev.Parted(reason))

    def stop(self) -> None:
        """End the flow, wherever it is."""
        self._mailbox.feed(ev.Stopped())
        if self.connection is not None:
            self.connection.abandon()
        for timer in self._timers:
            timer.cancel()
        self._mock.activeflows.end(self.activeflow)

    def after(self, delay_ms: int, action: Callable[[], None]) -> None:
        """Do something later, if the flow has not ended by then."""
        if self.leg is not None:
            self.leg.after(delay_ms, action)
        else:
            self._timers.append(self._mock.clock.after(delay_ms, action))

    def _facts(self) -> ev.CallFacts:
        status = self.leg.call.status if self.leg is not None else ""
        return ev.CallFacts(status, calendar(self._mock.clock.now_us), self.leg is not None)

    def _own_variables(self) -> dict[str, str]:
        own = {"voipbin.activeflow.id": self.activeflow.id}
        if self.leg is not None:
            call = self.leg.call
            own |= {
                "voipbin.call.id": call.id,
                "voipbin.call.direction": call.direction,
                "voipbin.call.source.target": call.source.target,
                "voipbin.call.destination.target": call.destination.target,
            }
        return own

    def _do(self, effect: ev.Effect) -> None:
        match effect:
            case ev.Executed():
                self._execute(effect)
            case ev.Happened(after_ms=0):
                self._happen(effect)
            case ev.Happened():
                self.after(effect.after_ms, lambda: self._happen(effect))
            case ev.Wake(after_ms, token):
                self.after(after_ms, lambda: self._mailbox.feed(ev.Woken(token)))
            case ev.Fetch(flow_id):
                flow = self._mock.flows.find(self.activeflow.customer_id, flow_id)
                self._mailbox.feed(ev.Fetched(flow.body if flow else None))
            case ev.Dial(option) if self.leg is not None:
                self.connection = Connection(self._mock, self, self.leg, option)
                self.connection.dial()
            case ev.PlaceCalls(option):
                place_calls(self._mock, self, option)
            case ev.HangUp(reason, reference_id):
                self._hang_up(self._reason_of(reference_id) or reason)
            case ev.Finished():
                self._hang_up("normal")
            case _:
                self._change_call(effect)

    def _execute(self, effect: ev.Executed) -> None:
        self._mock.activeflows.execute(self.activeflow, effect.action)
        if self.leg is not None:
            self.leg.call.action = effect.action
            self._mock.calls.touch(self.leg.call)
            action = effect.action
            self._mock.traces.add(self.leg.call.id, "action", id=action.id, type=action.type, option=action.option)

    def _happen(self, happened: ev.Happened) -> None:
        if self.leg is not None:
            self._mock.traces.add(self.leg.call.id, happened.event, **happened.detail)
            if happened.event == "prompt_end" and happened.detail["completed"]:
                self.leg.prompt_over()

    def _change_call(self, effect: ev.Effect) -> None:
        if self.leg is None:
            return
        call = self.leg.call
        match effect:
            case ev.Record(on=True) if call.recording_id == NIL_UUID:
                call.recording_id = self._mock.ids.uuid()
                call.recording_ids.append(call.recording_id)
            case ev.Record(on=False):
                call.recording_id = NIL_UUID
            case ev.Mute(direction):
                call.mute_direction = direction

    def _reason_of(self, call_id: str) -> str:
        call = self._mock.calls.records.find(call_id.lower())
        return call.hangup_reason if call is not None and call.customer_id == self.activeflow.customer_id else ""

    def _hang_up(self, reason: str) -> None:
        if self.leg is not None:
            self.leg.hang_up(reason if reason in _REASONS else "normal")
        else:
            self.stop()
