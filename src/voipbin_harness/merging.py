"""One verdict from the reports of several shards: decided again over all their records, as if they were one run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from voipbin_harness.coverage.thresholds import Thresholds, strictest
from voipbin_harness.known import KnownFinding, settle
from voipbin_harness.recordfile import Kept, RecordFile, read_records
from voipbin_harness.reporting import terminal
from voipbin_harness.reporting.publishing import RESULTS, clean, publish
from voipbin_harness.results import Record, UnprovenItem
from voipbin_harness.run_info import RunInfo
from voipbin_harness.settings import Shard
from voipbin_harness.violation import HarnessError

#: What all shards of a suite have in common.
_SAME = ("target", "edition", "profile", "seed", "build", "commit", "features", "options", "selected")


def merge(
    directories: Sequence[Path],
    reports: Path,
    say: Callable[[str], object],
    *,
    known: Sequence[KnownFinding] = (),
    today: date = date.min,
    thresholds: Thresholds = (),
    html: bool = True,
) -> int:
    """Write the reports of the whole suite into ``reports``, say the verdict, and return it as exit status.

    A shard that is not among the ``directories``, or was interrupted, leaves the verdict unproven. ``today`` decides
    which ``known`` findings have expired; ``thresholds`` of the coverage stand in place of those of the shards. Raises
    :class:`HarnessError` when reports are missing or broken, or do not belong together.
    """
    if reports.resolve() in {directory.resolve() for directory in directories}:
        raise HarnessError(f"--reports {reports}: one of the shards lies there; choose another folder")
    shards = {directory: _read(directory) for directory in directories}
    if len(shards) < len(directories):
        raise HarnessError("one of the folders is named twice")
    _refuse_strangers(shards)
    _refuse_twins(shards)
    info = _info([kept.info for kept in shards.values()])
    info = replace(info, thresholds=thresholds) if thresholds else info
    records = [record for kept in shards.values() for record in kept.records]
    errors = sorted({error for kept in shards.values() for error in kept.errors})
    missing = [*_missing(list(shards.values()))]
    settled = settle([*records, *missing], info, known, today, errors=errors, whole=not missing)
    clean(reports)
    _keep(reports, info, [*records, *missing], errors)
    for directory in directories:
        if (directory / RESULTS).is_dir():
            shutil.copytree(directory / RESULTS, reports / RESULTS, dirs_exist_ok=True)
    why_not = publish(reports, settled.gate, settled.records, html=html, reproduce=info.command)
    say(f"merged {len(shards)} shards, {len(records)} tests")
    say(terminal.closing(settled.gate, reports, allure=why_not))
    return settled.gate.exit_status


def _read(directory: Path) -> Kept:
    if not directory.is_dir():
        raise HarnessError(f"{directory}: no such directory")
    kept = read_records(directory)
    path = directory / "gate.json"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        told = {name: document[name] for name in ("version", "target", "edition", "profile", "seed")}
    except OSError as error:
        raise HarnessError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise HarnessError(f"{path}: damaged; run this shard again") from None
    if told.pop("version") != 1:
        raise HarnessError(f"{path}: of a version that this harness does not know")
    if different := [name for name, value in told.items() if getattr(kept.info, name) != value]:
        raise HarnessError(f"{directory}: gate.json and records.jsonl are of different runs ({', '.join(different)})")
    return kept


def _refuse_strangers(shards: dict[Path, Kept]) -> None:
    """Refuse reports of different runs; mock servers, one for each shard, are all the same target."""
    (first, kept), *others = shards.items()
    for directory, other in others:
        for name in _SAME:
            one, two = getattr(kept.info, name), getattr(other.info, name)
            alike = name == "target" and one.startswith("mock:") and two.startswith("mock:")
            if one != two and not alike:
                raise HarnessError(f"{first} and {directory} do not belong together: {name} {one!r} and {two!r}")


def _refuse_twins(shards: dict[Path, Kept]) -> None:
    by_part: dict[str, Path] = {}
    by_test: dict[str, Path] = {}
    for directory, kept in shards.items():
        if kept.shard and (twin := by_part.setdefault(kept.shard, directory)) != directory:
            raise HarnessError(f"{twin} and {directory} are both shard {kept.shard}")
        for record in kept.records:
            if (twin := by_test.setdefault(record.test, directory)) != directory:
                raise HarnessError(f"{twin} and {directory} both ran {record.test}")
    parts = {kept.shard.partition("/")[2] for kept in shards.values()}
    if len(parts) > 1:
        raise HarnessError(f"the shards are of different splits: {', '.join(sorted(k.shard for k in shards.values()))}")


def _missing(shards: Sequence[Kept]) -> Iterator[Record]:
    """Yield a record in place of each shard that is not there or not whole."""
    for kept in shards:
        if not kept.complete:
            name = f"shard {kept.shard}" if kept.shard else "the run"
            yield _unproven(name, "it was interrupted before its end; run it again")
    there = {Shard.parse(kept.shard).index: Shard.parse(kept.shard).of for kept in shards if kept.shard}
    of = max(there.values(), default=0)
    for index in range(1, of + 1):
        if index not in there:
            yield _unproven(f"shard {index}/{of}", "its reports are not among those merged")


def _unproven(name: str, why: str) -> Record:
    return Record(name, name, "unproven", unproven=[UnprovenItem(name, why, "", declared=False)])


def _info(infos: Sequence[RunInfo]) -> RunInfo:
    """Return what was run: from the first start to the last end."""
    started = min((info.started for info in infos), key=datetime.fromisoformat)
    first = datetime.fromisoformat(started)
    duration = max(_end(info) for info in infos) - first
    return replace(
        infos[0],
        target=min(info.target for info in infos),
        started=started,
        duration_ms=round(duration.total_seconds() * 1000),
        capabilities=frozenset.intersection(*(info.capabilities for info in infos)),
        required=frozenset.union(*(info.required for info in infos)),
        thresholds=strictest(info.thresholds for info in infos),
    )


def _end(info: RunInfo) -> datetime:
    return datetime.fromisoformat(info.started).astimezone(UTC) + timedelta(milliseconds=info.duration_ms)


def _keep(reports: Path, info: RunInfo, records: Sequence[Record], errors: Sequence[str]) -> None:
    """Leave the records as a run does, so that merged reports can be merged again."""
    file = RecordFile(reports)
    file.begin(info)
    for record in sorted(records, key=lambda record: record.test):
        file.add(record)
    file.end(info.duration_ms, errors, complete=True)
