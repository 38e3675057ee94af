"""What each word means in the field: from elements to an element.

Words that no law here opens become closed kernels: equal for equal arguments, and nothing else is known of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flint import fmpq

from grader.equivalence.evaluation import rationals
from grader.equivalence.methods.exact import angles, discrete, logs, parts, powers, signs
from grader.equivalence.methods.exact.balls import Blur, constant_value
from grader.equivalence.methods.exact.closed import closed, constant, integer, is_zero
from grader.equivalence.methods.exact.field import Field, Ratio, Undefined
from grader.errors import LimitError

Function = Callable[[Field, Sequence[Ratio]], Ratio]


def _half(space: Field) -> Ratio:
    return space.number(fmpq(1, 2))


def _hyperbolic(space: Field, x: Ratio) -> tuple[Ratio, Ratio]:
    up = powers.exp(space, x)
    down = space.inverse(up) if len(up[0]) == len(up[1]) == 1 else powers.exp(space, space.neg(x))
    half = _half(space)
    return space.mul(half, space.add(up, down)), space.mul(half, space.sub(up, down))


def _one(space: Field) -> Ratio:
    return space.one, space.one


def _sqrt(space: Field, x: Ratio) -> Ratio:
    return powers.rational_power(space, x, fmpq(1, 2))


def _inverse_trigonometric(op: str) -> Function:
    def function(space: Field, args: Sequence[Ratio]) -> Ratio:
        x = space.normal(args[0])
        if op == "arcsin" and not space.principal and space.is_constant(*x) and _beyond_one(space, x):
            raise Undefined
        exact = _known_angle(space, op, x)
        if exact is not None:
            return exact
        if not space.is_constant(*x):
            space.conditions.append((x, "within" if op == "arcsin" else "real"))
        if x[0].leading_coefficient() < 0:
            return space.neg(closed(space, op, [space.neg(x)]))
        return closed(space, op, [x])

    return function


def _known_angle(space: Field, op: str, x: Ratio) -> Ratio | None:
    """arcsin or arctan of a number, where it is a simple part of pi: guessed by value, proved by sine."""
    if not space.is_constant(*x):
        return None
    try:
        value = (constant_value(space, x[0], 64) / constant_value(space, x[1], 64)).real
        angle = (value.asin() if op == "arcsin" else value.atan()) / value.pi()
        guess = float(angle.mid()) if angle.is_finite() else None
    except Blur:
        return None
    if guess is None:
        return space.mul(space.number(fmpq(1 if value > 0 else -1, 2)), powers.pi(space)) if _is_one(x) else None
    part = fmpq(round(guess * 120), 120)
    if abs(guess - round(guess * 120) / 120) > 1e-9 or abs(part) > fmpq(1, 2):
        return None
    sine = angles.sin_pi(space, part)
    if op == "arctan":
        if abs(part) == fmpq(1, 2):
            return None
        sine = space.div(sine, angles.cos_pi(space, part))
    if not is_zero(space, space.sub(sine, x)):
        return None
    return space.mul(space.number(part), powers.pi(space))


def _beyond_one(space: Field, x: Ratio) -> bool:
    """A constant larger than 1 in size, or not proved to be smaller."""
    if _is_one(x):
        return False
    try:
        return not abs(constant_value(space, x[0], 128) / constant_value(space, x[1], 128)) < 1
    except Blur:
        return True


def _is_one(x: Ratio) -> bool:
    number = constant(x)
    return number is not None and abs(number) == 1


arcsin, arctan = _inverse_trigonometric("arcsin"), _inverse_trigonometric("arctan")


def _quarter_minus(function: Function) -> Function:
    return lambda space, args: space.sub(space.mul(_half(space), powers.pi(space)), function(space, args))


def _of_inverse(function: Function) -> Function:
    return lambda space, args: function(space, [space.inverse(args[0])])


arccos = _quarter_minus(arcsin)


def _log(space: Field, args: Sequence[Ratio]) -> Ratio:
    top = logs.log(space, args[0])
    return top if len(args) == 1 else space.div(top, logs.log(space, args[1]))


def _arsinh(space: Field, args: Sequence[Ratio]) -> Ratio:
    x = args[0]
    return logs.log(space, space.add(x, _sqrt(space, space.add(space.mul(x, x), _one(space)))))


def _arcosh(space: Field, args: Sequence[Ratio]) -> Ratio:
    x = args[0]
    return logs.log(space, space.add(x, _sqrt(space, space.sub(space.mul(x, x), _one(space)))))


def _artanh(space: Field, args: Sequence[Ratio]) -> Ratio:
    x, one = args[0], _one(space)
    return space.mul(_half(space), logs.log(space, space.div(space.add(one, x), space.sub(one, x))))


def _largest(direction: int) -> Function:
    """max(a, b) = (a + b + |a - b|)/2"""

    def function(space: Field, args: Sequence[Ratio]) -> Ratio:
        result = args[0]
        for arg in args[1:]:
            gap = parts.size(space, [space.sub(result, arg)])
            total = space.add(space.add(result, arg), gap if direction > 0 else space.neg(gap))
            result = space.mul(_half(space), total)
        return result

    return function


def _sign(space: Field, args: Sequence[Ratio]) -> Ratio:
    """sign x: 0 at 0, so not the kernel of |x| = s·x, unless x is never zero."""
    x = space.normal(args[0])
    if x[0].is_zero():
        return x
    if space.is_real(*x) and space.is_constant(*x):
        return signs.sign_of_ratio(space, x), space.one
    return closed(space, "sgn", [x], integral=True)


def _root(space: Field, args: Sequence[Ratio]) -> Ratio:
    degree = integer(space, args[1])
    if degree:
        return powers.rational_power(space, args[0], fmpq(1, degree))
    return general_power(space, [args[0], space.inverse(args[1])])


def general_power(space: Field, args: Sequence[Ratio]) -> Ratio:
    try:
        result = logs.power(space, args[0], args[1])
    except LimitError as error:
        exponent = integer(space, args[1])
        if exponent is None or error.limit == "ANSWER_SECONDS":
            raise
        return _large_power(space, space.normal(args[0]), exponent)
    return closed(space, "pow", args, real=not space.principal) if result is None else result


def _large_power(space: Field, base: Ratio, exponent: int) -> Ratio:
    """A power too large to multiply out, as a kernel of its base and exponent; (-x)^n = (-1)^n x^n."""
    if base[0].is_zero() or (base[0].is_constant() and base[1].is_one()):
        raise LimitError("EXACT_BITS")
    turned = base[0].leading_coefficient() < 0
    kernel = closed(space, "power", [space.neg(base) if turned else base], name=str(exponent))
    return space.neg(kernel) if turned and exponent % 2 else kernel


def _cosine(space: Field, args: Sequence[Ratio]) -> Ratio:
    return angles.cos_sin(space, args[0])[0]


def _sine(space: Field, args: Sequence[Ratio]) -> Ratio:
    return angles.cos_sin(space, args[0])[1]


def _quotient(pair: Callable[[Field, Ratio], tuple[Ratio, Ratio]], top: int | None, bottom: int) -> Function:
    """A quotient of the pair; None on top for 1."""

    def function(space: Field, args: Sequence[Ratio]) -> Ratio:
        both = pair(space, args[0])
        return space.div(_one(space) if top is None else both[top], both[bottom])

    return function


FUNCTIONS: dict[str, Function] = {
    "neg": lambda space, args: space.neg(args[0]),
    "pos": lambda space, args: args[0],
    "boxed": lambda space, args: args[0],
    "div": lambda space, args: space.div(args[0], args[1]),
    "pow": general_power,
    "sqrt": lambda space, args: _sqrt(space, args[0]),
    "root": _root,
    "exp": lambda space, args: powers.exp(space, args[0]),
    "log": _log,
    "percent": lambda space, args: space.div(args[0], space.number(fmpq(100))),
    "degrees": lambda space, args: space.div(space.mul(args[0], powers.pi(space)), space.number(fmpq(180))),
    "sin": _sine,
    "cos": _cosine,
    "tan": _quotient(angles.cos_sin, 1, 0),
    "cot": _quotient(angles.cos_sin, 0, 1),
    "sec": _quotient(angles.cos_sin, None, 0),
    "csc": _quotient(angles.cos_sin, None, 1),
    "sinh": lambda space, args: _hyperbolic(space, args[0])[1],
    "cosh": lambda space, args: _hyperbolic(space, args[0])[0],
    "tanh": _quotient(_hyperbolic, 1, 0),
    "coth": _quotient(_hyperbolic, 0, 1),
    "sech": _quotient(_hyperbolic, None, 0),
    "csch": _quotient(_hyperbolic, None, 1),
    "arcsin": arcsin,
    "arccos": arccos,
    "arctan": arctan,
    "arcsec": _of_inverse(arccos),
    "arccsc": _of_inverse(arcsin),
    "arsinh": _arsinh,
    "arcosh": _arcosh,
    "artanh": _artanh,
    "arcoth": _of_inverse(_artanh),
    "arsech": _of_inverse(_arcosh),
    "arcsch": _of_inverse(_arsinh),
    "sign": _sign,
    "min": _largest(-1),
    "max": _largest(1),
    "factorial": discrete.factorial,
    "gamma": lambda space, args: discrete.factorial(space, [space.sub(args[0], _one(space))]),
    "binomial": discrete.binomial,
    "floor": discrete.floor,
    "ceiling": discrete.ceiling,
    "mod": discrete.mod,
    "gcd": discrete.of_rationals("gcd", rationals.gcd, parts.size),
    "lcm": discrete.of_rationals("lcm", rationals.lcm, parts.size),
    **parts.PARTS,
}
"""The words that have a meaning here; arguments are elements."""
