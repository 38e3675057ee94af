"""What is not the kind of thing that was asked for."""

from __future__ import annotations

from grader.answer.value.judgement import Judgement, finding, incorrect, undecided
from grader.answer.value.shapes import is_span, kind_of
from grader.notation.tree import Apply, Call, Expr, Matrix, Name, Text, walk

LETTERS_OF_A_SYMBOL = 1
"""A function with a longer name is a word of some program: what it gives is not known here."""


def other_shape(expected: Expr, student: Expr) -> Judgement:
    """Not the kind of thing that was asked; undecided where it is said in words, or made by a function of which
    nobody told us."""
    if isinstance(student, Text):
        return undecided("shape", finding("words-for-formula", text=student.text))
    for ours, theirs in ((expected, student), (student, expected)):
        match ours:
            case Call(Name(id) as head) if len(id) > LETTERS_OF_A_SYMBOL and not isinstance(theirs, Call):
                if ours is student and is_span(head):  # that it is a subspace is known
                    continue
                return undecided("shape", finding("function-not-worked-out", name=id))
    if kind_of(expected) in ("matrix", "list") and _makes_matrix(student):
        return undecided("shape", finding("matrix-not-worked-out"))
    return incorrect("shape", finding("other-shape", expected=kind_of(expected), student=kind_of(student)))


def _makes_matrix(expr: Expr) -> bool:
    """Whether it is a product, power or sum in which a matrix stands, or a power of a letter that may be one:
    `M^{-1}`, `A^T B`."""
    if not (isinstance(expr, Apply) and expr.op in ("pow", "mul", "transpose", "add", "neg")):
        return False
    for node in walk(expr):
        match node:
            case Matrix():
                return True
            case Apply("pow" | "transpose", (Name(id), *_)) if id.isupper():
                return True
    return False
