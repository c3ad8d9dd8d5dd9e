from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.live import mocking


@pytest.fixture(autouse=True)
def tidy() -> Iterator[None]:
    """Close every platform that a test has opened, and what was tested on it."""
    yield
    while mocking.opened:
        mocking.opened.pop().close()


@pytest.fixture(autouse=True)
def no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the disk: that each line of a ledger is written through has a test of its own."""
    monkeypatch.setattr(os, "fsync", lambda _fd: None)
