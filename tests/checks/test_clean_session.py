"""Real sessions with the embedded mock, across all operations: nothing is wrong, so nothing is found."""

import pytest
from building import MENU, talk

from voipbin_harness.callees.script import Act, CalleeScript
from voipbin_harness.checker import Checker
from voipbin_harness.contract import load
from voipbin_harness.editions import edition
from voipbin_harness.targets.embedded import embedded
from voipbin_harness.world import World

EDITIONS = ("tutorial", "current")


class Desk:
    """A world whose every exchange is checked."""

    def __init__(self, name, **settings):
        contract = load(name)
        self.world = World(embedded(name, 0), edition(name), contract)
        self.session = Checker(contract, self.world.edition, secrets=("demo-access-key",), **settings).begin()
        self.found = []
        self.exchanges = []
        self.world.begin(self._see)
        self.me = self.world.client()

    def _see(self, exchange):
        self.exchanges.append(exchange)
        self.found += self.session.check(exchange)

    def request(self, method, path, **more):
        return self.me.request(method, path, **more)

    def call(self, script, actions, account="demo"):
        callee = self.world.callees.place(script)
        client = self.world.client(account)
        created = client.create_call(self.world.source, [callee.address], actions=actions)
        return created.calls[0].id

    def watch(self, call_id, limit_ms=300_000):
        """Read the call after every event until it has ended."""
        while not self.me.call(call_id).ended and self.world.clock.step(limit_ms):
            pass

    def close(self):
        self.found += self.session.close(self.world.traces(self.session.call_ids))
        self.world.target.close()
        return [str(one) for one in self.found]


@pytest.fixture(params=EDITIONS)
def desk(request):
    return Desk(request.param)


ANSWERS = CalleeScript()


@pytest.mark.parametrize(
    "script",
    [
        *(CalleeScript(acts=(Act("press", "prompt", 1, 500, digit),)) for digit in "1237*"),
        ANSWERS,
        CalleeScript(acts=(Act("press", "answer", 1, 200, "1"), Act("press", "answer", 1, 900, "2"))),
        CalleeScript(acts=(Act("hangup", "answer", 1, 900),)),
        CalleeScript(acts=(Act("hangup", "prompt", 1, 900),)),
        CalleeScript("reject", 2000, 486),
        CalleeScript("reject", 2000, 603),
        CalleeScript("reject", 0, 503),
        CalleeScript("no_answer"),
    ],
)
def test_the_menu_with_any_callee(desk, script):
    desk.watch(desk.call(script, MENU))
    desk.me.page("/calls")
    assert desk.close() == []


def test_every_action_of_the_tutorial(desk):
    busy = desk.world.callees.place(CalleeScript("reject", 1000, 486))
    short = desk.world.callees.place(CalleeScript(acts=(Act("hangup", "answer", 1, 3000),)))
    actions = [
        {"type": "answer"},
        {
            "type": "play",
            "option": {"stream_urls": ["https://media.example.com/a.wav", "https://media.example.com/b.wav"]},
        },
        {"type": "sleep", "option": {"duration": 1500}},
        {"type": "dtmf_send", "option": {"dtmfs": "12#", "duration": 500, "interval": 250}},
        {"type": "connect", "option": {"source": desk.world.source, "destinations": [short.address]}},
        talk("Back again."),
        {"type": "connect", "option": {"source": desk.world.source, "destinations": [busy.address]}},
        {"type": "digits_receive", "option": {"duration": 2000, "length": 3}},
        talk("The end."),
        {"type": "hangup"},
    ]
    desk.watch(desk.call(ANSWERS, actions))
    assert desk.close() == []


@pytest.mark.parametrize("after_steps", [0, 1, 3, 4])
def test_a_call_that_the_api_hangs_up(desk, after_steps):
    call_id = desk.call(ANSWERS, MENU)
    for _ in range(after_steps):
        desk.world.clock.step(300_000)
        desk.me.call(call_id)
    desk.me.hang_up(call_id)
    desk.watch(call_id)
    desk.request("POST", f"/calls/{call_id}/hangup")
    desk.request("DELETE", f"/calls/{call_id}")
    desk.request("GET", f"/calls/{call_id}")
    desk.me.page("/calls")
    assert desk.close() == []


def test_groupcalls(desk):
    slow = desk.world.callees.place(CalleeScript(ring_ms=9000))
    quick = desk.world.callees.place(CalleeScript(ring_ms=1000))
    group = desk.me.create_groupcall(desk.world.source, [slow.address, quick.address], actions=[talk()])
    for _ in range(40):
        for call_id in group.call_ids:
            desk.me.call(call_id)
        desk.me.groupcall(group.id)
        if not desk.world.clock.step(300_000):
            break
    desk.me.page("/groupcalls")
    desk.request("POST", f"/groupcalls/{group.id}/hangup")
    desk.request("DELETE", f"/groupcalls/{group.id}")
    desk.request("GET", f"/groupcalls/{group.id}")
    other = desk.me.create_groupcall(desk.world.source, [slow.address, quick.address], actions=[talk()])
    desk.me.hang_up_groupcall(other.id)
    desk.world.clock.advance(5000)
    desk.me.groupcall(other.id)
    assert desk.close() == []


def test_flows_lists_and_pages(desk):
    flow_ids = [desk.me.create_flow(f"flow {number}", MENU, "five of them") for number in range(5)]
    for flow_id in flow_ids:
        desk.request("GET", f"/flows/{flow_id}")
    list(desk.me.pages("/flows", size=2))
    desk.request("DELETE", f"/flows/{flow_ids[2]}")
    desk.request("GET", f"/flows/{flow_ids[2]}")
    desk.request("DELETE", f"/flows/{flow_ids[2]}")
    callee = desk.world.callees.place(ANSWERS).address
    for _ in range(3):
        desk.me.create_call(desk.world.source, [callee], flow_id=flow_ids[0])
        desk.world.clock.advance(700)
    desk.me.post_call(desk.world.source, [callee], flow_id=flow_ids[2])
    assert len(list(desk.me.pages("/calls", size=1))) >= 3
    for path in ("/flows", "/calls", "/groupcalls", "/numbers", "/activeflows", "/accesskeys"):
        for query in ({}, {"page_size": 0}, {"page_size": 101}, {"page_size": "many"}, {"page_token": "whatever"}):
            desk.request("GET", path, params=query)
    assert desk.close() == []


def test_refusals_money_and_numbers(desk):
    callee = desk.world.callees.place(ANSWERS).address
    desk.me.balance()
    numbers = desk.me.page("/numbers").items
    desk.me.page("/calls")
    desk.me.page("/flows")
    for source, destination in (("+15559999999", "+15550100010"), ("1-555", "+15550100010"), ("+15551234567", "5 5 5")):
        desk.me.post_call({"type": "tel", "target": source}, [{"type": "tel", "target": destination}], actions=[talk()])
    desk.me.post_call(desk.world.source, [callee], actions=[{"type": "dance"}])
    desk.me.post_call(
        desk.world.source,
        [callee],
        actions=[{"type": "goto", "option": {"target_id": numbers[0]["id"], "loop_count": 1}}],
    )
    desk.me.post_call(desk.world.source, [callee], flow_id=numbers[0]["id"])
    desk.me.page("/calls")
    desk.me.page("/flows")
    desk.me.balance()
    desk.me.create_call(desk.world.source, [callee, {"type": "tel", "target": "+15550100012"}], actions=[talk()])
    desk.me.balance()
    desk.me.create_groupcall(desk.world.source, [callee, {"type": "tel", "target": "+15550100012"}], actions=[talk()])
    desk.world.clock.advance(120_000)
    desk.me.balance()
    flow_id = desk.me.create_flow("at the other end", [{"type": "answer"}, talk()])
    ids = {"call_flow_id": flow_id, "message_flow_id": ""}
    desk.request("PUT", f"/numbers/{numbers[0]['id']}/flow_ids", body=ids)
    desk.request("GET", f"/numbers/{numbers[0]['id']}")
    desk.request("PUT", f"/numbers/{numbers[0]['id']}", body={**ids, "name": "front desk", "detail": "ground floor"})
    desk.request("GET", f"/numbers/{numbers[0]['id']}")
    desk.request("PUT", f"/numbers/{numbers[0]['id']}", body={"name": 3})
    desk.me.create_call(
        {"type": "tel", "target": numbers[1]["number"]},
        [{"type": "tel", "target": numbers[0]["number"]}],
        actions=[talk()],
    )
    desk.world.clock.advance(60_000)
    desk.me.page("/calls")
    poor = desk.world.client("empty")
    poor.balance()
    poor.post_call({"type": "tel", "target": "+15553333333"}, [callee], actions=[talk()])
    assert desk.exchanges[-1].status == 402
    assert desk.close() == []


def test_strangers_and_nobody(desk):
    call_id = desk.call(ANSWERS, [talk()])
    flow_id = desk.me.create_flow("mine", [talk()])
    other, nobody = desk.world.client("other"), desk.world.client(None)
    other.page("/numbers")
    callee = {"type": "tel", "target": "+15550100010"}
    for client in (other, nobody):
        for method, path in (
            ("GET", f"/calls/{call_id}"),
            ("POST", f"/calls/{call_id}/hangup"),
            ("DELETE", f"/calls/{call_id}"),
            ("GET", f"/flows/{flow_id}"),
            ("DELETE", f"/flows/{flow_id}"),
            ("GET", "/calls"),
            ("GET", "/flows"),
            ("GET", "/accesskeys"),
            ("GET", "/calls/no-uuid"),
        ):
            client.request(method, path)
        client.post_call({"type": "tel", "target": "+15554444444"}, [callee], flow_id=flow_id)
    assert desk.close() == []


def test_odd_requests(desk):
    desk.request("POST", "/calls", content=b"{", headers={"Content-Type": "application/json"})
    desk.request("POST", "/calls", content=b"\xff\xfe", headers={"Content-Type": "application/json"})
    desk.request("POST", "/flows", content=b"[" * 5000)
    desk.request("POST", "/flows", content=b'{"name": "x"}' + b" " * (1 << 20))
    desk.request("POST", "/flows")
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"):
        for path in ("/calls", "/flows", "/numbers", "/nowhere", "/auth/login"):
            desk.request(method, path)
    for actions in ([], [talk(), {"type": "hangup"}], [{**talk(), "mood": "good"}]):
        desk.request("POST", "/flows", body={"name": "ünïcödé ☎", "detail": "", "actions": actions, "more": [1]})
    desk.request("GET", "/flows")
    for body in (
        {"username": "demo", "password": "wrong"},
        {"username": "demo"},
        [],
        {"username": "demo", "password": "demo"},
    ):
        desk.request("POST", "/auth/login", body=body)
    assert desk.close() == []


def test_activeflows(desk):
    flow_id = desk.me.create_flow("alone", MENU)
    desk.request("POST", "/activeflows", body={"flow_id": flow_id})
    desk.request("POST", "/activeflows", body={"actions": [talk(), {"type": "hangup"}]})
    desk.watch(desk.call(CalleeScript(acts=(Act("press", "prompt", 1, 500, "2"),)), MENU))
    for item in desk.me.page("/activeflows").items:
        desk.request("GET", f"/activeflows/{item['id']}")
    assert desk.close() == []
