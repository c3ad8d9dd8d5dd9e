"""From a HAR file to exchanges that the oracles can judge."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from voipbin_harness.contract import Contract
from voipbin_harness.exchange import Exchange
from voipbin_harness.masking import MASK
from voipbin_harness.traffic.accounts import LOGIN, Accounts
from voipbin_harness.traffic.entries import Entry, LeftOut, method_and_status, read_entry, started_of, url_of
from voipbin_harness.traffic.overlaps import Overlap, Span, overlaps
from voipbin_harness.traffic.stream import JsonStream, NotJson
from voipbin_harness.traffic.unseen import Unseen
from voipbin_harness.violation import HarnessError

#: The member of a log in which this harness says what it recorded: target, edition, and whether it was live.
ORIGIN = "_voipbinHarness"


@dataclass(slots=True)
class Traffic:
    """The API's part of a recording, on one ``host``.

    ``sessions`` holds the exchanges by test, or all under ``""`` in a recording of others. ``left_out`` counts the
    entries that were not judged, by reason. ``origin`` is what a recording of our own says of itself.
    """

    host: str = ""
    sessions: dict[str, list[Exchange]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    origin: Mapping[str, Any] = field(default_factory=dict)
    secrets: frozenset[str] = frozenset()
    sanitised: bool = False
    #: Accounts of which any two are two, and those of which a credential was only presumed to be.
    apart: list[frozenset[str]] = field(default_factory=list)
    presumed: set[str] = field(default_factory=set)


def read_traffic(path: Path, contract: Contract, host: str | None = None) -> Traffic:
    """Read a HAR file, entry by entry.

    Of several hosts that look like the API the one with most requests that the contract knows is taken, unless
    ``host`` (``https://api.example``) names one. Raises :class:`HarnessError` when there is no such file, it cannot be
    read, or it is no HAR.
    """
    traffic = Traffic(host=host or "")
    by_host: dict[str, list[Entry]] = {}
    unseen = Unseen()
    for name, value in _log_members(path):
        if name == ORIGIN and isinstance(value, dict):
            traffic.origin = value
        elif name == "pages" and isinstance(value, list):
            traffic.titles = {str(p["id"]): str(p.get("title", "")) for p in value if isinstance(p, dict) and "id" in p}
        elif name == "entry":
            _sort_in(value, by_host, traffic.left_out, unseen)
    if not host:
        traffic.host = _api_host(by_host, contract)
    for other in by_host.keys() - {traffic.host.lower()}:
        traffic.left_out["of another host"] += len(by_host[other])
    _fill(traffic, by_host.get(traffic.host.lower(), []), unseen, contract)
    return traffic


def _log_members(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the members of a HAR's log, its entries one by one."""
    found = False
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for name, value in _members(JsonStream(file)):
                found = found or (name == "entries" and value == [])
                yield name, value
    except OSError as error:
        raise HarnessError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise HarnessError(f"{path}: not UTF-8 ({error.reason}), so no HAR") from None
    except NotJson as error:
        raise HarnessError(f"{path}: not JSON: {error}") from None
    if not found:
        raise HarnessError(f"{path}: JSON, but no HAR: it has no list of entries at log.entries")


def _members(stream: JsonStream) -> Iterator[tuple[str, Any]]:
    if stream.peek() != "{":
        stream.value()
        return
    for name in stream.members():
        if name == "log" and stream.peek() == "{":
            yield from _log(stream)
        else:
            stream.value()


def _log(stream: JsonStream) -> Iterator[tuple[str, Any]]:
    for name in stream.members():
        if name == "entries" and stream.peek() == "[":
            yield name, []
            yield from (("entry", item) for item in stream.items())
        else:
            yield name, stream.value()


def _sort_in(raw: Any, by_host: dict[str, list[Entry]], left_out: Counter[str], unseen: Unseen) -> None:
    url = url_of(raw)
    if not url or not _is_api(url):
        left_out["not of the API"] += 1
        return
    try:
        entry = read_entry(raw)
    except LeftOut as reason:
        left_out[str(reason)] += 1
        unseen.note(url, *method_and_status(raw), started_of(raw))
    else:
        by_host.setdefault(entry.host, []).append(entry)


def _is_api(url: str) -> bool:
    path = "/" + url.split("://", 1)[1].partition("/")[2].split("?", 1)[0].split("#", 1)[0]
    return path == LOGIN or path == "/v1.0" or path.startswith("/v1.0/")


def _api_host(by_host: Mapping[str, list[Entry]], contract: Contract) -> str:
    def known(host: str) -> int:
        return sum(contract.match(entry.method, entry.path)[0] is not None for entry in by_host[host])

    return max(by_host, key=known, default="")


def _fill(traffic: Traffic, entries: list[Entry], unseen: Unseen, contract: Contract) -> None:
    accounts = Accounts(entries)
    traffic.secrets, traffic.sanitised = accounts.secrets, accounts.sanitised
    traffic.apart, traffic.presumed = accounts.apart, accounts.presumed
    entries = sorted(_timed(entries, traffic.left_out, unseen), key=_moment)
    first = min((entry.started_ms for entry in entries if entry.started_ms is not None), default=0.0)
    for entry, overlap in zip(entries, _overlaps(entries), strict=True):
        session = traffic.sessions.setdefault(entry.session or "", [])
        operation, path_params = contract.match(entry.method, entry.path)
        session.append(
            Exchange(
                number=len(session) + 1,
                account=accounts.of(entry),
                method=entry.method,
                url=entry.url,
                request_headers=entry.request_headers,
                request_body=_apart(entry).request_body,
                status=entry.status,
                response_headers=entry.response_headers,
                response_body=entry.response_body,
                at_ms=round((entry.started_ms or first) - first) if entry.at_ms is None else entry.at_ms,
                elapsed_ms=entry.elapsed_ms,
                operation=operation.name if operation else None,
                path_params=path_params,
                after=overlap.after if overlap else None,
                racing=overlap is not None and (overlap.racing or unseen.may_show_in(entry, _span(entry).ended)),
            )
        )


def _timed(entries: list[Entry], left_out: Counter[str], unseen: Unseen) -> list[Entry]:
    """Leave out what nobody can put in order; where no entry has a time, the order of the file is the best there is."""
    timed = [entry for entry in entries if entry.started_ms is not None or entry.session is not None]
    if not timed or len(timed) == len(entries):
        return entries
    left_out["without the time at which it was sent"] += len(entries) - len(timed)
    for entry in entries:
        if entry.started_ms is None:
            unseen.note(entry.url, entry.method, entry.status, None)
    return timed


def _moment(entry: Entry) -> float:
    """Return when the answer was there: of two requests that overlap, it is the later answer that knows more.

    Our own recordings are in order already, and their time may stand still.
    """
    return 0.0 if entry.session is not None else _span(entry).ended


def _span(entry: Entry) -> Span:
    """Return when a request was under way: who knows, where the entry does not tell."""
    if entry.started_ms is None:
        return Span(-math.inf, math.inf, entry.method)
    return Span(entry.started_ms, entry.started_ms + entry.elapsed_ms, entry.method)


def _overlaps(entries: list[Entry]) -> Iterator[Overlap | None]:
    """Yield how each request lies among the others; ``None`` in our own recordings, where each waits for the last."""
    found = iter(overlaps([_span(entry) for entry in entries if entry.session is None]))
    yield from (next(found) if entry.session is None else None for entry in entries)


def _apart(entry: Entry) -> Entry:
    """Keep a refused login apart from a good one where both passwords are masked."""
    if entry.path != LOGIN or 200 <= entry.status < 300 or MASK.encode() not in entry.request_body:
        return entry
    try:
        posted = json.loads(entry.request_body)
    except (ValueError, RecursionError):
        return entry
    if not isinstance(posted, dict) or posted.get("password") != MASK:
        return entry
    return replace(entry, request_body=json.dumps({**posted, "password": f"{MASK} (refused)"}).encode())
