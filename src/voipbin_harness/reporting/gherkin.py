"""What a test is called in a report: read from its feature, or for any other test from its function."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from pytest_bdd.scenario import scenario_wrapper_template_registry

SEVERITIES = ("blocker", "critical", "normal", "minor", "trivial")


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a test. ``full_name`` and ``path`` never depend on the machine or on the outline's row."""

    title: str = ""
    full_name: str = ""
    path: tuple[str, ...] = ()
    description: str | None = None
    epic: str = ""
    feature: str = ""
    story: str = ""
    severity: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


def template_of(item: pytest.Item) -> Any:
    """Return the scenario template that a test plays, ``None`` when it plays none."""
    function: Any = getattr(item, "obj", None)
    try:
        return scenario_wrapper_template_registry.get(function)
    except TypeError:  # what is no function cannot be looked up
        return None


def example_of(item: pytest.Item) -> dict[str, str]:
    """Return the row of an outline that a test plays."""
    callspec = getattr(item, "callspec", None)
    return dict(callspec.params.get("_pytest_bdd_example", {})) if callspec else {}


def tell(item: pytest.Item) -> Told:
    """Return the words of a test."""
    template = template_of(item)
    return _of_scenario(template, example_of(item)) if template is not None else _of_function(item)


def _of_scenario(template: Any, example: dict[str, str]) -> Told:
    feature = template.feature
    file = feature.rel_filename.replace("\\", "/").rpartition("/")[2]
    texts = (feature.description, template.description)
    return Told(
        title=template.render(example).name,
        full_name=f"features/{file}#{template.name}",
        path=("features", file),
        description="\n\n".join(filter(None, (str(text or "").strip() for text in texts))) or None,
        epic="Scenarios",
        feature=feature.name or file,
        story=template.rule.name if template.rule else template.name,
        severity=_severity(template.tags, template.rule.tags if template.rule else (), feature.tags),
        parameters=tuple((name, str(value)) for name, value in example.items()),
    )


def _of_function(item: pytest.Item) -> Told:
    operation = operation_of(item)
    module = item.nodeid.partition("::")[0].rpartition("/")[2].removeprefix("test_").removesuffix(".py")
    function = getattr(item, "originalname", "") or item.name.partition("[")[0]
    words = function.removeprefix("test_").replace("_", " ")
    doc = getattr(getattr(item, "function", None), "__doc__", None)
    return Told(
        title=f"{operation}: {words}" if operation else "",
        description=doc.strip() if doc else None,
        epic="Contracts",
        feature=module.replace("_", " ").capitalize(),
        story=words.capitalize(),
        severity=_severity(marker.name for marker in item.iter_markers()),
        parameters=(("operation", operation),) if operation else (),
    )


def operation_of(item: pytest.Item) -> str:
    """Return the schemathesis operation that a test is about (``POST /calls``), ``""`` for any other test.

    Without it as a parameter all operations of one test function would share one history in Allure.
    """
    label = getattr(item, "operation_label", None)
    return label if isinstance(label, str) else ""


def _severity(*groups: Iterable[str]) -> str:
    """Return the severity that the nearest of several groups of tags names."""
    return next((severity for tags in groups for severity in SEVERITIES if severity in set(tags)), "normal")
