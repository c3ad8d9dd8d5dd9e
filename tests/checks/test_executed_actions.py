from building import CALLEE, MENU, SOURCE, ask, call, found_by, numbered, rfc, talk, tel, uid

POSTED = {"source": tel(SOURCE), "destinations": [tel(CALLEE)], "actions": MENU}


def current_call():
    kept = {name: call()[name] for name in ("id", "flow_id", "type", "source", "destination", "status", "direction")}
    return {**kept, "customer_id": uid(9), "activeflow_id": uid(300), "tm_create": rfc(0)}


def executed(*places, actions=MENU):
    document = {
        "id": uid(300),
        "customer_id": uid(9),
        "flow_id": uid(900),
        "reference_type": "call",
        "reference_id": uid(1),
        "executed_actions": [numbered(actions)[place] for place in places],
        "tm_create": rfc(0),
    }
    posted = {**POSTED, "actions": actions}
    created = ask("POST /calls", {"calls": [current_call()], "groupcalls": []}, body=posted, edition="current")
    return [created, ask("GET /activeflows/{id}", document, id=uid(300), edition="current")]


def wrong():
    return {"exchanges": executed(0, 1, 3), "name": "current"}


def right():
    return {"exchanges": executed(0, 1, 2, 5, 6), "name": "current"}


def path(*places, actions=MENU):
    return found_by("executed_actions", executed(*places, actions=actions), "current")


def test_a_goto_jumps_as_often_as_it_says():
    once = (0, 1, 2, 7, 8)
    assert path(*once, *once, *once, 9, 10) == []
    assert path(*once, *once, 9) == ["flow at $.executed_actions[10]"]
    assert path(*once, *once, *once, 0) == ["flow at $.executed_actions[15]"]


def test_a_flow_begins_at_its_beginning_and_ends_with_a_hangup():
    assert path(1) == ["flow at $.executed_actions[0]"]
    assert path(0, 1, 2, 3, 4, 5) == ["flow at $.executed_actions[5]"]


def test_a_branch_leads_to_one_of_its_targets():
    assert path(0, 1, 2, 8) == ["flow at $.executed_actions[3]"]


def test_a_condition_leads_on_or_to_its_other_target():
    option = {"condition": "==", "variable": "colour", "false_target_id": uid(750)}
    decides = [{"type": "condition_variable", "option": option}, talk("Yes."), {**talk("No."), "id": uid(750)}]
    assert path(0, 1, 2, actions=decides) == []
    assert path(0, 2, actions=decides) == []
    assert path(0, 0, actions=decides) == ["flow at $.executed_actions[1]"]


def test_nothing_follows_a_stop_and_anything_follows_what_is_fetched():
    stops = [talk(), {"type": "stop"}, talk("Nobody hears this.")]
    assert path(0, 1, actions=stops) == []
    assert path(0, 1, 2, actions=stops) == ["flow at $.executed_actions[2]"]
    fetches = [talk(), {"type": "fetch_flow", "option": {"flow_id": uid(9)}}, talk("Not at once.")]
    assert path(0, 1, 0, 2, actions=fetches) == []
    assert path(0, 2, actions=fetches) == ["flow at $.executed_actions[1]"]


def test_the_next_id_leads_on():
    skips = [{**talk("One."), "next_id": uid(750)}, talk("Two."), {**talk("Three."), "id": uid(750)}]
    assert path(0, 2, actions=skips) == []
    assert path(0, 1, actions=skips) == ["flow at $.executed_actions[1]"]
