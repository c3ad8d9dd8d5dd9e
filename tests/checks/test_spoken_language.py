from building import call, found_by, post_call, trace, uid

MADE = post_call(call())


def spoken(language):
    up = (0, "status", {"status": "progressing"})
    detail = {"kind": "talk", "text": "Good morning.", "language": language, "duration_ms": 500}
    prompt = (0, "prompt", {name: value for name, value in detail.items() if value})
    ended = (500, "prompt_end", {"completed": True})
    over = (500, "hangup", {"by": "local", "reason": "normal", "code": 200})
    return {"exchanges": [MADE], "traces": trace(up, prompt, ended, over)}


def wrong():
    return spoken("de-DE")


def right():
    return spoken("en-us")


def test_where_nobody_knows_the_language_nothing_is_found():
    assert uid(1)
    assert found_by("spoken_language", **spoken("")) == []
