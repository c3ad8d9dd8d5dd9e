from building import ask, rfc, uid
from test_executed_actions import executed


def another(reference):
    """An activeflow that is not the call's own, and what it refers to."""
    document = {
        "id": uid(301),
        "customer_id": uid(9),
        "flow_id": uid(900),
        "reference_type": "call",
        "tm_create": rfc(0),
    }
    read = ask("GET /activeflows/{id}", {**document, "reference_id": reference}, id=uid(301), edition="current")
    return {"exchanges": [*executed(0, 1, 2, 5, 6), read], "name": "current"}


def wrong():
    return another(uid(1))


def right():
    return another(uid(2))
