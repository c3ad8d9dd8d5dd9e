"""Writes ``DETECTION.md`` from the summaries beside it: the first run, the newest one, and those of the peers."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from detection_scoring import wilson

HERE = Path(__file__).parent
EDITIONS = ("tutorial", "current")
Fault = dict[str, Any]


def main() -> None:
    """Write the report."""
    text = ["# Detection", ""]
    text += [
        "Made by `python benchmarks/detection_report.py` from the JSON files in this folder; no figure is typed.",
        "",
    ]
    peers = [_read(path) for path in sorted((HERE / "peers").glob("*.json"))]
    for edition in EDITIONS:
        newest, first = (HERE / f"detection{part}-{edition}.json" for part in ("", "-first"))
        if newest.exists():
            before = _read(first) if first.exists() else None
            text += _edition(_read(newest), before, [peer for peer in peers if peer["edition"] == edition])
    text += _lessons()
    (HERE / "DETECTION.md").write_text("\n".join(text).rstrip() + "\n", encoding="utf-8")


def _edition(newest: dict[str, Any], first: dict[str, Any] | None, peers: Sequence[dict[str, Any]]) -> list[str]:
    clean, faults = newest["clean"], newest["faults"]
    real = [one for one in faults if not one["harmless"]]
    text = [f"## Edition {newest['edition']}", ""]
    state = "open" if clean["open"] else "CLOSED"
    text += [
        f"Commit `{newest['commit']}`, seed {newest['seed']}, {newest['workers']} processes, {newest['seconds']} s."
    ]
    text += [
        f"The clean gate is {state}: {clean['tests']} tests, {clean['requests']} requests, {clean['seconds']} s.",
        "",
    ]
    text += (
        _first(first)
        if first
        else ["No run of this edition was made before checks were mended: `now` is the first.", ""]
    )
    text += _peers(real, peers) if peers else []
    text += _classes(real, first, peers)
    alarms = [one["name"] for one in faults if one["harmless"] and one["closed"]]
    harmless = sum(one["harmless"] for one in faults)
    text += [
        f"False alarms: {len(alarms)} of {harmless} harmless variants{': ' + ', '.join(alarms) if alarms else ''}.",
        "",
    ]
    caught = [one for one in real if one["written"] and one["caught"]]
    seconds, requests = _median(caught, "seconds"), _median(caught, "requests")
    text += [
        f"First fitting finding, from the start of the command: median {seconds:.1f} s, {requests:.0f} requests.",
        "",
    ]
    text += _ablation([one for one in real if one["written"]])
    text += _survivors(real)
    return text


def _first(first: dict[str, Any]) -> list[str]:
    """The first run as it was, with the faults as they were then."""
    real = [one for one in first["faults"] if not one["harmless"]]
    told = []
    for label, group in (
        ("written", [o for o in real if o["written"]]),
        ("generated", [o for o in real if not o["written"]]),
    ):
        caught = sum(one["caught"] for one in group)
        low, high = wilson(caught, len(group))
        told.append(f"{caught} of {len(group)} {label} faults ({low:.0%}-{high:.0%})")
    alarms = sum(one["harmless"] and one["closed"] for one in first["faults"])
    return [
        f"The first run, at commit `{first['commit']}`, caught {' and '.join(told)}, with {alarms} false alarm(s).",
        "That is the rate to expect of faults that nobody has seen. The rate now is higher because checks were written",
        "for these very faults, and says only that none of them comes back unnoticed.",
        "",
    ]


def _classes(real: Sequence[Fault], first: dict[str, Any] | None, peers: Sequence[dict[str, Any]]) -> list[str]:
    """The rate of each class: first run, newest run, contracts alone, and each peer."""
    early = {one["name"]: one for one in (first or {"faults": []})["faults"]}
    names = [peer["peer"] for peer in peers]
    text = ["| class | faults | first run | now | 95 % | contracts only | " + "".join(f"{name} | " for name in names)]
    text = [text[0].rstrip(), "|---|---|---|---|---|---|" + "---|" * len(names)]
    kinds = sorted({one["kind"] for one in real}, key=lambda kind: (kind.startswith("generated"), kind))
    groups = [(kind, [one for one in real if one["kind"] == kind]) for kind in kinds]
    groups += [("**all written**", [one for one in real if one["written"]])]
    groups += [("**all generated**", [one for one in real if not one["written"]])]
    for label, group in groups:
        caught = sum(one["caught"] for one in group)
        low, high = wilson(caught, len(group))
        known = [early[one["name"]] for one in group if one["name"] in early]
        cells = [label, str(len(group)), f"{sum(one['caught'] for one in known)} of {len(known)}" if known else "-"]
        cells += [f"{caught} of {len(group)}", f"{low:.0%}-{high:.0%}"]
        cells += [str(sum(any(suite == "contracts" for suite, _ in one["by"]) for one in group))]
        for peer in peers:
            tried = [peer["faults"][one["name"]] for one in group if one["name"] in peer["faults"]]
            cells.append(f"{sum(one['caught'] for one in tried)} of {len(tried)}" if tried else "-")
        text.append("| " + " | ".join(cells) + " |")
    return [*text, ""]


def _peers(real: Sequence[Fault], peers: Sequence[dict[str, Any]]) -> list[str]:
    text = []
    for peer in peers:
        tried = peer["faults"]
        better = [one for one in real if tried.get(one["name"], {}).get("caught") and not one["caught"]]
        text += [f"**{peer['peer']}** {peer['version']}: `{peer['command']}`. {peer['about']}", ""]
        told = ", ".join(f"`{one['name']}`" for one in better) or "nothing here"
        text += [f"It catches what this gate does not: {told}."]
        text += [f"False alarms: {peer['false_alarms']} of {peer['harmless']} variants. Clean mock: {peer['clean']}."]
        text += [f"A verdict takes {peer['seconds']:.0f} s and {peer['requests']} requests (medians).", ""]
    return text


def _ablation(written: Sequence[Fault]) -> list[str]:
    """What each oracle is worth: how many faults nothing else names."""
    caught = [one for one in written if one["caught"]]
    text = ["What would be caught without an oracle, from the findings of the same run:", ""]
    text += ["| oracle | names | nothing else names |", "|---|---|---|"]
    for oracle in sorted({oracle for one in caught for _, oracle in one["by"]}):
        names = [one for one in caught if any(by == oracle for _, by in one["by"])]
        alone = [one["name"] for one in names if all(by == oracle for _, by in one["by"])]
        text.append(f"| `{oracle}` | {len(names)} | {len(alone)}{': ' + ', '.join(alone) if alone else ''} |")
    scenarios, contracts = (
        sum(any(suite == which for suite, _ in one["by"]) for one in caught) for which in ("scenarios", "contracts")
    )
    return [
        *text,
        "",
        f"Scenarios only: {scenarios} of {len(written)}. Contracts only: {contracts} of {len(written)}.",
        "",
    ]


def _survivors(real: Sequence[Fault]) -> list[str]:
    reasons = json.loads((HERE / "detection-survivors.json").read_text(encoding="utf-8"))
    text = ["What survives, and why:", ""]
    for one in real:
        if not one["caught"]:
            told = (
                f" The gate closes, but nothing names it rightly: {'; '.join(one['other'][:2])}."
                if one["closed"]
                else ""
            )
            text.append(f"- `{one['name']}`: {_reason(one['name'], reasons)}{told}")
    return [*text, ""] if len(text) > 2 else ["Nothing survives.", ""]


def _reason(name: str, reasons: dict[str, str]) -> str:
    return next((why for part, why in reasons.items() if part in name), "not yet explained.")


def _lessons() -> list[str]:
    path = HERE / "detection-mended.json"
    mended = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return ["## What was mended after the first run", "", *(f"- {line}" for line in mended), ""] if mended else []


def _median(faults: Iterable[Fault], name: str) -> float:
    found = [one[name] for one in faults]
    return float(statistics.median(found)) if found else 0.0


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    main()
