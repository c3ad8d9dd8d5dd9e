"""No oracle is decoration: of each check there is a fault that the whole checker finds, and that passes without it."""

from __future__ import annotations

import pytest

from tests.faults import sessions
from tests.faults.playing import Session, fitting, judge, on_the_wire, play
from voipbin_harness.checks import all_checks
from voipbin_mock.faults import load_fault

#: Of each check a fault, the edition, and what somebody does who comes across it.
ONLY: dict[str, tuple[str, str, Session]] = {
    "acceptance": ("others-number-as-source", "tutorial", sessions.a_strangers_number),
    "activeflow_reference": ("reference-of-first-leg", "current", sessions.activeflows_of_a_groupcall),
    "allow_header": ("allow-missing", "tutorial", sessions.wrong_methods),
    "auth": ("hangup-without-credential", "tutorial", sessions.nobody),
    "billing": ("call-charged-twice", "tutorial", sessions.money),
    "chained_calls": ("master-of-leg-lost", "tutorial", sessions.a_call_put_through),
    "collection": ("oldest-first", "tutorial", sessions.stored_flows),
    "deleted": ("second-delete-succeeds", "tutorial", sessions.a_flow_deleted),
    "echo": ("accents-lost", "tutorial", sessions.stored_flows),
    "encoding": ("charset-is-latin", "tutorial", sessions.a_call),
    "error_body": ("failed-login-explains", "tutorial", sessions.logins),
    "executed_actions": ("executed-actions-backwards", "tutorial", sessions.a_flow_alone),
    "fan_out": ("first-destination-only", "tutorial", sessions.several_destinations),
    "flow": ("sleep-passed-over", "tutorial", sessions.a_call_with_a_pause),
    "generations": ("list-in-old-words", "tutorial", sessions.a_call_read_and_listed),
    "groupcall_legs": ("all-legs-ring-the-first", "tutorial", sessions.a_groupcall),
    "hangup_agreement": ("rejected-as-failed", "tutorial", sessions.a_call_that_nobody_takes),
    "hangup_effect": ("early-hangup-lost", "tutorial", sessions.a_call_that_is_hung_up),
    "identity": ("repeated-flow-is-the-first", "tutorial", sessions.a_flow_stored_twice),
    "isolation": ("others-flow-runs", "tutorial", sessions.strangers),
    "latency": ("call-list-slow", "tutorial", sessions.lists_of_calls),
    "leak": ("token-in-header", "tutorial", sessions.a_call),
    "lifecycle": ("status-stands-still", "tutorial", sessions.a_call),
    "option_members": ("option-member-extra", "current", sessions.stored_flows),
    "recordings": ("first-recording-forgotten", "current", sessions.a_call_recorded_twice),
    "rejection": ("page-size-zero-refused", "tutorial", sessions.lists_of_calls),
    "robustness": ("crash-on-no-jumps", "tutorial", sessions.a_goto_that_never_jumps),
    "shape": ("call-member-extra", "tutorial", sessions.a_call),
    "side_effect": ("unpaid-call-made", "tutorial", sessions.no_money),
    "spoken_language": ("always-english", "tutorial", sessions.a_german_call),
    "throttling": ("throttled-at-five", "tutorial", sessions.own_numbers),
    "timestamps": ("update-time-stands-still", "tutorial", sessions.a_call),
}
#: The same of what a SIP user agent has to witness: it saw the wire, and the fault is in what the platform tells, or
#: the other way round.
ONLY_BY_SIP: dict[str, tuple[str, str, Session]] = {
    "rtp_agreement": ("later-files-silent", "on the wire", sessions.two_files),
    "sip_agreement": ("rejected-as-failed", "in what is told", sessions.a_call_that_nobody_takes),
}


def test_no_check_is_missing() -> None:
    assert {check.name for check in all_checks()} == ONLY.keys() | ONLY_BY_SIP.keys()


@pytest.mark.parametrize("check", ONLY)
def test_a_fault_passes_without_the_check(check: str) -> None:
    name, edition, session = ONLY[check]
    fault, played = load_fault(name), play(session, edition, name)
    assert check in {one.check for one in fitting(judge(played), fault)}
    assert [str(one) for one in fitting(judge(played, [check]), fault)] == []
    assert [str(one) for one in judge(play(session, edition))] == []


@pytest.mark.parametrize("check", ONLY_BY_SIP)
def test_a_fault_on_a_trunk_passes_without_the_check(check: str) -> None:
    name, where, session = ONLY_BY_SIP[check]
    fault, good, bad = load_fault(name), play(session, "tutorial"), play(session, "tutorial", name)
    played = on_the_wire(good, bad) if where == "on the wire" else on_the_wire(bad, good)
    assert check in {one.check for one in fitting(judge(played), fault)}
    assert [str(one) for one in fitting(judge(played, [check]), fault)] == []
    assert [str(one) for one in judge(on_the_wire(good, good))] == []
