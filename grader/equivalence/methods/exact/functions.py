"""What each word means in the field: from elements to an element.

Words that no law here opens become closed kernels: equal for equal arguments, and nothing else is known of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import gcd, lcm

from flint import fmpq, fmpz

from grader.equivalence.methods.exact import angles, powers, signs
from grader.equivalence.methods.exact.balls import Blur, constant_value, is_zero_number
from grader.equivalence.methods.exact.field import Field, Kernel, Ratio, Undefined
from grader.errors import LimitError

LARGEST_FACTORIAL = 2000
LARGEST_SHIFT = 60
LARGEST_BINOMIAL = 40

Function = Callable[[Field, Sequence[Ratio]], Ratio]


def constant(x: Ratio) -> fmpq | None:
    """The rational number that a normal element is."""
    if x[1].is_one() and x[0].is_constant():
        return fmpq(0) if x[0].is_zero() else x[0].leading_coefficient()
    return None


def integer(space: Field, x: Ratio) -> int | None:
    number = constant(space.normal(x))
    return int(number.p) if number is not None and number.q == 1 else None


def is_zero(space: Field, x: Ratio) -> bool:
    """Proof that an element is zero: its numerator reduces to zero, or to a number that is."""
    top = space.reduce(x[0])
    if top.is_zero():
        return True
    if not any(kernel.algebraic for kernel in space.kernels):
        return False
    used = space.used(top)
    if all(space.kernels[number].algebraic for number in used):
        return is_zero_number(space, top)
    return all(is_zero_number(space, part) for part in _by_numbers(space, top))


def _by_numbers(space: Field, poly: object) -> list[object]:
    """The coefficients of a polynomial in the transcendental kernels: algebraic numbers."""
    parts: dict[tuple[int, ...], dict[tuple[int, ...], object]] = {}
    algebraic = [kernel.algebraic is not None for kernel in space.kernels]
    size = len(space.kernels)
    for exponents, c in zip(poly.monoms(), poly.coeffs(), strict=True):  # type: ignore[attr-defined]
        outer = tuple(0 if k < size and algebraic[k] else e for k, e in enumerate(exponents))
        inner = tuple(e if k < size and algebraic[k] else 0 for k, e in enumerate(exponents))
        parts.setdefault(outer, {})[inner] = c
    return [space.ring.from_dict(part) for part in parts.values()]


def closed(
    space: Field, op: str, args: Sequence[Ratio], name: str = "", *,
    real: bool = True, positive: bool = False, integral: bool = False, binders: frozenset[str] = frozenset(),
) -> Ratio:  # fmt: skip
    """A kernel of which only its arguments are known."""
    args = [space.normal(arg) for arg in args]
    key = (op, name, *(space.key(arg) for arg in args))
    number = space.index.get(key)
    if number is None:
        number = _alike(space, op, name, args)
    if number is None:
        polys = [poly for arg in args for poly in arg]
        kernel = Kernel(
            op, tuple(args), name=name, real=(real and not space.principal) or (real and space.is_real(*polys)),
            positive=positive, integer=integral, constant=bool(args) and space.is_constant(*polys),
            binders=binders | space.binders(*polys),
        )  # fmt: skip
        number = space.new(key, kernel)
    return space.element(number)


def _alike(space: Field, op: str, name: str, args: Sequence[Ratio]) -> int | None:
    """An earlier kernel of the same word whose arguments are equal though they look different."""
    for number, kernel in enumerate(space.kernels):
        if kernel.op == op and kernel.name == name and len(kernel.args) == len(args):
            space.budget.check()
            if all(is_zero(space, space.sub(a, b)) for a, b in zip(kernel.args, args, strict=True)):
                return number
    return None


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
    return lambda space, args: space.sub(
        space.mul(_half(space), powers.pi(space)), function(space, args)
    )


def _of_inverse(function: Function) -> Function:
    return lambda space, args: function(space, [space.inverse(args[0])])


arccos = _quarter_minus(arcsin)


def _log(space: Field, args: Sequence[Ratio]) -> Ratio:
    top = powers.log(space, args[0])
    return top if len(args) == 1 else space.div(top, powers.log(space, args[1]))


def _arsinh(space: Field, args: Sequence[Ratio]) -> Ratio:
    x = args[0]
    return powers.log(space, space.add(x, _sqrt(space, space.add(space.mul(x, x), _one(space)))))


def _arcosh(space: Field, args: Sequence[Ratio]) -> Ratio:
    x = args[0]
    return powers.log(space, space.add(x, _sqrt(space, space.sub(space.mul(x, x), _one(space)))))


def _artanh(space: Field, args: Sequence[Ratio]) -> Ratio:
    x, one = args[0], _one(space)
    return space.mul(_half(space), powers.log(space, space.div(space.add(one, x), space.sub(one, x))))


def _abs(space: Field, args: Sequence[Ratio]) -> Ratio:
    x = space.normal(args[0])
    if space.is_real(*x):
        return signs.absolute(space, x)
    number = space.index.get(("i",))
    if number is None or not x[1].is_one():
        return closed(space, "abs", [x])
    real, height = space.coefficient(x[0], number, 0), space.coefficient(x[0], number, 1)
    if not space.is_real(real, height):
        return closed(space, "abs", [x])
    square = space.product(real, real) + space.product(height, height)
    return powers.rational_power(space, (square, space.one), fmpq(1, 2))


def _largest(direction: int) -> Function:
    """max(a, b) = (a + b + |a - b|)/2"""

    def function(space: Field, args: Sequence[Ratio]) -> Ratio:
        result = args[0]
        for arg in args[1:]:
            gap = _abs(space, [space.sub(result, arg)])
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


def factorial(space: Field, args: Sequence[Ratio]) -> Ratio:
    """n! over the factorial of the argument without its integer part; (-1/2)! = sqrt(pi)."""
    x = space.normal(args[0])
    number = constant(x)
    if number is not None and number.q == 1:
        whole = int(number.p)
        if whole < 0:
            raise Undefined
        if whole > LARGEST_FACTORIAL:
            raise LimitError("EXACT_BITS")
        return space.number(fmpq(fmpz.fac_ui(fmpz(whole))))
    free = x[0].to_dict().get((0,) * len(space.gens), fmpq(0)) if x[1].is_one() else fmpq(0)
    shift = int(free.floor()) if abs(free) <= LARGEST_SHIFT else 0
    if number is not None and number.q == 2 and abs(free) <= LARGEST_SHIFT:
        rest, base = fmpq(-1, 2), _sqrt(space, powers.pi(space))
        shift = int((number - rest).p)
        start: Ratio = space.number(rest)
    else:
        start = space.sub(x, space.number(fmpq(shift)))
        base = closed(space, "factorial", [start], positive=powers.is_integer(space, start))
    return space.mul(base, _rising(space, start, shift))


def _rising(space: Field, start: Ratio, steps: int) -> Ratio:
    """(start + steps)! / start!"""
    result = _one(space)
    for step in range(1, abs(steps) + 1):
        offset = step if steps > 0 else steps + step
        result = space.mul(result, space.add(start, space.number(fmpq(offset))))
    return result if steps >= 0 else space.inverse(result)


def binomial(space: Field, args: Sequence[Ratio]) -> Ratio:
    n, k = args
    lower = integer(space, k)
    if lower is not None and lower <= LARGEST_BINOMIAL:
        if lower < 0:
            return space.nought, space.one
        result = _one(space)
        for step in range(lower):
            factor = space.sub(n, space.number(fmpq(step)))
            result = space.mul(result, space.div(factor, space.number(fmpq(step + 1))))
        return result
    upper = integer(space, n)
    if upper is not None and lower is not None:
        if not 0 <= upper <= LARGEST_FACTORIAL:
            raise LimitError("EXACT_BITS")
        return space.number(fmpq(fmpz.bin_uiui(upper, lower)))
    below = space.mul(factorial(space, [k]), factorial(space, [space.sub(n, k)]))
    return space.div(factorial(space, [n]), below)


def _floor(space: Field, args: Sequence[Ratio]) -> Ratio:
    """floor(x + n) = floor(x) + n"""
    x = space.normal(args[0])
    number = constant(x)
    if number is not None:
        return space.number(fmpq(number.floor()))
    if powers.is_integer(space, x):
        return x
    if space.is_constant(*x) and space.is_real(*x):
        try:
            value = (constant_value(space, x[0], 256) / constant_value(space, x[1], 256)).real
        except Blur:
            return closed(space, "floor", [x], integral=True)
        whole = value.floor().unique_fmpz()
        if whole is not None:
            return space.number(fmpq(whole))
    free = x[0].to_dict().get((0,) * len(space.gens), fmpq(0)) if x[1].is_one() else fmpq(0)
    shift = space.number(fmpq(free.floor()))
    return space.add(closed(space, "floor", [space.sub(x, shift)], integral=True), shift)


def _ceiling(space: Field, args: Sequence[Ratio]) -> Ratio:
    return space.neg(_floor(space, [space.neg(args[0])]))


def _mod(space: Field, args: Sequence[Ratio]) -> Ratio:
    """a mod b = a - b floor(a/b)"""
    a, b = args
    return space.sub(a, space.mul(b, _floor(space, [space.div(a, b)])))


def _of_integers(op: str, function: Callable[..., int]) -> Function:
    def apply(space: Field, args: Sequence[Ratio]) -> Ratio:
        whole = [integer(space, arg) for arg in args]
        if any(number is None for number in whole):
            ordered = sorted((space.normal(arg) for arg in args), key=space.key)
            return closed(space, op, ordered)
        return space.number(fmpq(function(*whole)))

    return apply


def _conjugate(space: Field, args: Sequence[Ratio]) -> Ratio:
    """i to -i, where everything else is real."""
    x = space.normal(args[0])
    number = space.index.get(("i",))
    if space.is_real(*x):
        return x
    if number is None or any(k != number and not space.kernels[k].real for k in space.used(*x)):
        return closed(space, "conjugate", [x], real=False)
    top, bottom = (2 * space.coefficient(poly, number, 0) - poly for poly in x)
    return top, bottom


def _real_part(space: Field, args: Sequence[Ratio]) -> Ratio:
    return space.mul(_half(space), space.add(args[0], _conjugate(space, args)))


def _imaginary_part(space: Field, args: Sequence[Ratio]) -> Ratio:
    gap = space.sub(args[0], _conjugate(space, args))
    return space.div(space.mul(_half(space), gap), powers.imaginary(space))


def _root(space: Field, args: Sequence[Ratio]) -> Ratio:
    degree = integer(space, args[1])
    if degree:
        return powers.rational_power(space, args[0], fmpq(1, degree))
    return general_power(space, [args[0], space.inverse(args[1])])


def general_power(space: Field, args: Sequence[Ratio]) -> Ratio:
    try:
        result = powers.power(space, args[0], args[1])
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
    "abs": _abs,
    "sign": _sign,
    "min": _largest(-1),
    "max": _largest(1),
    "factorial": factorial,
    "gamma": lambda space, args: factorial(space, [space.sub(args[0], _one(space))]),
    "binomial": binomial,
    "floor": _floor,
    "ceiling": _ceiling,
    "mod": _mod,
    "gcd": _of_integers("gcd", gcd),
    "lcm": _of_integers("lcm", lcm),
    "conjugate": _conjugate,
    "re": _real_part,
    "im": _imaginary_part,
}
"""The words that have a meaning here; arguments are elements."""
