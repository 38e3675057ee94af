"""What the left side of an equation says of the value on its right: its name, its formula, or something else."""

from __future__ import annotations

from grader.answer.value.asked.operations import OF_NUMBERS
from grader.answer.value.sets.finite_sets import members
from grader.answer.value.shapes import CONSTANTS, NO_LETTERS, ORDERS, is_number, kind_of
from grader.equivalence.rewriting.signs import readings, signed
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Matrix, Name, Number, facts, walk

NAMING = frozenset(
    "prime dot_over probability expectation variance nabla det trace norm dim ker".split()
)  # fmt: skip
UNKNOWNS = frozenset("xyz")
ALSO_LETTERS = frozenset({"e", "i"})
"""Constants that are names as well: `e = 10` edges, `i = 5` ampere."""
SQUARED = frozenset({"sigma", "s", "S", "R", "chi"})
"""Letters whose square has a name of its own: a variance, the coefficient of determination."""
OBJECTIVES = frozenset({"L", "LL", "l", "ell", "J", "Q", "NLL", "cal(L)", "cal(J)"})
"""What a likelihood, or what is minimised, is called."""
DONE = frozenset(
    "neg sqrt exp sin cos tan cot arcsin arccos arctan sinh cosh tanh factorial pow div log root mul add"
    " mod".split()
)
"""What is done with one value and makes another of it."""
UNITS = frozenset({"e", "I", "E"})
"""Letters that are numbers, or beside a matrix the unit matrix."""
OF_VECTORS = frozenset({"transpose", "inner", "norm"})
"""What is done with vectors: their letters are given, and wait for no solution."""
SETS, ARRAYS = frozenset({"set", "interval"}), frozenset({"matrix", "list"})


def names_answer(left: Expr, rest: list[Expr], of: tuple[Expr, ...]) -> bool:
    """Whether a left side only says what is computed: `x = 3`, `f(x) = …`, `y' = …`, the quantity asked."""
    if left in of:
        return True
    match left:
        case Name(id):
            plain = id not in CONSTANTS | NO_LETTERS or (id in ALSO_LETTERS and is_number(rest[-1]))
            return plain and not any(id in free_names(side) for side in rest)
        case Call() | Index():
            return left not in rest
        case Apply("tuple", names):
            return all(names_answer(name, rest, ()) for name in names)
        case Apply(op, _) if op in NAMING:
            return left not in rest
        case Apply("mul", (Name(id), Number())) if kind_of(rest[-1]) == "set":
            return id[0].isupper()  # the divisors `T(28)`
        case Apply("pow", (Number("2"), Name(id))) if kind_of(rest[-1]) == "set":
            return id[0].isupper()  # the power set
        case Apply("mul", (Name(first), Name(second))):
            return second not in CONSTANTS and not any(first in free_names(side) for side in rest)
        case Bind("diff" | "partial" | "gradient", _, _, Name() | Call()):
            return True
    return False


def is_size_of_array(left: Expr, names: Names) -> bool:
    """`|A|`, `|v|`, `|a x b|` of declared matrices or vectors: a size with a name."""
    match left:
        case Apply("abs" | "norm", (inner, *_)):
            domains = [names.domain(id) for id in free_names(inner)]
            return bool(domains) and all(each is not None and each.kind in ("matrix", "vector") for each in domains)
    return False


def is_measure(left: Expr, last: Expr, names: Names) -> bool:
    """`D_KL(p || q) = … = 0.144` of distributions of which the exercise says nothing to us: what is computed."""
    match left:
        case Apply("kl" | "cross_entropy" | "entropy" | "mutual_information" | "covariance" | "correlation"):
            return is_number(last) and names.declared.isdisjoint(free_names(left))
    return False


def describes(left: Expr, right: Expr, names: Names) -> bool:
    """Whether a side says in letters of the student's own what the next one is the value of: `A^{-1}`, `4 pi r^2`,
    `E[X^2] - E[X]^2`. Each of its terms holds one, for `x + 5 = 7` asks for x; `l e t 6` is no formula. A
    letter with which something is done (`is_changed`) is none of these. Nor is what holds unknowns alone beside a
    number: `x^2 = 12` is an equation that waits for its solution."""
    own = _own(left, right, names)
    terms = left.args if isinstance(left, Apply) and left.op == "add" else (left,)
    each = all(own & set(free_names(term)) and not _number_last(term) for term in terms)
    return each and is_formula_for(left, right, names) and not is_changed(left, right)


def is_no_claim(left: Expr, right: Expr) -> bool:
    """Whether two sides of a chain may differ: `\\pm 2 = 2` chooses the one that fits, and what an operator makes
    of functions is no product with it, `\\mathcal{L}\\{f + g\\} = \\mathcal{L}\\{f\\} + \\mathcal{L}\\{g\\}`."""
    if signed(left) and not signed(right):
        return right in readings(left)
    return all(any(name.startswith("cal(") for name in free_names(side)) for side in (left, right))


def is_unit_matrix(left: Expr, right: Expr, names: Names) -> bool:
    """Whether `I`, `E_2` stands for a matrix that is not the one with this name: a false equation, or another name
    of the answer."""
    match left:
        case Name(id) if id.partition("_")[0] in ("I", "E") and id not in names.declared:
            entries = [node.text for node in walk(right) if isinstance(node, Number)]
            return kind_of(right) in ARRAYS and not {"0", "1"}.issuperset(entries)
    return False


def is_formula_for(left: Expr, right: Expr, names: Names) -> bool:
    """Whether a side behind the name of a value holds letters of the student's own, so that it may be the formula
    of the next one: `A = a^2 = 25`, `P(A) = 1 - P(A^c) = 0.2`; not unknowns alone beside a number, nor
    sets that are written out."""
    if isinstance(left, Apply) and left.op != "set" and members(left) is not None:
        return False
    vectors = any((domain := names.domain(id)) and domain.kind == "vector" for id in free_names(left))
    unknown = UNKNOWNS.issuperset(free_names(left)) and facts(left).words.isdisjoint(OF_VECTORS) and not vectors
    return bool(_own(left, right, names)) and (not unknown or bool(free_names(right)))


def _own(left: Expr, right: Expr, names: Names) -> set[str]:
    told = names.declared - names.abstract if free_names(right) else set()
    return set(free_names(left)) - CONSTANTS - NO_LETTERS - told - set(free_names(right))


def _number_last(term: Expr) -> bool:
    return isinstance(term, Apply) and term.op == "mul" and any(isinstance(f, Number) for f in term.args[1:])


def is_changed(left: Expr, right: Expr) -> bool:
    """Whether a left side is one letter with which something is done, so that its value is another than that of the
    letter: `2v`, `v^2`, `-A`, `1/v`, `e^A`; `A^c` and `f(x)` beside a set. Names of their own are `sigma^2`, and
    `A^{-1}` beside a matrix."""
    shape = _shape(right)
    if shape in SETS and _makes_another_set(left):
        return True
    match left:
        case Apply("abs", (Name() | Apply("mul" | "cross"),)) if shape in ARRAYS:
            return True
        case Apply("tuple", (Name(), *_) as names):
            return _out_of_order(names)
        case Apply(op, _) if op in OF_NUMBERS:
            return shape in SETS | ARRAYS
        case Apply("pow", (Name(id), Number("2"))) if base_letter(id) in SQUARED:
            return False
        case Apply("log", (Name(id),)) if base_letter(id) in OBJECTIVES:  # `log L = n log(a) - …`
            return not free_names(right)
        case Apply("mul", (Name(), Number())):  # `v(3)`
            return False
        case Apply("pow", (Number("2"), Name(id))) if shape == "set" and id[0].isupper():
            return False
        case Apply("pow", (Name(), Apply("neg", (Number("1"),)))):
            return not any(isinstance(node, Matrix) or kind_of(node) in ARRAYS for node in walk(right))
    plain = UNITS if shape in ARRAYS else UNITS - {"I", "E"}
    return not _is_letter(left) and _is_under(left, plain)


def _shape(right: Expr) -> str:
    """The kind of a side; a multiple of an array is one."""
    match right:
        case Apply("mul" | "neg" | "div", args):
            return next((kind for arg in args if (kind := kind_of(arg)) in ARRAYS), kind_of(right))
    return kind_of(right)


def _out_of_order(names: tuple[Expr, ...]) -> bool:
    """`(y, x)`, `(x_2, x_1)`: not the order in which a point is written."""
    known = [name.id for name in names if isinstance(name, Name)]
    numbered = {name.partition("_")[0] for name in known}
    ordered = UNKNOWNS.issuperset(known) or (len(numbered) == 1 and all("_" in name for name in known))
    return ordered and known != sorted(known)


def _makes_another_set(left: Expr) -> bool:
    match left:
        case Apply("complement" | "abs" | "prime", (Name(), *_)) | Apply("pow", (Name(), Name("c"))):
            return True
        case Call(Name(), (Name("x" | "y" | "z" | "t"),)):
            return True
        case Name(id):
            return id.startswith("bar(")
    return False


def base_letter(name: str) -> str:
    """`hat(sigma)_1` -> `sigma`."""
    return name.split("_", 1)[0].rpartition("(")[2].rstrip(")")


def _is_letter(expr: Expr) -> bool:
    """A letter, or what names one value as a letter does: `f(x)`, `f'(2)`, `A^T`, `P(A)`, `E[X]`."""
    match expr:
        case Name(id):
            return id not in CONSTANTS
        case Apply(op, _) if op in OF_NUMBERS:
            return True
        case (
            Call()
            | Apply("probability", _)
            | Apply("expectation" | "transpose" | "prime" | "dot_over", (Name(), *_))
        ):
            return True
    return False


def _is_under(expr: Expr, plain: frozenset[str]) -> bool:
    """Whether it is a letter, or made of one letter and plain numbers; `\\ln L(theta)` names a likelihood."""
    match expr:
        case Apply("log", (Call() | Apply("probability"), *_)):
            return False
        case Apply(op, args) if op in DONE:
            letters = {arg for arg in args if not _is_plain(arg, plain)}
            return len(letters) == 1 and _is_under(letters.pop(), plain)
    return _is_letter(expr)


def _is_plain(expr: Expr, plain: frozenset[str]) -> bool:
    """A number that is typed in digits, the base of natural logarithms, or a unit matrix."""
    match expr:
        case Number():
            return True
        case Name(id):
            return id.partition("_")[0] in plain
        case Apply("neg" | "div" | "mul", args):
            return all(_is_plain(arg, plain) for arg in args)
    return False


def is_letter(subject: Expr | None) -> bool:
    """Whether the members of a set are said to be values of a letter, of several, or of nothing."""
    match subject:
        case Name():
            return not _makes_another_set(subject)
        case None | Index(Name()):
            return True
        case Apply("tuple", names):
            return all(map(is_letter, names))
    return False


def bounds_all(expr: Expr) -> bool:
    """`x != 1, 2, 3`: a relation that is no equality, said of the values that follow as well."""
    match expr:
        case Apply("sequence" | "and" | "or", args):
            ordered = (isinstance(arg, Chain) and not ORDERS.isdisjoint(arg.relations) for arg in args)
            return any(ordered) and any(not isinstance(arg, Chain) for arg in args)
    return False


def is_other_function(expected: Expr, student: Expr) -> bool:
    """Whether `f(x) := …` was asked and `g(x) := …` was answered."""
    match expected, student:
        case (
            Chain((Call(ours, args) as left, right), ("defines" | "=",)),
            Chain((Call(theirs, same) as mine, value), ("defines" | "=",)),
        ):
            named = names_answer(left, [right], ()) and names_answer(mine, [value], ())
            return named and ours != theirs and args == same and left not in walk(value)
    return False


def definition(expr: Expr) -> tuple[Expr, Expr] | None:
    """The two sides of an equation whose one side only names what is computed."""
    match expr:
        case Chain((left, right), ("=" | "defines" | "approx",)):
            if names_answer(left, [right], ()):
                return left, right
            if isinstance(right, Name) and names_answer(right, [left], ()):
                return right, left
    return None


def is_graph(left: Expr, right: Expr) -> bool:
    """`y` and `f(x)` name one thing."""
    return any(a == Name("y") and isinstance(b, Call) for a, b in ((left, right), (right, left)))
