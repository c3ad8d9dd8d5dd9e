"""The customer whose side a scenario tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voipbin_harness.accounts import Carrier
from voipbin_harness.client import Client
from voipbin_harness.exchange import Exchange
from voipbin_harness.violation import HarnessError
from voipbin_harness.world import World

Addresses = Sequence[Mapping[str, Any]]


@dataclass(slots=True)
class Me:
    """Who speaks: an account of the target (``demo`` is the run's own) and the way its credential travels."""

    world: World
    account: str = "demo"
    carrier: Carrier | None = None

    @property
    def client(self) -> Client:
        """My line to the API."""
        return self.world.client(self.account, self.carrier)

    @property
    def source(self) -> Mapping[str, str]:
        """The number that I call from: the target's choice for the run's own account, else the first that I own."""
        if self.account == "demo":
            return self.world.source
        numbers = self.client.page("/numbers").items
        if not numbers:
            raise HarnessError(f"the account {self.account!r} owns no number to call from")
        return {"type": "tel", "target": str(numbers[0].get("number", ""))}

    def dial(self, destinations: Addresses, *, source: Mapping[str, str] | None = None, **what: Any) -> Exchange:
        """Ask for calls, with ``actions`` or a ``flow_id``."""
        return self.client.post_call(source or self.source, destinations, **what)

    def ring(
        self, destinations: Addresses, *, actions: Sequence[Mapping[str, Any]] | None = None, **more: str
    ) -> Exchange:
        """Ask for a groupcall, with ``actions`` or a ``flow_id``."""
        edition = self.world.edition
        body: dict[str, Any] = {"source": self.source, "destinations": [*destinations], **more}
        if actions is not None:
            body["actions"] = edition.write_actions(actions)
        return self.client.request("POST", "/groupcalls", body=edition.write_groupcall(body))
