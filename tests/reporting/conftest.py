"""Examples that the tests of this folder share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from voipbin_harness.exchange import Exchange
from voipbin_harness.masking import Masker
from voipbin_harness.run_info import RunInfo


@pytest.fixture
def masker() -> Masker:
    return Masker(["demo"])


@pytest.fixture
def exchange() -> Callable[..., Exchange]:
    def make(**members: Any) -> Exchange:
        given: dict[str, Any] = {
            "number": 1,
            "account": "demo",
            "method": "GET",
            "url": "http://127.0.0.1:4711/v1.0/calls/5a0cbb3e-3a4e-4a5b-8e0c-000000000001?token=abc",
            "request_headers": (("Host", "127.0.0.1:4711"), ("Accept", "*/*")),
            "request_body": b"",
            "status": 200,
            "response_headers": (("Content-Type", "application/json"),),
            "response_body": b'{"id": "5a0cbb3e-3a4e-4a5b-8e0c-000000000001"}',
            "operation": "GET /calls/{id}",
        }
        return Exchange(**{**given, **members})

    return make


@pytest.fixture
def info() -> RunInfo:
    return RunInfo(
        target="mock",
        edition="tutorial",
        profile="quick",
        seed=0,
        build="api 2.4.1",
        commit="0123abc",
        started="2026-01-02T03:04:05+00:00",
        duration_ms=1234,
        capabilities=frozenset({"callee", "hears"}),
    )
