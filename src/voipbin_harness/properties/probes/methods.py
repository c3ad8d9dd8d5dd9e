"""Methods that the documentation does not name for a path, and the same method twice."""

from __future__ import annotations

from collections.abc import Iterable

from voipbin_harness.properties.probes import Probed, probe
from voipbin_harness.violation import Kind, Violation

_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH")


@probe
def wrong_method(probed: Probed) -> Iterable[Violation]:
    """Send every method that the path does not document: 405; whether Allow is right is judged by its check."""
    path = probed.path()
    documented = probed.world.contract.methods_of(probed.operation.path)
    for method in _METHODS:
        if method not in documented:
            answer = probed.world.client().request(method, path)
            if answer.status != 405:
                yield Violation(
                    Kind.WRONG_STATUS,
                    probed.operation.name,
                    "status",
                    f"405 for {method}",
                    str(answer.status),
                    check="probes",
                    exchange=answer,
                )


@probe
def head_and_options(probed: Probed) -> Iterable[Violation]:
    """Send HEAD and OPTIONS, which proxies and browsers send by themselves."""
    for method in ("HEAD", "OPTIONS"):
        probed.world.client().request(method, probed.path())
    return ()


@probe
def twice(probed: Probed) -> Iterable[Violation]:
    """Send the same valid request twice in a row, to the same thing."""
    path = probed.path()
    probed.send(path=path)
    probed.send(path=path)
    return ()


@probe
def method_override(probed: Probed) -> Iterable[Violation]:
    """Ask with headers that some frameworks take for another method: what was read is still there."""
    if not probed.has_id or probed.operation.method != "GET":
        return
    path = probed.path()
    probed.send(path=path, headers={"X-HTTP-Method-Override": "DELETE", "X-Method-Override": "DELETE"})
    answer = probed.send(path=path)
    if not answer.ok:
        yield probed.wrong(Kind.SIDE_EFFECT, answer, "status", "200: reading changes nothing, whatever its headers say")
