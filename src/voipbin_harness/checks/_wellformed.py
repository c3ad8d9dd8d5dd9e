"""What the schemas of requests cannot say about a flow: targets, ids, and whose numbers it names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

#: The vocabulary of the tutorial, in the words of both editions: the actions whose rules are fully documented.
VOCABULARY = frozenset(
    {
        "answer",
        "talk",
        "play",
        "connect",
        "dtmf_send",
        "digits_send",
        "digits_receive",
        "branch",
        "goto",
        "hangup",
        "sleep",
    }
)


def objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list; none of anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def option(action: dict[str, Any]) -> dict[str, Any]:
    """Return the option of an action, ``{}`` where it has none."""
    found = action.get("option")
    return found if isinstance(found, dict) else {}


def places(actions: list[dict[str, Any]]) -> dict[str, int]:
    """Return where the action of each id stands; of several with one id it is the first."""
    return {str(action["id"]).lower(): index for index, action in reversed([*enumerate(actions)]) if "id" in action}


def following(actions: list[dict[str, Any]]) -> Iterator[int]:
    """Yield the position after each action: the one that its ``next_id`` names [C], else the next one."""
    known = places(actions)
    yield from (known.get(str(action.get("next_id")).lower(), index) for index, action in enumerate(actions, start=1))


def targets(action: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each ``(place in the action, id)`` that a branch or goto can lead to."""
    members, kind = option(action), action.get("type")
    name = {"branch": "default_target_id", "goto": "target_id"}.get(str(kind))
    if name and isinstance(members.get(name), str):
        yield f"option.{name}", members[name]
    arms = members.get("target_ids")
    if kind == "branch" and isinstance(arms, dict):
        yield from ((f"option.target_ids.{digits}", arm) for digits, arm in arms.items() if isinstance(arm, str))


def lost_targets(actions: Any) -> Iterator[str]:
    """Yield the place of each target that is no action of the flow."""
    ids = {str(action.get("id")).lower() for action in objects(actions)}
    for index, action in enumerate(actions if isinstance(actions, list) else ()):
        if isinstance(action, dict):
            yield from (f"[{index}].{place}" for place, target in targets(action) if target.lower() not in ids)


def surely_valid(actions: Any, owned: Collection[str]) -> bool:
    """Whether nothing that is documented or guessed speaks against a flow that its schema accepts."""
    ids = [str(action["id"]).lower() for action in objects(actions) if "id" in action]
    return (
        isinstance(actions, list)
        and len(actions) > 0
        and len(ids) == len(set(ids))
        and not any(lost_targets(actions))
        and all(_surely_valid(action, owned) for action in actions)
    )


def _surely_valid(action: Any, owned: Collection[str]) -> bool:
    if (
        not isinstance(action, dict)
        or action.get("type") not in VOCABULARY
        or not action.keys() <= {"id", "type", "option"}
    ):
        return False
    if action["type"] != "connect":
        return True
    members = option(action)
    source = members.get("source")
    own = source is None or (isinstance(source, dict) and source.get("target") in owned)
    return own and members.keys() <= {"source", "destinations"} and all_tel(members.get("destinations"))


def all_tel(destinations: Any) -> bool:
    """Whether every destination is a telephone number."""
    found = objects(destinations)
    return bool(found) and len(found) == len(destinations) and all(one.get("type") == "tel" for one in found)
