"""A feature file as lint sees it: read strictly, parsed by the official Gherkin parser, laid out flat."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gherkin.errors import CompositeParserException, ParserError
from gherkin.parser import Parser

from voipbin_harness.lint.problem import Problem

_MARKS = {
    codecs.BOM_UTF8: "UTF-8",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_GAP = re.compile(r"<(.+?)>")
_KEYWORDS = {"Context": "given", "Action": "when", "Outcome": "then"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One step of a scenario before an example is filled in; ``keyword`` is ``""`` when nothing says it.

    ``opening`` is the word that says nothing, as it is written, where a scenario or background begins with it.
    """

    keyword: str
    text: str
    line: int
    opening: str = ""
    docstring: str | None = None
    docstring_line: int = 0
    table: tuple[tuple[str, ...], ...] | None = None

    def filled(self, values: Mapping[str, str]) -> Sentence:
        """Return the sentence with the values of an example."""
        if not values:
            return self
        table = None if self.table is None else tuple(tuple(fill(cell, values) for cell in row) for row in self.table)
        docstring = None if self.docstring is None else fill(self.docstring, values)
        return replace(self, text=fill(self.text, values), docstring=docstring, table=table)

    def gaps(self) -> set[str]:
        """Return the names in angle brackets in the sentence and below it."""
        texts = [self.text, self.docstring or "", *(cell for row in self.table or () for cell in row)]
        return {name for text in texts for name in _GAP.findall(text)}


@dataclass(frozen=True, slots=True)
class Examples:
    """One table of examples."""

    line: int
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tags: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario or an outline; ``background`` are the sentences that are played before its own."""

    name: str
    line: int
    sentences: tuple[Sentence, ...]
    background: tuple[Sentence, ...]
    examples: tuple[Examples, ...]

    def gaps(self) -> set[str]:
        """Return every name in angle brackets that an example can fill."""
        own = {name for sentence in (*self.background, *self.sentences) for name in sentence.gaps()}
        return own | set(_GAP.findall(self.name))

    def rows(self) -> Iterator[dict[str, str]]:
        """Return the values of each example, one empty set for a scenario without any."""
        if not self.examples:
            yield {}
        for examples in self.examples:
            yield from (dict(zip(examples.columns, row, strict=False)) for row in examples.rows)


@dataclass(slots=True)
class Document:
    """A feature."""

    path: Path
    line: int
    name: str
    tags: list[tuple[str, int]] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NotReadable:
    """A file that holds no feature, and why."""

    problems: list[Problem]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace the names in angle brackets that have a value, as pytest-bdd does."""
    return _GAP.sub(lambda found: values.get(found[1], found[0]), text)


def read(path: Path) -> Document | NotReadable:
    """Read and parse a feature file."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return NotReadable([Problem(path, 1, f"cannot be read: {error.strerror or error}")])
    for mark, name in _MARKS.items():
        if raw.startswith(mark):
            hint = "save it as UTF-8 without a byte-order mark"
            return NotReadable([Problem(path, 1, f"begins with a byte-order mark ({name})", hint)])
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return NotReadable([Problem(path, line, "is not UTF-8", "save it as UTF-8 without a byte-order mark")])
    return _parse(path, text)


def _parse(path: Path, text: str) -> Document | NotReadable:
    try:
        feature = Parser().parse(text).get("feature")
    except CompositeParserException as error:
        return NotReadable([_syntax(path, one) for one in error.errors])
    except ParserError as error:
        return NotReadable([_syntax(path, error)])
    if not feature:
        return NotReadable(
            [Problem(path, 1, "is empty", "begin with a line such as: Feature: A digit picks the branch")]
        )
    return _document(path, feature)


def _syntax(path: Path, error: ParserError) -> Problem:
    message = re.sub(r"^\(\d+:\d+\): ", "", str(error))
    expected, _, got = message.partition(", got ")
    if got:
        message = f"cannot be understood here: {got}"
    names = expected.removeprefix("expected: ").replace("#", "").replace("Line", "")
    location: Mapping[str, int] = getattr(error, "location", {})
    return Problem(path, location.get("line") or 1, message, f"expected one of {names}" if got else "")


def _document(path: Path, feature: Mapping[str, Any]) -> Document:
    document = Document(path, feature["location"]["line"], feature["name"], _tags(feature))
    background: tuple[Sentence, ...] = ()
    for child in feature["children"]:
        if "background" in child:
            background = _sentences(child["background"])
        elif "scenario" in child:
            _add(document, child["scenario"], background)
        elif "rule" in child:
            _add_rule(document, child["rule"], background)
    return document


def _add_rule(document: Document, rule: Mapping[str, Any], outer: tuple[Sentence, ...]) -> None:
    document.tags += _tags(rule)
    background = outer
    for child in rule["children"]:
        if "background" in child:
            background = (*outer, *_sentences(child["background"]))
        elif "scenario" in child:
            _add(document, child["scenario"], background)


def _add(document: Document, node: Mapping[str, Any], background: tuple[Sentence, ...]) -> None:
    document.tags += _tags(node)
    examples = tuple(_examples(one) for one in node["examples"])
    scenario = Scenario(node["name"], node["location"]["line"], _sentences(node), background, examples)
    document.scenarios.append(scenario)


def _examples(node: Mapping[str, Any]) -> Examples:
    header = node.get("tableHeader")
    rows = tuple(_cells(row) for row in node.get("tableBody", ()))
    return Examples(node["location"]["line"], _cells(header) if header else (), rows, tuple(_tags(node)))


def _tags(node: Mapping[str, Any]) -> list[tuple[str, int]]:
    return [(tag["name"].removeprefix("@"), tag["location"]["line"]) for tag in node["tags"]]


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(cell["value"] for cell in row["cells"])


def _sentences(node: Mapping[str, Any]) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    keyword = ""
    for step in node["steps"]:
        keyword = _KEYWORDS.get(step["keywordType"], keyword)
        docstring, table = step.get("docString"), step.get("dataTable")
        found.append(
            Sentence(
                keyword,
                step["text"],
                step["location"]["line"],
                "" if found or keyword else step["keyword"].strip(),
                docstring["content"] if docstring else None,
                docstring["location"]["line"] if docstring else 0,
                tuple(_cells(row) for row in table["rows"]) if table else None,
            )
        )
    return tuple(found)
