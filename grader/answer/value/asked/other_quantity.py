"""Whether a left side is another quantity than the one that is asked by a formula: something else done to the same
(`\\tr A` for `\\det A`), the same done to something else (`P(B)` for `P(A)`), a part of it (`X` for `E[X]`), or a
letter that is another's name."""

from __future__ import annotations

from grader.answer.value.asked.left_sides import UNKNOWNS, base_letter
from grader.answer.value.asked.operations import (
    CHANCES,
    OF_INFORMATION,
    OF_NUMBERS,
    ORDERED,
    is_letter_of_another,
    is_taken_for,
)
from grader.answer.value.asked.quantities import as_call, namings
from grader.answer.value.asked.quantity import Quantity, quantity, slope
from grader.answer.value.asked.question import said
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Call, Chain, Expr, Name, Number, rebuild, walk

_SLOPES = frozenset({"derivative", "gradient"})
_EXTREMES = frozenset({"max", "min", "argmax", "argmin"})
_SUMMED = frozenset({"sum", "product", "integral", "limit"})
_FORMULAS = frozenset({"sum", "integral"})
"""What a probability may be worked out by, of plain letters: `\\sum p_i`, `\\int f(x) dx`."""
_FUNCTIONS = frozenset("fgh")
"""Letters of functions, of which each is another one."""
_MEASURES = {
    "H": frozenset({"entropy", "cross_entropy"}),
    "I": frozenset({"mutual_information"}),
    "D": frozenset({"kl"}),
    "KL": frozenset({"kl"}),
}
"""How measures of information are called."""


def is_other_quantity(left: Expr, asked: tuple[Expr, ...], question: str, names: Names) -> bool:
    """Whether it is other than each spelling of what is asked. What the question itself speaks of by a letter is no
    new name for what it asks."""
    if any(_has_letters_turned_round(left, each, question, names) for each in asked):
        return True
    ours = namings(left, names)
    if any(not ours.isdisjoint(namings(each, names)) for each in asked):
        return False
    theirs = [found for each in asked if (found := _asked(each, asked, names)) is not None]
    mine = quantity(left, names)
    if not theirs:
        letters = all(isinstance(each, Name) for each in asked)
        return isinstance(left, Name) and left in said(question, names) and not letters
    if mine is None:
        return False
    return all(_is_other(left, mine, each, question, names) for each in theirs if each.done) and any(
        each.done for each in theirs
    )


def _asked(expr: Expr, among: tuple[Expr, ...], names: Names) -> Quantity | None:
    """What is asked; `f_x` is a derivative where no letter else is asked."""
    if isinstance(expr, Name) and all(isinstance(each, Name) for each in among):
        return slope(expr) if all(map(slope, among)) else None
    if isinstance(expr, Name) and slope(expr):
        return slope(expr)
    return quantity(as_call(expr), names)


def _is_other(left: Expr, mine: Quantity, asked: Quantity, question: str, names: Names) -> bool:
    if is_part(left, asked):
        return True
    if isinstance(left, Name):
        along = slope(left) if asked.done in _SLOPES else None
        if along is None:
            return left in said(question, names) or _is_other_name(left, asked)
        if asked.done == "gradient":
            return True
        mine = along
    if mine.done == "":
        return _is_its_function(mine, asked) or _is_other_measure(mine, asked)
    if mine.done == asked.done:
        return _is_of_another(mine, asked, names)
    return _is_done_otherwise(mine, asked, names) or (
        left not in said(question, names) and _is_extreme_or_sum(mine.done, asked.done)
    )


def is_part(left: Expr, asked: Quantity) -> bool:
    """`X` of `E[X]`, `A` of `\\det A`, `w` and `f` of `\\partial f/\\partial w`, `A ∩ B` of its probability."""
    parts = (*asked.to, *asked.how)
    return left in parts or (isinstance(left, Name) and any(left in walk(each) for each in parts))


def _is_other_name(left: Name, asked: Quantity) -> bool:
    """`sigma` where an expectation is asked, `bar(X)` where a variance is, `lcm` alone where a gcd is."""
    if is_taken_for(left.id, frozenset({asked.done})):
        return True
    if asked.done in _SLOPES:
        function = asked.to[0]
        return isinstance(function, Name) and left.id in (f"Delta({function.id})", f"H_{function.id}")
    if left.id.startswith("bar(") and asked.done in CHANCES - {"expectation"}:
        return True
    return is_letter_of_another(base_letter(left.id), asked.done)


def _is_its_function(mine: Quantity, asked: Quantity) -> bool:
    """`f(x)` where its derivative or `f(2)` is asked; `F(x)` where f' is."""
    if asked.done not in _SLOPES | {"value"}:
        return False
    ours, theirs = mine.to[0], asked.to[0]
    up = isinstance(ours, Name) and isinstance(theirs, Name) and ours.id.isupper() and ours.id.lower() == theirs.id
    return ours == theirs or (up and asked.done == "derivative")


def _is_other_measure(mine: Quantity, asked: Quantity) -> bool:
    """`H(p, q)`, or `D(q, p)`, where `D_{KL}(p || q)` is asked."""
    function = mine.to[0]
    if asked.done not in OF_INFORMATION or not isinstance(function, Name) or not mine.how:
        return False
    base, _, index = function.id.partition("_")
    called = _MEASURES.get(index or function.id, _MEASURES.get(base))
    turned = asked.done != "mutual_information" and mine.how == asked.to[::-1] != asked.to
    joint = asked.done == "entropy" and len(mine.how) != len(asked.to)
    return called is not None and (asked.done not in called or turned or joint)


def _is_of_another(mine: Quantity, asked: Quantity, names: Names) -> bool:
    """Of the same that is done: to something else, by another letter, at another number."""
    match asked.done:
        case "derivative":
            return _is_other_derivative(mine, asked, names)
        case "value":
            return mine.to == asked.to and mine.how != asked.how
        case "gradient":
            return mine.to != asked.to or (bool(mine.how and asked.how) and mine.how != asked.how)
        case op if op in CHANCES:
            return [_counted(each) for each in mine.to] != [_counted(each) for each in asked.to]
        case op if op in ORDERED and _turned_round(mine.to, asked.to):
            return True
        case "det" | "trace" | "norm" | "entropy":
            return mine.to != asked.to and bool(_letters(mine.to)) and not _is_transposed(mine.to, asked.to)
    ours, theirs = _letters(mine.to), _letters(asked.to)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _is_other_derivative(mine: Quantity, asked: Quantity, names: Names) -> bool:
    if mine.order != asked.order or _is_other_function(mine.to[0], asked.to[0], names):
        return True
    return bool(mine.how and asked.how) and mine.how != asked.how


def _is_other_function(ours: Expr, asked: Expr, names: Names) -> bool:
    """`g` where `f` is asked; `y = f(x)` may be called so."""
    if ours == asked or not (isinstance(ours, Name) and isinstance(asked, Name)):
        return False
    return {ours.id, asked.id} <= _FUNCTIONS or ours.id in names.declared


def _is_done_otherwise(mine: Quantity, asked: Quantity, names: Names) -> bool:
    if is_taken_for(mine.done, frozenset({asked.done})):
        return True
    match mine.done:
        case "changed" | "abs" | "norm":  # `\sqrt{Var(X)}`, `-\nabla f`, `2 E[X]`
            inner = quantity(mine.to[0], names)
            return inner is not None and (
                (inner.done, inner.to) == (asked.done, asked.to) or _is_done_otherwise(inner, asked, names)
            )
        case "times":
            return _is_product_with(mine.to, asked)
        case "point":
            return asked.done in _SLOPES and all(isinstance(each, Name) and each.id in UNKNOWNS for each in mine.to)
        case "value":
            return asked.done == "derivative" and mine.to == asked.to
        case "derivative":
            return asked.done == "value" and mine.to == asked.to
        case "gradient":
            return asked.done == "derivative" and mine.how != asked.how
        case "laplace" | "hessian":
            return asked.done in _SLOPES
    return asked.done in OF_INFORMATION and mine.done in CHANCES


def _is_extreme_or_sum(done: str, asked: str) -> bool:
    """`\\max X` or `\\sum p_i`, where these are no formulas for what is asked, as the second is for a chance."""
    if done not in _EXTREMES | _SUMMED or asked in ("", "norm"):
        return False
    if asked == "probability":
        return done not in _FORMULAS
    return asked in CHANCES | _SLOPES | OF_NUMBERS


def _is_product_with(factors: tuple[Expr, ...], asked: Quantity) -> bool:
    """`H f`, which nobody declared: something of the function whose derivative is asked; `A x` for `\\det A`;
    `v u` for `u × v`, and `A B` for `A \\ B`."""
    first, second = factors
    match asked.done:
        case "derivative":
            return second == asked.to[0] and isinstance(first, Name) and not first.id.startswith("D")
        case "gradient":
            return second == asked.to[0] and first in (Name("H"), Name("div"), Name("rot"), Name("curl"))
        case "cross":
            return _turned_round(factors, asked.to)
        case op if op in ORDERED:
            return True
        case op if op in OF_NUMBERS:
            return first in asked.to
    return False


def _has_letters_turned_round(left: Expr, asked: Expr, question: str, names: Names) -> bool:
    """`f_x(y, x)` where `f_x`, or `f(x, y)`, is asked: its letters in another order than the question has them."""
    match left:
        case Call(_, (Name(), Name(), *_) as args):
            letters = [each.id for each in args if isinstance(each, Name)]
            if len(letters) != len(args) or letters == sorted(letters) or not UNKNOWNS.issuperset(letters):
                return False
            calls = (node.args for node in (asked, *said(question, names)) if isinstance(node, Call))
            return args not in calls
    return False


def _counted(expr: Expr) -> Expr:
    """An event of whole numbers with the bounds that belong to it: `P(X >= 2)` for `P(X > 1)`."""
    match expr:
        case Chain((Name() as letter, Number(text)), (">" | "<" as relation,)) if text.isdigit():
            bound = int(text) + (1 if relation == ">" else -1)
            return Chain((letter, Number(str(bound))), (f"{relation}=",)) if bound >= 0 else expr
    return rebuild(expr, _counted)


def _turned_round(args: tuple[Expr, ...], asked: tuple[Expr, ...]) -> bool:
    plain = [[base_letter(each.id) if isinstance(each, Name) else each for each in some] for some in (args, asked)]
    return plain[0] == plain[1][::-1] and plain[0] != plain[1]


def _is_transposed(args: tuple[Expr, ...], asked: tuple[Expr, ...]) -> bool:
    return any(isinstance(each, Apply) and each.op == "transpose" and each.args == asked for each in args)


def _letters(exprs: tuple[Expr, ...]) -> frozenset[str]:
    return frozenset(base_letter(id) for each in exprs for id in free_names(each))
