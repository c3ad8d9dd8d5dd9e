from building import NEVER, address, ask, found_by, get_call, groupcall, leg, post_groupcall, tm, uid

CREATED = post_groupcall(groupcall(1, 2))
CANCELLED = {
    "hangup_by": "local",
    "hangup_reason": "cancel",
    "tm_progressing": NEVER,
    "tm_hangup": tm(3.1),
    "tm_update": tm(3.1),
}


def legs(*exchanges):
    return found_by("groupcall_legs", exchanges)


def wrong():
    return {"exchanges": [CREATED, get_call(leg(1, "progressing")), get_call(leg(2, "progressing"))]}


def right():
    first, second = get_call(leg(1, "progressing"), at_ms=3000), get_call(leg(2, "ringing"), at_ms=3000)
    return {"exchanges": [CREATED, first, second, get_call(leg(2, "hangup", **CANCELLED), at_ms=9000)]}


def test_each_leg_can_be_read():
    gone = ask("GET /calls/{id}", {"message": "no"}, status=404, id=uid(2))
    assert legs(CREATED, gone) == ["fan-out at $.call_ids"]


def test_each_leg_rings_a_destination_of_its_own():
    assert legs(CREATED, get_call(leg(1)), get_call({**leg(2), "destination": leg(1)["destination"]})) == [
        "fan-out at $.destination"
    ]


def test_one_answer_ends_the_others():
    late = [get_call(leg(1, "progressing"), at_ms=3000), get_call(leg(2, "ringing"), at_ms=9000)]
    assert legs(CREATED, *late) == ["fan-out at $.status"]


def test_the_call_that_answered_is_the_one_that_was_answered():
    told = ask("GET /groupcalls/{id}", groupcall(1, 2, answer_call_id=uid(2)), id=uid(500))
    assert "fan-out at $.answer_call_id" in legs(CREATED, get_call(leg(1, "progressing")), told)


def test_the_call_that_answered_is_told_once_it_has():
    answered = get_call(leg(1, "progressing"), at_ms=3000)
    soon, late = (ask("GET /groupcalls/{id}", groupcall(1, 2), id=uid(500), at_ms=at_ms) for at_ms in (3500, 9000))
    assert legs(CREATED, answered, soon) == []
    assert legs(CREATED, answered, late) == ["fan-out at $.answer_call_id"]


def test_linear_dials_one_after_another():
    linear = post_groupcall(groupcall(1, 2, ring_method="linear"))
    busy = {
        "hangup_by": "remote",
        "hangup_reason": "busy",
        "tm_progressing": NEVER,
        "tm_hangup": tm(2),
        "tm_update": tm(2),
    }
    ended = get_call(leg(1, "hangup", **busy))
    assert legs(linear, ended, get_call(leg(2, "dialing", tm_create=tm(2.5)))) == []
    assert legs(linear, ended, get_call(leg(2, "dialing", tm_create=tm(1.5)))) == ["fan-out at $.call_ids"]
    going_on, next_one = get_call(leg(1, "dialing")), get_call(leg(2, "dialing", tm_create=tm(2.5)))
    assert legs(linear, going_on, next_one) == [], "the first may have ended since it was looked at"
    assert legs(linear, next_one, going_on) == ["fan-out at $.call_ids"]


def test_a_leg_comes_from_the_source_of_its_groupcall():
    elsewhere = {**leg(1), "source": address("+15559876543")}
    assert legs(CREATED, get_call(elsewhere)) == ["fan-out at $.source"]


def test_call_ids_are_written_as_the_ids_of_the_calls():
    name = "aaaaaaaa-0000-4000-8000-000000000001"
    made = groupcall(1, 2, call_ids=[name.upper(), uid(2)])
    assert legs(post_groupcall(made), get_call({**leg(1), "id": name})) == ["fan-out at $.call_ids"]
