"""The keys of a question, any of which is right, and how one value is compared with them."""

from __future__ import annotations

from collections.abc import Callable

from grader.answer.claim.marks import short_reach
from grader.answer.claim.provisos import judged_with_proviso
from grader.answer.kind import Context
from grader.answer.value.asked.agreement import NO_BOUNDS, UNTOLD
from grader.answer.value.asked.asked_letter import in_asked_letter
from grader.answer.value.asked.restated import restates
from grader.answer.value.asked.sides import OTHER_FUNCTION, ROUNDED, claim, is_named
from grader.answer.value.formulas.congruences import unreduced
from grader.answer.value.judgement import (
    Judgement,
    finding,
    first_right,
    incorrect,
    undecided,
)
from grader.answer.value.numbers.tolerance import Slack
from grader.answer.value.sets.reaches import one_reach
from grader.answer.value.shapes import is_number
from grader.late import dataclass
from grader.notation.tree import Expr

Against = Callable[[Expr, Expr], Judgement]


@dataclass(frozen=True, slots=True)
class Keys:
    """`of` is what was asked, `all` what is right; `against` compares one of these with a value. Where one
    `may_state` a value by its conditions (`x^2 = 4` for a set), only a left side that names it is taken off.
    `rounds` tells which `=` of a chain may stand before a rounded value, `belongs` which sides in letters of the
    student's own may stand before the last one; `said_again`: the same value may be said in other ways beside it.
    """

    context: Context
    of: tuple[Expr, ...]
    all: tuple[Expr, ...]
    against: Against
    may_state: bool
    rounds: Slack | None
    said_again: bool
    one_number: bool
    belongs: Callable[[Expr], bool] | None

    def value(self, written: Expr) -> Judgement:
        """One value, without the left side that names it."""
        expr = one_reach(written, self.context) if self.may_state else in_asked_letter(written, self.of, self.all)
        if self.may_state and not is_named(expr, self.of):
            return first_right(self.against(key, expr) for key in self.all)
        claimed = claim(expr, self.context, self.of, self.rounds, self.belongs)
        reasons = claimed.refused.findings if claimed.refused is not None else ()
        untold = any(item.code in (UNTOLD, OTHER_FUNCTION, ROUNDED, NO_BOUNDS) for item in reasons)
        if claimed.refused is not None and not untold:
            return claimed.refused.adding(*claimed.findings)
        if any(restates(claimed.expr, self.of, key, self.context.names) for key in self.all):
            return incorrect("restated", finding("question-restated"), *claimed.findings)
        judged = first_right(judged_with_proviso(self.against, key, claimed.expr, self.context) for key in self.all)
        if judged.right and (said := short_reach(claimed.expr)) and not any(map(short_reach, self.all)):
            judged = undecided("notation", finding("words-in-answer", words=said))
        if judged.right and (rest := unreduced(expr)) and all(map(is_number, self.all)):
            judged = undecided("notation", finding("remainder-not-least", value=rest))
        if claimed.refused is not None and judged.outcome != "incorrect":  # a wrong value stays wrong
            judged = claimed.refused
        return judged.adding(*claimed.findings)
