"""Requests that nobody signed, or somebody else; the auth and isolation checks judge the answers."""

from __future__ import annotations

from collections.abc import Iterable

from voipbin_harness.accounts import Credential
from voipbin_harness.properties.probes import Probed, probe
from voipbin_harness.violation import Violation

_STRANGE = "no-such-credential"


@probe
def no_credential(probed: Probed) -> Iterable[Violation]:
    """Send a valid request unsigned."""
    if not probed.public:
        probed.send(account=None)
    return ()


@probe
def no_credential_for_what_is_not_there(probed: Probed) -> Iterable[Violation]:
    """Ask unsigned for an unknown id: whether it is there is nobody's business."""
    if probed.has_id:
        probed.send(account=None, path=probed.path("00000000-0000-4000-8000-00000000dead"))
    return ()


@probe
def bad_credential(probed: Probed) -> Iterable[Violation]:
    """Send a valid request with a credential that is none, carried in every documented way."""
    if probed.public:
        return ()
    for carrier in ("query", "cookie", "bearer", "accesskey"):
        credential = Credential(carrier, _STRANGE)
        probed.send(account=None, params=credential.params(), headers=credential.headers())
    return ()


@probe
def another_customers_credential(probed: Probed) -> Iterable[Violation]:
    """Ask for, change, hang up and delete what belongs to another customer."""
    if probed.has_id:
        probed.send(account="other")
    return ()


@probe
def another_customers_list(probed: Probed) -> Iterable[Violation]:
    """Create something, then let another customer list the collection."""
    if not probed.has_id and not probed.public and probed.operation.method == "POST":
        probed.send()
        probed.world.client("other").request("GET", probed.collection)
    return ()
