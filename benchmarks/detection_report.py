"""Writes ``DETECTION.md`` from the JSON files beside it: first run, newest ones, those of peers, the unseen batch."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from detection_peers import comparison
from detection_scoring import wilson

HERE = Path(__file__).parent
EDITIONS = ("tutorial", "current")
Fault = dict[str, Any]
#: What a first run says, where nothing else is noted of it.
_UNSEEN = """\
That is the rate to expect of faults that nobody has seen. The rate now is higher because checks were written
for these very faults, and says only that none of them comes back unnoticed."""


def main() -> None:
    """Write the report."""
    text = [
        "# Detection",
        "",
        "Made by `python benchmarks/detection_report.py` from the JSON files in this folder; no figure is typed.",
        "",
    ]
    results = [_read(path) for path in sorted((HERE / "peers").glob("*-*.json"))]
    runs = {one: _read(path) for one in EDITIONS if (path := HERE / f"detection-{one}.json").exists()}
    text += _in_short(runs)
    text += comparison({one: _whole(run) for one, run in runs.items()}, results)
    for edition, newest in runs.items():
        first = HERE / f"detection-first-{edition}.json"
        text += _edition(newest, _read(first) if first.exists() else None)
    for path in sorted(HERE.glob("unseen-batch-*.json")):
        text += _unseen(_read(path))
    text += _lessons()
    text += _commands()
    (HERE / "DETECTION.md").write_text("\n".join(text).rstrip() + "\n", encoding="utf-8")


def _in_short(runs: Mapping[str, dict[str, Any]]) -> list[str]:
    """What the page comes to."""
    text = [
        "A fault is one defect, switched on alone in the mock; it counts as caught when the gate closes with a finding",
        "of a fitting kind at a fitting operation. A harmless variant is behaviour that breaks no documented rule.",
        "",
        "| edition | faults written | faults generated | harmless variants that raise an alarm |",
        "|---|---|---|---|",
    ]
    for edition, newest in runs.items():
        real = [one for one in newest["faults"] if not one["harmless"]]
        written = [one["caught"] for one in real if one["written"]]
        generated = [one["caught"] for one in real if not one["written"]]
        harmless = [one["closed"] for one in newest["faults"] if one["harmless"]]
        cells = [f"{sum(group)} of {len(group)}" for group in (written, generated, harmless)]
        text.append("| " + " | ".join([edition, *cells]) + " |")
    return [
        *text,
        "",
        "These are rates of faults that checks were mended for. What to expect of a defect that nobody here has",
        "thought of say the first runs, before mending, and what was written blind: see below.",
        "",
    ]


def _edition(newest: dict[str, Any], first: dict[str, Any] | None) -> list[str]:
    clean, faults = _whole(newest)["clean"], newest["faults"]
    took = f", {clean['seconds']} s in one process" if clean["seconds"] > clean["start_s"] else ""
    real = [one for one in faults if not one["harmless"]]
    harmless = [one for one in faults if one["harmless"]]
    alarms = [one["name"] for one in harmless if one["closed"]]
    caught = [one for one in real if one["written"] and one["caught"]]
    state = "open" if clean["open"] else "CLOSED"
    of_harmless, seconds, requests = len(harmless), _median(caught, "seconds"), _median(caught, "requests")
    return [
        f"## Edition {newest['edition']}",
        "",
        f"Commit `{newest['commit']}`, seed {newest['seed']}, {newest['workers']} processes, {newest['seconds']} s.",
        f"The clean gate is {state}: {clean['tests']} tests, {clean['requests']} requests{took}.",
        "",
        *_first(first),
        *_classes(real, first),
        f"False alarms: {_some(alarms)} of {of_harmless} harmless variants; {_seeds(newest['edition'])}.",
        "",
        f"First fitting finding, from the start of the command: median {seconds:.1f} s, {requests:.0f} requests.",
        "",
        *_ablation(_whole(newest)),
        *_survivors(newest["edition"], real),
    ]


def _whole(newest: dict[str, Any]) -> dict[str, Any]:
    """Return the run that has every finding of a fault and not its first one alone, over some of the faults."""
    path = HERE / f"detection-ablation-{newest['edition']}.json"
    if not path.exists():
        return newest
    found = _read(path)
    return {**found, "faults": [*found["faults"], *(one for one in newest["faults"] if one["harmless"])]}


def _first(first: dict[str, Any] | None) -> list[str]:
    """The first run as it was, with the faults as they were then."""
    if first is None:
        return ["No run of this edition was made before checks were mended: `now` is the first.", ""]
    real = [one for one in first["faults"] if not one["harmless"]]
    told = []
    for label, group in (
        ("written", [one for one in real if one["written"]]),
        ("generated", [one for one in real if not one["written"]]),
    ):
        caught = sum(one["caught"] for one in group)
        low, high = wilson(caught, len(group))
        told.append(f"{caught} of {len(group)} {label} faults ({low:.0%}-{high:.0%})")
    alarms = sum(one["harmless"] and one["closed"] for one in first["faults"])
    return [
        f"The first run, at commit `{first['commit']}`, caught {' and '.join(told)}, with {alarms} false alarm(s).",
        first.get("note", _UNSEEN),
        "",
    ]


def _classes(real: Sequence[Fault], first: dict[str, Any] | None) -> list[str]:
    """The rate of each class: first run and newest run."""
    early = {one["name"]: one for one in (first or {"faults": []})["faults"]}
    text = [
        "| class | faults | first run | now | 95 % |",
        "|---|---|---|---|---|",
    ]
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
        text.append("| " + " | ".join(cells) + " |")
    return [*text, ""]


def _seeds(edition: str) -> str:
    path = HERE / f"false-alarms-{edition}.json"
    if not path.exists():
        return "the clean mock was tried with one seed"
    found = _read(path)
    return f"{_some([*found['alarms']])} of {found['seeds']} seeds of the clean mock (commit `{found['commit']}`)"


def _some(names: Sequence[str]) -> str:
    return f"{len(names)}{' (' + ', '.join(names) + ')' if names else ''}"


def _ablation(run: dict[str, Any]) -> list[str]:
    """What each oracle is worth: how many faults nothing else names."""
    written = [one for one in run["faults"] if one["written"] and not one["harmless"]]
    caught = [one for one in written if one["caught"]]
    alone = {suite: sum(_by(one, suite) for one in caught) for suite in ("contracts", "scenarios")}
    told = (
        f"What would be caught without an oracle, from all findings of one run over {len(written)} written faults "
        f"(commit `{run['commit']}`): {len(caught)} by the whole gate, {alone['contracts']} by contracts only, "
        f"{alone['scenarios']} by scenarios only."
    )
    text = [told, "", "| oracle | names | nothing else names |", "|---|---|---|"]
    for oracle in sorted({oracle for one in caught for _, oracle in one["by"]}):
        names = [one for one in caught if any(by == oracle for _, by in one["by"])]
        only = [one["name"] for one in names if all(by == oracle for _, by in one["by"])]
        text.append(f"| `{oracle}` | {len(names)} | {len(only)}{': ' + ', '.join(only) if only else ''} |")
    return [*text, ""]


def _survivors(edition: str, real: Sequence[Fault]) -> list[str]:
    """What is not caught, each with the reason why no rule forbids it: a pattern of names, of one edition."""
    reasons = _read(HERE / "detection-survivors.json")[edition]
    text = ["What survives, and why:", ""]
    for one in real:
        if not one["caught"]:
            other = "; ".join(one["other"][:2])
            told = f" The gate closes, but nothing names it rightly: {other}." if one["closed"] else ""
            text.append(f"- `{one['name']}`: {_reason(one['name'], reasons)}{told}")
    return [*text, ""] if len(text) > 2 else ["Nothing survives.", ""]


def _reason(name: str, reasons: dict[str, str]) -> str:
    return next((why for names, why in reasons.items() if re.search(names, name)), "**not yet explained.**")


def _unseen(batch: dict[str, Any]) -> list[str]:
    """How faults fared that were written before their writer had read a check."""
    first, after, of = batch["caught_first"], batch["caught_after"], batch["of"]
    low, high = wilson(first, of)
    return [
        f"## {batch['title']}",
        "",
        f"{first} of {of} were caught by the first run ({low:.0%}-{high:.0%}), {after} after mending.",
        _sentence(batch["about"]),
        *([f"Left out of the first run: {left}."] if (left := batch.get("not_tried_on_the_first_run")) else []),
        *([f"Undecided: {', '.join(undecided)}."] if (undecided := batch.get("undecided")) else []),
        *(
            [f"Its writer was not sure that a document forbids {', '.join(unsure)}."]
            if (unsure := batch.get("unsure"))
            else []
        ),
        *_alarms(batch.get("harmless")),
        "",
        "| class | caught at first |",
        "|---|---|",
        *(f"| {name} | {group['first']} of {group['of']} |" for name, group in batch["classes"].items()),
        "",
        "Survivors of the first run, and what catches them now:",
        "",
        *(_survivor(one) for one in batch["defects"] if not one["caught"]),
        "",
    ]


def _survivor(one: Fault) -> str:
    named = ", ".join(f"`{by}`" for by in one.get("after_by") or []) or "caught"
    now = named if one.get("after") else f"nothing, for {one.get('reason', 'it was not looked for yet')}"
    return f"- `{one['name']}` ({one['class']}, {one['edition']}): {one['sentence']}: {now}"


def _alarms(harmless: dict[str, Any] | None) -> list[str]:
    if harmless is None:
        return []
    first, after = (_some(harmless[when]) for when in ("alarms_first", "alarms_after"))
    return [f"Of {harmless['of']} harmless variants that came with it {first} raised an alarm, {after} after mending."]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _lessons() -> list[str]:
    path = HERE / "detection-mended.json"
    mended = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return ["## What was mended after the first run", "", *(f"- {line}" for line in mended), ""] if mended else []


def _commands() -> list[str]:
    return [
        "## To repeat it",
        "",
        "```console",
        "$ make detection                                         # both editions, every written fault",
        "$ .venv/bin/python benchmarks/detection.py --seeds 50    # false alarms on the clean mock",
        "$ .venv/bin/python benchmarks/peers/compare.py           # the peers; --estimate says for how long",
        "$ .venv/bin/python benchmarks/detection_report.py        # this page",
        "```",
    ]


def _by(fault: Fault, suite: str) -> bool:
    return any(which == suite for which, _ in fault["by"])


def _median(faults: Iterable[Fault], name: str) -> float:
    found = [one[name] for one in faults]
    return float(statistics.median(found)) if found else 0.0


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    main()
