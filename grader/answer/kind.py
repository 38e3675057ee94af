"""What a kind of answer is: its options, as the author wrote them, and how it checks."""

from __future__ import annotations

from typing import Protocol

from grader.late import dataclass
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Expr
from grader.values import Answer, Finding, Verdict


@dataclass(frozen=True, slots=True)
class Expected:
    """One answer that counts as right: as the author typed it, and as it was read."""

    text: str
    expr: Expr


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may lean on: the names of the exercise, the time that is left, the seed of sample points."""

    names: Names
    budget: Budget
    seed: str = ""
    others: tuple[Expr, ...] = ()
    """What the other answers of the same part are about: a statement about one of these is not ours."""
    one_of_several: bool = False
    """Whether the part has other answers: what its question names may be one of these."""
    carried: bool = False
    """Whether values of the student's own, from an earlier part, stand in the names: an end that does not follow
    from the question with them is worked out anew."""
    question: str = ""
    """The text of the question, of which an answer may speak."""
    part: str = ""
    """What the part is called."""
    show: bool = True
    """Whether a person will see how the answer was read and a hint on what is wrong: printing takes as long as
    reading, and looking for the hint longer than the verdict."""


def quantities(kind: Kind) -> tuple[Expr, ...]:
    """What an answer of this kind is about: its `of`, `about` and `from`, as far as it has them."""
    about: tuple[Expr, ...] = (*getattr(kind, "of", ()), *getattr(kind, "about", ()))
    start: Expected | None = getattr(kind, "from_", None)
    return about if start is None else (*about, start.expr)


def is_formula(kind: Kind) -> bool:
    """Whether it asks for something that is written as a formula: no choice, no text."""
    if hasattr(kind, "options"):
        return False
    return hasattr(kind, "expected") or hasattr(kind, "to") or getattr(kind, "shape", "words") != "words"


def is_amount(kind: Kind) -> bool:
    """Whether it asks for a number with a unit."""
    return hasattr(kind, "units")


class Kind(Protocol):
    """A member of the shelf `answer.kinds`: a frozen dataclass whose fields are the options in YAML.

    Each field says how it is read (see `answer.fields`); the docstring is the page of the manual.
    """

    def faults(self, names: Names) -> tuple[Finding, ...]:
        """Mistakes that show only when the options are seen together; each may say its `key`."""
        ...

    def check(self, answer: Answer, context: Context) -> Verdict:
        """The verdict on one answer. Never raises for anything that a student wrote."""
        ...
