"""Spoken language: a text is spoken in the language that its action names."""

from __future__ import annotations

from collections.abc import Iterator

from voipbin_harness.checks import check
from voipbin_harness.checks._wellformed import objects, option
from voipbin_harness.checks.context import Context
from voipbin_harness.checks.flow import actions_of, creation_of
from voipbin_harness.violation import Kind, Violation, Witness


@check("spoken_language", Kind.FLOW, source="FACTS Actions: talk, language; [T] Simple outbound call", when="end")
def spoken_language(ctx: Context) -> Iterator[Violation]:
    """Compares each prompt whose language the callee knows with the actions that speak its text."""
    for call_id, trace in ctx.traces.items():
        creation = creation_of(ctx, call_id)
        if creation is None:
            continue
        actions = objects(actions_of(ctx, creation))
        talks = [(index, option(one)) for index, one in enumerate(actions) if one.get("type") == "talk"]
        for event in trace.of_leg(call_id):
            language = event.detail.get("language")
            if event.event != "prompt" or not isinstance(language, str):
                continue
            same = [(index, one) for index, one in talks if one.get("text") == event.detail.get("text")]
            wanted = {str(one.get("language")).lower() for _, one in same}
            if same and language.lower() not in wanted:
                where, expected = f"$.actions[{same[0][0]}].option.language", " or ".join(sorted(wanted))
                yield ctx.found(
                    Kind.FLOW, where, expected, language, exchange=creation.exchange, witness=Witness.CALLEE
                )
                break
