"""``mock``: the mock as a server."""

from __future__ import annotations

import argparse
import os
import sys

NAME = "mock"
HELP = "serve the mock; prints 'ready http://HOST:PORT' when it answers"

_OPTIONS = ("host", "port", "edition", "clock", "seed", "generation", "fault", "trunk", "trunk_timeout", "media")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of DESIGN section 5."""
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="H", help="address to bind; loopback unless told otherwise"
    )
    parser.add_argument("--port", type=int, default=0, metavar="P", help="0: any free port")
    parser.add_argument("--edition", default="tutorial", metavar="E", help="tutorial or current")
    parser.add_argument("--clock", default="real", choices=("real", "virtual", "20x"), help="how time passes")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="seed of ids and times")
    parser.add_argument("--generation", default="2022", choices=("2021", "2022"), help="of the tutorial's calls")
    parser.add_argument("--fault", action="append", default=[], metavar="NAME", help="switch on a fault")
    parser.add_argument("--trunk", metavar="sip:HOST:PORT", help="place real SIP calls there; needs the real clock")
    parser.add_argument(
        "--trunk-timeout", type=float, metavar="SECONDS", help="how long an INVITE may go without any answer (32)"
    )
    parser.add_argument("--media", metavar="DIR", help="WAV files that are played over the trunk, by their names")


def run(options: argparse.Namespace) -> int:
    """Become the mock's process: signals and exit status are then its own."""
    argv = [sys.executable, "-m", "voipbin_mock"]
    for name in _OPTIONS:
        value = getattr(options, name)
        for item in value if isinstance(value, list) else [value] if value is not None else []:
            argv += [f"--{name.replace('_', '-')}", str(item)]
    sys.stdout.flush()
    os.execv(sys.executable, argv)  # noqa: S606
