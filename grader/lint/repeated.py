"""Questions whose own formula is worth what the answer is."""

from __future__ import annotations

from collections.abc import Iterator

from grader.answer.kind import is_formula
from grader.errors import Problem
from grader.exercise.model import NamedAnswer, Part
from grader.exercise.typeset import formulas
from grader.late import replace
from grader.lint.trial import handed_in


def repeated(part: Part, wanted: NamedAnswer) -> Iterator[Problem]:
    """A warning where a formula of the question, handed in as it stands, is a right answer but for that."""
    if not is_formula(wanted.kind) or not hasattr(wanted.kind, "expected"):
        return
    for written, formula in formulas(part.question):
        again = handed_in(part, wanted.kind, formula.strip(" .,"))
        alone = handed_in(replace(part, question=""), wanted.kind, formula.strip(" .,"))
        if again.by != "restated" or alone.outcome != "correct":
            continue
        where = f"Part {part.id}" + (f", {wanted.name}" if wanted.name else "")
        message = (
            f"{where}: `{written}` stands in the question and is equal to the answer: who only writes it again "
            "waits for a person. `form` or `of` makes it wrong; where it will do, give it as a second answer."
        )
        yield Problem(part.file, wanted.line, wanted.column, message)
        return
