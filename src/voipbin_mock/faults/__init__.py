"""Seeded defects: one fault is one file, found by itself.

To add one, write ``voipbin_mock/faults/my_fault.py`` with a class that derives from :class:`Fault`; its name is
``my-fault``. :meth:`Fault.install` wraps methods of one mock's services and changes nothing else; it is called again
after each reset. :meth:`Fault.trigger` brings it out, so that a test can see that it is one. A fault with ``harmless``
breaks no rule, and no gate may close for it. Names that begin with ``generated:`` are made from the mock's own answers
(:mod:`voipbin_mock.faults._generated`).

The seams: ``interpreter.actions[type]`` (what an action does), ``calls``, ``groupcalls``, ``activeflows``, ``flows``,
``numbers``, ``callees`` (the domain), their ``records`` (store: ``get``, ``visible``, ``page``, ``add``, ``remove``,
``stamp``), ``billing``, ``accounts`` (credentials), ``reader`` (rules of requests), ``edition`` (how things are
written), ``edge.handle`` (a request and its answer as objects) and ``edge.write`` (status, headers, bytes).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from voipbin_mock.faults._driving import Drive
    from voipbin_mock.mock import Mock


class UnknownFault(ValueError):
    """There is no fault of that name."""


class Fault:
    """One defect: its ``name``, the class of defects it belongs to (``kind``), one sentence, the rule it breaks.

    ``operations`` and ``kinds`` say which findings name it rightly: one of these operations with one of these kinds.
    ``editions`` are those in which it breaks a rule.
    """

    name: str
    kind: str
    sentence: str
    rule: str
    operations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    editions: tuple[str, ...] = ("tutorial", "current")
    harmless: ClassVar[bool] = False

    def install(self, mock: Mock) -> None:
        """Put the defect into a mock."""
        raise NotImplementedError

    def trigger(self, drive: Drive) -> None:
        """Drive a mock so that somebody could see the difference."""
        raise NotImplementedError


def wrap(owner: object, method: str, around: Callable[..., Any]) -> None:
    """Replace ``owner.method(...)`` by ``around(original, ...)``, for this object only."""
    original = getattr(owner, method)
    setattr(owner, method, lambda *args, **kwargs: around(original, *args, **kwargs))


def names() -> list[str]:
    """Return the names of all faults."""
    found = (info.name for info in pkgutil.iter_modules(__path__))
    return sorted(name.replace("_", "-") for name in found if not name.startswith("_"))


def load_fault(name: str) -> Fault:
    """Return a fault by its name; raises :class:`UnknownFault` when there is none."""
    if name.startswith("generated:"):
        generated: Fault = importlib.import_module(f"{__name__}._generated").load_generated(name)
        return generated
    if name not in (there := names()):
        closest = ", ".join(get_close_matches(name, there, cutoff=0))
        raise UnknownFault(f"no such fault: {name}; the closest of the {len(there)} that there are: {closest}")
    module = importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
    found = (thing for thing in vars(module).values() if isinstance(thing, type) and issubclass(thing, Fault))
    return next(thing() for thing in found if thing.__module__ == module.__name__)
