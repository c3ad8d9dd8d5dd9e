"""What is attached to a step of the Allure report.

Allure keeps its place in the report by thread, so an attachment made on another thread would land in the wrong step or
nowhere. Such a one waits here until the main thread attaches the next, or until its step ends.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable

import allure
from allure_commons.types import AttachmentType

from voipbin_harness.exchange import Exchange
from voipbin_harness.masking import Masker
from voipbin_harness.reporting.exchange_page import exchange_page
from voipbin_harness.violation import Violation

_waiting: deque[tuple[str, str, AttachmentType]] = deque()


def attach_exchange(exchange: Exchange, masker: Masker) -> None:
    """Attach a request and its answer as one page, masked, with the command that replays it."""
    masker.learn_from(exchange)
    name = f"{exchange.number}. {exchange.name} → {exchange.status}"
    _attach(exchange_page(exchange, masker), masker.text(name), AttachmentType.HTML)


def attach_violations(violations: Iterable[Violation], masker: Masker) -> None:
    """Attach what the checker found wrong, one paragraph each."""
    found = [
        f"{v.kind} ({v.severity}, witness: {v.witness}, check: {v.check or 'none'})\n"
        f"  {v.operation} at {v.where}\n  expected  {v.expected}\n  observed  {v.observed}\n"
        for v in violations
    ]
    if found:
        name = f"{len(found)} violations" if len(found) > 1 else "1 violation"
        _attach(masker.text("\n".join(found)), name, AttachmentType.TEXT)


def attach_ladder(svg: str, title: str) -> None:
    """Attach the picture of a call."""
    _attach(svg, title, AttachmentType.SVG)


def attach_text(text: str, title: str) -> None:
    """Attach a plain text."""
    _attach(text, title, AttachmentType.TEXT)


def attach_waiting() -> None:
    """Attach what other threads have left; call it on the main thread."""
    while _waiting:
        body, name, kind = _waiting.popleft()
        allure.attach(body, name=name, attachment_type=kind)


def _attach(body: str, name: str, kind: AttachmentType) -> None:
    _waiting.append((body, name, kind))
    if threading.current_thread() is threading.main_thread():
        attach_waiting()
