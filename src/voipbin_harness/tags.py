"""The tags that a scenario may carry, and what each means."""

from __future__ import annotations

from collections.abc import Mapping

from voipbin_harness.targets.port import CAPABILITIES

#: What a scenario costs on a real account.
COST_TAGS: Mapping[str, str] = {
    "dials": "rings real phones and costs money on a live target",
    "refused": "sends only what must be refused, so that nobody is rung",
    "many_requests": "sends more than a hundred requests",
}

#: What a run may pick scenarios by; nothing else follows from them.
PICKED_BY_TAGS: Mapping[str, str] = {
    "real_line": "also played over SIP and RTP, in real time (make gate-sip)",
}

#: How much a broken scenario matters, in Allure's words.
SEVERITY_TAGS: Mapping[str, str] = {
    "blocker": "broken, nobody can call",
    "critical": "broken, calls go wrong or cost wrongly",
    "normal": "broken, a documented behaviour is missing",
    "minor": "broken, a detail is off",
    "trivial": "broken, hardly anyone would notice",
}

#: Scenarios that make sense in one edition only; others leave them out without a word.
EDITION_TAGS: frozenset[str] = frozenset({"tutorial", "current"})

#: Every tag and its meaning; the plugin registers them as markers, lint knows no other.
TAGS: Mapping[str, str] = {
    **{name: f"needs a target where {meaning}" for name, meaning in CAPABILITIES.items()},
    **COST_TAGS,
    **PICKED_BY_TAGS,
    **{name: f"severity: {meaning}" for name, meaning in SEVERITY_TAGS.items()},
    **{name: f"only in the edition {name}" for name in sorted(EDITION_TAGS)},
}
