from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.experience import Experience
from tests.hostile.server import Server


@pytest.fixture(scope="module")
def _server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def server(_server: Server) -> Iterator[Server]:
    yield _server
    _server.behave(None)


@pytest.fixture(params=["mock", "live"])
def experience(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> Iterator[Experience]:
    """Meet the server as a mock server, and as a live target."""
    found = Experience(server.url, tmp_path, live=request.param == "live")
    yield found
    found.close()
