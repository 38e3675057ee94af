"""The findings of this room, with the keys of their data in order, for those who write the sentences."""

from __future__ import annotations

CODES: dict[str, tuple[str, ...]] = {
    # why a comparison is Unknown
    "limit": ("limit",),
    "too-complex": (),
    "engine-fault": ("fault",),
    "no-method": ("word",),
    "function-unknown": ("name",),
    "undefined-everywhere": (),
    "too-few-points": (),
    "atoms-in-doubt": (),  # P(X > 2) and P(X >= 2)
    "piecewise-undecided": ("word",),
    "extreme-values": (),
    "precision-exhausted": (),
    "shapes-do-not-fit": ("word", "left", "right"),
    "shapes-undeclared": (),
    "positive-only": ("names",),  # equal where undeclared letters are positive, not elsewhere
    # notes beside a Same
    "domains-differ": ("defined", "at"),
    "taken-positive": ("names",),
    "number-of-terms": ("name",),  # of a sum without bounds
    "of-polynomials": (),  # gcd and lcm of letters that are not declared as whole numbers
    # how nearly right
    "near-sign": (),
    "near-factor": ("factor",),
    "near-constant": ("constant",),
    "near-reciprocal": (),
    "near-derivative": ("variable",),
    "near-antiderivative": ("variable",),
    "near-inner-derivative": ("factor",),
    "near-degrees": (),
    "near-swapped": ("first", "second"),
    # forms: what is in the way
    "not-factored": ("factor",),  # a factor that factors further
    "number-to-factor-out": ("factor", "number"),  # 2x + 6 hides a 2
    "not-a-polynomial-factor": ("factor",),  # x - 4 + 4/x
    "not-expanded": ("part",),  # a product or power of a sum
    "like-terms": ("part",),  # terms that can be collected
    "fraction-not-in-lowest-terms": ("fraction",),
    "common-factor-left": ("fraction", "factor"),
    "root-in-denominator": ("fraction",),
    "not-a-single-fraction": ("part",),  # a sum of fractions, or a fraction within a fraction
    "not-partial-fractions": ("part",),  # a term that can still be split, or is improper
    "square-not-completed": ("part",),
    "not-as-written": (),
    "not-evaluated": ("word",),  # diff, integral, sum, limit, ... left
    "arithmetic-left": ("part",),  # 17*23, x^1, 1*x
    "decimal-left": ("number",),
    "form-undecided": ("form",),  # too large to tell
}
