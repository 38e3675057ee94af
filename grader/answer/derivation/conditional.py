"""A link between two conditions: what was gained, what was lost."""

from __future__ import annotations

from grader.answer.derivation.identity import follows_as_identity
from grader.answer.derivation.link import Link
from grader.answer.kind import Context
from grader.answer.match.alike import alike
from grader.answer.solution.solutions import relate
from grader.answer.solution.unknowns import with_letters
from grader.answer.value.judgement import Judgement
from grader.answer.value.shapes import CONNECTIVES, TRUTHS
from grader.equivalence.rewriting.inline import expand
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Chain, Expr, Interval, Name, walk
from grader.values import Finding, StepOutcome

OUTCOMES: dict[str, StepOutcome] = {
    "same": "follows",
    "left_in_right": "implies_only",
    "right_in_left": "implied_only",
    "different": "does_not_follow",
    "unknown": "undecided",
}


def is_condition(expr: Expr) -> bool:
    """Whether it is something that holds or does not."""
    match expr:
        case Chain() | Interval() | Bind("set_of" | "forall" | "exists"):
            return True
        case Apply(op, args) if op in CONNECTIVES:
            return True
        case Apply("sequence" | "list" | "cases", args):
            return bool(args) and any(is_condition(arg) for arg in args)
        case Name(id):
            return id in TRUTHS
    return False


def same_solutions(before: Expr, after: Expr, context: Context) -> Link:
    """A link between two conditions: what was gained, what was lost."""
    if not any(isinstance(node, Chain) for side in (before, after) for node in walk(side)):
        return _of_judgement(alike(before, after, context), before, after)
    found = relate(*_written_out(together(before), together(after), context.names), context)
    outcome = OUTCOMES[found.relation]
    if outcome not in ("follows", "undecided"):
        letter = follows_as_identity(before, after, context)
        if letter:
            note = Finding("identity-in", "assumption", None, (("name", letter),))
            return Link("follows", "coefficients", found.certain, (note,))
    if outcome not in ("follows", "undecided") and any(f.code == "no-common-solution" for f in found.findings):
        outcome = "does_not_follow"
    findings = found.findings
    if outcome not in ("follows", "undecided") and not findings:
        findings = (Finding("solutions-differ", "error", None, _sides(before, after)),)
    if outcome == "undecided":
        findings = (Finding("step-undecided"), *findings)
    return Link(outcome, found.by, found.certain, findings, found.counterexample)


def _of_judgement(judged: Judgement, before: Expr, after: Expr) -> Link:
    """A link between two formulas of logic."""
    if judged.right:
        return Link("follows", judged.by, judged.certain)
    if judged.outcome != "incorrect":
        return Link("undecided", "none", False, (Finding("step-undecided"), *judged.findings))
    differs = Finding("solutions-differ", "error", None, _sides(before, after))
    return Link("does_not_follow", judged.by, judged.certain, (differs,), judged.counterexample)


def _written_out(before: Expr, after: Expr, names: Names) -> tuple[Expr, Expr]:
    """With definitions put in, and the derivatives of what the exercise defines: `f'(x) = 0`."""
    if not names.definitions and not names.functions:
        return before, after
    ours, theirs = with_letters(before, after, names)
    return expand(ours, names), expand(theirs, names)


def together(expr: Expr) -> Expr:
    """`x = 1, y = 2` holds where both hold."""
    match expr:
        case Apply("sequence" | "list" | "cases", args) if args and all(is_condition(arg) for arg in args):
            return Apply("and", args)
    return expr


def _sides(before: Expr, after: Expr) -> tuple[tuple[str, str], ...]:
    return (("left", to_text(before)), ("right", to_text(after)))
