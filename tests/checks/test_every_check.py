"""What holds for all checks: each is documented, finds its own wrong case, and is missed when it is switched off.

Every ``test_<check>.py`` of this folder has ``wrong()`` and ``right()``: the arguments of ``building.run``.
"""

import importlib

import pytest
from building import ask, run, start

from voipbin_harness.checks import _found as registered
from voipbin_harness.checks import all_checks, check
from voipbin_harness.violation import HarnessError, Kind

CHECKS = {one.name: one for one in all_checks()}


def cases(name):
    return importlib.import_module(f"test_{name}")


@pytest.mark.parametrize("name", CHECKS)
def test_it_says_what_it_holds_and_where_that_is_written(name):
    found = CHECKS[name]
    assert found.run.__doc__
    assert importlib.import_module(found.run.__module__).__doc__
    assert found.source
    assert found.kinds


@pytest.mark.parametrize("name", CHECKS)
def test_it_finds_its_wrong_case_and_signs_it(name):
    found = run(**cases(name).wrong())
    assert found
    assert {one.check for one in found} == {name}
    assert {one.kind for one in found} <= CHECKS[name].kinds
    assert all(one.exchange is not None and one.operation for one in found)


@pytest.mark.parametrize("name", CHECKS)
def test_without_it_its_wrong_case_passes(name):
    assert run(**cases(name).wrong(), without=[name]) == []


@pytest.mark.parametrize("name", CHECKS)
def test_nothing_is_found_in_its_right_case(name):
    assert run(**cases(name).right()) == []


def test_a_check_that_does_not_exist_cannot_be_switched_off():
    with pytest.raises(HarnessError, match="no such check"):
        start(without=["everything"])


def test_a_check_that_breaks_down_is_named_and_does_not_silence_the_others():
    @check("broken", Kind.CRASH, source="a test")
    def broken(ctx):
        raise ZeroDivisionError("no reason")

    try:
        session = start()
        found = session.check(ask("GET /calls", b"", status=500))
        assert [one.check for one in found] == ["robustness"]
        with pytest.raises(HarnessError, match="broken: ZeroDivisionError"):
            session.close()
    finally:
        del registered["broken"]


def test_an_unknown_path_is_named_by_its_method_and_template_or_path():
    found = run([ask("PATCH /calls/{id}", status=500, id="x"), ask("GET /elsewhere", status=500)])
    assert [one.operation for one in found] == ["PATCH /calls/{id}", "GET /v1.0/elsewhere"]
