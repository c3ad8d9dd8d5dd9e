from building import CALLEE, SOURCE, TALK, call, found_by, groupcall, post_call, post_groupcall, tel, uid

TWO = {"source": tel(SOURCE), "destinations": [tel(CALLEE), tel("+15550100011")], "actions": TALK}


def wrong():
    return {"exchanges": [post_call(call(), body=TWO)]}


def right():
    return {"exchanges": [post_call(call()), post_groupcall(groupcall(2, 3))]}


def test_a_groupcall_has_as_many_calls_as_destinations():
    few = groupcall(1, 2, targets=["+15550100021", "+15550100022", "+15550100023"])
    assert found_by("fan_out", [post_groupcall(few)]) == ["fan-out at $.call_ids"]
    assert found_by("fan_out", [post_groupcall({**few, "ring_method": "linear"})]) == []


def test_each_destination_has_its_own_call():
    assert found_by("fan_out", [post_groupcall(groupcall(1, 1))]) == ["fan-out at $.call_ids"]


def test_the_call_that_answered_is_one_of_them():
    assert found_by("fan_out", [post_groupcall(groupcall(1, 2, answer_call_id=uid(3)))]) == [
        "fan-out at $.answer_call_id"
    ]
