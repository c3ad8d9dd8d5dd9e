"""The mock as a server: ``python -m voipbin_mock``."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from voipbin_mock.app import create_app
from voipbin_mock.editions import editions
from voipbin_mock.pacing import MODES
from voipbin_mock.trunk.digest import Credentials
from voipbin_mock.trunk.trunk import PATIENCE_S, Trunk

#: Exit status of a command that was asked for something impossible.
_USAGE = 2

_LAST_PORT = 65_535

_PATIENCE = "how long the trunk may leave an INVITE without any answer (default: %(default)g)"


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM; return the exit status: 0, or 2 for a wrong command line or a taken port."""
    parser = argparse.ArgumentParser(prog="voipbin_mock", description="A small, honest VoIPBIN.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=0, help="port to listen at; 0 is any free one (default)")
    parser.add_argument("--edition", choices=editions(), default="tutorial")
    parser.add_argument("--clock", choices=list(MODES), default="real")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--generation", choices=["2021", "2022"], default="2022")
    parser.add_argument("--fault", action="append", default=[], metavar="NAME", help="put a defect in; may be repeated")
    parser.add_argument("--trunk", metavar="sip:HOST:PORT", help="place real SIP calls there")
    parser.add_argument("--trunk-timeout", type=float, default=PATIENCE_S, metavar="SECONDS", help=_PATIENCE)
    parser.add_argument("--media", type=Path, metavar="DIR", help="WAV files that are played over the trunk, by name")
    try:
        asked = parser.parse_args(argv)
    except SystemExit as wrong:
        return int(wrong.code or 0)
    try:
        trunk = Trunk(asked.trunk, asked.trunk_timeout, _credentials(), asked.media) if asked.trunk else None
        app = create_app(asked.edition, asked.generation, asked.seed, asked.clock, asked.fault, trunk)
        serve(asked.host, asked.port, app)
    except OSError as error:
        where = f"--host {asked.host} --port {asked.port}"
        sys.stderr.write(
            f"voipbin_mock: cannot listen at {where}: {error.strerror or error}; --port 0 takes a free one\n"
        )
        return _USAGE
    except ValueError as error:
        sys.stderr.write(f"voipbin_mock: {error}\n")
        return _USAGE
    return 0


def _credentials() -> Credentials | None:
    """Return what the trunk answers a challenge with; it never stands on a command line."""
    username = os.environ.get("VOIPBIN_TRUNK_USERNAME", "")
    return Credentials(username, os.environ.get("VOIPBIN_TRUNK_PASSWORD", "")) if username else None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text} is no port: write a number from 0 to {_LAST_PORT}")
    return int(text)


def serve(host: str, port: int, app: ASGIApp) -> None:
    """Serve ``app`` at ``host`` and ``port`` (0: any free one) until SIGINT or SIGTERM.

    Prints one line ``ready http://HOST:PORT`` on stdout when it serves. Raises :class:`OSError` when it cannot
    listen there.
    """
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    with _listen(host, port) as listening:
        # uvicorn ends in order on a signal and then raises it anew for whoever had the handler before: nobody here.
        before = {signum: signal.signal(signum, _stop_quietly) for signum in (signal.SIGINT, signal.SIGTERM)}
        try:
            config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none")
            _Server(config).run(sockets=[listening])
        finally:
            for signum, handler in before.items():
                signal.signal(signum, handler)


def _stop_quietly(_signum: int, _frame: FrameType | None) -> None:
    """Do nothing: the server has ended in order."""


def _listen(host: str, port: int) -> socket.socket:
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    # asyncio sets TCP_NODELAY only on sockets that name their protocol; without it each POST takes 44 ms.
    listening = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(256)
    except OSError:
        listening.close()
        raise
    return listening


class _Server(uvicorn.Server):
    """Says when it serves."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve and print where."""
        await super().startup(sockets)
        host, port = (sockets or [])[0].getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"ready http://{shown}:{port}\n")
        sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Hang up what goes over the trunk, and end."""
        trunk = self.config.app.state.mock.trunk  # type: ignore[union-attr]
        if trunk is not None:
            trunk.close()
        await super().shutdown(sockets)
