"""Whether a left side names another quantity than the one that is asked: what that one is made of (`X = 3` for
`E[X]`), another thing done to a letter (`\\max X`, `\\nabla f` for `f_x`), or a letter that is another's name."""

from __future__ import annotations

from grader.answer.value.asked.left_sides import CHANCES, DERIVED, FAMILIES, NAMING, UNKNOWNS, base_letter
from grader.answer.value.asked.quantities import namings
from grader.answer.value.asked.subject import said
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Expr, Index, Name, walk

_WITH_ARGUMENTS = NAMING | CHANCES | frozenset().union(*FAMILIES)
_DONE = frozenset("max min argmax argmin nabla laplace maximum minimum gradient hessian supremum infimum".split())
"""What makes a value of its own of a letter or a function."""
_SUMMED = frozenset({"sum", "product", "integral", "limit"})
_FORMULAS = frozenset({"sum", "integral"})
"""What a probability may be worked out by, of plain letters: `\\sum p_i`, `\\int f(x) dx`."""
_LETTERS = {
    "expectation": frozenset({"mu", "m", "M", "E", "e"}),
    "variance": frozenset({"V", "v", "D"}),
    "probability": frozenset({"p", "P", "W"}),
    "covariance": frozenset({"C", "c"}),
    "correlation": frozenset({"rho", "r"}),
    "entropy": frozenset({"H", "h"}),
}
"""What the quantities of chance are called by a letter."""
_OTHERS = frozenset({"n", "N", "k", "sigma", "s"}).union(*_LETTERS.values()) - {"e", "v", "c", "h", "m", "C", "D"}
"""Letters that are names of one of these, of a number of trials or of a deviation, and of no other."""
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
    if _is_one_of(left, asked, names):
        return False
    if all(isinstance(each, Name) and not _slope(each) for each in asked):
        return _is_done(left) and any(each in walk(left) for each in asked)
    shown = said(question, names)
    if _is_done(left) and left not in shown:
        return not any(_may_be_summed(left, each) for each in asked)
    if isinstance(left, Name):
        return all(_is_part(left, each) or _is_name_of_another(left, each) for each in asked) or left in shown
    return any(_is_other_measure(left, each) or _is_product_with(left, each) for each in asked)


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


def _is_part(left: Name, asked: Expr) -> bool:
    """`X` of `E[X]`, `A` of `\\det A`, `n` of `a_n`, `x` of `f(x)`."""
    match asked:
        case Call(_, args, given):
            inner = (*args, *given)
        case Index(_, indices):
            inner = indices
        case Apply(op, args) if op in _WITH_ARGUMENTS:
            inner = args
        case _:
            return False
    return any(left in walk(each) for each in inner)


def _is_name_of_another(left: Name, asked: Expr) -> bool:
    """`p`, `n`, `sigma` where an expectation is asked."""
    op = asked.op if isinstance(asked, Apply) else ""
    base = base_letter(left.id)
    return op in _LETTERS and base in _OTHERS and base not in _LETTERS[op]


def _is_other_measure(left: Expr, asked: Expr) -> bool:
    """`H(p, q)`, or `D(q, p)`, where `D_{KL}(p || q)` is asked."""
    match left, asked:
        case Call(Name(id), args, given), Apply(op, theirs) if op in _OF_INFORMATION:
            called = _MEASURES.get(id.partition("_")[2] or id, _MEASURES.get(id.partition("_")[0]))
            ours = (*args, *given)
            turned = op != "mutual_information" and ours == theirs[::-1] != theirs
            return called is not None and (op not in called or turned)
        case Apply(mine), Apply(op) if {mine, op} <= _OF_INFORMATION:
            return mine != op
    return False


def _is_product_with(left: Expr, asked: Expr) -> bool:
    """`H f`, which nobody declared: something of the function whose slope is asked."""
    match left, asked:
        case Apply("mul", (Name(), Name(id))), Name() as name:
            return id == _slope(name)
    return False
