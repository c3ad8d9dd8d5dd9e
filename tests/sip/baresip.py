"""baresip as the other side: a telephone of other people's making, driven over its control socket."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import wave
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.sip.platform import PATIENCE_S, eventually
from tests.sip.sipp import free_port

#: Every test that needs baresip carries this; .ci/run installs it, so that nothing is skipped there.
needs_baresip = pytest.mark.skipif(
    shutil.which("baresip") is None, reason="baresip is missing: apt-get install baresip-core"
)

#: Whom it takes calls for.
USER = "+15550190001"

_CONFIG = """
sip_listen 127.0.0.1:{port}
audio_source aufile,{folder}/silence.wav
audio_player aubridge,heard
snd_path {folder}
audio_alert aufile,{folder}/silence.wav
audio_srate 8000-8000
audio_channels 1-1
module_path /usr/lib/baresip/modules
rtp_ports {media}-{last}
module g711.so
module aufile.so
module aubridge.so
module sndfile.so
module_app account.so
module_app menu.so
module ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{control}
"""


@dataclass
class Baresip:
    """A baresip that is running at ``port``; it answers by itself and keeps what it hears."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]
    control: socket.socket
    events: list[dict[str, Any]] = field(default_factory=list)
    _rest: bytes = b""

    def say(self, command: str, params: str = "") -> None:
        """Give it a command."""
        text = json.dumps({"command": command, "params": params, "token": "test"})
        self.control.sendall(f"{len(text)}:{text},".encode())

    def happened(self, kind: str, times: int = 1) -> list[str]:
        """Wait until an event has happened so often; return what each was about."""

        def found() -> list[str]:
            self._listen()
            return [str(event.get("param", "")) for event in self.events if event.get("type") == kind]

        return list(eventually(found, lambda seen: len(seen) >= times))

    def heard(self) -> list[int]:
        """Return the samples that it has heard, once the call is over."""
        (path,) = self.folder.glob("dump-*-dec.wav")
        raw = path.read_bytes()[44:]
        return list(memoryview(raw[: len(raw) // 2 * 2]).cast("h"))

    def _listen(self) -> None:
        """Read what has come: netstrings of JSON."""
        try:
            self._rest += self.control.recv(65536)
        except BlockingIOError:
            return
        while (colon := self._rest.find(b":")) > 0 and len(self._rest) > colon + int(self._rest[:colon]) + 1:
            end = colon + 1 + int(self._rest[:colon])
            self.events.append(json.loads(self._rest[colon + 1 : end]))
            self._rest = self._rest[end + 1 :]

    def close(self) -> None:
        self.control.close()
        self.process.kill()
        self.process.wait(PATIENCE_S)


def start(folder: Path, law: str = "PCMU") -> Baresip:
    """Start baresip with nothing of the machine's own configuration."""
    port, control, media = free_port(), _free_tcp_port(), free_port() // 2 * 2
    with wave.open(str(folder / "silence.wav"), "wb") as silence:  # its end would end the call
        silence.setparams((1, 2, 8000, 0, "NONE", ""))
        silence.writeframes(bytes(16000 * 60))
    text = _CONFIG.format(port=port, folder=folder, media=media, last=media + 10, control=control)
    (folder / "config").write_text(text)
    account = f"<sip:{USER}@127.0.0.1:{port}>;regint=0;answermode=auto;audio_codecs={law}/8000/1\n"
    (folder / "accounts").write_text(account)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(["baresip", "-f", str(folder)], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    connected = eventually(lambda: _connect(control), bool)
    assert connected, (folder / "log").read_text()
    return Baresip(port, folder, process, connected)


def _connect(port: int) -> socket.socket | None:
    try:
        connected = socket.create_connection(("127.0.0.1", port), timeout=1)
    except OSError:
        return None
    connected.setblocking(False)
    return connected


def _free_tcp_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
