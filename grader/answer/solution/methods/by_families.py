r"""Solutions that come again, `x = \pi/2 + 2k\pi`, for an equation that is not solved itself, `\sin x = 1`: these
are put in; whether they are all, nobody counts here."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.solution.relation import solution
from grader.answer.solution.written.progressions import Family, decimal, families_of
from grader.answer.value.judgement import FULL, Judgement, finding, incorrect, undecided
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS, SETS_OF_NUMBERS
from grader.equivalence import compare
from grader.equivalence.truth import Different, Same
from grader.late import replace
from grader.notation.names import Domain, free_names
from grader.notation.tree import Apply, Chain, Expr, Name, Number, walk

COUNTERS = ("k", "n", "m")


def by_families(equation: Expr, student: Expr, context: Context) -> Judgement | None:
    """For a person where all that the student lists solves the equation, wrong where something does not; None where
    the student lists no such families."""
    if not (isinstance(equation, Chain) and equation.relations == ("=",)):
        return None
    said = {node.id for node in walk(student) if isinstance(node, Name)} - CONSTANTS - SETS_OF_NUMBERS
    counting = said - free_names(equation)
    if not counting or not counting.isdisjoint(context.names.declared):
        return None
    letter, listed = families_of(student, context, True)
    if letter not in free_names(equation) or listed is None or all(family.period is None for family in listed):
        return None
    counter = next((name for name in COUNTERS if name not in free_names(equation)), None)
    if counter is None:
        return None
    known = {**context.names.variables, counter: Domain("integer")}
    inner = replace(context, names=replace(context.names, variables=known))
    for family in listed:
        place = _place(family, Name(counter))
        left, right = (substituted(side, {letter: place}) for side in equation.operands)
        truth = compare(left, right, inner.names, inner.budget, inner.seed)
        if isinstance(truth, Different):
            at = dict(truth.witness.at).get(counter, "0") if truth.witness else "0"
            where = ((letter, decimal(_place(family, _integer(at)), context)),)
            return incorrect("progressions", solution("solutions-gained", where))
        if not isinstance(truth, Same):
            return None
        if any(note.code == "domains-differ" for note in truth.notes):  # `k pi` for `sin(x)/x = 0`
            return undecided("progressions", finding("family-without-value"))
    return undecided("progressions", finding("all-in-doubt"), suggested=FULL)


def _place(family: Family, count: Expr) -> Expr:
    if family.period is None:
        return family.start
    return Apply("add", (family.start, Apply("mul", (count, family.period))))


def _integer(text: str) -> Expr:
    return Apply("neg", (Number(text[1:]),)) if text.startswith("-") else Number(text)
