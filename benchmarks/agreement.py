"""Whether the same features, unchanged, come to the same verdict wherever they are played; some eight minutes.

Run it with ``python benchmarks/agreement.py [EDITION]``. Every scenario is played on the embedded mock, on a mock
server, and on a mock server whose clock runs twenty times as fast, which is tested as if it were somebody's account:
no control routes, callees on two numbers of the account. Two agree about a scenario when both prove it; where one
cannot show it, it must say why. Prints one table; the exit status is 1 when any two disagree.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from voipbin_harness.recordfile import read_records

PROFILE = """
[targets.account]
url = "{url}/v1.0"
source = "+15551234567"
callees = [
    {{ number = "+15559876543", does = "follows scripts" }},
    {{ number = "+15552222222", does = "follows scripts" }},
]
[targets.account.other]
accesskey = "OTHER_ACCESSKEY"
[targets.account.empty]
accesskey = "EMPTY_ACCESSKEY"
[targets.account.limits]
calls = 4000
minutes = 8000
money = 400
[targets.account.waits]
clock_speed = 20
poll_ms = 500
"""
CREDENTIALS = {
    "VOIPBIN_USERNAME": "demo",
    "VOIPBIN_PASSWORD": "demo",
    "VOIPBIN_ACCESSKEY": "demo-access-key",
    "OTHER_ACCESSKEY": "other-access-key",
    "EMPTY_ACCESSKEY": "empty-access-key",
}
HARNESS = [sys.executable, "-m", "voipbin_harness"]


@dataclass(frozen=True)
class Played:
    """What a target made of each test, and how long the run took."""

    outcomes: dict[str, str]
    seconds: float
    status: int


def main() -> int:
    """Play the features on each target and print what came of them."""
    edition = sys.argv[1] if len(sys.argv) > 1 else "tutorial"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        played = {"embedded mock": play(folder, edition, "mock")}
        with served(edition, "virtual") as url:
            played["mock server"] = play(folder, edition, f"mock:{url}")
        with served(edition, "20x") as url:
            (folder / "harness.toml").write_text(PROFILE.format(url=url), encoding="utf-8")
            played["account, at 20x"] = play(folder, edition, "account")
    print(f"{'target':<18}{'proved':>8}{'unproven':>10}{'failed':>8}{'other':>7}{'s':>8}{'exit':>6}")
    for target, one in played.items():
        counts = Counter(one.outcomes.values())
        other = sum(counts.values()) - counts["passed"] - counts["unproven"] - counts["failed"]
        told = f"{counts['passed']:>8}{counts['unproven']:>10}{counts['failed']:>8}{other:>7}"
        print(f"{target:<18}{told}{one.seconds:>8.1f}{one.status:>6}")
    apart = sorted(disagreements(list(played.values())))
    for line in apart:
        print(f"disagree: {line}")
    return bool(apart)


def play(folder: Path, edition: str, target: str) -> Played:
    """Run the features and return what came of each."""
    reports = folder / target.partition(":")[0] / "reports"
    reports.parent.mkdir(exist_ok=True)
    args = ["--target", target, "--edition", edition, "--only", "features", "--reports", str(reports)]
    command = [*HARNESS, "run", *args, "--", "--no-html"]
    done = subprocess.run(command, cwd=folder, env=CREDENTIALS, check=False, stdout=subprocess.DEVNULL)
    kept = read_records(reports)
    outcomes = {record.test: record.outcome for record in kept.records}
    return Played(outcomes, kept.info.duration_ms / 1000, done.returncode)


@contextmanager
def served(edition: str, clock: str) -> Iterator[str]:
    """Serve a mock on any free port."""
    command = [*HARNESS, "mock", "--edition", edition, "--clock", clock]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().split()[1]
        finally:
            server.terminate()


def disagreements(played: list[Played]) -> Iterator[str]:
    """Yield each test that is neither proved by all nor unproven where it is not."""
    for test in {test for one in played for test in one.outcomes}:
        seen = [one.outcomes.get(test, "missing") for one in played]
        if set(seen) - {"passed", "unproven"}:
            yield f"{test}: {', '.join(seen)}"


if __name__ == "__main__":
    sys.exit(main())
