"""Option members: an action is shown with the options it was posted with, and with documented ones, no others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from voipbin_harness.checks import check, success
from voipbin_harness.checks._wellformed import objects, option
from voipbin_harness.checks.context import Context
from voipbin_harness.contract import Contract, load
from voipbin_harness.violation import Kind, Severity, Violation


@check(
    "option_members",
    Kind.UNDECLARED_FIELD,
    source="[C] FlowManagerFlow: actions, and the options of each type",
    on=lambda of: of.deed.collection == "flows" and success(of),
)
def option_members(ctx: Context) -> Iterator[Violation]:
    """Looks at flows, in an edition that documents all of them; which members a request may hold is not limited."""
    _, observed = ctx.now
    for thing in observed.things:
        if thing.collection != "flows" or ctx.contract.schemas["flow"].get("additionalProperties") is not False:
            continue
        written = ctx.history.written.get(("flows", thing.id), {}).get("actions")
        posted = [*objects(observed.request.get("actions")), *objects(written)]
        asked = {(one.get("type"), name) for one in posted for name in option(one)}
        for index, action in enumerate(objects(thing.document.get("actions"))):
            kind = str(action.get("type"))
            known = _documented(ctx.contract.edition, kind)
            for name in option(action) if known else ():
                if name not in known and (kind, name) not in asked and posted:
                    where = f"{thing.where}.actions[{index}].option.{name}"
                    severity = Severity.WARN if ctx.live else Severity.FAIL
                    yield ctx.found(Kind.UNDECLARED_FIELD, where, "a documented option", name, severity=severity)


@lru_cache(maxsize=256)
def _documented(edition: str, kind: str) -> frozenset[str]:
    """Return the names of an action's documented options, none for an action that documents none."""
    contract: Contract = load(edition)
    schema = contract.schemas.get(f"actions/{kind}", {})
    return frozenset(schema.get("properties", {}).get("option", {}).get("properties", {}))
