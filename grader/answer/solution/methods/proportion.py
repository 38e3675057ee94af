r"""`A \propto B`: two statements about the same A say the same where the quotient of their right sides does not
depend on what A is a function of: `p(\theta \mid x) \propto p(x \mid \theta)\, p(\theta)`.

    f(t) / g(t) is the same for all t   where   f(t) g(s) = f(s) g(t),   s a new letter of the same kind
"""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.solution.relation import Solutions
from grader.answer.value.judgement import finding
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence import compare
from grader.equivalence.meanings import free_names
from grader.equivalence.rewriting.inline import replace as put
from grader.equivalence.truth import Different, Same
from grader.late import replace
from grader.notation.names import Names
from grader.notation.tree import Apply, Call, Chain, Expr, Index, Name, walk


def by_proportion(left: Expr, right: Expr, context: Context) -> Solutions | None:
    """How the two statements lie to each other; None where they are not both of this form, or for different A."""
    match left, right:
        case Chain((subject, ours), ("propto",)), Chain((other, theirs), ("propto",)) if subject == other:
            pass
        case _:
            return None
    if subject in walk(theirs) and subject not in walk(ours):
        return Solutions("unknown", "none", False, (finding("solutions-undecided"),))
    letters = _letters(subject, ours, theirs, context.names)
    if not letters or (_holds(theirs, subject) and not _holds(ours, subject)):
        return None  # A in terms of A: true, and no answer to what A is
    fresh: dict[Expr, Expr] = {Name(letter): Name(f"{letter}'") for letter in letters}
    domains = {f"{letter}'": context.names.domain(letter) for letter in letters}
    known = {name: domain for name, domain in domains.items() if domain is not None}
    names = replace(context.names, variables={**context.names.variables, **known})
    truth = compare(
        Apply("mul", (ours, put(theirs, fresh))), Apply("mul", (put(ours, fresh), theirs)), names, context.budget,
        context.seed,
    )  # fmt: skip
    match truth:
        case Same(by, certain, notes):
            return Solutions("same", by, certain, notes)
        case Different(by, witness, certain, notes):
            return Solutions("different", by, certain, notes, counterexample=witness)
        case reason:
            return Solutions("unknown", "none", False, (reason.finding,))


def _holds(side: Expr, subject: Expr) -> bool:
    return any(node == subject for node in walk(side))


def _letters(subject: Expr, ours: Expr, theirs: Expr, names: Names) -> tuple[str, ...]:
    """What the subject is a function of: its arguments, else all letters on the right that are no functions."""
    if isinstance(subject, Call):
        return tuple(arg.id for arg in subject.args if isinstance(arg, Name))
    if isinstance(subject, Index):
        return ()
    found = dict.fromkeys((*free_names(ours), *free_names(theirs)))
    return tuple(name for name in found if name not in CONSTANTS and name not in names.functions)
