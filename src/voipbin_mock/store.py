"""Where records are kept: by id, and per customer in the order in which they came."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from voipbin_mock.clock import Clock
from voipbin_mock.errors import Refusal, not_found
from voipbin_mock.records import Record

R = TypeVar("R", bound=Record)

#: How many records of one kind a customer may have; beyond it the oldest that are over are forgotten [D].
MOST_RECORDS = 10_000

#: Pages hold at most so many items [C].
LARGEST_PAGE = 100


class Collection(Generic[R]):
    """All records of one kind (``what``: ``call``, ``flow`` …).

    ``is_over`` says which records may be forgotten when there are too many.
    """

    def __init__(self, what: str, clock: Clock, is_over: Callable[[R], bool]) -> None:
        self.what = what
        self._clock = clock
        self._is_over = is_over
        self._by_id: dict[str, R] = {}
        self._by_customer: dict[str, list[R]] = {}
        self._last_us = -1
        self.on_forget: Callable[[R], None] = lambda _record: None

    def stamp(self) -> int:
        """Return the time now in µs, made unique in this collection: the next record's time of creation."""
        self._last_us = max(self._clock.now_us, self._last_us + 1)
        return self._last_us

    def add(self, record: R) -> R:
        """Keep a new record; make room first where needed."""
        listed = self._by_customer.setdefault(record.customer_id, [])
        if len(listed) >= MOST_RECORDS:
            self._forget_oldest(listed)
        listed.append(record)
        self._by_id[record.id] = record
        return record

    def require_room(self, customer_id: str, wanted: int = 1) -> None:
        """Refuse (429) when so many more records find no room among those that are not over."""
        listed = self._by_customer.get(customer_id, ())
        if len(listed) + wanted > MOST_RECORDS:
            kept = sum(not self._is_over(record) for record in listed)
            if kept + wanted > MOST_RECORDS:
                raise Refusal(429, "QUOTA_EXCEEDED", f"this account has {MOST_RECORDS} of these at once: {self.what}")

    def find(self, record_id: str) -> R | None:
        """Return a record, whoever owns it."""
        return self._by_id.get(record_id)

    def get(self, customer_id: str, record_id: str) -> R:
        """Return a customer's record; refuse (404) one that is not there or is another customer's."""
        record = self._by_id.get(record_id)
        if record is None or not self.visible(customer_id, record):
            raise not_found(self.what)
        return record

    def visible(self, customer_id: str, record: R) -> bool:
        """Return whether a customer may see a record."""
        return record.customer_id == customer_id

    def of(self, customer_id: str) -> Sequence[R]:
        """Return a customer's records, oldest first."""
        return self._by_customer.get(customer_id, ())

    def remove(self, record: R) -> None:
        """Delete a record."""
        listed = self._by_customer[record.customer_id]
        del listed[bisect_left(listed, record.created_us, key=lambda kept: kept.created_us)]
        del self._by_id[record.id]

    def page(
        self, customer_id: str, size: int, token: str | None, write_time: Callable[[int], str]
    ) -> tuple[list[R], str]:
        """Return at most ``size`` records older than ``token``, newest first, and the token of the next page.

        A token is a ``tm_create`` as ``write_time`` writes it; times written so sort as texts do.
        """
        listed = self.of(customer_id)
        end = len(listed) if not token else bisect_left(listed, token, key=lambda kept: write_time(kept.created_us))
        start = max(0, end - size)
        found = list(reversed(listed[start:end]))
        return found, write_time(found[-1].created_us) if start else ""

    def _forget_oldest(self, listed: list[R]) -> None:
        for position, record in enumerate(listed):
            if self._is_over(record):
                del listed[position]
                del self._by_id[record.id]
                self.on_forget(record)
                return
