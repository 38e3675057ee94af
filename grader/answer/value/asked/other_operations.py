"""Whether a left side names another quantity than the one that is asked: what that one is made of (`X = 3` for
`E[X]`), another thing done to a letter (`\\max X`, `\\nabla f` for `f_x`), or a letter that is another's name."""

from __future__ import annotations

from grader.answer.value.asked.left_sides import (
    CHANCES,
    DERIVED,
    DONE,
    FAMILIES,
    NAMING,
    NUMBERS,
    UNKNOWNS,
    base_letter,
)
from grader.answer.value.asked.quantities import namings
from grader.answer.value.asked.subject import said
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Expr, Index, Name, Number, walk

_WITH_ARGUMENTS = NAMING | CHANCES | frozenset().union(*FAMILIES)
_DONE = frozenset("max min argmax argmin nabla laplace maximum minimum gradient hessian supremum infimum".split())
"""What makes a value of its own of a letter or a function."""
_SUMMED = frozenset({"sum", "product", "integral", "limit"})
_FORMULAS = frozenset({"sum", "integral"})
"""What a probability may be worked out by, of plain letters: `\\sum p_i`, `\\int f(x) dx`."""
_LETTERS = {
    "expectation": frozenset({"mu", "m", "M", "E", "e"}),
    "variance": frozenset({"V", "v", "D", "E"}),  # `Var` alone is read as `E`
    "probability": frozenset({"p", "P", "W"}),
    "covariance": frozenset({"C", "c"}),
    "correlation": frozenset({"rho", "r"}),
    "entropy": frozenset({"H", "h"}),
}
"""What the quantities of chance are called by a letter."""
_OTHERS = frozenset({"n", "N", "k", "sigma", "s"}).union(*_LETTERS.values()) - {"e", "v", "c", "h", "m", "C", "D"}
"""Letters that are names of one of these, of a number of trials or of a deviation, and of no other."""
_FUNCTIONS = frozenset("fgh")
"""Letters of functions, of which each is another one."""
_MEASURES = {
    "H": frozenset({"entropy", "cross_entropy"}),
    "I": frozenset({"mutual_information"}),
    "D": frozenset({"kl"}),
    "KL": frozenset({"kl"}),
}
"""How measures of information are called."""
_OF_INFORMATION = frozenset().union(*_MEASURES.values())


def is_of_another_operation(left: Expr, asked: tuple[Expr, ...], question: str, names: Names) -> bool:
    """Whether an equation is of something else than what is asked, and this is no formula for it. What the question
    itself speaks of by a letter is no new name for what it asks."""
    if not asked or left in asked:
        return False
    if any(_is_turned_round(left, each, question, names) for each in asked):
        return True
    left, asked = plainly(left), tuple(_as_call(plainly(each)) for each in asked)
    if _is_one_of(left, asked, names):
        return False
    if all(isinstance(each, Name) and not _slope(each) for each in asked):
        return _is_done(left) and any(each in walk(left) for each in asked)
    asked = tuple(each for each in asked if isinstance(each, Bind)) or asked
    left = next((each for each in namings(left, names) if isinstance(each, Bind)), left)
    shown = said(question, names)
    if _is_done(left) and left not in shown:
        return not any(_may_be_summed(left, each) for each in asked)
    derived = [_as_derivative(each) for each in asked]
    quantities = [each for each in derived if not isinstance(each, Name)]
    told = all(any(says(left, each) for says in _TOLD) for each in quantities)
    if isinstance(left, Name):
        return told or left in shown
    if told:
        return left not in shown or all(_is_part(left, each) for each in asked)
    return any(_is_other_measure(left, each) or _is_product_with(left, each) for each in derived)


def plainly(expr: Expr) -> Expr:
    """`\\nabla f` for `\\nabla f(x, y)`; `H(X)` as an entropy."""
    match expr:
        case Apply("mul", (Name("H"), Name() | Apply("given") as variable)) if _is_random(variable):
            return Apply("entropy", (variable,))
        case Call(Name("H"), args, ()) if all(map(_is_random, args)):
            return Apply("entropy", args)
        case Apply(op, (Call(Name() as function, args),)) if op in NAMING:
            letters = [each.id for each in args if isinstance(each, Name)]
            return Apply(op, (function,)) if letters == sorted(letters) and len(letters) == len(args) else expr
    return expr


def _as_call(asked: Expr) -> Expr:
    """`y(t)`, read as a product where the exercise does not say that y is a function: no product is asked so."""
    match asked:
        case Apply("mul", (Name() as function, Name() as letter)):
            return Call(function, (letter,), ())
    return asked


def _is_one_of(left: Expr, asked: tuple[Expr, ...], names: Names) -> bool:
    ours = namings(left, names)
    return any(not ours.isdisjoint(namings(each, names)) for each in asked)


def _is_turned_round(left: Expr, asked: Expr, question: str, names: Names) -> bool:
    """`f_x(y, x)` where `f_x`, or `f(x, y)`, is asked: its letters in another order than the question has them."""
    match left, asked:
        case Call(_, (Name(), Name(), *_) as args), Name() | Call() | Bind():
            letters = [each.id for each in args if isinstance(each, Name)]
            if len(letters) != len(args) or letters == sorted(letters) or not UNKNOWNS.issuperset(letters):
                return False
            calls = (node.args for node in (asked, *said(question, names)) if isinstance(node, Call))
            return args not in calls
    return False


def _slope(asked: Name) -> str:
    """The function of a partial derivative by its index, `f_x`, or nothing."""
    base, _, index = asked.id.partition("_")
    return base if index and len(base) == 1 and UNKNOWNS.issuperset(index.strip("{}")) else ""


def _is_random(expr: Expr) -> bool:
    """A capital, as random variables have, or one given another."""
    match expr:
        case Name(id):
            return id[0].isupper()
        case Apply("given", args):
            return all(map(_is_random, args))
    return False


def _as_derivative(asked: Expr) -> Expr:
    """`f_x` as the partial derivative that it is."""
    function = _slope(asked) if isinstance(asked, Name) else ""
    by = asked.id.partition("_")[2].strip("{}") if isinstance(asked, Name) else ""
    return Bind("diff", (Name(by),), (), Name(function)) if function and len(by) == 1 else asked


def _is_plain(expr: Expr) -> bool:
    match expr:
        case Name():
            return True
        case Index(base):
            return isinstance(base, Name)
        case Call(Name(), args):
            return all(isinstance(each, Name) for each in args)
    return False


def _is_done(left: Expr) -> bool:
    """`\\max X`, `\\nabla f`, `|\\nabla f|`, `\\int f dx`, `\\sum p_i`: one thing that is done to one letter."""
    match left:
        case Apply("abs" | "norm", (Apply() as inner,)):
            return _is_done(inner)
        case Apply(op, (inner,)):
            return op in _DONE and _is_plain(inner)
        case Bind(op, _, _, body) if op != "gradient":  # `\\nabla_w f` says by which letter
            return op in _DONE | _SUMMED and _is_plain(body)
    return False


def _may_be_summed(left: Expr, asked: Expr) -> bool:
    """Whether what is done to a letter may be a formula for what is asked, or is that itself."""
    op = left.op if isinstance(left, Apply | Bind) else ""
    match asked:
        case Name():
            return False
        case Apply("probability", _):
            return op in _FORMULAS
        case Apply(asked_op, _) if asked_op in CHANCES:
            return False
        case Bind(asked_op) if asked_op in DERIVED:
            return False
        case Apply(asked_op, _):
            return asked_op not in NAMING - {"norm"}
    return True


def _is_part(left: Expr, asked: Expr) -> bool:
    """`X` of `E[X]`, `A` of `\\det A`, `n` of `a_n`, `x` of `f(x)`, `A ∩ B` of `P(A ∩ B)`."""
    match asked:
        case Call(_, args, given):
            inner = (*args, *given)
        case Index(_, indices):
            inner = indices
        case Apply(op, args) if op in _WITH_ARGUMENTS:
            inner = args
        case _:
            return False
    return left in inner or (isinstance(left, Name) and any(left in walk(each) for each in inner))


def _is_name_of_another(left: Expr, asked: Expr) -> bool:
    """`p`, `n`, `sigma` where an expectation is asked, `bar(X)` where a variance is, `lambda` for a determinant."""
    if not isinstance(left, Name) or not isinstance(asked, Apply):
        return False
    base = base_letter(left.id)
    if asked.op in _LETTERS:
        mean = left.id.startswith("bar(") and asked.op != "expectation"
        return mean or (base in _OTHERS and base not in _LETTERS[asked.op])
    return asked.op in NUMBERS and base in ("n", "N", "lambda")


def _is_same_of_another(left: Expr, asked: Expr) -> bool:
    """`\\det(2A)` where `\\det A` is asked, `\\partial^2 f/\\partial x^2` where the first derivative is."""
    match left, asked:
        case Apply("det" | "trace" | "norm" | "nabla" | "entropy" as op, args), Apply(other, theirs) if op == other:
            return args != theirs and bool(free_names(left)) and not _is_transposed(args, theirs)
        case Bind(op, letters, orders, body), Bind(other, others, times, of) if {op, other} <= DERIVED:
            order, once = (_order(each) for each in (orders, times))
            return order != once or (letters == others and _is_other_function(body, of))
        case Name(), Bind(other, _, _, of) if other in DERIVED:
            return bool(_slope(left)) and _is_other_function(Name(_slope(left)), of)
    return False


def _is_transposed(args: tuple[Expr, ...], asked: tuple[Expr, ...]) -> bool:
    return any(isinstance(each, Apply) and each.op == "transpose" and each.args == asked for each in args)


def _order(bounds: tuple[Expr, ...]) -> Expr:
    return bounds[0] if bounds else Number("1")


def _is_other_function(ours: Expr, asked: Expr) -> bool:
    """`g` where `f` is asked; `y = f(x)` may be called so."""
    letters = [each.function if isinstance(each, Call) else each for each in (ours, asked)]
    return letters[0] != letters[1] and all(isinstance(each, Name) and each.id in _FUNCTIONS for each in letters)


def _is_made_of_it(left: Expr, asked: Expr) -> bool:
    """`\\sqrt{Var(X)}`, `-\\nabla f`, `2 E[X]`: what is done to the asked quantity with plain numbers."""
    match left:
        case Apply(op, args) if op in DONE and isinstance(asked, Apply | Bind | Call):
            rest = [each for each in args if not isinstance(each, Number)]
            return len(rest) == 1 and (plainly(rest[0]) == asked or _is_made_of_it(rest[0], asked))
    return False


def _is_point(left: Expr, asked: Expr) -> bool:
    """`(x, y) = …`, `H_f = …`, `\\Delta f = …`, `F(x) = …` where a derivative of f is asked."""
    derived = isinstance(asked, Bind) or (isinstance(asked, Apply) and asked.op in ("nabla", "prime"))
    match left:
        case Apply("tuple", letters):
            return derived and all(isinstance(each, Name) and each.id in UNKNOWNS for each in letters)
        case Call(Name(id), (Name(),)):
            return derived and id.isupper() and id.lower() == _body(asked)
        case Name(id):
            slope = bool(_slope(left)) and isinstance(asked, Apply) and asked.op == "nabla"
            return derived and (id in (f"Delta({_body(asked)})", f"H_{_body(asked)}") or slope)
    return False


def _body(asked: Expr) -> str:
    """The function that is derived."""
    body = asked.body if isinstance(asked, Bind) else asked.args[0] if isinstance(asked, Apply) else asked
    body = body.function if isinstance(body, Call) else body
    return body.id if isinstance(body, Name) else ""


_TOLD = (_is_part, _is_name_of_another, _is_same_of_another, _is_made_of_it, _is_point)


def _is_other_measure(left: Expr, asked: Expr) -> bool:
    """`H(p, q)`, or `D(q, p)`, where `D_{KL}(p || q)` is asked."""
    match left, asked:
        case Call(Name(id), args, given), Apply(op, theirs) if op in _OF_INFORMATION:
            called = _MEASURES.get(id.partition("_")[2] or id, _MEASURES.get(id.partition("_")[0]))
            ours = (*args, *given)
            turned = op != "mutual_information" and ours == theirs[::-1] != theirs
            joint = op == "entropy" and len(ours) != len(theirs)
            return called is not None and (op not in called or turned or joint)
        case Apply(mine, ours), Apply(op, theirs) if {mine, op} <= _OF_INFORMATION:
            return mine != op
        case Apply(mine), Apply(op) if op in _OF_INFORMATION:
            return mine in CHANCES
    return False


def _is_product_with(left: Expr, asked: Expr) -> bool:
    """`H f`, which nobody declared: something of the function whose derivative is asked; `A x` for `\\det A`."""
    match left, asked:
        case Apply("mul", (Name(first), Name(id))), Bind() if not first.startswith("D"):
            return id == _body(asked)
        case Apply("mul", (Name("H" | "div" | "rot" | "curl"), Name() as of)), Apply("nabla", (function,)):
            return of == function
        case Apply("mul", (Name() as of, Name())), Apply(op, args) if op in NUMBERS:
            return of in args
    return False
