"""The mock: a world, the services that act on it, and the seams where a fault may take hold.

A service is an attribute, and everything calls services and their methods through these attributes at the moment of
use. So a fault replaces a method of one instance (:func:`voipbin_mock.faults.wrap`) and touches nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from voipbin_mock.accounts import Accounts
from voipbin_mock.actions import vocabulary
from voipbin_mock.activeflows import Activeflows
from voipbin_mock.billing import Billing
from voipbin_mock.calls import Calls
from voipbin_mock.clock import Clock
from voipbin_mock.edge import Edge
from voipbin_mock.editions import load_edition
from voipbin_mock.faults import load_fault
from voipbin_mock.flow.interpreter import Interpreter
from voipbin_mock.flow.options import Reading
from voipbin_mock.flow.reading import ActionReader, ReadAction
from voipbin_mock.flows import Flows
from voipbin_mock.groupcalls import Groupcalls
from voipbin_mock.ids import Ids
from voipbin_mock.numbers import Callees, Numbers
from voipbin_mock.pacing import Pacer
from voipbin_mock.records import Accesskey, Customer, Number
from voipbin_mock.store import Collection
from voipbin_mock.traces import Traces
from voipbin_mock.world import HOUSEHOLDS, YEAR_US, Household

if TYPE_CHECKING:
    from voipbin_mock.trunk.trunk import Trunk


class Mock:
    """One platform. ``edition`` and ``generation`` say how it writes, ``seed`` which ids it gives, ``trunk`` where the
    calls go that leave it (``None``: to simulated callees).

    Raises :class:`ValueError` for an unknown edition, generation or clock, :class:`~voipbin_mock.faults.UnknownFault`
    for an unknown fault.
    """

    def __init__(
        self,
        edition: str = "tutorial",
        generation: str = "2022",
        seed: int = 0,
        clock: str = "virtual",
        faults: Sequence[str] = (),
        trunk: Trunk | None = None,
    ) -> None:
        self._write_like = (edition, generation)
        self._faults = [load_fault(name) for name in faults]
        if trunk is not None and clock != "real":
            raise ValueError(f"a trunk needs the real clock, not {clock}: the far end lives in real time")
        self.trunk = trunk
        self.clock = Clock()
        self.pacer = Pacer(clock, lambda: self.clock)
        self.reset(seed)

    def reset(self, seed: int) -> None:
        """Make the world anew, as at the start; the mode of the clock stays."""
        self.seed = seed
        self.clock = Clock()
        self.ids = Ids(seed)
        self.request_ids = Ids(seed, "requests")
        self.edition = load_edition(*self._write_like)
        self.interpreter = Interpreter(vocabulary(self.edition.name))
        self.reader = ActionReader(self.interpreter.actions)
        self.edge = Edge(self)
        self.billing = Billing()
        self.traces = Traces(self.clock)
        self.accesskeys: Collection[Accesskey] = Collection("accesskey", self.clock, lambda _key: False)
        self.accounts = Accounts(self.clock, self.ids, self.accesskeys)
        self.numbers = Numbers(self)
        self.flows = Flows(self)
        self.activeflows = Activeflows(self)
        self.calls = Calls(self)
        self.groupcalls = Groupcalls(self)
        self.callees = Callees(self)
        for position, household in enumerate(HOUSEHOLDS):
            self._settle(household, position + 1)
        if self.trunk is not None:
            self.trunk.install(self)
        for fault in self._faults:
            fault.install(self)
        self.pacer.restart()

    def reading(self, customer: Customer) -> Reading:
        """Return what reading a request of this customer needs to know."""
        return Reading(
            self.edition.address_types, lambda number: self.numbers.owns(customer.id, number), self.reader.read
        )

    def read_stored(self, actions: object) -> list[ReadAction]:
        """Return actions that were checked when they were posted, inside an option."""
        return self.reader.read(
            actions, "actions", Reading(self.edition.address_types, lambda _: True, self.reader.read)
        )

    def _settle(self, household: Household, number: int) -> None:
        customer = Customer(self.ids.uuid(), number, household.name, household.name, household.balance, self.ids.uuid())
        self.accounts.customers[customer.id] = customer
        for owned in household.numbers:
            self.numbers.add(Number(self.ids.uuid(), customer.id, self.numbers.records.stamp(), owned))
        self.accounts.add_accesskey(
            Accesskey(
                self.ids.uuid(),
                customer.id,
                self.accesskeys.stamp(),
                name=household.name,
                detail="",
                token=household.accesskey,
                expires_us=YEAR_US,
            )
        )
