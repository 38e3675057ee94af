"""An exact value beside the same one rounded: `0.333 ≈ 1/3`, `x = 7/12 = 0.583`."""

from __future__ import annotations

from grader.answer.claim.marks import Judge
from grader.answer.kind import Context
from grader.answer.value.judgement import Judgement, finding, undecided
from grader.answer.value.numbers.compared import exact_end, rounded_on, without_rounded
from grader.notation.printing import to_text
from grader.notation.tree import Expr


def exactly(expr: Expr, judge: Judge, context: Context) -> Judgement | None:
    """Where the exact value before a rounded one is right."""
    exact = exact_end(expr, context)
    again = judge(exact) if exact is not None else None
    if again is not None and again.right:
        return again
    alone, chain = without_rounded(expr, context), rounded_on(expr, context)
    for values, left, right in (each for each in (alone and ((alone[0],), *alone[1:]), chain) if each):
        judged = [judge(value) for value in values]
        if any(each.right or each.credit is None for each in judged):  # `1/3 = 0.333` is false: is it taken back?
            return undecided("chain", finding("rounded-with-equals", left=to_text(left), right=to_text(right)))
    return None
