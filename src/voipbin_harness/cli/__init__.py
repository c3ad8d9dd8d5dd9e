"""The command ``voipbin-harness``: one module of this package a subcommand.

A subcommand's module has ``NAME``, ``HELP``, ``arguments(parser)`` and ``run(options) -> exit status``.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
import traceback
from collections.abc import Sequence
from types import ModuleType

from voipbin_harness import __version__
from voipbin_harness.line import TargetUnreachable
from voipbin_harness.violation import HarnessError

OPEN, CLOSED, ERROR, UNPROVEN, INTERRUPTED = 0, 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand and return its exit status, as DESIGN section 5 promises it."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    arguments, rest = _split(arguments)
    parser, commands = _parser(arguments)
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else ERROR
    options.pytest_args = rest
    return _status(commands[options.command], options)


def _status(command: ModuleType, options: argparse.Namespace) -> int:
    """Run a subcommand; what ends it becomes a sentence and a status."""
    try:
        status: int = command.run(options)
    except HarnessError as error:
        _complain(options, str(error))
        return ERROR
    except TargetUnreachable as error:
        _complain(options, f"the target is unreachable: {error}")
        return UNPROVEN
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; Python would complain when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OPEN
    except Exception as error:  # noqa: BLE001 - Python would exit with 1, which says that something was found
        traceback.print_exc()
        what = f"{type(error).__name__} in the harness itself, not in what it tests"
        _complain(options, f"{what}; please report it with the lines above")
        return ERROR
    return status


def _complain(options: argparse.Namespace, why: str) -> None:
    print(f"voipbin-harness {options.command}: {why}", file=sys.stderr)


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Split what ``run`` is given at ``--``: the rest belongs to pytest. To others it means what argparse means."""
    if arguments[:1] != ["run"] or "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def _parser(arguments: Sequence[str]) -> tuple[argparse.ArgumentParser, dict[str, ModuleType]]:
    """Return the parser with the commands; where the first argument names one, the others need not be loaded."""
    parser = argparse.ArgumentParser(
        prog="voipbin-harness",
        description="Contract and end-to-end tests for the VoIPBIN telephony API.",
        epilog="Exit status: 0 open, 1 closed, 2 usage or an error of the harness, 3 unproven, 130 interrupted.",
    )
    parser.add_argument("--version", action="version", version=f"voipbin-harness {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands = {}
    names = [info.name for info in pkgutil.iter_modules(__path__)]
    for name in [arguments[0]] if arguments and arguments[0] in names else names:
        module = importlib.import_module(f"{__name__}.{name}")
        if hasattr(module, "NAME"):
            commands[module.NAME] = module
            module.arguments(subparsers.add_parser(module.NAME, help=module.HELP, description=module.HELP))
    return parser, commands
