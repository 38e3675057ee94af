"""`form: evaluated`: what has not been carried out, and arithmetic that is left."""

from __future__ import annotations

from math import isqrt

from flint import fmpq

from grader.equivalence.evaluation.rationals import as_fraction
from grader.equivalence.forms.parts import bare, finding, is_sum, unsigned, whole
from grader.notation.tree import Apply, Bind, Call, Expr, Matrix, Name, Number, walk
from grader.values import Finding

UNDONE = frozenset(
    {"diff", "partial", "gradient", "integral", "sum", "product", "limit", "at", "maximum", "minimum"}
)
KNOWN_AT: dict[str, tuple[Expr, ...]] = {
    **dict.fromkeys(("sin", "cos", "tan", "exp", "arcsin", "arctan", "sinh", "cosh", "tanh"), (Number("0"),)),
    "log": (Number("1"), Name("e")),
}
COMPUTED = frozenset({"gcd", "lcm", "binomial", "factorial", "det", "mod", "min", "max", "floor", "ceiling"})


def left_undone(expr: Expr) -> Finding | None:
    """Nothing left to carry out: no derivative, integral, sum or limit, no arithmetic between plain numbers."""
    for node in walk(expr):
        match node:
            case Bind(op) if op in UNDONE:
                return finding("not-evaluated", ("word", op))
            case Call(Apply("prime")) | Apply("prime") | Apply("dot_over") | Apply("nabla"):
                return finding("not-evaluated", ("word", "diff"))
            case Apply(op, args) if op in COMPUTED and all(_is_literal(arg) for arg in args):
                return finding("not-evaluated", ("word", op))
            case Apply("sqrt", (arg,)) if (isqrt(whole(arg) or 2)) ** 2 == whole(arg):
                return finding("arithmetic-left", ("part", node))
            case Apply("det", _):
                return finding("not-evaluated", ("word", "det"))
            case Apply(op, (arg,)) if arg in KNOWN_AT.get(op, ()) or (op == "abs" and _is_literal(arg)):
                return finding("arithmetic-left", ("part", node))
            case Apply("add" | "mul" | "div" | "pow", args) if _is_idle(node.op, args):
                return finding("arithmetic-left", ("part", node))
            case Apply("mul", args) if _repeated(args):
                return finding("arithmetic-left", ("part", node))
    return None


def fractions_left(node: Expr) -> bool:
    """Whether numbers stand in it that make one fraction: `1/3 + 1/3`, `2*1/3`, `(2/3)/1`, `sqrt(4/9)`. A mixed
    number is one already."""
    match node:
        case Apply("sqrt", (arg,)) if (value := as_fraction(arg)) is not None and value > 0:
            return all(isqrt(int(part)) ** 2 == part for part in (value.p, value.q))
        case Apply("div", (top, bottom)):
            numbers = [as_fraction(part) for part in (top, bottom)]
            nested = None not in numbers and any(whole(unsigned(part)) is None for part in (top, bottom))
            return nested or numbers[1] in (1, -1) or any(_numbers(part) > 1 for part in (top, bottom))
        case Apply("mul", args):
            return _numbers(node) > 1 and any(whole(unsigned(arg)) is None and as_fraction(arg) for arg in args)
        case Apply("add", args):
            fractions = [value for arg in args if (value := as_fraction(arg)) is not None]
            return len(fractions) > 1 and not _is_mixed(fractions)
    return False


def _is_mixed(numbers: list[fmpq]) -> bool:
    """`1 + 1/2`, `-1 - 1/2`: a whole number and a proper fraction."""
    mixed = len(numbers) == 2 and numbers[0].q == 1 and 0 < abs(numbers[1]) < 1
    return mixed and numbers[0] * numbers[1] > 0


def _numbers(expr: Expr) -> int:
    """How many plain numbers stand in a product."""
    expr = unsigned(expr)
    return (
        sum(as_fraction(arg) is not None for arg in expr.args)
        if isinstance(expr, Apply) and expr.op == "mul"
        else 0
    )


def _is_literal(expr: Expr) -> bool:
    return isinstance(expr, Matrix) or whole(unsigned(expr)) is not None


def _repeated(args: tuple[Expr, ...]) -> bool:
    """A letter or a sum that stands twice among the factors: a square not written as one."""
    powers = [arg for arg in map(bare, args) if isinstance(arg, Name) or is_sum(arg)]
    return len(set(powers)) < len(powers)


def _is_idle(op: str, args: tuple[Expr, ...]) -> bool:
    """Plain numbers not yet put together, or a 0 or 1 that changes nothing."""
    numbers = [whole(unsigned(arg)) for arg in args]
    plain = [number for number in numbers if number is not None]
    match op:
        case "add":
            fractions = [arg for arg in args if as_fraction(arg) is not None]
            return len(plain) > 1 or 0 in plain or len(fractions) > 1
        case "mul":
            return len(plain) > 1 or 1 in plain
        case "pow":
            return numbers[1] in (0, 1) or (None not in numbers and unsigned(args[1]) == args[1])
        case _:
            return numbers[1] == 1 or (None not in numbers and numbers[0] is not None and numbers[1] != 0
                                       and numbers[0] % (numbers[1] or 1) == 0)  # fmt: skip
