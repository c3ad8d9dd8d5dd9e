"""The part of ``DETECTION.md`` that compares: every tool on the same faults, and where a peer does better."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Fault = dict[str, Any]
#: How a tool fared with a fault: caught or not, ``None`` when it was not tried.
Fared = Callable[[Fault], bool | None]


def comparison(runs: Mapping[str, dict[str, Any]], results: Sequence[dict[str, Any]]) -> list[str]:
    """Return the chapter on peers, of all editions; nothing when no peer was run."""
    chapters: list[str] = []
    better: list[str] = []
    for edition, run in runs.items():
        peers = [one for one in results if one["edition"] == edition and one["faults"]]
        shared = [
            one for one in run["faults"] if not one["harmless"] and all(one["name"] in peer["faults"] for peer in peers)
        ]
        if peers and shared:
            chapters += [f"### Edition {edition}, {len(shared)} written faults, the same for every tool", ""]
            chapters += [*_table(shared, peers), *_costs(shared, peers, run), *_first(shared, peers)]
            better += _better(edition, shared, peers)
    if not chapters:
        return []
    told = ["Where a peer catches more of a class than the gate, or than its contracts alone:", "", *better]
    if not better:
        told = ["In no class, of no edition, does a peer catch more of the sample than the gate or its contracts."]
    return ["## Beside its peers", "", *_about(results), *chapters, *told, ""]


def _better(edition: str, shared: Sequence[Fault], peers: Sequence[dict[str, Any]]) -> list[str]:
    """The classes in which a peer catches more than the whole gate, then more than the contracts alone."""
    text = []
    for against, fared in (("the gate", _gate), ("its contracts alone", _contracts)):
        for peer in peers:
            for kind in _kinds(shared):
                group = [one for one in shared if one["kind"] == kind]
                theirs, ours = _count(group, _of(peer)), _count(group, fared)
                if theirs > ours:
                    more = [one["name"] for one in group if _of(peer)(one) and not fared(one)]
                    names = ", ".join(f"`{name}`" for name in more)
                    told = f"{peer['peer']} catches {theirs} of {len(group)}, {against} {ours}: {names}."
                    text.append(f"- **{kind}** ({edition}): {told}")
    return text


def _table(shared: Sequence[Fault], peers: Sequence[dict[str, Any]]) -> list[str]:
    tools: list[tuple[str, Fared]] = [("gate", _gate), ("contracts only", _contracts)]
    tools += [(peer["peer"], _of(peer)) for peer in peers]
    text = ["| class | n | " + " | ".join(name for name, _ in tools) + " |", "|---|---|" + "---|" * len(tools)]
    groups = [(kind, [one for one in shared if one["kind"] == kind]) for kind in _kinds(shared)]
    for label, group in [*groups, ("**all**", list(shared))]:
        text.append(f"| {label} | {len(group)} | " + " | ".join(str(_count(group, fared)) for _, fared in tools) + " |")
    return [*text, ""]


def _costs(shared: Sequence[Fault], peers: Sequence[dict[str, Any]], run: dict[str, Any]) -> list[str]:
    """Seconds and requests of a verdict and to the first finding, and false alarms."""
    ours = [one for one in shared if one["caught"]]
    alarms = [one for one in run["faults"] if one["harmless"]]
    clean, names = run["clean"], {one["name"] for one in shared}
    rows = [
        (
            "gate", f"{clean['seconds']:.1f}", clean["requests"], _median(one["seconds"] for one in ours),
            f"{sum(one['closed'] for one in alarms)} of {len(alarms)}", "nothing" if clean["open"] else "IT IS CLOSED",
        )
    ]  # fmt: skip
    for peer in peers:
        tried = [one for name, one in peer["faults"].items() if name in names and one["caught"]]
        harmless = [peer["faults"][one["name"]] for one in alarms if one["name"] in peer["faults"]]
        said = len({key for one in peer["clean"].values() for key in one["told"]})
        false = f"{sum(one['alarm'] for one in harmless)} of {len(harmless)}"
        first = _median(one["first_s"] for one in tried)
        rows.append(
            (
                peer["peer"],
                f"{peer['seconds']:.1f}",
                peer["requests"],
                first,
                false,
                f"{said} complaints, which count nowhere",
            )
        )
    heads = ("tool", "s a verdict", "requests", "s to the first finding", "false alarms", "said of the clean mock")
    text = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    return [*text, *("| " + " | ".join(map(str, row)) + " |" for row in rows), ""]


def _first(shared: Sequence[Fault], peers: Sequence[dict[str, Any]]) -> list[str]:
    """The gate's median to the first finding beside that of the fastest peer, on the faults that both catch."""
    both = []
    for one in shared:
        theirs = [peer["faults"][one["name"]] for peer in peers]
        times = [found["first_s"] for found in theirs if found["caught"]]
        if one["caught"] and times:
            both.append((one, min(times)))
    if not both:
        return []
    ours = statistics.median(one["seconds"] for one, _ in both)
    fastest = statistics.median(best for _, best in both)
    slower = [one for one, best in both if one["seconds"] >= best]
    text = [
        f"Of {len(both)} faults that the gate and some peer catch, the gate names one after {ours:.1f} s (median),",
        f"the fastest peer that catches the fault {fastest:.1f} s. The gate is not faster for {len(slower)} of them:",
        "the test that names it comes late, since the gate plays the scenarios before the contracts.",
    ]
    if not slower:
        text[1:] = [
            f"the fastest peer that catches the fault {fastest:.1f} s. The gate is the faster for each of them."
        ]
    return [*text, "", *(f"- `{one['name']}`, {one['seconds']:.1f} s: `{one['first']}`" for one in slower), ""]


def _about(results: Sequence[dict[str, Any]]) -> list[str]:
    """What each peer is, how it was run, and what it could not be given."""
    text = [
        "The same mock, the same OpenAPI document, the same budget in seconds from a tool's first request. A kill of a",
        "peer is counted generously: any complaint about an operation of the fault that it never makes of the clean",
        "mock, which it has for three times as long, whatever it says is wrong. The gate must name a fitting kind too.",
        "",
    ]
    for peer in {one["peer"]: one for one in results}.values():
        seeds = f", {peer['seeds']} seeds" if peer["seeds"] > 1 else ""
        text += [f"- **{peer['peer']}** {peer['version']}, {peer['budget_s']:.0f} s{seeds}: `{peer['command']}`. "]
        text[-1] += f"{peer['about']} Installed by: `{peer['install']}`."
    return [*text, ""]


def _gate(fault: Fault) -> bool:
    return bool(fault["caught"])


def _contracts(fault: Fault) -> bool:
    return any(suite == "contracts" for suite, _ in fault["by"])


def _of(peer: dict[str, Any]) -> Fared:
    return lambda fault: peer["faults"][fault["name"]]["caught"]


def _kinds(faults: Sequence[Fault]) -> list[str]:
    return sorted({one["kind"] for one in faults})


def _count(faults: Sequence[Fault], fared: Fared) -> int:
    return sum(bool(fared(one)) for one in faults)


def _median(values: Iterable[float], digits: int = 1) -> str:
    found = list(values)
    return f"{statistics.median(found):.{digits}f}" if found else "-"
