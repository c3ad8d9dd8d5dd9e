from building import CALLEE, SOURCE, address, call, found_by, get_call, post_call, tel, uid

OTHER = "+15559876543"
BODY = {
    "source": tel(SOURCE),
    "destinations": [tel(CALLEE)],
    "actions": [{"type": "connect", "option": {"source": tel(OTHER), "destinations": [tel("+15550100015")]}}],
}
MADE = post_call(call(), body=BODY)
LEG = {"master_call_id": uid(1), "source": address(OTHER), "destination": address("+15550100015"), "flow_id": uid(0)}


def chained(*exchanges, **settings):
    return found_by("chained_calls", exchanges, **settings)


def master(*legs, status="progressing"):
    return get_call(call(status, chained_call_ids=[uid(leg) for leg in legs]))


def wrong():
    return {"exchanges": [MADE, get_call(call("ringing", 2, **LEG)), master()]}


def right():
    return {"exchanges": [MADE, master(2), get_call(call("ringing", 2, **LEG)), master(2)]}


def test_a_chained_call_names_its_master():
    assert chained(MADE, master(2), get_call(call("ringing", 2, **{**LEG, "master_call_id": uid(7)}))) == [
        "flow at $.master_call_id"
    ]


def test_a_chained_call_stays_one():
    ended = call("hangup", chained_call_ids=[])
    assert chained(MADE, master(2), get_call(ended)) == ["flow at $.chained_call_ids"]
    assert chained(MADE, master(2), get_call(ended), live=True) == []


def test_a_chained_call_comes_from_and_goes_where_the_flow_says():
    from_elsewhere = get_call(call("ringing", 2, **{**LEG, "source": address(SOURCE)}))
    to_elsewhere = get_call(call("ringing", 2, **{**LEG, "destination": address("+15550100012")}))
    assert chained(MADE, master(2), from_elsewhere) == ["flow at $.source"]
    assert chained(MADE, master(2), to_elsewhere) == ["flow at $.destination"]
