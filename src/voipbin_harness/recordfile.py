"""``records.jsonl``: everything a run leaves behind, one line a test, enough to decide again.

The first line says what is run, the last how it ended; between them stand the records, each written as soon as its
test is over, so that a crash loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from voipbin_harness.results import Record
from voipbin_harness.run_info import RunInfo
from voipbin_harness.violation import HarnessError

FILE = "records.jsonl"


@dataclass(slots=True)
class Kept:
    """A run as its file tells it.

    ``shard`` is ``I/N`` of a part, ``""`` of a whole suite. ``errors`` are faults that no record tells of;
    ``complete`` is false of a run that was interrupted.
    """

    info: RunInfo
    shard: str = ""
    records: list[Record] = field(default_factory=list)
    errors: tuple[str, ...] = ()
    complete: bool = True


class RecordFile:
    """Writes the file of one run in the folder ``reports``."""

    def __init__(self, reports: Path) -> None:
        self._path = reports / FILE

    def begin(self, info: RunInfo, shard: str = "") -> None:
        """Start the file anew."""
        lists = {"capabilities": sorted(info.capabilities), "required": sorted(info.required)}
        self._path.write_text(_line({"begin": {**asdict(info), **lists}, "shard": shard}), encoding="utf-8")

    def add(self, record: Record) -> None:
        """Keep one record."""
        self._append(record.as_data())

    def end(self, duration_ms: int, errors: Sequence[str], *, complete: bool) -> None:
        """Say that nothing more will come."""
        self._append({"end": {"duration_ms": duration_ms, "errors": list(errors), "complete": complete}})

    def _append(self, data: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_line(data))


def read_records(reports: Path) -> Kept:
    """Read the file of a run that has ended.

    Raises :class:`HarnessError` when there is none, it is damaged, or the run never came to its end.
    """
    path = reports / FILE
    try:
        first, *rest = path.read_text(encoding="utf-8").splitlines()
        begin = json.loads(first)
        kept = Kept(_info(begin["begin"]), begin["shard"])
        lines = [json.loads(line) for line in rest]
        ended = [line["end"] for line in lines if "end" in line]
        kept.records = [Record.from_data(line) for line in lines if "end" not in line]
    except OSError as error:
        raise HarnessError(f"{path}: cannot be read: {error.strerror}; is {reports} the reports of a run?") from None
    except (ValueError, KeyError, TypeError) as error:
        raise HarnessError(f"{path}: damaged, or written by another version ({error})") from None
    if not ended:
        raise HarnessError(f"{path}: the run was broken off before its end; run this shard again")
    kept.info = replace(kept.info, duration_ms=ended[-1]["duration_ms"])
    kept.errors, kept.complete = tuple(ended[-1]["errors"]), ended[-1]["complete"]
    return kept


def _info(data: dict[str, Any]) -> RunInfo:
    sets = {name: frozenset(data[name]) for name in ("capabilities", "required")}
    pairs = {name: tuple(map(tuple, data[name])) for name in ("thresholds", "options")}
    return RunInfo(**{**data, **sets, **pairs, "selected": tuple(data["selected"])})


def _line(data: dict[str, Any]) -> str:
    return json.dumps(data, sort_keys=True) + "\n"
