"""What a formula looks like, seen from the table of kinds."""

from __future__ import annotations

from grader.answer.value.numbers.units import is_unit_text
from grader.notation.tree import (
    Apply,
    Bind,
    Call,
    Chain,
    Expr,
    Interval,
    Matrix,
    Name,
    Number,
    Text,
    children,
    facts,
    walk,
)
from grader.notation.words.letters import SPANS

CONSTANTS = frozenset({"pi", "e", "i", "infinity", "euler_gamma"})
NO_SOLUTION = frozenset(
    {"none", "no solution", "no solutions", "no real solution", "no real solutions", "empty set",
     "keine lösung", "keine lösungen", "keine reelle lösung", "keine reellen lösungen", "leere menge"}
)  # fmt: skip
TRUTHS = frozenset({"true", "false"})
STATED = frozenset({"=", "approx", "defines", "propto", "subset", "subseteq", "superset", "superseteq"})
"""Relations of which a chain states something; orders and membership have a kind of their own."""
CONNECTIVES = frozenset({"and", "or", "not", "xor", "implies", "iff"})
ORDERS = frozenset({"<", "<=", ">", ">=", "!="})
SETS_OF_NUMBERS = frozenset({"reals", "rationals", "integers", "naturals", "complexes"})
OPERATIONS_ON_SETS = frozenset({"union", "intersection", "setminus", "complement"})
ARITHMETIC = frozenset({"add", "mul", "neg", "div", "pow", "sqrt"})
FORMULA = ARITHMETIC | {
    "root", "exp", "log", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh",
    "tanh", "abs", "factorial", "binomial",
}  # fmt: skip
PARTS_OF_SETS = frozenset(
    f"{base}_{part}"
    for base in SETS_OF_NUMBERS
    for part in ("0", "plus", "minus", "star", "positive", "negative", "nonnegative", "nonpositive")
)
"""Names such as `reals_plus`, by which the reader says what a sign above or below leaves of such a set."""
NO_LETTERS = TRUTHS | SETS_OF_NUMBERS | PARTS_OF_SETS | {"empty", "infinity", "none", "all"}
NOT_NUMBERS = CONNECTIVES | OPERATIONS_ON_SETS | {"set", "list", "tuple", "sequence", "ellipsis", "nabla"}
VALUES = ("number", "expression", "matrix", "logic", "quantity")
"""What `kind_of` calls what is one value."""


def unwrapped(expr: Expr) -> Expr:
    """What stands in a box or behind a plus sign; `none` and `all` as the sets that they mean; `x = {1, 2}`, of a
    small letter, as `x in {1, 2}`."""
    while isinstance(expr, Apply) and expr.op in ("boxed", "pos") and len(expr.args) == 1:
        expr = expr.args[0]
    if isinstance(expr, Number) or (isinstance(expr, Apply) and expr.op != "mul"):
        return expr
    match expr:
        case Name("none"):
            return Name("empty")
        case Text(said) if bare_words(said) in NO_SOLUTION:
            return Name("empty")
        case Name("all") | Text("all" | "all real numbers") | Apply("mul", (Name("a"), Name("l"), Name("l"))):
            return Name("reals")
        case Chain((Name(id), Apply("set" | "union", (_, *_)) | Interval()) as sides, ("=",)) if (
            id[0].islower() and id not in CONSTANTS | NO_LETTERS
        ):
            return Chain(sides, ("in",))
    return expr


def is_formula(expr: Expr) -> bool:
    """Whether nothing occurs but numbers, letters and functions of them: no list, set, statement, unit or box."""
    held = facts(expr)
    return held.plain and held.words <= FORMULA and NO_LETTERS.isdisjoint(held.names)


def bare_words(said: str) -> str:
    """Words of an answer without what only makes a sentence of them."""
    words = " ".join(said.casefold().split()).strip(" .!()")
    for opening in ("there is ", "there are ", "it has ", "has ", "es gibt ", "die ", "the "):
        words = words.removeprefix(opening)
    return words


def kind_of(expr: Expr) -> str:
    """The name of the kind that an answer of this shape belongs to."""
    expr = unwrapped(expr)
    if isinstance(expr, Number):
        return "number"
    if isinstance(expr, Apply) and expr.op in ARITHMETIC and not isinstance(expr.args[-1], Text):
        return "number" if is_number(expr) else "set" if is_span(expr.args[0]) else "expression"
    match expr:
        case Chain() as chain:
            return _kind_of_chain(chain)
        case Apply("and" | "or", args) if all(is_number(arg) for arg in args):
            return "list"
        case Apply(op, args) if op in CONNECTIVES:
            return _kind_of_statement(args)
        case Apply("mul", (*_, Text(label))) if is_unit_text(label):
            return "quantity"
        case Name(id) if id in TRUTHS:
            return "logic"
        case Apply("set", _) | Name("empty"):
            return "set"
        case Interval() | Name("reals"):
            return "interval"
        case Name(id) if id in PARTS_OF_SETS or id in SETS_OF_NUMBERS:
            return "interval" if id.startswith("reals") else "set"
        case Apply(op, args) if op in OPERATIONS_ON_SETS:
            return "interval" if any(_of_numbers(node) for node in walk(expr)) else "set"
        case Bind("set_of", _, (Name("integers" | "naturals" | "naturals_0" | "naturals_plus"),), _):
            return "set"
        case Bind("set_of", letters, _, _):
            return "interval" if len(letters) == 1 else "set"
        case Call(Name(), _) if is_span(expr.function):
            return "set"
        case Bind("map_set", _, _, _):
            return "set"
        case Apply("where", (main, Chain((Name(), Name("integers")), ("in",)))):
            return "system" if isinstance(main, Chain) else kind_of(main)
        case Matrix():
            return "matrix"
        case Apply("sequence", (Apply("or", mains), Chain((Name(), Name("integers")), ("in",)))):
            return "system" if all(isinstance(main, Chain) for main in mains) else "list"
        case Apply("list" | "tuple" | "sequence", args):
            return "system" if args and all(isinstance(arg, Chain) for arg in args) else "list"
        case other:
            return "number" if is_number(other) else "expression"


def is_by_rows(expr: Expr | None) -> bool:
    """`[[1, 2], [3, 4]]`: rows of one length, as a matrix is typed."""
    match expr:
        case Apply("list", (Apply("list", (_, *_) as first), *_) as rows):
            return all(isinstance(row, Apply) and row.op == "list" and len(row.args) == len(first) for row in rows)
    return False


def is_span(expr: Expr) -> bool:
    """Whether it is the word before vectors that span a subspace."""
    match expr:
        case Name(word) | Text(word):
            return word in SPANS
    return False


def _of_numbers(node: Expr) -> bool:
    return isinstance(node, Interval) or (isinstance(node, Name) and node.id in SETS_OF_NUMBERS)


def _kind_of_chain(chain: Chain) -> str:
    if set(chain.relations) == {"to"}:
        return "logic"
    if any(relation in ORDERS for relation in chain.relations):
        return "inequality"
    if all(relation in ("in", "notin") for relation in chain.relations):
        return "inequality"
    if isinstance(chain.operands[0], Name) and isinstance(last := chain.operands[-1], Apply) and last.op == "mod":
        return "equation"
    return "equation" if not STATED.isdisjoint(chain.relations) else "expression"


def _kind_of_statement(parts: tuple[Expr, ...]) -> str:
    chains = [node for part in parts for node in walk(part) if isinstance(node, Chain)]
    if not chains:
        return "logic"
    kinds = {_kind_of_chain(chain) for chain in chains}
    return "inequality" if "inequality" in kinds else "equation"


def is_number(expr: Expr, bound: frozenset[Expr] = frozenset()) -> bool:
    """Whether nothing in it stands for something unknown: no name but constants and what is `bound`."""
    held = facts(expr)
    if held.plain and not bound:
        return CONSTANTS.issuperset(held.names) and held.words.isdisjoint(NOT_NUMBERS)
    if isinstance(expr, Name):
        return expr.id in CONSTANTS or expr in bound
    if isinstance(expr, Apply):
        if expr.op in NOT_NUMBERS:
            return False
    elif isinstance(expr, Bind):
        bound = bound.union(expr.variables)
    else:
        return isinstance(expr, Number)
    return all(is_number(child, bound) for child in children(expr))


def is_collection(expr: Expr) -> bool:
    """Whether it is several things in brackets or rows."""
    match expr:
        case Apply("set" | "list" | "tuple" | "sequence") | Matrix():
            return True
    return False
