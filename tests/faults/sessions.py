"""Short sessions of traffic, each an everyday thing that a user of the API does."""

from __future__ import annotations

from typing import Any

from tests.faults.playing import Guest
from voipbin_harness.callees.script import Act, CalleeScript

BUSY, REJECTS, SILENT = CalleeScript("reject", 2000, 486), CalleeScript("reject", 2000, 603), CalleeScript("no_answer")


def talk(text: str = "Good morning.", **more: Any) -> dict[str, Any]:
    """Return an action that speaks."""
    return {**more, "type": "talk", "option": {"text": text, "language": "en-US"}}


def action_id(number: int) -> str:
    """Return an id of an action."""
    return f"000000{number:02}-0000-4000-8000-000000000000"


def presses(digit: str) -> CalleeScript:
    """Return a callee who presses a key after the first prompt."""
    return CalleeScript(acts=(Act("press", "prompt", 1, 500, digit),))


SLEEPS = [talk(), {"type": "sleep", "option": {"duration": 3000}}, talk("Good-bye.")]
LOOPS = [talk(id=action_id(1)), {"type": "goto", "option": {"target_id": action_id(1), "loop_count": 2}}]
#: Everything that the tutorial can do, with signs that may be written in more than one way.
TARGETS = {"1": action_id(2), "2": action_id(3)}
MENU = [
    talk("Fish & chips < 5/€? Press 1.", id=action_id(1)),
    {"type": "digits_receive", "option": {"duration": 3000, "length": 1}},
    {"type": "branch", "option": {"default_target_id": action_id(3), "target_ids": TARGETS}},
    {"type": "dtmf_send", "option": {"dtmfs": "1*", "duration": 200, "interval": 100}, "id": action_id(2)},
    {"type": "hangup"},
    talk("None.", id=action_id(3)),
]


def a_call(guest: Guest) -> None:
    """Call somebody and watch."""
    guest.watch(guest.call([talk()]))


def a_call_with_a_pause(guest: Guest) -> None:
    """Call somebody, pause, and read the list at the end."""
    guest.watch(guest.call(SLEEPS))
    guest.me.page("/calls")


def a_call_that_nobody_takes(guest: Guest) -> None:
    """Call somebody who rejects, and somebody who never answers."""
    for script in (REJECTS, BUSY, SILENT):
        guest.watch(guest.call([talk()], script))


def a_call_that_is_hung_up(guest: Guest) -> None:
    """Hang up while it rings, and look a while later."""
    call_id = guest.call([talk()], SILENT)
    guest.ask("POST", f"/calls/{call_id}/hangup")
    guest.world.clock.advance(2000)
    guest.me.call(call_id)


def a_call_read_and_listed(guest: Guest) -> None:
    """Look at a call by its id and in the list."""
    call_id = guest.call([talk()])
    guest.me.call(call_id)
    guest.me.page("/calls")


def several_destinations(guest: Guest) -> None:
    """Call three at once."""
    guest.call([talk()], CalleeScript(), BUSY, REJECTS)


def a_groupcall(guest: Guest) -> None:
    """Ring two, of whom one answers, and look at both."""
    callees = [guest.callee(CalleeScript(ring_ms=9000)), guest.callee()]
    group = guest.me.create_groupcall(guest.world.source, callees, actions=[talk()])
    for _ in range(3):
        guest.world.clock.advance(1500)
        for call_id in guest.me.groupcall(group.id).call_ids:
            guest.ask("GET", f"/calls/{call_id}")


def activeflows_of_a_groupcall(guest: Guest) -> None:
    """Ring two, read their calls, and list what they run."""
    a_groupcall(guest)
    guest.me.page("/calls")
    guest.me.page("/activeflows")


def stored_flows(guest: Guest) -> None:
    """Store flows and read them."""
    for name in ("Grüße", "greeting", "farewell"):
        guest.ask("GET", f"/flows/{guest.me.create_flow(name, [talk()], 'a detail')}")
    guest.me.page("/flows")


def a_flow_stored_twice(guest: Guest) -> None:
    """Store the same flow twice."""
    guest.me.create_flow("twin", [talk()])
    guest.me.create_flow("twin", [talk()])


def a_flow_deleted(guest: Guest) -> None:
    """Delete a flow, and once more."""
    flow_id = guest.me.create_flow("short-lived", [talk()])
    for method in ("DELETE", "DELETE", "GET"):
        guest.ask(method, f"/flows/{flow_id}")


def a_flow_alone(guest: Guest) -> None:
    """Run a flow without a call, and look at what it did."""
    made = guest.ask("POST", "/activeflows", body={"actions": LOOPS})
    guest.world.clock.advance(60_000)
    guest.ask("GET", f"/activeflows/{made.json['id']}")


def money(guest: Guest) -> None:
    """Look at the balance before and after a call."""
    guest.me.balance()
    guest.watch(guest.call([talk()]))
    guest.me.balance()


def strangers(guest: Guest) -> None:
    """Let another customer look at everything."""
    call_id, flow_id = guest.call([talk()]), guest.me.create_flow("mine", [talk()])
    for path in (f"/calls/{call_id}", f"/flows/{flow_id}"):
        guest.ask("GET", path, account="other")
    body = {"source": {"type": "tel", "target": "+15554444444"}, "destinations": [guest.callee()], "flow_id": flow_id}
    guest.ask("POST", "/calls", account="other", body=body)


def nobody(guest: Guest) -> None:
    """Ask without a credential."""
    call_id = guest.call([talk()])
    guest.ask("POST", f"/calls/{call_id}/hangup", account=None)
    guest.ask("GET", "/calls", account=None)


def logins(guest: Guest) -> None:
    """Sign on well and badly."""
    for password in ("demo", "wrong"):
        guest.ask("POST", "/auth/login", body={"username": "demo", "password": password})


def lists_of_calls(guest: Guest) -> None:
    """Read lists, again and again and in odd sizes."""
    for size in (None, 0, 1, 100):
        guest.me.page("/calls", size=size)
    for _ in range(15):
        guest.me.page("/calls")


def wrong_methods(guest: Guest) -> None:
    """Ask with methods that a path does not know."""
    for path in ("/calls", "/flows", "/numbers"):
        guest.ask("PATCH", path)


def a_strangers_number(guest: Guest) -> None:
    """Call from a number that is somebody else's."""
    guest.me.page("/numbers")
    source = {"type": "tel", "target": "+15554444444"}
    guest.me.post_call(source, [guest.callee()], actions=[talk()])


def two_files(guest: Guest) -> None:
    """Play two files."""
    guest.watch(guest.call([{"type": "play", "option": {"stream_urls": [f"https://example.com/{n}" for n in "ab"]}}]))


def a_call_put_through(guest: Guest) -> None:
    """Put a call through, and read the list in the middle and the call at the end."""
    option = {"source": guest.world.source, "destinations": [guest.callee()]}
    call_id = guest.call([{"type": "connect", "option": option}])
    guest.world.clock.advance(4000)
    guest.me.page("/calls")
    guest.ask("GET", f"/calls/{call_id}")


def a_german_call(guest: Guest) -> None:
    """Speak German."""
    guest.watch(guest.call([{"type": "talk", "option": {"text": "Guten Tag.", "language": "de-DE"}}]))


def a_call_recorded_twice(guest: Guest) -> None:
    """Record a call, stop, and record it again, watching all the time."""
    record, stop = {"type": "recording_start", "option": {"format": "wav"}}, {"type": "recording_stop"}
    guest.watch(guest.call([record, talk(), stop, record, talk("Once more.")]))


def own_numbers(guest: Guest) -> None:
    """Look at the numbers, again and again."""
    for _ in range(6):
        guest.ask("GET", "/numbers")


def no_money(guest: Guest) -> None:
    """Call without money, between two looks at the list."""
    poor = guest.world.client("empty")
    poor.page("/calls")
    poor.post_call({"type": "tel", "target": "+15553333333"}, [guest.callee()], actions=[talk()])
    poor.page("/calls")


def a_goto_that_never_jumps(guest: Guest) -> None:
    """Store a flow with a jump switched off."""
    never = {"type": "goto", "option": {"target_id": action_id(1), "loop_count": 0}}
    guest.ask("POST", "/flows", body={"name": "still", "detail": "", "actions": [talk(id=action_id(1)), never]})


def a_day(guest: Guest) -> None:
    """Do a little of everything, well and badly."""
    guest.ask("GET", "/numbers")
    guest.watch(guest.call(MENU, presses("1")))
    for session in (money, a_groupcall, stored_flows, a_flow_deleted, a_flow_alone, a_call_that_is_hung_up):
        session(guest)
    for _ in range(2):
        pages = list(guest.me.pages("/calls", size=2))
        assert pages
    for session in (no_money, strangers, nobody, logins, wrong_methods):
        session(guest)
    guest.ask("POST", "/flows", body={"name": "wrong", "detail": "", "actions": [{"type": "dance"}]})
    guest.ask("GET", "/calls/no-uuid")
