"""Roots, logarithms and signs of what factors further since kernels were refined.

sqrt(1 - cos x)     once cos(x/2) is there: 1 - cos x is 2 sin(x/2)^2
"""

from __future__ import annotations

from flint import fmpq

from grader.equivalence.methods.exact import logs, powers, signs
from grader.equivalence.methods.exact.field import Field, Kernel, Ratio


def renew(space: Field) -> None:
    """Such kernels from now on in terms of those of the factors."""
    for word in ("sign", "root", "log"):
        for number, argument in space.stale(word):
            top, bottom = _again(space, space.kernels[number], argument)
            if bottom.is_one() and number not in space.used(top):
                space.rule(number, 1, top)


def _again(space: Field, kernel: Kernel, argument: Ratio) -> Ratio:
    if kernel.op == "sign":
        return signs.sign_of_ratio(space, argument), space.one
    _, numbers, factors = powers.split(space, argument)
    result: Ratio = (space.nought if kernel.op == "log" else space.one, space.one)
    for base, power in numbers + factors:
        if kernel.op == "log":
            result = space.add(result, space.mul(space.number(fmpq(power)), logs.log_factor(space, base)))
        else:
            result = space.mul(result, powers.abs_power(space, base, power * kernel.unit))
    return result
