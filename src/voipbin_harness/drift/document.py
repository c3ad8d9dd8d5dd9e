"""An OpenAPI document (3.0 or 3.1, YAML or JSON), whole or split into files, of which some may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from voipbin_harness.violation import HarnessError

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PARAMETER = re.compile(r"\{[^}]*\}")
_MOST_REFERENCES = 50


class Missing(Exception):
    """A reference leads nowhere; the text says why."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the document: what stands there, the file it stands in, and the way down from that file's root."""

    value: Any = field(compare=False, hash=False)
    file: Path
    pointer: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of a schema that has one, ``""`` for one that stands where it is used."""
        if not self.pointer:
            return self.file.stem
        return self.pointer[-1] if self.pointer[:-1] == ("components", "schemas") else ""

    def get(self, key: str) -> Node | None:
        """Return what stands under a key, ``None`` where there is no such key."""
        if not isinstance(self.value, Mapping) or key not in self.value:
            return None
        return Node(self.value[key], self.file, (*self.pointer, key))

    def each(self, key: str) -> list[Node]:
        """Return the items of the list under a key, or the members of the object there, in order."""
        below = self.get(key)
        if below is None:
            return []
        if isinstance(below.value, list):
            return [Node(item, self.file, (*below.pointer, str(i))) for i, item in enumerate(below.value)]
        if isinstance(below.value, Mapping):
            return [Node(item, self.file, (*below.pointer, str(name))) for name, item in below.value.items()]
        return []


@dataclass(frozen=True, slots=True)
class DescribedOperation:
    """An operation, and the parameters that its path declares for all methods.

    ``path`` leaves out how its parameters are called, and where a server has it; ``whole`` is it on each server.
    """

    name: str
    path: str
    whole: tuple[str, ...]
    node: Node
    shared: tuple[Node, ...] = ()

    def addresses(self, *, whole: bool) -> list[str]:
        """Return what it answers to: its method with its whole paths, or with the path as the document has it."""
        return [f"{self.name.split()[0]} {path}" for path in (self.whole if whole else (self.path,))]


class Document:
    """The document at ``path`` and all that it refers to.

    ``missing`` names the files that are referred to and not there. Raises :class:`HarnessError` when the document
    itself cannot be read or is no OpenAPI document.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._files: dict[Path, Any] = {}
        self.missing: set[str] = set()
        self._unread: dict[str, str] = {}
        self.root = Node(self._load(path), self.path)
        if not isinstance(self.root.value, Mapping) or not isinstance(self.root.value.get("paths"), Mapping):
            raise HarnessError(f"{path}: no OpenAPI document: it has no paths")

    def operations(self) -> list[DescribedOperation]:
        """Return the operations whose path can be read."""
        return [operation for path in self.root.each("paths") for operation in self._of_path(path)]

    def hides(self, operation: DescribedOperation) -> str:
        """Return why nobody can tell whether an operation of another document is described, ``""`` where one can."""
        paths = (*operation.whole, operation.path)
        return next((self._unread[path] for path in paths if path in self._unread), "")

    def follow(self, node: Node) -> Node:
        """Return the node that a reference leads to, over any number of steps; raises :class:`Missing`."""
        start = node
        for _ in range(_MOST_REFERENCES):
            reference = node.value.get("$ref") if isinstance(node.value, Mapping) else None
            if not isinstance(reference, str):
                return node
            node = self._target(node, reference)
        raise Missing(f"the reference {start.value['$ref']} leads round in a circle")

    def schema(self, name: str) -> Iterator[Node]:
        """Yield the components whose name, in lower case and without ``_``, ends with ``name``."""
        components = self.root.get("components")
        for node in components.each("schemas") if components else []:
            if node.pointer[-1].lower().replace("_", "").endswith(name):
                yield node

    def _of_path(self, path: Node) -> Iterator[DescribedOperation]:
        template = path.pointer[-1]
        bare = _PARAMETER.sub("{}", template)
        try:
            item = self.follow(path)
        except Missing as lost:
            # It may name servers of its own, so that it may as well be at the root.
            self._unread |= dict.fromkeys((bare, *(base + bare for base in self._bases())), str(lost))
            return
        for method in METHODS:
            node = item.get(method)
            if node is not None:
                name = f"{method.upper()} {template}"
                whole = tuple(base + bare for base in self._bases(node, item))
                yield DescribedOperation(name, bare, whole, node, tuple(item.each("parameters")))

    def _bases(self, *owners: Node) -> list[str]:
        """Return at which paths the servers have the API; those of an operation or a path hold for it alone."""
        for owner in (*owners, self.root):
            if bases := [_base(each.value) for each in owner.each("servers") if isinstance(each.value, Mapping)]:
                return bases
        return [""]

    def _target(self, node: Node, reference: str) -> Node:
        address, _, fragment = reference.partition("#")
        if "://" in address:
            raise self._lost(address)
        homes = [(node.file.parent / address).resolve()] if address else [node.file, self.path]
        for home in dict.fromkeys(homes):  # in a part of a split document, "#/…" mostly means the whole
            try:
                return self._down(Node(self._load(home), home), fragment)
            except KeyError:
                continue
            except HarnessError:
                raise self._lost(_shown(home, self.path.parent)) from None
        raise self._lost(f"{_shown(homes[-1], self.path.parent)}#{fragment}")

    def _lost(self, what: str) -> Missing:
        self.missing.add(what)
        return Missing(f"{what} is missing")

    def _down(self, node: Node, fragment: str) -> Node:
        for raw in fragment.split("/")[1:]:
            key = unquote(raw).replace("~1", "/").replace("~0", "~")
            value = node.value
            below = value[int(key)] if isinstance(value, list) and key.isdecimal() else _member(value, key)
            node = Node(below, node.file, (*node.pointer, key))
        return node

    def _load(self, path: Path) -> Any:
        if path not in self._files:
            try:
                self._files[path] = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_LOADER)  # noqa: S506
            except OSError as error:
                raise HarnessError(f"{path}: cannot be read: {error.strerror}") from None
            except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
                told = " ".join(str(error).split())
                raise HarnessError(f"{path}: neither YAML nor JSON: {told}") from None
        return self._files[path]


def _member(value: Any, key: str) -> Any:
    if not isinstance(value, Mapping):
        raise KeyError(key)
    return value[key]


def _base(server: Mapping[str, Any]) -> str:
    """Return the path in a server's URL, its variables filled with their defaults."""
    url = str(server.get("url", ""))
    variables = server.get("variables")
    for name, variable in variables.items() if isinstance(variables, Mapping) else ():
        if isinstance(variable, Mapping) and "default" in variable:
            url = url.replace(f"{{{name}}}", str(variable["default"]))
    path = urlsplit(url).path.strip("/")
    return f"/{path}" if path else ""


def _shown(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
