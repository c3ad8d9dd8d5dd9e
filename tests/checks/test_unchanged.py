"""What is as it was in an answer that every check has passed is not judged again; everything else is."""

import pytest
from building import address, ask, call, found_by, get_call, page, start


@pytest.mark.parametrize("check", ["lifecycle", "timestamps", "generations"])
def test_what_is_wrong_is_told_each_time_it_is_shown(check):
    wrong = {
        "lifecycle": call("hangup", hangup_reason=""),
        "timestamps": call("hangup", tm_update=""),
        "generations": call("dialing", tm_progressing=""),
    }[check]
    found = found_by(check, [get_call(wrong), ask("GET /calls", page(wrong)), get_call(wrong)])
    assert len(found) == 3 * len(found_by(check, [get_call(wrong)])) > 0


def test_what_only_an_answer_that_raced_has_shown_is_judged_when_it_is_shown_again():
    moved = call("ringing", destination=address("+15550100011"))
    found = found_by("identity", [get_call(call("ringing")), get_call(moved, racing=True), get_call(moved)])
    assert found == ["echo at $.destination"]


def test_another_accounts_call_is_not_its_own_because_it_is_unchanged():
    known = call("ringing", customer_id="one")
    found = found_by("isolation", [get_call(known), get_call(known, account="other")])
    assert found == ["isolation at $"]


def test_a_call_under_another_id_is_found_also_when_it_is_unchanged():
    first, second = call("ringing"), call("ringing", number=2)
    shown = [get_call(first), get_call(second), ask("GET /calls/{id}", first, id=second["id"])]
    assert found_by("identity", shown) == ["echo at $.id"]


def test_an_unchanged_call_is_seen_at_each_time():
    session = start()
    for number, at_ms in enumerate((0, 1000, 2000), start=1):
        exchange = get_call(call("ringing"), at_ms=at_ms)
        object.__setattr__(exchange, "number", number)
        assert session.check(exchange) == []
    assert [at_ms for at_ms, _ in session.observed(call()["id"])] == [0, 1000, 2000]
