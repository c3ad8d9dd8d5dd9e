"""What a user may write about a live target, and what each mistake is answered with."""

from __future__ import annotations

import json
import re
import ssl
import textwrap
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.live.mocking import SECOND, SOURCE, THIRD
from voipbin_harness.resources import suite_root
from voipbin_harness.targets.live import _tls
from voipbin_harness.targets.profile import edition_of, load_profile
from voipbin_harness.violation import HarnessError

SIGNED = {"VOIPBIN_USERNAME": "demo", "VOIPBIN_PASSWORD": "demo-password"}
URL = "https://api.example.com/v1.0"

MINIMAL = f"""
[targets.one]
url = "{URL}"
source = "{SOURCE}"
"""


def written(folder: Path, text: str) -> dict[str, str]:
    (folder / "harness.toml").write_text(text, encoding="utf-8")
    return {"VOIPBIN_CONFIG": str(folder / "harness.toml"), **SIGNED}


def judged_by_schema(text: str) -> bool:
    schema = json.loads(
        resources.files("voipbin_harness").joinpath("harness_toml_schema.json").read_text(encoding="utf-8")
    )
    Draft202012Validator.check_schema(schema)
    document = json.loads(json.dumps(tomllib.loads(text), allow_nan=False))
    return Draft202012Validator(schema).is_valid(document)


def judged_by_reader(folder: Path, text: str, name: str = "one") -> str:
    """Return what the reader says against a file, nothing where it takes it."""
    try:
        load_profile(name, written(folder, text))
    except HarnessError as error:
        return str(error)
    return ""


VALID = [
    "",
    'edition = "current"',
    f'second_source = "{SECOND}"',
    'ledger = "state/ledger.jsonl"',
    'credentials = { username = "VOIPBIN_USERNAME", password = "VOIPBIN_PASSWORD" }',
    "tls = { verify = false }",
    f'callees = [{{ number = "{SECOND}", does = "follows scripts" }}, {{ extension = "1000", does = "listens" }}]',
    'callees = [{ sip = "echo@example.com", does = "is busy" }]',
    "limits = { calls = 0, minutes = 1.5, money = 0 }",
    "waits = { poll_ms = 50, clock_speed = 0.5 }",
    'allow = { actions = ["message_send"], operations = ["POST /numbers"], refused_numbers = ["+1-555"] }',
]

INVALID = [
    ('edition = "future"', "targets.one.edition: 'future' is none of tutorial, current"),
    ('sauce = "+1"', "targets.one: there is no member sauce; did you mean source?"),
    ('second_source = "0155"', "targets.one.second_source: '0155' is not a number in E.164"),
    ("second_source = 155", "targets.one.second_source: write a text, not 155"),
    ('credentials = { password = "hunter2" }', "write the name of an environment variable"),
    ('credentials = { secret = "X" }', "there is no member secret"),
    ('tls = { verify = "no" }', "targets.one.tls.verify: write true or false, not 'no'"),
    ('tls = { cafile = "x" }', "did you mean ca_file?"),
    ("callees = {}", "targets.one.callees: write a list"),
    ('callees = [{ does = "listens" }]', "write one of number, extension and sip beside does"),
    (f'callees = [{{ number = "{SECOND}" }}]', "targets.one.callees.0: does is missing; add it"),
    (f'callees = [{{ number = "{SECOND}", sip = "a@b", does = "listens" }}]', "only one of number, extension and sip"),
    (f'callees = [{{ number = "{SECOND}", does = "sings" }}]', "'sings' is none of follows scripts"),
    ('callees = [{ extension = "1000", does = "follows scripts" }]', "number is missing"),
    ('callees = [{ sip = "no address", does = "listens" }]', "name@domain"),
    ("limits = { calls = -1 }", "targets.one.limits.calls: -1 must be at least 0 (legs that a run may dial)"),
    ("limits = { calls = 1.5 }", "targets.one.limits.calls: write a whole number, not 1.5"),
    ("limits = { call_minutes = 0 }", "must be more than 0"),
    ("limits = { requests_per_second = 100 }", "must be at most 16"),
    ('waits = { poll_ms = "1s" }', "targets.one.waits.poll_ms: write a whole number"),
    ('allow = { operations = ["numbers"] }', "targets.one.allow.operations.0"),
    ('ledger = ""', "targets.one.ledger"),
]


@pytest.mark.parametrize("line", VALID)
def test_schema_and_reader_take_what_is_valid(tmp_path: Path, line: str) -> None:
    text = f"{MINIMAL}{line}\n"
    assert judged_by_schema(text)
    assert judged_by_reader(tmp_path, text) == ""


@pytest.mark.parametrize(("line", "says"), INVALID)
def test_schema_and_reader_refuse_what_is_not_and_the_message_helps(tmp_path: Path, line: str, says: str) -> None:
    text = f"{MINIMAL}{line}\n"
    assert not judged_by_schema(text)
    said = judged_by_reader(tmp_path, text)
    assert says in said
    assert "harness.toml" in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[targets.one]\nsource = "+15551234567"\n', "url is missing"),
        (f'[targets.one]\nurl = "{URL}"\n', "source is missing"),
        (MINIMAL.replace("https://", "ftp://"), "https://HOST/v1.0"),
        (MINIMAL.replace("/v1.0", ""), "https://HOST/v1.0"),
        (MINIMAL.replace("https://", "https://me:secret@"), "https://HOST/v1.0"),
        (MINIMAL.replace("one", "mock"), "cannot be the name of a target"),
        ("[target.one]\n", "did you mean targets?"),
    ],
)
def test_so_with_the_file_as_a_whole(tmp_path: Path, text: str, says: str) -> None:
    assert not judged_by_schema(text)
    assert says in judged_by_reader(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (MINIMAL.replace("https://", "http://"), "in the clear"),
        (f'{MINIMAL}tls = {{ ca_file = "nowhere.pem" }}\n', "there is no file"),
        (f"{MINIMAL}limits = {{ money = nan }}\n", "targets.one.limits.money"),
        (f"{MINIMAL}limits = {{ money = inf }}\n", "targets.one.limits.money"),
        (f'{MINIMAL}other = {{ token = "NOT_SET" }}\n', "NOT_SET"),
        ("[targets\n", "not TOML"),
    ],
)
def test_what_no_schema_can_say_the_reader_says(tmp_path: Path, text: str, says: str) -> None:
    assert says in judged_by_reader(tmp_path, text)


def test_a_target_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    assert "has one" in judged_by_reader(tmp_path, MINIMAL, "two")
    with pytest.raises(HarnessError, match="there is no"):
        load_profile("two", {"VOIPBIN_CONFIG": str(tmp_path / "no.toml")})


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({}, "VOIPBIN_TOKEN or VOIPBIN_ACCESSKEY or VOIPBIN_USERNAME with VOIPBIN_PASSWORD"),
        ({"VOIPBIN_USERNAME": "demo"}, "VOIPBIN_USERNAME is set and VOIPBIN_PASSWORD is not"),
        ({**SIGNED, "VOIPBIN_SOURCE": ""}, "set VOIPBIN_SOURCE"),
        ({**SIGNED, "VOIPBIN_SOURCE": "155"}, "source: '155' is not a number in E.164"),
        ({**SIGNED, "VOIPBIN_CALLEES": "155"}, "callees.0.number"),
        ({**SIGNED, "VOIPBIN_LIMITS_CALLS": "many"}, "VOIPBIN_LIMITS_CALLS"),
        ({**SIGNED, "VOIPBIN_LIMITS_CALLS": "-1"}, "limits.calls: -1 must be at least 0"),
        ({**SIGNED, "VOIPBIN_TLS_VERIFY": "off"}, "VOIPBIN_TLS_VERIFY: write true or false"),
    ],
)
def test_mistakes_in_the_environment(environ: dict[str, str], says: str) -> None:
    with pytest.raises(HarnessError, match=says):
        load_profile(URL, {"VOIPBIN_SOURCE": SOURCE, **environ})


def test_the_environment_alone_describes_a_target(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("")
    found = load_profile(
        URL,
        {
            "VOIPBIN_TOKEN": "a-token",
            "VOIPBIN_SOURCE": SOURCE,
            "VOIPBIN_CALLEES": f"{SECOND}, {THIRD}",
            "VOIPBIN_TLS_CA_FILE": str(tmp_path / "ca.pem"),
            "VOIPBIN_LIMITS_CALLS": "7",
            "VOIPBIN_LIMITS_MONEY": "0.5",
            "VOIPBIN_WAITS_CLOCK_SPEED": "20",
            "VOIPBIN_OTHER_ACCESSKEY": "a-key",
        },
    )
    assert found.scripted == (SECOND, THIRD)
    assert (found.verify, found.ca_file) == (True, tmp_path / "ca.pem")
    assert (found.limits.calls, found.limits.money, found.waits.clock_speed) == (7, 0.5, 20)
    assert set(found.accounts) == {"demo", "other"}
    assert "a-token" not in repr(found)


def test_the_documented_example_can_be_read(tmp_path: Path) -> None:
    text = (suite_root() / "docs" / "harness.example.toml").read_text(encoding="utf-8")
    assert judged_by_schema(text)
    (tmp_path / "sandbox-ca.pem").write_text("")
    environ = written(tmp_path, text)
    for name in ("public", "sandbox", "twenty"):
        assert load_profile(name, environ).source
    assert edition_of("public", environ) == "current"
    uncommented = "\n".join(
        line.removeprefix("# ") if " = " in line or "[" in line else line for line in text.split("\n")
    )
    assert judged_by_schema("\n".join(line for line in uncommented.split("\n") if "-----" not in line))


def test_certificates_are_verified_unless_a_line_says_otherwise(tmp_path: Path) -> None:
    strict = _tls(load_profile("one", written(tmp_path, MINIMAL)))
    assert (strict.verify_mode, strict.check_hostname) == (ssl.CERT_REQUIRED, True)
    loose = _tls(load_profile("one", written(tmp_path, f"{MINIMAL}tls = {{ verify = false }}\n")))
    assert (loose.verify_mode, loose.check_hostname) == (ssl.CERT_NONE, False)
    (tmp_path / "ca.pem").write_text("no certificate")
    broken = load_profile("one", written(tmp_path, f'{MINIMAL}tls = {{ ca_file = "ca.pem" }}\n'))
    with pytest.raises(HarnessError, match="holds no certificate in PEM form"):
        _tls(broken)


def test_the_lines_of_the_readme_are_a_profile(tmp_path: Path) -> None:
    readme = (suite_root() / "README.md").read_text(encoding="utf-8")
    blocks = [textwrap.dedent(block) for block in re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)]
    profiles = [block for block in blocks if "[targets." in block]
    assert len(profiles) == 2
    (tmp_path / "sandbox-ca.pem").write_text("")
    environ = written(tmp_path, "\n".join(profiles))
    assert load_profile("public", environ).limits.money == 30
    assert load_profile("sandbox", environ).ca_file == tmp_path / "sandbox-ca.pem"
