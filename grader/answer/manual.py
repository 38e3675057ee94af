"""The pages of the manual: what the docstring of a kind says, its options, and its worked example."""

from __future__ import annotations

import inspect
from collections.abc import Mapping

from grader.answer.kind import Kind
from grader.answer.kinds import SHELF, kind_named
from grader.late import dataclass, fields

OPTIONS = {
    "about": "the quantity that the argument is about, where that is not `from`",
    "at": "the point at which values are meant: `{a: 2, b: 1}`",
    "automatic": "`true`: marked without a person",
    "concepts": (
        "what must be said: each with `name`, words of which `any` or `all` must be there, what they are said"
        " `about`, `forbidden` ones, its `weight` and a `hint`"
    ),
    "conclusion": "words that the formulas lead to; without formulas they go to a person",
    "constant": "`optional`: an antiderivative needs no arbitrary constant",
    "contrary": "words that say the opposite: beside right formulas they go to a person",
    "digits": "`{significant: n}` or `{decimals: n}`; `accuracy: m` where digits after the m-th may be off",
    "domain": "`strict`: must be defined at the same places",
    "expected": "the right answer; a list where several are right",
    "fixed": "letters that may not be renamed",
    "form": "how it must be written; a list asks for all",
    "from": "where the argument begins",
    "known_end": "`false`: the question does not tell the end, so that it earns credit by itself",
    "largest_step": "how many symbols may come in or go away in one step",
    "nearly": "credit for the right value in the wrong form (1/2)",
    "of": "what is asked, in formulas: `f'(0)`; statements about something else are not the answer",
    "options": "the options by their labels, or a list of them",
    "ordered": "`true`: in this order; `false`: in any",
    "partial": "`true`: credit by entry",
    "relation": "`equality` (default) or `equivalence`: lines with the same solutions",
    "result": "share of the credit for the end",
    "start": "share of the credit for the beginning",
    "steps": "share of the credit for the steps",
    "to": "where the argument ends",
    "tolerance": "`{absolute: a}`, `{relative: r}`; with both, either suffices",
    "units": "`convertible` (default), or `same`: the very unit",
    "up_to": "in what it may differ from the expected answer",
    "variable": "the letter in which it is a function",
    "waypoints": "what must be passed on the way",
}
"""What each option means, for all kinds alike."""


@dataclass(frozen=True, slots=True)
class Page:
    """One kind: its text, the options it knows with their meaning, and its example as YAML (`answer`, `right`,
    `nearly`, `wrong`)."""

    kind: str
    text: str
    options: Mapping[str, str]
    example: str


def pages() -> tuple[Page, ...]:
    """All kinds, in the order of the shelf."""
    return tuple(page(name, kind_named(name)) for name in SHELF)


def page(name: str, kind: type[Kind]) -> Page:
    text, _, example = inspect.cleandoc(kind.__doc__ or "").partition("\nexample:\n")
    options = (str(item.metadata.get("key", item.name)) for item in fields(kind))  # type: ignore[arg-type]
    return Page(name, text.strip(), {option: OPTIONS[option] for option in options}, inspect.cleandoc(example))
