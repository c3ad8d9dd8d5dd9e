"""``reap``: ends and deletes what an interrupted run left."""

from __future__ import annotations

import argparse

from voipbin_harness.contract import load
from voipbin_harness.editions import edition
from voipbin_harness.masking import Masker, environment_secrets
from voipbin_harness.targets.live import LiveTarget
from voipbin_harness.targets.profile import edition_of, load_profile
from voipbin_harness.violation import HarnessError, Unproven

NAME = "reap"
HELP = "end and delete what an interrupted run left on a live target"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--target", required=True, metavar="T", help="a URL or a profile of harness.toml")
    parser.add_argument("--edition", metavar="E", help="the profile's, else tutorial")


def run(options: argparse.Namespace) -> int:
    """Work through the ledger; 1 when something could not be ended, 0 when nothing is left."""
    name = options.target
    if name == "mock" or name.startswith("mock:"):
        print("a mock keeps nothing: the next run resets it, so there is nothing to reap")
        return 0
    chosen = options.edition or edition_of(name) or "tutorial"
    profile = load_profile(name)
    target = LiveTarget(profile, edition(chosen), load(chosen))
    own = {secret for account in profile.accounts.values() for secret in account.secrets}
    masker = Masker(own | environment_secrets())
    try:
        found, left = target.reap()
    except Unproven as error:
        raise HarnessError(masker.text(str(error))) from None
    finally:
        target.close()
    for violation in left:
        print(masker.text(f"left: {violation.where}: expected {violation.expected}, observed {violation.observed}"))
    print(f"{profile.ledger}: {found} open, {len(left)} left")
    return 1 if left else 0
