"""Who is called in a scenario, by the names that its sentences give them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from voipbin_harness.callees.port import Callee, Callees, Selective
from voipbin_harness.callees.script import Act, CalleeScript
from voipbin_harness.violation import HarnessError

#: Somebody to be filled in; ``${name}`` is a variable, which the platform fills in itself.
_PLACEHOLDER = re.compile(r"(?<!\$)\{([a-z ]+)\}")


@dataclass(slots=True)
class People:
    """The callees of one scenario: drafted sentence by sentence, brought to the target when first dialled."""

    callees: Callees
    my_number: str
    _drafts: dict[str, CalleeScript] = field(default_factory=dict)
    _placed: dict[str, Callee] = field(default_factory=dict)

    def draft(self, who: str, script: CalleeScript) -> None:
        """Bring someone new into the scenario; raises :class:`HarnessError` when it is too late for a script."""
        if who in self._placed:
            raise HarnessError(f"the {who} is called, or named in a flow, before: say first what they do")
        self._drafts[who] = script

    def act(self, who: str, act: Act) -> None:
        """Give someone one more thing to do."""
        if who not in self._drafts:
            raise HarnessError(f"the {who} has no script: say first how they take the call, such as {_given(who)}")
        self.draft(who, self._drafts[who].then(act))

    def at(self, who: str, address: dict[str, str]) -> None:
        """Bring in someone who is there already, at an address of the target's own; raises :class:`Unproven`."""
        self._admit(address)
        self._placed[who] = Callee(address, CalleeScript())

    def callee(self, who: str) -> Callee:
        """Return someone who can be dialled.

        Raises :class:`HarnessError` when no sentence has brought them in, :class:`Unproven` when this target cannot.
        """
        if who not in self._placed:
            if who not in self._drafts:
                others = f", only the {' and the '.join(self._names())}" if self._names() else ""
                raise HarnessError(f"there is no {who} in this scenario{others}: say first {_given(who)}")
            self._placed[who] = self.callees.place(self._drafts[who])
        return self._placed[who]

    def met(self, who: str) -> Callee:
        """Return someone who can have been called; raises :class:`HarnessError` when no sentence let anybody do so."""
        if who in self._drafts and who not in self._placed:
            raise HarnessError(f"the {who} has not been called, nor named in a flow: say first who calls them")
        return self.callee(who)

    def dial(self, whom: tuple[str, ...]) -> list[dict[str, str]]:
        """Return the addresses of those named, of a literal in quotes, or of all; raises :class:`HarnessError`."""
        if whom == ("all callees",):
            whom = tuple(self._names()) or ("callee",)
        literal = {name: address(name.strip('"')) for name in whom if name.startswith('"')}
        for written in literal.values():
            self._admit(written)
        return [literal[name] if name in literal else self.callee(name).address for name in whom]

    def fill(self, document: Any) -> Any:
        """Return a flow with ``{second callee}`` and ``{my number}`` replaced by their numbers."""
        if isinstance(document, dict):
            return {key: self.fill(value) for key, value in document.items()}
        if isinstance(document, list):
            return [self.fill(item) for item in document]
        if isinstance(document, str) and (found := _PLACEHOLDER.fullmatch(document)):
            return self.my_number if found[1] == "my number" else self.callee(found[1]).target
        return document

    def fill_text(self, text: str) -> str:
        """Return a text with every ``{second callee}`` and ``{my number}`` in it replaced."""
        return _PLACEHOLDER.sub(lambda found: str(self.fill(found[0])), text)

    def _admit(self, written: dict[str, str]) -> None:
        if isinstance(self.callees, Selective):
            self.callees.admit(written)

    def _names(self) -> list[str]:
        """Return everyone, once each."""
        return [*dict.fromkeys([*self._drafts, *self._placed])]


def _given(who: str) -> str:
    return f'"Given a {who} who answers after 2 seconds"'


def address(text: str) -> dict[str, str]:
    """Return what is dialled.

    ``sip:name@domain`` is a SIP address, ``name@domain`` an endpoint, two to six digits an extension, all else a
    number.
    """
    if text.startswith("sip:"):
        return {"type": "sip", "target": text.removeprefix("sip:")}
    if "@" in text:
        return {"type": "endpoint", "target": text}
    if re.fullmatch(r"\d{2,6}", text):
        return {"type": "extension", "target": text, "target_name": text}
    return {"type": "tel", "target": text}
