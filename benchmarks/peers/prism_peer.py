"""Prism as a validating proxy: the harness's scenarios speak through it, and it says which answers break the document.

The scenarios need the mock's control routes, which are no part of the API and which Prism does not know. They speak to
a small switch: what begins with ``/_mock/`` goes straight to the mock, all else through Prism, which answers with its
complaints in the header ``sl-violations``. What the harness itself finds counts nowhere here.
"""

from __future__ import annotations

import http.client
import json
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from document import bundled, operation_named
from peer import TOOLS, Complaint, Job, lines, output, stop

_BIN = TOOLS / "prism/node_modules/.bin/prism"
_HOP = ("connection", "transfer-encoding", "content-length", "sl-violations", "keep-alive", "date", "server")


class Prism:
    """It judges each answer by the document, as the contracts do, and knows nothing of what came before."""

    name = "Prism"
    about = (
        "A validating proxy sends nothing of its own: the harness's scenarios drive it, with their clock, callees and "
        "customers, so it sees what they see. What it says about an answer counts, what it says about a request does "
        "not (the scenarios send wrong ones on purpose). Not seeded."
    )
    install = (
        "mkdir -p $PEERS_TOOLS/prism && cd $PEERS_TOOLS/prism && echo '{}' > package.json && "
        "npm install @stoplight/prism-cli@5.14.2"
    )
    command = "prism proxy DOCUMENT MOCK; voipbin-harness run --target mock:SWITCH --only features"
    seeded = False

    def version(self) -> str:
        """Return its version."""
        return output(str(_BIN), "--version")

    def prepare(self, edition: str, root: str, folder: Path) -> None:  # noqa: ARG002 - as every peer
        """Write the document."""
        (folder / "document.json").write_text(json.dumps(bundled(edition)), encoding="utf-8")

    def complaints(self, job: Job) -> Iterator[Complaint]:
        """Start Prism and the switch, and let the scenarios run."""
        port = _free_port()
        command = [str(_BIN), "proxy", str(job.prepared / "document.json"), job.root, f"--port={port}"]
        with subprocess.Popen(
            [*command, "--validate-request=false"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as prism:
            assert prism.stdout is not None
            for line in prism.stdout:
                if b"Prism is listening" in line:
                    break
            threading.Thread(target=prism.stdout.read, daemon=True).start()
            found: queue.SimpleQueue[Complaint] = queue.SimpleQueue()
            switch = _switch(job, f"127.0.0.1:{port}", found)
            threading.Thread(target=switch.serve_forever, daemon=True).start()
            try:
                for _ in lines(_scenarios(job, switch.server_address[1]), job, first="test session"):
                    yield from _waiting(found)
                yield from _waiting(found)
            finally:
                switch.shutdown()
                stop(prism)


def _scenarios(job: Job, port: int) -> list[str]:
    command = [str(Path(sys.executable).parent / "voipbin-harness"), "run", f"--target=mock:http://127.0.0.1:{port}"]
    command += [f"--edition={job.edition}", "--only=features", f"--reports={job.folder / 'reports'}"]
    return [*command, "--", "-v", "-p", "no:cacheprovider"]


def _waiting(found: queue.SimpleQueue[Complaint]) -> Iterator[Complaint]:
    while not found.empty():
        yield found.get()


def _switch(job: Job, prism: str, found: queue.SimpleQueue[Complaint]) -> ThreadingHTTPServer:
    mock = urlsplit(job.root).netloc

    class Switch(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *_: Any) -> None:
            pass

        def handle(self) -> None:
            with suppress(ConnectionError):
                super().handle()

        def forward(self) -> None:
            control = self.path.startswith("/_mock/")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            link = http.client.HTTPConnection(mock if control else prism, timeout=30)
            try:
                kept = {
                    name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")
                }
                link.request(self.command, self.path, body, kept)
                answer = link.getresponse()
                content = answer.read()
            finally:
                link.close()
            if not control:
                job.requests += 1
                for told in json.loads(answer.getheader("sl-violations") or "[]"):
                    if told["location"][0] == "response":
                        operation = operation_named(job.edition, self.command, self.path)
                        what = ".".join("[]" if one.isdigit() else one for one in map(str, told["location"]))
                        found.put(
                            Complaint(
                                operation,
                                f"{answer.status} {what} {told.get('code', 'violation')}",
                                round(job.now_s, 2),
                            )
                        )
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = forward  # noqa: N815 - http.server's

    return ThreadingHTTPServer(("127.0.0.1", 0), Switch)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
    return port
