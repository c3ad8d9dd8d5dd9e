from building import ask, flow, found_by, post_flow, talk, uid


def read(**more):
    action = talk(id=uid(800))
    shown = {**action, "option": {**action["option"], **more}}
    return ask("GET /flows/{id}", rendered(shown), id=uid(900), edition="current")


def rendered(*actions):
    return {**flow(actions=list(actions)), "tm_create": "2026-01-01T10:00:00.000000Z"}


def made():
    return post_flow(rendered(talk(id=uid(800))), body={"name": "a flow", "detail": "", "actions": [talk()]})


def wrong():
    return {"exchanges": [made(), read(cache_id="x")], "name": "current"}


def right():
    return {"exchanges": [made(), read(gender="female")], "name": "current"}


def test_what_was_posted_may_be_shown():
    odd = {**talk(), "option": {**talk()["option"], "mood": "calm"}}
    body = {"name": "a flow", "detail": "", "actions": [odd]}
    exchanges = [post_flow(rendered({**odd, "id": uid(800)}), body=body), read(mood="calm")]
    assert found_by("option_members", exchanges, "current") == []


def test_the_tutorial_shows_no_flow():
    assert found_by("option_members", [made(), read(cache_id="x")]) == []
