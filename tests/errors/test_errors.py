"""A mistake of the user is one message that says what is wrong, where, and what to do; with status 2."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from tests.checks.building import ask, page
from tests.traffic.recording import entry, har
from voipbin_harness.cli import main
from voipbin_harness.gate import decide
from voipbin_harness.recordfile import RecordFile
from voipbin_harness.reporting.publishing import clean, publish
from voipbin_harness.results import Record
from voipbin_harness.run_info import RunInfo
from voipbin_harness.settings import Settings
from voipbin_harness.targets.choose import choose
from voipbin_harness.targets.profile import load_profile
from voipbin_harness.traffic.writing import HarFile
from voipbin_harness.violation import HarnessError
from voipbin_mock.server import main as mock

SECRET = "hunter2-and-more"


def told(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """Return the one line that a command says on the standard error of a mistake."""
    assert main(argv) == 2
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    return line


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.har", b"", "not JSON: the file ends in the middle"),
        ("a.har", b'{"log": {"entries": [', "not JSON: the file ends in the middle"),
        ("a.har", b'{"log": {"entries": 7}}', "no HAR: it has no list of entries at log.entries"),
        ("a.har", b"[1, 2]", "no HAR"),
        ("a.har", b"\xff\xfe", "not UTF-8"),
        ("a.har", b"[" * 100_000, "not JSON"),
        ("a.har", None, "cannot be read: No such file"),
    ],
    ids=["empty", "cut", "entries are a number", "list", "binary", "deep", "missing"],
)
def test_a_har_that_cannot_be_judged(
    name: str, content: bytes | None, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    line = told(capsys, "check", str(tmp_path / name))
    assert line.startswith(f"voipbin-harness check: {tmp_path / name}: ")
    assert says in line


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"x: [1", "neither YAML nor JSON"),
        (b"\xff\xfe\x00", "neither YAML nor JSON"),
        (b"[1, 2]", "it has no paths"),
        (b"openapi: 3.0.0", "it has no paths"),
        (b"", "it has no paths"),
        (b"a: &a [*a, *a]\npaths: 7", "paths"),
        (None, "cannot be read: No such file"),
    ],
    ids=["broken", "binary", "list", "no paths", "empty", "within itself", "missing"],
)
def test_a_description_that_cannot_be_compared(
    content: bytes | None, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / "api.yaml").write_bytes(content)
    line = told(capsys, "drift", str(tmp_path / "api.yaml"))
    assert line.startswith(f"voipbin-harness drift: {tmp_path / 'api.yaml'}: ")
    assert says in line


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["check", "a.har", "--edition", "tomorrow"], "no edition 'tomorrow'; there are current, tutorial"),
        (["drift", "a.yaml", "--edition", "tomorrow"], "no edition 'tomorrow'; there are current, tutorial"),
        (["merge", "/nowhere", "--reports", "r"], "/nowhere: no such directory"),
        (["reap", "--target", "nobody"], "--target nobody: write mock"),
        (["check", "a.har", "--host", "api.example"], "write scheme and host, such as https://api.example"),
        (["check", "a.har", "--host", "api.example:80"], "write scheme and host, such as https://api.example:80"),
        (["check", "a.har", "--host", "https://x/v2"], "--host https://x/v2: write scheme and host alone"),
        (["check", "a.har", "--host", f"https://me:{SECRET}@x/?y"], "--host https://x/: write scheme and host alone"),
        (["check", "a.har", "--host", "http://[x"], "write scheme and host, such as https://api.example"),
        (["lint", "nothere"], "nothere: no such file or folder; name features"),
        (["lint", "--", "nothere"], "nothere: no such file or folder"),
        (["run", "--features", "/nowhere"], "--features /nowhere: no such directory"),
        (["run", "--workers", "0"], "--workers 0: at least 1"),
        (["run", "--features", "x", "--only", "contracts"], "leave one of the two out"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_option_that_cannot_be_met(
    argv: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert says in told(capsys, *argv)


def test_nothing_after_two_dashes_is_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.feature").write_text("Feature: a\n", encoding="utf-8")
    assert main(["lint", "--", str(tmp_path)]) == 1
    assert "a.feature:1: the feature has no scenario" in capsys.readouterr().out
    assert main(["check", "t.har", "--", "-k", "foo"]) == 2
    assert capsys.readouterr().err.endswith("error: unrecognized arguments: -k foo\n")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"target": "mock", "edition": "tomorrow"}, "--edition: "),
        ({"faults": ("nothing",)}, "--fault: no such fault: nothing; the closest of the"),
        ({"target": "mock:ftp://x"}, "write mock:http://HOST:PORT"),
        ({"target": "mock:http://x:99999"}, "write mock:http://HOST:PORT"),
        ({"target": f"mock:http://me:{SECRET}@x"}, "write mock:http://HOST:PORT"),
        ({"target": f"https://me:{SECRET}@x/v1.0"}, "without credentials: they come from the environment"),
        ({"target": f"https://x/v1.0?token={SECRET}"}, "without credentials: they come from the environment"),
        ({"target": "https://x/v2"}, "write https://HOST/v1.0"),
        ({"target": "https://x/v1.0"}, "set VOIPBIN_SOURCE to a number that the account owns"),
    ],
)
def test_a_target_that_cannot_be(changes: dict[str, str], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VOIPBIN_SOURCE", raising=False)
    with pytest.raises(HarnessError) as caught:
        choose(Settings(**changes))  # type: ignore[arg-type]
    assert says in str(caught.value)
    assert SECRET not in str(caught.value)
    assert "\n" not in str(caught.value)


TARGET = 'targets.mine.url = "https://x/v1.0"\ntargets.mine.source = "+15551234567"\n'


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[targets", "not TOML"),
        ("targets.mine.url = 7", "targets.mine"),
        (TARGET + "targets.mine.speed = 1", "there is no member speed; there are url"),
        (TARGET + f'targets.mine.credentials.password = "{SECRET}"', "write the name of an environment variable"),
        (TARGET + f'targets.mine.credentials = "{SECRET}"', "write the name of an environment variable"),
        (TARGET + f'targets.mine.other.token = ["{SECRET}"]', "write the name of an environment variable"),
        (TARGET.replace("https://x", f"https://me:{SECRET}@x"), "targets.mine.url"),
        (TARGET.replace("+15551234567", "5551234567"), "targets.mine.source"),
        (TARGET + 'targets.mine.tls.ca_file = "nowhere.pem"', "there is no file"),
        (TARGET + 'targets.mine.edition = "tomorrow"', "'tomorrow' is none of tutorial, current"),
        (TARGET + "targets.mine.limits.requests_per_second = 100", "targets.mine.limits.requests_per_second"),
        (TARGET + 'targets.mine.callees = [{number = "+15550100010"}]', "does is missing; add it"),
        (TARGET + 'targets.mine.credentials = {token = "NOT_SET_ANYWHERE"}', "set the environment variable NOT_SET"),
        (TARGET.replace("mine", "other"), "--target mine: write mock"),
    ],
)  # fmt: skip
def test_a_profile_that_breaks_a_rule(toml: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "harness.toml"
    file.write_text(toml, encoding="utf-8")
    with pytest.raises(HarnessError) as caught:
        load_profile("mine", {"VOIPBIN_CONFIG": str(file)})
    assert says in str(caught.value)
    assert str(file) in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_profile_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "harness.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(HarnessError, match=r"harness\.toml: cannot be read"):
        load_profile("mine", {"VOIPBIN_CONFIG": str(tmp_path / "harness.toml")})


@pytest.mark.parametrize("inside", ["", "below/it"])
def test_a_folder_of_reports_that_a_run_cannot_write(
    inside: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert main(["run", "--reports", str(tmp_path / "taken" / inside)]) == 2
    said = capsys.readouterr().err
    assert re.search(r"--reports .*taken.*: cannot be written: .*; name a folder that can", said), said


@pytest.mark.parametrize("inside", ["", "below/it"])
def test_a_folder_of_reports_that_check_and_merge_cannot_write(
    inside: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    folder = tmp_path / "taken" / inside
    recording = har(tmp_path / "a.har", [entry(ask("GET /flows", page()))])
    for argv in (["check", str(recording)], ["merge", str(_shard(tmp_path / "shard"))]):
        line = told(capsys, *argv, "--reports", str(folder))
        assert f"--reports {folder}: cannot be written: " in line
        assert line.endswith("; name a folder that can")


def _shard(folder: Path) -> Path:
    """Leave the reports of a run in which one test passed."""
    info, record = RunInfo("mock", "tutorial", "quick", 0, started="2026-01-01T00:00:00+00:00"), Record("a", "a")
    clean(folder)
    file = RecordFile(folder)
    file.begin(info)
    file.add(record)
    file.end(0, (), complete=True)
    publish(folder, decide([record], info, {}), [record], html=False, reproduce="")
    return folder


def test_a_recording_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="it is a folder: name a file"):
        HarFile(tmp_path, {}, 0.0)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--port", "70000"], "argument --port: 70000 is no port: write a number from 0 to 65535"),
        (["--port", "http"], "argument --port: http is no port"),
        (["--host", "192.0.2.1"], "cannot listen at --host 192.0.2.1 --port 0: "),
        (["--fault", "nothing"], "no such fault: nothing; the closest of the"),
        (["--trunk", "nonsense"], "--trunk nonsense: write sip:HOST:PORT"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mock_that_cannot_serve(argv: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert mock(argv) == 2
    assert says in capsys.readouterr().err.splitlines()[-1]


def test_a_port_in_use_is_named_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert mock(["--port", str(port)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(f"--port {port}: Address already in use; --port 0 takes a free one")


def test_a_crash_of_the_harness_is_no_closed_gate(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(_options: object) -> int:
        raise TypeError("of a kind that nobody expects")

    monkeypatch.setattr("voipbin_harness.cli.steps.run", crash)
    assert main(["steps"]) == 2
    *lines, last = capsys.readouterr().err.splitlines()
    assert lines[-1] == "TypeError: of a kind that nobody expects"
    assert last == (
        "voipbin-harness steps: TypeError in the harness itself, not in what it tests; "
        "please report it with the lines above"
    )
