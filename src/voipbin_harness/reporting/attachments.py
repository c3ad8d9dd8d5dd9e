"""What is attached to a step of the Allure report.

Allure keeps its place in the report by thread, so an attachment made on another thread would land in the wrong step or
nowhere. Such a one waits here until the main thread attaches the next, or until its step ends. The commands that replay
the exchanges of a step are gathered, and attached as one script when it ends.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import allure
from allure_commons.types import AttachmentType

from voipbin_harness.exchange import Exchange
from voipbin_harness.masking import Masker
from voipbin_harness.replay import curl
from voipbin_harness.reporting.exchange_document import EXTENSION, MEDIA_TYPE, exchange_document, exchange_title
from voipbin_harness.violation import Violation


@dataclass(frozen=True, slots=True)
class _Attachment:
    body: str | bytes
    name: str
    kind: AttachmentType | str
    extension: str | None = None


_waiting: deque[_Attachment] = deque()
_replays: deque[str] = deque(maxlen=200)


def attach_exchange(exchange: Exchange, masker: Masker) -> None:
    """Attach a request and its answer, masked, and note the command that replays it."""
    masker.learn_from(exchange)
    title = masker.text(exchange_title(exchange))
    _attach(_Attachment(exchange_document(exchange, masker), title, MEDIA_TYPE, EXTENSION))
    _replays.append(f"# {title}\n{curl(exchange, masker)}\n")


def attach_violations(violations: Iterable[Violation], masker: Masker) -> None:
    """Attach what the checker found wrong, one paragraph each."""
    found = [
        f"{v.kind} ({v.severity}, witness: {v.witness}, check: {v.check or 'none'})\n"
        f"  {v.operation} at {v.where}\n  expected  {v.expected}\n  observed  {v.observed}\n"
        for v in violations
    ]
    if found:
        name = f"{len(found)} violations" if len(found) > 1 else "1 violation"
        attach_text(masker.text("\n".join(found)), name)


def attach_ladder(svg: str, title: str) -> None:
    """Attach the picture of a call."""
    _attach(_Attachment(svg, title, AttachmentType.SVG))


def attach_recording(wav: bytes, title: str) -> None:
    """Attach what a callee heard."""
    _attach(_Attachment(wav, title, "audio/wav", "wav"))


def attach_text(text: str, title: str) -> None:
    """Attach a plain text."""
    _attach(_Attachment(text, title, AttachmentType.TEXT))


def attach_rest() -> None:
    """Attach what still waits and the script of replays; call it on the main thread when a step or a test ends."""
    if _replays:
        attach_text("\n".join(_replays), "replay with curl")
        _replays.clear()
    _attach_waiting()


def forget_rest() -> None:
    """Drop what no step has taken, so that it does not turn up in the next test."""
    _waiting.clear()
    _replays.clear()


def _attach(attachment: _Attachment) -> None:
    _waiting.append(attachment)
    if threading.current_thread() is threading.main_thread():
        _attach_waiting()


def _attach_waiting() -> None:
    while _waiting:
        a = _waiting.popleft()
        allure.attach(a.body, name=a.name, attachment_type=a.kind, extension=a.extension)
