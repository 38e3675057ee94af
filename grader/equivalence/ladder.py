"""The methods in their order: structure, a few points, exact, balls, probe, symbolic."""

from __future__ import annotations

from grader.equivalence.methods import balls
from grader.equivalence.scalars import Unsupported
from grader.equivalence.tensors import ShapeError
from grader.equivalence.truth import Different, Same, Truth, Unknown
from grader.errors import LimitError
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Expr
from grader.values import Finding

FAULTS = (ArithmeticError, ValueError, TypeError, AttributeError, NotImplementedError, LookupError)


def climb(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth:
    """The first verdict that is not Unknown; else the reason of the last method that tried."""
    try:
        return _climb(left, right, names, budget, seed)
    except LimitError as error:
        return Unknown(Finding("limit", data=(("limit", error.limit),)))
    except (RecursionError, MemoryError):
        return Unknown(Finding("too-complex"))
    except FAULTS as error:
        return Unknown(Finding("engine-fault", data=(("fault", type(error).__name__),)))


def _climb(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth:
    left, right = _inlined(left, names, budget), _inlined(right, names, budget)
    question = balls.ask(left, right, names, budget)
    tally = balls.Tally()
    try:
        found = balls.quick(question, tally)
        if found is not None:
            return found
        return _settle(question, tally, seed)
    except Unsupported as error:
        return _structure(left, right, names) or Unknown(Finding("no-method", data=(("word", str(error)),)))
    except ShapeError as error:
        data = (("word", error.op), ("left", error.left), ("right", error.right))
        return Unknown(Finding("shapes-do-not-fit", data=data))


def _settle(question: balls.Question, tally: balls.Tally, seed: str) -> Truth:
    proved = _structure(question.left, question.right, question.names)
    if proved is None:
        proved = _exact(question)
    if isinstance(proved, Same):
        return _with_domains(proved, question, tally, seed)
    verdict = balls.decide(question, tally, seed)
    if isinstance(proved, Different) and not isinstance(verdict, Different):
        return proved
    return verdict


def _with_domains(proved: Same, question: balls.Question, tally: balls.Tally, seed: str) -> Truth:
    """A proof of equality, and where the domains differ; without a single value there is nothing to be equal."""
    if not tally.valid:
        verdict = balls.decide(question, tally, seed)
        if not tally.valid:
            return verdict if isinstance(verdict, Unknown) else proved
    return Same(proved.by, proved.certain, (*proved.notes, *balls.domain_notes(tally)))


def _inlined(expr: Expr, names: Names, budget: Budget) -> Expr:
    try:
        from grader.equivalence.inline import inline  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return expr
    return inline(expr, names, budget)  # type: ignore[no-any-return, unused-ignore]


def _structure(left: Expr, right: Expr, names: Names) -> Same | None:
    if left == right:
        return Same("structure", certain=True)
    return None


def _exact(question: balls.Question) -> Same | Different | None:
    try:
        from grader.equivalence.methods import exact  # type: ignore[attr-defined, unused-ignore]
    except ImportError:
        return None
    try:
        return exact.decide(  # type: ignore[no-any-return, attr-defined, unused-ignore]
            question.left, question.right, question.names, question.budget
        )
    except LimitError as error:
        if error.limit == "ANSWER_SECONDS":
            raise
        return None
    except FAULTS:
        return None
