"""Harmless: the members of objects come in another order."""

from __future__ import annotations

from typing import Any

from voipbin_mock.faults import Fault, wrap
from voipbin_mock.faults._driving import Drive
from voipbin_mock.mock import Mock


class OtherKeyOrder(Fault):
    """JSON objects have no order."""

    name = "other-key-order"
    kind = "harmless"
    sentence = "the members of each object are written in reverse order"
    rule = "none: RFC 8259 gives the members of an object no order"
    harmless = True

    def install(self, mock: Mock) -> None:
        """Turn each object round before it is written."""

        def around(handle: Any, asked: Any) -> Any:
            answer = handle(asked)
            answer.body = _turned(answer.body)
            return answer

        wrap(mock.edge, "handle", around)

    def trigger(self, drive: Drive) -> None:
        drive.get(f"/calls/{drive.call()}")


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _turned(value[name]) for name in reversed(list(value))}
    return [_turned(item) for item in value] if isinstance(value, list) else value
