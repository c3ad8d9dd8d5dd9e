"""The ledger: what a run has made, on disk before it is made, so that whatever happens to the run it can be undone.

A file of JSON lines, each written through to the disk (fsync). An *intent* stands there before its request leaves,
what came of it after the answer. One run at a time holds the file; a process that dies lets go of it.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO

from voipbin_harness.violation import HarnessError


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a run has made: a collection of the API, an id, and the account that it belongs to."""

    collection: str
    id: str
    account: str


@dataclass(frozen=True, slots=True)
class Intent:
    """Something that a run is about to make; ``at_s`` is wall time.

    ``name`` is exact, and of its kind the only one (flows, access keys); ``source`` and ``targets`` say who rings
    whom (calls, groupcalls, of which ``flow_id`` or ``actions`` is what runs).
    """

    number: int
    collection: str
    account: str
    at_s: float
    name: str = ""
    source: str = ""
    targets: tuple[str, ...] = ()
    flow_id: str = ""
    actions: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """A number's members before the run changed them, and what the run has set."""

    id: str
    account: str
    was: dict[str, Any]
    now: dict[str, Any]


@dataclass(slots=True)
class Book:
    """What is open according to a ledger. ``anchors`` pair wall time with the platform's own, both in s."""

    intents: dict[int, Intent] = field(default_factory=dict)
    things: dict[Thing, None] = field(default_factory=dict)
    settings: dict[str, Setting] = field(default_factory=dict)
    anchors: list[tuple[float, float]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.intents or self.things or self.settings)

    @property
    def count(self) -> int:
        """How much is left to do."""
        return len(self.intents) + len(self.things) + len(self.settings)

    def apply(self, line: dict[str, Any]) -> None:
        """Take in one line of the file."""
        match line.get("do"):
            case "intend":
                intent = Intent(**{**line["intent"], "targets": tuple(line["intent"]["targets"])})
                self.intents[intent.number] = intent
            case "made":
                self.intents.pop(line["number"], None)
                for thing in line["things"]:
                    self.things[Thing(**thing)] = None
                    self.known.add(thing["id"])
            case "void":
                self.intents.pop(line["number"], None)
            case "gone":
                self.things.pop(Thing(**line["thing"]), None)
            case "set":
                found = Setting(**line["setting"])
                was = self.settings[found.id].was if found.id in self.settings else found.was
                self.settings[found.id] = Setting(found.id, found.account, was, found.now)
            case "restored":
                self.settings.pop(line["id"], None)
            case "anchor":
                self.anchors.append((line["at_s"], line["platform_s"]))


class Ledger:
    """The ledger file, held by this process until :meth:`close`.

    Raises :class:`HarnessError` when another run holds it, or when it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = Book()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: TextIO = path.open("a+", encoding="utf-8")
        except OSError as error:
            raise HarnessError(f"the ledger {path} cannot be written: {error}; see `ledger` in harness.toml") from None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise HarnessError(
                f"another run is at work with the ledger {path}: wait until it ends, or give this one its own"
            ) from None
        for line in self._lines():
            self.book.apply(line)
        self._last = max(self.book.intents, default=0)

    def intend(self, collection: str, account: str, at_s: float, **how: Any) -> int:
        """Write down what is about to be made, and return the number of the intent."""
        self._last += 1
        self._write({"do": "intend", "intent": asdict(Intent(self._last, collection, account, at_s, **how))})
        return self._last

    def made(self, number: int, things: list[Thing]) -> None:
        """Write down what came of an intent."""
        self._write({"do": "made", "number": number, "things": [asdict(thing) for thing in things]})

    def void(self, number: int) -> None:
        """Write down that nothing came of an intent: it was refused, or never arrived."""
        self._write({"do": "void", "number": number})

    def gone(self, thing: Thing) -> None:
        """Write down that something has ended or is deleted."""
        if thing in self.book.things:
            self._write({"do": "gone", "thing": asdict(thing)})

    def set(self, setting: Setting) -> None:
        """Write down that a number is about to be changed."""
        self._write({"do": "set", "setting": asdict(setting)})

    def restored(self, number_id: str) -> None:
        """Write down that a number is as it was."""
        self._write({"do": "restored", "id": number_id})

    def anchor(self, at_s: float, platform_s: float) -> None:
        """Write down what the platform's clock showed."""
        self._write({"do": "anchor", "at_s": at_s, "platform_s": platform_s})

    def close(self) -> None:
        """Let go of the file; it is emptied where nothing is open."""
        if not self._file.closed:
            if self.book.is_clean:
                self._file.truncate(0)
            self._file.close()

    def _write(self, line: dict[str, Any]) -> None:
        self._file.write(json.dumps(line, sort_keys=True) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self.book.apply(json.loads(json.dumps(line)))

    def _lines(self) -> Iterator[dict[str, Any]]:
        """Yield the lines of the file; the last may be torn, for the process that wrote it was killed."""
        self._file.seek(0)
        text = self._file.read()
        whole, _, torn = text.rpartition("\n")
        for number, line in enumerate(filter(None, whole.split("\n")), start=1):
            try:
                yield json.loads(line)
            except ValueError:
                raise HarnessError(
                    f"the ledger {self.path}, line {number}, cannot be read: it tells what an earlier run left on the "
                    "account; mend the line, or look there by hand and delete the file"
                ) from None
        if torn:
            self._file.truncate(len(whole.encode()) + bool(whole))
