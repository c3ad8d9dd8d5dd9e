from building import call, found_by, get_call, post_call, uid


def recorded(*ids, status="progressing"):
    return get_call(call(status, recording_ids=[uid(one) for one in ids]))


def recordings(*exchanges, **settings):
    return found_by("recordings", exchanges, **settings)


def wrong():
    return {"exchanges": [post_call(call()), recorded(8), recorded(9)]}


def right():
    return {"exchanges": [post_call(call()), recorded(), recorded(8), recorded(8, 9), recorded(9, 8, status="hangup")]}


def test_a_recording_is_not_forgotten():
    assert recordings(recorded(8), recorded(9)) == ["echo at $.recording_ids"]
    assert recordings(recorded(8, 9), recorded(9, 8)) == []


def test_somebody_may_have_deleted_one_on_a_live_account():
    assert recordings(recorded(8), recorded(), live=True) == []


def test_a_call_that_is_over_is_not_being_recorded():
    def ended(recording):
        kept = {name: call("hangup")[name] for name in ("id", "status", "hangup_by", "hangup_reason")}
        document = {**kept, "customer_id": uid(9), "recording_id": recording, "recording_ids": [uid(8)]}
        return get_call(document, edition="current")

    for recording, found in (
        (uid(8), ["echo at $.recording_id"]),
        ("00000000-0000-0000-0000-000000000000", []),
        ("", []),
    ):
        assert found_by("recordings", [ended(recording)], "current") == found
