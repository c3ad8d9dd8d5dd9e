"""A tour of the API: each operation, answered in each way that it can be answered; the source of generated faults."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults._driving import BUSY, LISTENS, UNKNOWN_ID, Drive, connect, menu, request, talk, tel
from voipbin_mock.ids import NIL_UUID
from voipbin_mock.operations import operations


def tour(drive: Drive) -> None:
    """Ask for everything, well and badly."""
    _calls(drive)
    _groupcalls(drive)
    _flows_and_numbers(drive)
    _activeflows(drive)
    drive.log_in()
    drive.log_in("demo", "wrong")
    drive.money()
    if drive.edition == "current":
        key = drive.post("/accesskeys", {"name": "spare", "detail": "of the tour", "expire": 3600})
        drive.get("/accesskeys")
        drive.get(f"/accesskeys/{key['id']}")
        drive.send("DELETE", f"/accesskeys/{key['id']}")
    for operation in operations(drive.edition):
        for given in (UNKNOWN_ID, "nonsense"):
            drive.send(operation.method, operation.path.replace("{id}", given), {} if operation.takes_body else None)
        drive.send(operation.method, operation.path.replace("{id}", UNKNOWN_ID), None, None)
        if operation.method == "GET" and "{id}" not in operation.path:
            drive.get(operation.path)
            drive.get(operation.path, page_size="x")


def good_requests() -> dict[str, dict[str, Any]]:
    """Return a request of each operation with a body that is accepted, with all members that it may have."""
    flow_ids = {"call_flow_id": NIL_UUID, "message_flow_id": NIL_UUID}
    dialled = request(LISTENS, talk("hello"))
    return {
        "POST /calls": dialled,
        "POST /groupcalls": {**dialled, "ring_method": "ring_all", "answer_method": "hangup_others"},
        "POST /flows": {"name": "a name", "detail": "a detail", "actions": [talk("hello")]},
        "PUT /flows/{id}": {"name": "a name", "detail": "a detail", "actions": [talk("hello")]},
        "PUT /numbers/{id}": {"name": "desk", "detail": "the front desk", **flow_ids},
        "PUT /numbers/{id}/flow_ids": flow_ids,
        "POST /activeflows": {"actions": [talk("hello")]},
        "POST /accesskeys": {"name": "spare", "detail": "a detail", "expire": 3600},
        "POST /auth/login": {"username": "demo", "password": "demo"},
    }


def _calls(drive: Drive) -> None:
    first = drive.call((LISTENS, BUSY), *menu("1", "2"))
    drive.advance(3000)
    for wrong in ("/hangup", "/hangup"):
        drive.post(f"/calls/{first}{wrong}")
    drive.send("DELETE", f"/calls/{first}")
    put_through = drive.call(LISTENS, connect(BUSY), talk("good-bye"), drive.tones("1"))
    for _ in range(3):
        drive.advance(2500)
        drive.get(f"/calls/{put_through}")
    drive.advance(60_000)
    drive.get(f"/calls/{put_through}")
    drive.get("/calls", page_size=1)
    drive.send("DELETE", f"/calls/{first}")
    drive.post("/calls", {**request(LISTENS), "source": tel("+15553333333")}, "empty")
    drive.call(flow_id=UNKNOWN_ID)


def _groupcalls(drive: Drive) -> None:
    first = drive.groupcall(LISTENS, BUSY)
    drive.send("DELETE", f"/groupcalls/{first}")
    drive.advance(3000)
    drive.get(f"/groupcalls/{first}")
    drive.post(f"/groupcalls/{first}/hangup")
    drive.advance(60_000)
    drive.post(f"/groupcalls/{first}/hangup")
    drive.get("/groupcalls")
    drive.send("DELETE", f"/groupcalls/{first}")
    poor = request((LISTENS, BUSY), ring_method="ring_all", answer_method="hangup_others")
    drive.post("/groupcalls", {**poor, "source": tel("+15553333333")}, "empty")
    drive.post("/groupcalls", {**poor, "flow_id": UNKNOWN_ID})


def _flows_and_numbers(drive: Drive) -> None:
    flow_id, number_id = drive.flow(*menu("1", "2")), drive.number_id()
    drive.get(f"/flows/{flow_id}")
    drive.get("/flows", page_size=1)
    drive.get(f"/numbers/{number_id}")
    for path, operation in ((f"/numbers/{number_id}", ""), (f"/numbers/{number_id}/flow_ids", "/flow_ids")):
        good = good_requests()[f"PUT /numbers/{{id}}{operation}"]
        drive.send("PUT", path, good)
        drive.send("PUT", path, {**good, "call_flow_id": UNKNOWN_ID})
        drive.send("PUT", path, {})
    if drive.edition == "current":
        drive.send("PUT", f"/flows/{flow_id}", good_requests()["PUT /flows/{id}"])
        drive.send("PUT", f"/flows/{flow_id}", {})
    drive.send("DELETE", f"/flows/{flow_id}")


def _activeflows(drive: Drive) -> None:
    made = drive.post("/activeflows", {"actions": [talk("hello"), talk("good-bye")]})
    drive.get(f"/activeflows/{made['id']}")
    drive.get("/activeflows", page_size=1)
    drive.post("/activeflows", {"flow_id": UNKNOWN_ID})
    if drive.edition == "current":
        drive.post(f"/activeflows/{made['id']}/stop")
        drive.post(f"/activeflows/{made['id']}/stop")
        drive.send("DELETE", f"/activeflows/{made['id']}")
