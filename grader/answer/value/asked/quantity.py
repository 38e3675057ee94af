"""What an expression names, taken apart: what is done, to what, and how."""

from __future__ import annotations

from grader.answer.value.asked.left_sides import DONE, UNKNOWNS, base_letter
from grader.answer.value.asked.operations import CHANCES, FAMILIES
from grader.answer.value.asked.quantities import plainly, same_quantity
from grader.answer.value.shapes import CONSTANTS, is_number
from grader.late import dataclass
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Expr, Index, Name, Number

MINUS_ONE = Apply("neg", (Number("1"),))
_OF_FUNCTIONS = frozenset({"max", "min", "laplace"})
_OPERATIONS = CHANCES | _OF_FUNCTIONS | frozenset().union(*FAMILIES) | frozenset({"abs", "norm"})
_SHORT = {"maximum": "max", "minimum": "min"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """`done` is a word of the tree or one of ours, and empty for a letter or a function itself: `f`, `f(x)`.
    `to` is what it is done to, a function by its letter; `how` are the letters of a derivative or a sum, the
    numbers at which a value is taken, or nothing where it does not say."""

    done: str
    to: tuple[Expr, ...]
    how: tuple[Expr, ...] = ()
    order: int = 1


def quantity(expr: Expr, names: Names) -> Quantity | None:
    """`f'(2)` as the derivative of f at 2; nothing for a formula, `1 - P(A)`."""
    expr = plainly(same_quantity(expr, names))
    match expr:
        case Name() | Index(Name()):
            return Quantity("", (expr,))
        case Call() | Bind():
            return _of_function(expr)
        case Apply("prime" | "dot_over", (function, Number(order))):
            return Quantity("derivative", (head(function),), (), int(order))
        case Apply("nabla", (function,)):
            return Quantity("gradient", (head(function),))
        case Apply("pow", (Name() as base, power)) if power == MINUS_ONE:
            return Quantity("inverse", (base,))
        case Apply("add", terms) if all(map(is_letter, terms)):
            return Quantity("add", terms)
        case Apply("tuple", letters) if all(isinstance(each, Name) for each in letters):
            return Quantity("point", letters)
        case Apply("mul", (Name(), Name()) as factors):
            return Quantity("times", factors)
        case Apply(op, args) if op in _OPERATIONS:
            return Quantity(op, tuple(map(head, args)) if op in _OF_FUNCTIONS else args)
        case Apply(op, args) if op in DONE and (inner := _only(args)) is not None:
            return Quantity("changed", (inner,))
    return None


def _of_function(expr: Call | Bind) -> Quantity | None:
    match expr:
        case Call(Name() as function, args, given):
            if all(map(is_number, args)):
                return Quantity("value", (function,), args)
            plain = all(isinstance(each, Name) for each in args)
            return Quantity("" if plain else "argument", (function,), (*args, *given))
        case Call(Apply("prime", (function, Number(order))), args):
            return Quantity("derivative", (function,), args, int(order))
        case Call(Apply("pow", (Name() as function, power)), args) if power == MINUS_ONE:
            return Quantity("inverse", (function,), args)
        case Bind("diff", letters, bounds, body):
            times = int(bounds[0].text) if bounds and isinstance(bounds[0], Number) else 1
            inner = _of_function(body) if isinstance(body, Bind) else None
            if inner is not None and inner.done == "derivative":
                return Quantity("derivative", inner.to, (*letters, *inner.how), times + inner.order)
            return Quantity("derivative", (head(body),), letters, times)
        case Bind("gradient", letters, _, Bind("gradient", _, _, body)):
            return Quantity("hessian", (head(body),), letters)
        case Bind(op, letters, _, Name() | Index() | Call() as body):
            return Quantity(_SHORT.get(op, op), (head(body),), letters)
    return None


def is_letter(term: Expr) -> bool:
    """`a`, `-b`: one letter, no number."""
    match term:
        case Apply("neg", (Name(id),)) | Name(id):
            return id not in CONSTANTS and len(base_letter(id)) == 1
    return False


def head(expr: Expr) -> Expr:
    """`f` of `f(x)`."""
    return expr.function if isinstance(expr, Call) else expr


def _only(args: tuple[Expr, ...]) -> Expr | None:
    """The one of them that is no number."""
    rest = {each for each in args if not is_number(each)}
    return rest.pop() if len(rest) == 1 else None


def slope(name: Expr) -> Quantity | None:
    """`f_x` as the partial derivative that it may be; `f_{xx}` is the second one. `V_x` is a volume."""
    base, _, index = name.id.partition("_") if isinstance(name, Name) else ("", "", "")
    index = index.strip("{}")
    if len(base) != 1 or not base.islower() or not index or not UNKNOWNS.issuperset(index):
        return None
    return Quantity("derivative", (Name(base),), tuple(map(Name, dict.fromkeys(index))), len(index))
