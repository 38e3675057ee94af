"""Answers that look like a number with its unit, and are read as something else."""

from __future__ import annotations

from collections.abc import Iterator

from grader.answer.kinds.quantity import Quantity
from grader.answer.value.numbers.units import is_unit_text
from grader.errors import Problem
from grader.exercise.model import Part
from grader.exercise.typeset import formulas
from grader.late import pattern
from grader.notation import parse
from grader.notation.names import free_names
from grader.notation.printing import to_text

MEASURE = pattern(r"\s*[-+−]?\d[\d.,]*(?:[eE][-+]?\d+)?\s+(?P<unit>°?[^\W\d_][\w/^*·° ]*)\s*")
SUM = pattern(
    r"\s*(?P<number>[-+−]?\d[\d.,]*\s*[-+−]\s*(?![-+−])[^()\[\]]*?[\dij])\s+(?P<unit>°?[^\W\d_][\w/^*·° ]*)\s*"
)
"""`30+40i ohm`: a plain number, and one with a unit."""


def measures(part: Part) -> Iterator[Problem]:
    """A warning for each expected answer like `12 cm`, unless the exercise speaks of these letters, and for each
    quantity like `30+40i ohm`."""
    yield from _sums(part)
    for wanted in part.answers:
        for one in () if isinstance(wanted.kind, Quantity) else getattr(wanted.kind, "expected", ()):
            text = getattr(one, "text", "")
            found = MEASURE.fullmatch(text)
            if found is None or not is_unit_text(found["unit"]) or not free_names(one.expr):
                continue
            if free_names(one.expr).isdisjoint(_spoken_of(part)):
                where = f"Part {part.id}" + (f", {wanted.name}" if wanted.name else "")
                message = (
                    f"{where}: `{text}` is read as the product `{to_text(one.expr)}`: write `kind: quantity` "
                    "where a number with its unit is meant."
                )
                yield Problem(part.file, wanted.line, wanted.column, message)


def _sums(part: Part) -> Iterator[Problem]:
    for wanted in part.answers:
        for one in wanted.kind.expected if isinstance(wanted.kind, Quantity) else ():
            found = SUM.fullmatch(one.text)
            if found is not None and is_unit_text(found["unit"]):
                message = (
                    f"Part {part.id}: `{one.text}` is a number and a quantity, which cannot be added: write "
                    f"`({found['number']}) {found['unit']}` where the unit is that of both."
                )
                yield Problem(part.file, wanted.line, wanted.column, message)


def _spoken_of(part: Part) -> set[str]:
    asked = (parse(formula, part.names).expr for _, formula in formulas(part.question))
    return {*part.names.declared, *(name for expr in asked if expr is not None for name in free_names(expr))}
