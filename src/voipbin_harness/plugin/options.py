"""The options that the harness adds to pytest, and the settings they amount to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from voipbin_harness.coverage.thresholds import read_thresholds
from voipbin_harness.known import default_file
from voipbin_harness.settings import Settings, Shard
from voipbin_harness.targets.profile import edition_of
from voipbin_harness.violation import HarnessError

SETTINGS = pytest.StashKey[Settings]()


@contextmanager
def usage() -> Iterator[None]:
    """Let what cannot be met end pytest with its message alone; raises :class:`pytest.UsageError`."""
    try:
        yield
    except HarnessError as error:
        raise pytest.UsageError(str(error)) from None


def add_options(parser: pytest.Parser) -> None:
    """Declare the options; the commands of ``voipbin-harness`` pass theirs on by the same names."""
    group = parser.getgroup("voipbin-harness")
    group.addoption("--target", default="mock", help="mock, mock:http://HOST:PORT, a URL or a profile of harness.toml")
    group.addoption(
        "--edition", default=None, help="which documentation the target answers to: its profile's, else tutorial"
    )
    group.addoption("--profile", default="quick", help="quick, full or nightly")
    group.addoption("--seed", type=int, default=0, help="seed of the mock's world and of all generated data")
    group.addoption("--reports", default=None, help="write gate.json, gate.md, junit.xml and the Allure report there")
    group.addoption("--features", default=None, help="play the features of this directory instead")
    group.addoption("--fault", action="append", default=[], help="switch a fault of the embedded mock on")
    group.addoption("--without", action="append", default=[], help="switch a check off")
    group.addoption("--require", action="append", default=[], help="a capability that must not stay unproven")
    group.addoption("--coverage", action="append", default=[], help="DIMENSION=PERCENT: less coverage closes the gate")
    group.addoption("--shard", default=None, help="I/N: run only this part of the suite")
    group.addoption("--build", default="", help="what is gated: a version, a commit, a pipeline's number")
    group.addoption("--no-html", action="store_true", help="make no Allure report of the Allure results")
    group.addoption("--har", default=None, help="write the traffic there, masked")
    group.addoption("--callee", default="", help="sip:ADDRESS[:PORT]: answer the trunk of a mock server there")
    group.addoption("--plan", action="store_true", help="say what would run, whom it would dial and what it may cost")
    group.addoption("--retry-live", type=int, default=0, help="1: on a live target, run a failed scenario once more")
    group.addoption("--known", default=None, help="known findings; by default known-findings.toml, if it is here")


def read_settings(config: pytest.Config) -> Settings:
    """Return the settings of this run; raises :class:`pytest.UsageError` when they cannot be met."""
    option = config.option
    with usage():
        return Settings(
            target=option.target,
            edition=option.edition or edition_of(option.target) or "tutorial",
            profile=option.profile,
            seed=option.seed,
            reports=_path(config, option.reports),
            features=_path(config, option.features),
            faults=tuple(option.fault),
            without=tuple(option.without),
            required=frozenset(option.require),
            thresholds=read_thresholds(option.coverage),
            shard=Shard.parse(option.shard) if option.shard else None,
            build=option.build,
            html=not option.no_html,
            har=_path(config, option.har),
            callee=option.callee,
            plan=option.plan,
            retry_live=option.retry_live,
            known=_path(config, option.known) or default_file(config.invocation_params.dir),
        )


def _path(config: pytest.Config, text: str | None) -> Path | None:
    return config.invocation_params.dir.joinpath(text) if text else None
