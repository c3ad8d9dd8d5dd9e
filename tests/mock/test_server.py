"""The mock on a socket, with a clock of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest


@pytest.fixture
def serve():
    """Return a function that starts a server and gives its process and a client."""
    running, clients = [], []

    def start(*arguments):
        command = [sys.executable, "-m", "voipbin_mock", *arguments]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append(server)
        ready, address = server.stdout.readline().split(" ")
        assert ready == "ready"
        assert address.startswith("http://127.0.0.1:")
        clients.append(httpx.Client(base_url=address.strip(), params={"accesskey": "demo-access-key"}, timeout=5))
        return server, clients[-1]

    yield start
    for client in clients:
        client.close()
    for server in running:
        server.kill()
        server.communicate()


def dial(client, to):
    body = {
        "source": {"type": "tel", "target": "+15551234567"},
        "destinations": [{"type": "tel", "target": to}],
        "actions": [],
    }
    return client.post("/v1.0/calls", json=body).json()[0]["id"]


def status_within(client, call_id, wanted, limit_s):
    """Ask until the call has the status, at most ``limit_s`` seconds long."""
    until = time.monotonic() + limit_s
    while (status := client.get(f"/v1.0/calls/{call_id}").json()["status"]) != wanted and time.monotonic() < until:
        pass
    return status


@pytest.mark.parametrize("wake", [signal.SIGTERM, signal.SIGINT])
def test_a_server_says_when_it_is_ready_and_ends_when_it_is_told(serve, wake):
    server, client = serve("--clock", "virtual")
    assert client.get("/_mock/clock").json() == {"mode": "virtual", "now_ms": 0}
    os.kill(server.pid, wake)
    out, err = server.communicate(timeout=5)
    assert (server.returncode, out, err) == (0, "", "")


def test_real_time_and_twenty_times_real_time(serve):
    _, client = serve("--clock", "20x")
    assert client.get("/_mock/clock").json()["mode"] == "20x"
    assert status_within(client, dial(client, "+15550100011"), "hangup", 5) == "hangup"
    assert client.post("/_mock/clock", json={"mode": "real"}).json()["mode"] == "real"
    assert status_within(client, dial(client, "+15550100010"), "ringing", 5) == "ringing"
    client.post("/_mock/clock", json={"mode": "virtual"})
    before = client.get("/_mock/clock").json()["now_ms"]
    assert client.get("/_mock/clock").json()["now_ms"] == before
    client.post("/_mock/reset", json={"seed": 3})
    assert client.get("/_mock/clock").json() == {"mode": "virtual", "now_ms": 0}


def test_a_large_body_is_refused_before_it_is_sent(serve):
    _, client = serve("--clock", "virtual")
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=5) as line:
        line.sendall(b"POST /v1.0/calls HTTP/1.1\r\nHost: mock\r\nContent-Length: 999999999\r\n\r\n{")
        assert line.recv(100).startswith(b"HTTP/1.1 413 ")


def test_options_of_the_command(serve):
    _, client = serve(
        "--edition", "tutorial", "--generation", "2021", "--clock", "virtual", "--fault", "call-member-extra"
    )
    call = client.get("/v1.0/calls/" + dial(client, "+15550100010")).json()
    assert call["user_id"] == 1
    assert "channel_id" in call


@pytest.mark.parametrize(
    "arguments",
    [["--fault", "nonsense"], ["--edition", "next"], ["--clock", "fast"], ["--port", "70000"], ["--port", "x"]],
)
def test_a_wrong_command_line_is_2(arguments, capsys):
    from voipbin_mock.server import main

    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err


def test_a_taken_port_is_2(capsys):
    from voipbin_mock.server import main

    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["--port", str(taken.getsockname()[1])]) == 2
    assert capsys.readouterr().err


def test_starting_is_quick():
    heavy = ("uvicorn", "httpx", "pytest", "hypothesis")
    watched = f"import sys; from voipbin_mock import app; print(sorted(set({heavy}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", watched], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
