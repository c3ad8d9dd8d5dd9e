from building import ask, call, call_2021, found_by, get_call, page


def wrong():
    return {"exchanges": [get_call(call()), get_call(call_2021("ringing", number=2))]}


def right():
    return {
        "exchanges": [
            get_call(call_2021()),
            get_call(call_2021("progressing")),
            get_call(call_2021("hangup", number=2)),
        ]
    }


def test_one_call_keeps_its_generation():
    assert found_by("generations", [get_call(call()), get_call(call_2021("ringing"))]) == ["mixed-generations at $"]


def test_one_call_has_the_signs_of_one_generation():
    for mixed in (
        call(user_id=1),
        call(tm_update=""),
        call(source={"type": "tel", "target": "+15551234567", "name": ""}),
    ):
        assert found_by("generations", [get_call(mixed)]) == ["mixed-generations at $"]


def test_one_page_has_one_generation():
    listed = ask("GET /calls", page(call(number=2), call_2021("hangup", number=1)))
    assert found_by("generations", [listed]) == ["mixed-generations at $.result[1]"]
