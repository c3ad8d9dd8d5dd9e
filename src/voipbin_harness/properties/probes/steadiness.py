"""The same question many times, and flows at the edge of what is documented: every answer comes, and stays the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from voipbin_harness.exchange import Exchange, MalformedBody
from voipbin_harness.properties.overlay import TARGET_ID
from voipbin_harness.properties.probes import Probed, probe
from voipbin_harness.violation import Kind, Violation

_TIMES = 12
_RUNS_MS = 60_000
_TALK = {"type": "talk", "option": {"text": "Hello.", "language": "en-US"}}
_BACK = {"type": "goto", "option": {"target_id": TARGET_ID, "loop_count": 1}}

#: Lists of actions of which no document says that they are wrong, and none that they must be taken.
_EDGES: tuple[list[dict[str, Any]], ...] = (
    [],
    [{"type": "hangup"}, {"type": "hangup"}],
    [{**_TALK, "id": TARGET_ID}, {**_TALK, "id": TARGET_ID}, _BACK],
    [{**_BACK, "id": TARGET_ID}],
    [{**_TALK, "id": TARGET_ID}, {"type": "branch", "option": {"default_target_id": TARGET_ID, "target_ids": {}}}],
    [{"type": "answer"}, {"type": "answer"}, _TALK],
    [{**_TALK, "id": TARGET_ID.upper()}, _BACK],
    [_TALK] * 150,
    [{"type": "talk", "option": {"text": "", "language": "en-US"}}],
    [{"type": "digits_receive", "option": {"duration": 1, "length": 1}}, _TALK],
)


@probe
def again_and_again(probed: Probed) -> Iterator[Violation]:
    """Read the same thing a dozen times; where time stands still, it is the same each time."""
    if probed.operation.method != "GET":
        return
    path, still = probed.path(), "still_time" in probed.world.target.capabilities
    first = probed.send(path=path)
    for _ in range(_TIMES - 1):
        answer = probed.send(path=path)
        if still and answer.ok and first.ok and _told(answer) != _told(first):
            told = "the same answer, for nothing has happened since"
            yield Violation(Kind.ECHO, probed.operation.name, "$", told, "another one", check="probes", exchange=answer)
            return


@probe
def many_of_a_kind(probed: Probed) -> Iterable[Violation]:
    """Sign on, store and delete a dozen times."""
    if probed.public or (probed.collection == "/flows" and probed.operation.method in ("POST", "DELETE")):
        for _ in range(_TIMES):
            probed.send()
    return ()


@probe
def edges_of_flows(probed: Probed) -> Iterable[Violation]:
    """Store, read and run flows at the edge of what is documented: taken or refused, nothing may break."""
    if probed.operation.name not in ("POST /flows", "POST /calls"):
        return ()
    for actions in _EDGES:
        written = probed.world.edition.write_actions(actions)
        made = probed.send(body={**probed.odd_body(), "actions": written}).json
        if probed.collection == "/flows" and isinstance(made, dict) and "id" in made:
            probed.world.client().request("GET", f"/flows/{made['id']}")
    probed.world.clock.advance(_RUNS_MS)
    probed.world.client().page(probed.collection)
    return ()


def _told(answer: Exchange) -> object:
    """Return what an answer says, however it is written."""
    try:
        return answer.json
    except MalformedBody:
        return answer.response_body
