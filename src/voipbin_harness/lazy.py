"""An attribute that is worked out when somebody first asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 - a decorator, as functools.cached_property
    """As ``functools.cached_property``, without the lock that it takes before Python 3.12.

    Every exchange has several such attributes, and one thread checks it.
    """

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> Self | T:
        """Work it out and keep it where it is found before this."""
        if instance is None:
            return self
        found = instance.__dict__[self._name] = self._work(instance)
        return found
