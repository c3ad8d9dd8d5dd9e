"""Every finding of lint, with its file, its line and what to do; and that a clean file has none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from voipbin_harness.cli import main
from voipbin_harness.lint import lint
from voipbin_harness.resources import suite_root

CLEAN = '''\
@callee @dials
Feature: Small talk

  @normal
  Scenario Outline: the callee presses <digit>
    Given a callee who answers after 2 seconds
    When I call the callee with this flow:
      """
      [{"type": "talk", "option": {"text": "Press <digit>.", "language": "en-GB"}}, {"type": "hangup"}]
      """
    Then the call ends locally with reason "normal"

    Examples:
      | digit |
      | 1     |
      | 2     |

  Scenario: by name
    Given a callee who is busy
    When I call the callee with the flow "my own"
'''
FLOW = '[{"type": "hangup"}]'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "my_own.json").write_text(FLOW, encoding="utf-8")
    return tmp_path


def found(folder: Path, text: str | bytes, name: str = "small_talk.feature") -> list[str]:
    """Return what lint says of a feature in the folder, each as ``NAME:LINE: message (hint)``."""
    content = text if isinstance(text, bytes) else text.encode()
    (folder / name).write_bytes(content)
    return [str(problem).replace(str(folder) + "/", "") for problem in lint([folder])]


def test_a_clean_file_has_no_problem(folder: Path) -> None:
    assert found(folder, CLEAN) == []


@pytest.mark.parametrize(
    ("instead_of", "write", "line", "says"),
    [
        ("a callee who answers after 2", "a calee who answers after 2", 6, "no step for Given * the nearest is Given"),
        ("ends locally with reason", "is over because of", 11, "no step for Then *"),
        ("Then the call ends", "But whatever ends", 11, "no step for When *"),
        ("after 2 seconds", "after two seconds", 6, "no step for Given * the nearest is * <ring_ms> is one of"),
        ("ends locally", "ends nowhere", 11, "no step for Then * the nearest is Then * <side> is one of"),
        ("Given a callee who is busy", "And a callee who is busy", 19, "begins with And * Given, When or Then"),
        ("@normal", "@nromal", 4, "the tag @nromal is not registered * did you mean @normal?"),
        ("@normal", "@zzz", 4, "the tag @zzz is not registered * there are @callee"),
        ("    Examples:", "    @minor\n    Examples:", 13, "the tag @minor on examples has no effect"),
        ("Scenario: by name", "Scenario: the callee presses <digit>", 18, "a second scenario is called * line 5"),
        ("Scenario: by name", "Scenario:", 18, "the scenario has no name"),
        ("Feature: Small talk", "Feature:", 2, "the feature has no name"),
        ('"my own"', '"my won"', 20, 'no flow is called "my won": did you mean "my own"?'),
        ('"my own"', '"qqqqqqqq"', 20, 'no flow is called "qqqqqqqq": there are'),
        ('"hangup"}]', '"hangup"}', 9, "not JSON"),
        ('[{"type": "talk"', '[7, {"type": "talk"', 9, "a flow is a list of actions"),
        ('"text": "Press <digit>."', '"text": "{the stranger}"', 7, "names {the stranger}, which nobody is called"),
        ("      | 2     |", "      | 1     |", 13, "the example | 1 | occurs twice"),
        ("      | 1     |\n      | 2     |\n", "", 13, "have no rows"),
        ("      | digit |", "      | digits |", 7, "<digit> has no column * did you mean <digits>?"),
        ("      | digit |", "      | digits |", 13, "the column 'digits' is not used"),
        ("who is busy", "who is busy\n      | a |", 19, "takes no table"),
        ('the flow "my own"', "this flow:", 20, "needs a doc string below it"),
        ("Given a callee who is busy", "Given a callee who is <busy>", 19, "stands in a scenario without examples"),
        ("Feature: Small talk", "Feeture: Small talk", 2, "cannot be understood here * expected one of"),
    ],
)
def test_a_mistake_is_found_at_its_line(instead_of: str, write: str, line: int, says: str, folder: Path) -> None:
    assert instead_of in CLEAN
    problems = found(folder, CLEAN.replace(instead_of, write, 1))
    here = [problem for problem in problems if problem.startswith(f"small_talk.feature:{line}: ")]
    assert any(_holds(problem, says) for problem in here), problems


def test_a_star_repeats_the_keyword_before_it_and_none_that_is_missing(folder: Path) -> None:
    starred = CLEAN.replace("Given a callee who is busy", "* a callee who is busy").replace(
        "When I call the callee with the flow", "* I call the callee with the flow"
    )
    (problem,) = found(folder, starred)
    assert problem.startswith("small_talk.feature:19: the first step begins with * (begin with Given, When or Then; *")
    assert found(folder, CLEAN.replace("who is busy", "who is busy\n    * a second callee who is busy")) == []


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("it succeeds", 'When "<who> to <what>"'),
        ("it is refused because it does not exist", 'When "<who> to <what>"'),
        ("they are listed newest first", 'When "I list my <things><size>"'),
        ("each page but the last holds 2", 'When "I list my <things><size>"'),
        ("each that I made is listed once", 'When "I list my <things><size>"'),
        ("I have paid for 1 call", 'Given "I have noted my calls and my balance"'),
        ("nothing is dialled, listed or paid", 'Given "I have noted my calls and my balance"'),
    ],
)
def test_a_sentence_comes_after_what_it_speaks_of(sentence: str, first: str, folder: Path) -> None:
    early = CLEAN.replace("Given a callee who answers after 2 seconds", f"Then {sentence}")
    assert any(
        _holds(one, f'small_talk.feature:6: "{sentence}" comes too early * {first}') for one in found(folder, early)
    )
    said = (
        "    When I try to list the calls\n    Given I have noted my calls and my balance\n    When I list my calls\n"
    )
    assert found(folder, f"Feature: a\n\n  Background:\n{said}\n  Scenario: b\n    Then {sentence}\n") == []


def test_an_example_that_comes_too_early_is_found_once(folder: Path) -> None:
    outline = "Feature: a\n\n  Scenario Outline: b\n    When I <do>\n    Then it succeeds\n"
    rows = "    Examples:\n      | do |\n      | wait 1 second |\n      | wait 2 seconds |\n      | sign on |\n"
    (problem,) = found(folder, outline + rows)
    assert problem.startswith('small_talk.feature:5: "it succeeds" comes too early')


def test_a_status_twice_in_a_row_means_nothing(folder: Path) -> None:
    ends = 'the call ends locally with reason "normal"'
    (problem,) = found(folder, CLEAN.replace(ends, "the call passes through dialing, dialing, hangup"))
    assert _holds(problem, "small_talk.feature:11: no step for * <statuses> is one of * none twice in a row")
    assert found(folder, CLEAN.replace(ends, "the call passes through dialing, hangup")) == []


def test_a_background_and_each_scenario_after_it_need_a_first_word(folder: Path) -> None:
    background = "  Background:\n    And a callee who is busy\n    And a second callee who is busy\n\n"
    problems = found(folder, CLEAN.replace("  @normal\n", background + "  @normal\n").replace("Given", "But"))
    assert [problem.split(" (")[0] for problem in problems] == [
        "small_talk.feature:5: the first step begins with And",
        "small_talk.feature:10: the first step begins with But",
        "small_talk.feature:23: the first step begins with But",
    ]


def _holds(problem: str, says: str) -> bool:
    """Whether the parts between the stars stand in the problem, in order."""
    at = 0
    for part in says.split("*"):
        at = problem.find(part.strip(), at)
        if at < 0:
            return False
    return True


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "small_talk.feature:1: is empty (begin with a line such as"),
        (b"\n# only a comment\n", "small_talk.feature:1: is empty"),
        (b"\xef\xbb\xbf" + CLEAN.encode(), "small_talk.feature:1: begins with a byte-order mark (UTF-8)"),
        (CLEAN.encode("utf-16"), "small_talk.feature:1: begins with a byte-order mark (UTF-16)"),
        (CLEAN.replace("Small", "Sm\xe4ll").encode("latin-1"), "small_talk.feature:2: is not UTF-8"),
        (b"Feature: Nothing to play\n", "small_talk.feature:1: the feature has no scenario"),
        (b"Feature: a\n\n  Scenario: b\n", 'small_talk.feature:3: the scenario "b" has no steps'),
    ],
)
def test_a_file_that_holds_no_feature_is_found(content: bytes, says: str, folder: Path) -> None:
    (problem,) = found(folder, content)
    assert problem.startswith(says)


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("", 1, "not JSON"),
        ('[{"type": "talk"},\n oops]', 2, "not JSON"),
        ('{"type": "talk"}', 1, "a flow is a list of actions"),
        ("[" * 100_000, 1, "nested too deeply"),
        ('[{"type": "talk",\n  "option": {"text": "{the stranger}"}}]', 2, "{the stranger} is nobody"),
        ('[{"id": "a1", "type": "talk"},\n {"id": "a1", "type": "hangup"}]', 2, "the id a1 stands at two actions"),
    ],
    ids=["empty", "not JSON", "no list", "deep", "nobody", "one id twice"],
)
def test_a_flow_file_that_cannot_be_used_is_found(content: str, line: int, says: str, folder: Path) -> None:
    (folder / "flows" / "broken.json").write_text(content, encoding="utf-8")
    (problem,) = found(folder, CLEAN)
    assert problem.startswith(f"flows/broken.json:{line}: ")
    assert says in problem


def test_what_is_not_there_or_holds_nothing_is_found(tmp_path: Path) -> None:
    (missing,) = lint([tmp_path / "nowhere"])
    (empty,) = lint([tmp_path])
    assert missing.message == "cannot be read: No such file or directory"
    assert (empty.message, empty.hint) == ("no feature file here", "a feature file ends in .feature")


# The steps themselves


STEPS = '''\
from pytest_bdd import given, then, when

@given("something")
%s first():
    """Be there."""

@when("something happens")
def second():
%s

@%s
def third():
    """Be there too."""
'''


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of steps by the name of ``own_steps``."""
    (tmp_path / "own_steps").mkdir()
    (tmp_path / "own_steps" / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield tmp_path / "own_steps"
    for name in [name for name in sys.modules if name.startswith("own_steps") and name not in before]:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("keyword", "body", "last", "line", "says"),
    [
        ("def", '    """Happen."""', 'then("it is over")', 0, ""),
        ("async def", '    """Happen."""', 'then("it is over")', 3, 'the step "something" is async (pytest-bdd never'),
        ("def", "    return None", 'then("it is over")', 7, 'the step "something happens" has no docstring'),
        ("def", '    """Happen."""', 'when("something happens")', 11, "is defined twice (see words.py:7)"),
    ],
)
def test_a_step_that_cannot_work_is_found(
    keyword: str, body: str, last: str, line: int, says: str, package: Path, folder: Path
) -> None:
    (package / "words.py").write_text(STEPS % (keyword, body, last), encoding="utf-8")
    (folder / "a.feature").write_text("Feature: a\n\n  Scenario: b\n    Given something\n", encoding="utf-8")
    problems = [str(problem) for problem in lint([folder], package="own_steps")]
    assert len(problems) == bool(says), problems
    assert all(f"words.py:{line}: " in problem and says in problem for problem in problems)


def test_steps_that_cannot_be_imported_are_one_problem(package: Path, folder: Path) -> None:
    (package / "words.py").write_text("import nothing_of_this_name\n", encoding="utf-8")
    (problem,) = lint([folder], package="own_steps")
    assert "own_steps" in problem.message
    assert "nothing_of_this_name" in problem.message


def test_too_many_steps_are_found(package: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from voipbin_harness.lint import vocabulary

    monkeypatch.setattr(vocabulary, "MOST_STEPS", 2)
    (package / "words.py").write_text(STEPS % ("def", '    """Happen."""', 'then("it is over")'), encoding="utf-8")
    (folder / "a.feature").write_text("Feature: a\n\n  Scenario: b\n    Given something\n", encoding="utf-8")
    (problem,) = lint([folder], package="own_steps")
    assert problem.message == "there are 3 steps, more than 2"


# The commands


def test_the_command_ends_with_0_for_the_suite_and_1_for_a_mistake(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint"]) == 0
    assert capsys.readouterr().out == "no problems\n"
    (folder / "a.feature").write_text(CLEAN.replace("a callee", "a calee", 1), encoding="utf-8")
    assert main(["lint", str(folder / "a.feature")]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert "a.feature:6: no step for Given" in first
    assert last == "1 problem(s)"


def test_the_catalogue_names_every_step_once_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["steps"]) == 0
    listed = capsys.readouterr().out
    assert "  Given a <who> who answers after <ring_ms>\n" in listed
    sources = [file.read_text(encoding="utf-8") for file in (suite_root() / "steps").glob("[a-z]*.py")]
    defined = sum(source.count(f"\n@{word}(") for source in sources for word in ("given", "when", "then"))
    places = [line for line in listed.splitlines() if line.strip().startswith("steps/")]
    assert len(places) >= defined > 40
    assert len(set(places)) >= len(places) - 5
    assert main(["steps", "--markdown"]) == 0
    assert capsys.readouterr().out.startswith("# Steps\n")


def test_the_package_of_a_test_is_gone_after_it() -> None:
    assert not isinstance(sys.modules.get("own_steps"), ModuleType)
