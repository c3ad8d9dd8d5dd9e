"""The vocabulary of scenarios: every step that ``steps`` defines, where it stands and what it means."""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from pytest_bdd.parsers import StepParser
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from voipbin_harness.scenario.words import WORDS
from voipbin_harness.violation import HarnessError

_GAP = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``keyword`` is given, when or then; ``pattern`` the sentence with its gaps as the step file has it."""

    keyword: str
    pattern: str
    meaning: str
    file: Path
    line: int
    function: Callable[..., object] = field(compare=False)
    parser: StepParser = field(compare=False)

    @property
    def sentence(self) -> str:
        """The sentence as a reader sees it, its gaps in angle brackets."""
        return _GAP.sub(r"<\1>", self.pattern)

    @property
    def gaps(self) -> dict[str, str]:
        """The gaps by name, and what each takes."""
        kinds: dict[str, str] = dict(_GAP.findall(self.pattern))
        return {name: WORDS[kind].meaning for name, kind in kinds.items() if kind in WORDS and kind != "Text"}

    @property
    def takes(self) -> frozenset[str]:
        """What the step takes below its sentence: ``docstring``, ``datatable`` or nothing."""
        return frozenset(inspect.signature(self.function).parameters) & {"docstring", "datatable"}

    def read(self, sentence: str) -> dict[str, Any] | None:
        """Return what stands in the gaps of a sentence, ``None`` when it is not this step's."""
        if not sentence.startswith(self.pattern.partition("{")[0]) or not self.parser.is_matching(sentence):
            return None
        return self.parser.parse_arguments(sentence)


def catalogue(package: str = "steps") -> list[Step]:
    """Return every step of the package's modules in the order of its files.

    Raises :class:`HarnessError` when a module cannot be imported.
    """
    return [step for module in _modules(package) for step in _steps_of(module)]


def matching(steps: Sequence[Step], keyword: str, sentence: str) -> list[tuple[Step, dict[str, Any]]]:
    """Return the steps that a sentence after this keyword calls, with what stands in its gaps."""
    candidates = (step for step in steps if step.keyword in (keyword, "*"))
    found = ((step, step.read(sentence)) for step in candidates)
    return [(step, gaps) for step, gaps in found if gaps is not None]


def nearest(steps: Sequence[Step], keyword: str, sentence: str) -> Step | None:
    """Return the step that a sentence most resembles, whatever its keyword; ``None`` when none is near."""

    def likeness(step: Step) -> float:
        bonus = 0.05 if step.keyword == keyword else 0.0
        return difflib.SequenceMatcher(None, _bare(step.pattern), _bare(sentence)).ratio() + bonus

    best = max(steps, key=likeness, default=None)
    return best if best is not None and likeness(best) > 0.5 else None


def render_text(steps: Sequence[Step]) -> str:
    """Return the catalogue for a terminal, by topic."""
    lines: list[str] = []
    for topic, members in _topics(steps):
        lines += ["", f"{topic}"]
        for step in members:
            lines += [f"  {step.keyword.title():5} {step.sentence}", f"        {step.meaning}"]
            lines += [f"        <{name}>: {meaning}" for name, meaning in step.gaps.items()]
            lines.append(f"        {_place(step)}")
    return "\n".join(lines[1:])


def render_markdown(steps: Sequence[Step]) -> str:
    """Return the catalogue as Markdown, one table a topic."""
    lines = ["# Steps"]
    for topic, members in _topics(steps):
        lines += ["", f"## {topic}", "", "| step | meaning | where |", "|---|---|---|"]
        for step in members:
            gaps = "".join(f"<br>`<{name}>`: {_cell(meaning)}" for name, meaning in step.gaps.items())
            lines.append(
                f"| {step.keyword.title()} `{_cell(step.sentence)}` | {_cell(step.meaning)}{gaps} | {_place(step)} |"
            )
    return "\n".join(lines)


def _topics(steps: Sequence[Step]) -> Iterator[tuple[str, list[Step]]]:
    for file in dict.fromkeys(step.file for step in steps):
        yield file.stem.replace("_", " "), [step for step in steps if step.file == file]


def _place(step: Step) -> str:
    return f"{step.file.parent.name}/{step.file.name}:{step.line}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


@cache
def _bare(text: str) -> str:
    """Return a sentence without what fills its gaps, so that only its wording is compared."""
    return re.sub(r'"[^"]*"|\d+', "_", _GAP.sub("_", text.replace('"{', "{").replace('}"', "}"))).lower()


def _modules(package: str) -> Iterator[ModuleType]:
    try:
        root = importlib.import_module(package)
        for info in pkgutil.iter_modules(root.__path__, f"{package}."):
            yield importlib.import_module(info.name)
    except Exception as error:
        raise HarnessError(f"the steps of {package!r} cannot be imported: {type(error).__name__}: {error}") from error


def _steps_of(module: ModuleType) -> Iterator[Step]:
    for value in vars(module).values():
        marker = getattr(value, "_get_wrapped_function", lambda: None)()
        context = step_function_context_registry.get(marker) if marker is not None else None
        if context is not None:
            yield _step(context)


def _step(context: StepFunctionContext) -> Step:
    function = context.step_func
    code = function.__code__
    meaning = inspect.cleandoc(function.__doc__ or "").partition("\n\n")[0].replace("\n", " ")
    return Step(
        keyword=context.type or "*",
        pattern=context.parser.name,
        meaning=meaning,
        file=Path(code.co_filename),
        line=code.co_firstlineno,
        function=function,
        parser=context.parser,
    )
