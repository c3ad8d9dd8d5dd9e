"""digits_receive: collects the digits that the other party presses."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import integer, members, optional, required, text
from voipbin_mock.flow.turn import Turn
from voipbin_mock.flow.variables import DIGITS
from voipbin_mock.provenance import documented


class DigitsReceive(Action):
    """Collects digits until ``length`` are in (no limit without it), ``key`` is pressed or ``duration`` ms are over."""

    type = "digits_receive"
    option = members({"duration": required(integer(1)), "length": optional(integer(1)), "key": optional(text)})
    provenance = documented("[T] Simple outbound call with Branch; [C] FlowManagerActionOptionDigitsReceive")

    def start(self, turn: Turn) -> None:
        """Take the digit that was pressed before, then listen."""
        early, turn.pending = turn.pending, ""
        turn.wait(int(turn.option["duration"]), "")
        if early:
            self.on_digit(turn, early)

    def resume(self, turn: Turn, _event: object) -> None:
        """The time is up: what is in counts."""
        self.receive(turn, str(turn.local[0]), "timeout")

    def on_digit(self, turn: Turn, digit: str) -> None:
        """Add a digit and stop to listen when that was the last one."""
        option = turn.option
        digits = str(turn.local[0])
        if digit in (option.get("key") or ""):
            self.receive(turn, digits, "key")
            turn.go_on()
        elif "length" in option and len(digits) + 1 >= int(option["length"]):
            self.receive(turn, digits + digit, "length")
            turn.go_on()
        else:
            turn.remember(digits + digit)

    def receive(self, turn: Turn, digits: str, by: str) -> None:
        """Hand the digits to the flow."""
        turn.set_variable(DIGITS, digits)
        turn.happen("digits_received", digits=digits, by=by)
