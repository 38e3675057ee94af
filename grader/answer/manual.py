"""The pages of the manual: what the docstring of a kind says, its options, and its worked example."""

from __future__ import annotations

import inspect
from collections.abc import Mapping

from grader.answer.fields import AnyOf, OneOf
from grader.answer.kind import Kind
from grader.answer.kinds import SHELF, kind_named
from grader.late import dataclass, fields

TRIED = ("right", "nearly", "wrong", "person")
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
OF_KIND = {
    ("number", "nearly"): "credit for the right value in the wrong form or with the wrong number of digits (1/2)",
    ("quantity", "nearly"): "credit for the right number without its unit or with the wrong number of digits (1/2)",
    ("equation", "variable"): "the letter in which the form is looked at, and which is solved for",
    ("inequality", "variable"): "the letter in which the form is looked at, and which is solved for",
    ("system", "expected"): "the equations, as one list",
    ("set", "expected"): "the set, `{1, 2}`, or a list of its elements; a list of sets where any of them is right",
    ("list", "expected"): "`(1, 2)`, `1, 2`, or a YAML list of the entries; a list of lists where any is right",
    ("matrix", "expected"): "`[[1, 2], [3, 4]]`, typed or as YAML lists, `(1, 2, 3)`, or LaTeX",
    ("growth", "expected"): "the order, with its symbol or without; a list where several are right",
    ("growth", "nearly"): "credit for the right order under a symbol that says less (1/2)",
    ("choice", "expected"): "the right option, or the list of all that must be chosen; `[]`: none of them",
    ("choice", "partial"): "`true`: each right option earns its share, each wrong one takes one away",
}
"""What an option means where a kind has its own meaning for it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One kind: its text, the options it knows with their meaning, and its example as YAML: `answer`, and one or
    more answers that are `right`, `nearly` right, `wrong`, or for a `person`."""

    kind: str
    text: str
    options: Mapping[str, str]
    example: str


def pages() -> tuple[Page, ...]:
    """All kinds, in the order of the shelf."""
    return tuple(page(name, kind_named(name)) for name in SHELF)


def page(name: str, kind: type[Kind]) -> Page:
    text, _, example = inspect.cleandoc(kind.__doc__ or "").partition("\nexample:\n")
    given = [item.metadata | {"name": item.name} for item in fields(kind)]  # type: ignore[arg-type]
    options = {str(item.get("key", item["name"])): item["read"] for item in given}
    means = {option: _means(name, option, reader) for option, reader in options.items()}
    return Page(name, text.strip(), means, inspect.cleandoc(example))


def _means(kind: str, option: str, reader: object) -> str:
    """What an option means, with the words that it may be, where it is one of several."""
    text = OF_KIND.get((kind, option), OPTIONS[option])
    words = reader.words if isinstance(reader, OneOf | AnyOf) else ()
    missing = [word for word in words if word not in text]
    return f"{text}: {', '.join(f'`{word}`' for word in words)}" if len(missing) > 1 else text


def tried(example: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The answers of an example, each with what is said of it: `right`, `nearly`, `wrong`, `person`."""
    found = []
    for word in TRIED:
        given = example.get(word, [])
        found += [(word, str(text)) for text in (given if isinstance(given, list) else [given])]
    return tuple(found)
