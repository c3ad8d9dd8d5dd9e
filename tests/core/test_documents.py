"""The documents name only what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("[bcfr]*/README.md"))]
#: A path of the project in code marks; what stands in capitals is for the reader to fill in.
_PATH = re.compile(r"`((?:src|steps|features|contracts|scripts|pipelines|docs|benchmarks|tests)/[\w./-]+)`")
_LINK = re.compile(r"\]\(([^)#:]+)\)")


def named(document: str) -> set[str]:
    """Return the paths that a document names, as they stand below the root."""
    text = (ROOT / document).read_text(encoding="utf-8")
    links = {(Path(document).parent / link).as_posix() for link in _LINK.findall(text)}
    return links | {path for path in _PATH.findall(text) if not re.search(r"[A-Z]{3,}(?!\w*\.md)", path)}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_document_names_is_there(document: str) -> None:
    assert [path for path in sorted(named(document)) if not (ROOT / path).exists()] == []


def test_the_documents_are_found() -> None:
    assert {"README.md", "ARCHITECTURE.md", "benchmarks/README.md", "contracts/README.md"} <= {*DOCUMENTS}
    assert len(set().union(*map(named, DOCUMENTS))) > 40
