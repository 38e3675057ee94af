"""How an expression looks on paper: Expr -> Box, for the LaTeX and MathML writers.

A box is a tuple whose first entry names it:
    ("row", boxes…) ("ident", s) ("number", s) ("op", s) ("words", s) ("space",) ("fence", open, box, close)
    ("frac", a, b) ("root", a) ("root", a, n) ("sup", a, b) ("sub", a, b) ("under", a, b) ("underover", a, b, c)
    ("accent", mark, a) ("frame", a) ("table", rows) ("primed", a, times) ("binomial", a, b) ("determinant", rows)
    ("conjugate", a) ("single", a) ("modulus", a) ("interval", ends, closed low, closed high) ("inner", a, b)
    ("said", a word of ours)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from grader.notation.output.builders import letters, listed
from grader.notation.output.name_boxes import name_box
from grader.notation.output.precedence import ADD, ATOM, LOGIC, MUL, POSTFIX, POW, RELATION, SEQUENCE, UNARY, level
from grader.notation.output.spelling import is_arrow
from grader.notation.tree import (
    Apply,
    Bind,
    Call,
    Chain,
    Expr,
    Index,
    Interval,
    Matrix,
    Name,
    Number,
    Text,
    reach,
)
from grader.notation.words.letters import SPANS

Box: TypeAlias = tuple[Any, ...]
Writer: TypeAlias = "Callable[[str, tuple[Expr, ...]], Box | None]"
"""Nothing where these arguments have no form of their own."""

INVISIBLE_TIMES = "\u2062"
INFIX = {
    "plus_minus": "±", "minus_plus": "∓", "mod": "mod", "union": "∪", "intersection": "∩", "setminus": "∖",
    "cartesian": "×", "and": "∧", "or": "∨", "xor": "⊕", "implies": "⇒", "iff": "⇔", "given": "∣",
    "cross": "×", "hadamard": "⊙", "outer": "⊗", "add": "+", "mul": "·",
}  # fmt: skip
CONNECTIVES = frozenset({"and", "or", "xor", "implies", "iff"})
LOGICAL = frozenset({"not", "xor", "implies", "iff"})
LETTERS = (Name, Call, Index, Text, Bind)
"""What may be a statement by itself."""
FENCES = {
    "abs": ("|", "|"), "norm": ("‖", "‖"), "floor": ("⌊", "⌋"), "ceiling": ("⌈", "⌉"),
    "tuple": ("(", ")"), "list": ("[", "]"), "set": ("{", "}"),
}  # fmt: skip
POSTFIXES = {"factorial": "!", "double_factorial": "!!", "percent": "%", "degrees": "°"}
PREFIXES = {"neg": "−", "pos": "+", "pm": "±", "mp": "∓", "not": "¬", "nabla": "∇"}
OPERATORS = {
    "probability": ("ident", "P"), "expectation": ("ident", "E"), "variance": ("op", "Var"),
    "covariance": ("op", "Cov"), "entropy": ("ident", "H"), "mutual_information": ("ident", "I"),
    "kl": ("sub", ("ident", "D"), ("words", "KL")), "normal": ("accent", "cal", ("ident", "N")),
}  # fmt: skip
SQUARE = frozenset({"expectation", "variance"})
BIG = {"sum": "∑", "product": "∏", "union_over": "⋃", "integral": "∫", "limit": "lim"}
OVER = {"argmax": "arg max", "argmin": "arg min", "maximum": "max", "minimum": "min"}
ENDS_AT_PLUS = frozenset({"sum", "product", "union_over", "integral", "diff", "partial", "limit"})
"""What these bind reaches to the next plus or minus, so that they need no brackets among terms."""
QUANTIFIERS = {"forall": "∀", "exists": "∃"}
RELATIONS = {
    "!=": "≠", "<=": "≤", ">=": "≥", "approx": "≈", "equiv": "≡", "propto": "∝", "sim": "∼", "in": "∈",
    "notin": "∉", "subset": "⊂", "subseteq": "⊆", "to": "→", "defines": "≔",
}  # fmt: skip


def layout(expr: Expr) -> Box:
    """The box of an expression."""
    match expr:
        case Number(text):
            return ("number", text)
        case Name(name):
            return name_box(name)
        case Text(text):
            return ("words", text)
        case Apply(op, args):
            return _apply(op, args)
        case Call(Name(word), vectors, ()) if word in SPANS:
            return ("row", ("ident", word), ("fence", "{", commas(vectors), "}"))
        case Call(function, args, given):
            inside = commas(args)
            if given:
                inside = ("row", inside, ("op", ";"), commas(given))
            return ("row", at_least(function, POSTFIX), ("fence", "(", inside, ")"))
        case Index(base, (Apply("list", (Name() | Number() as rank,)),)):
            return ("sub", at_least(base, ATOM), ("fence", "(", layout(rank), ")"))
        case Index(base, indices, raised=True):
            return ("sup", at_least(base, ATOM), ("fence", "(", commas(indices), ")"))
        case Index(base, indices):
            return ("sub", at_least(base, ATOM), commas(indices))
        case Bind():
            return _bind(expr)
        case Chain(operands, relations):
            row: list[Box] = [at_least(operands[0], RELATION + 1)]
            for relation, operand in zip(relations, operands[1:], strict=True):
                row += [("op", RELATIONS.get(relation, relation)), *_side(relation, operand)]
            return ("row", *row)
        case Interval(low, high, closed_low, closed_high):
            return ("interval", commas((low, high)), closed_low, closed_high)
        case Matrix(rows):
            return ("fence", "(", ("table", tuple(tuple(map(layout, row)) for row in rows)), ")")


def _side(relation: str, operand: Expr) -> tuple[Box, ...]:
    match operand:
        case Apply("mod", (value, modulus)) if relation == "equiv":
            return (at_least(value, ADD), ("modulus", layout(modulus)))
    return (at_least(operand, RELATION + 1),)


def at_least(expr: Expr, wanted: int) -> Box:
    """The box of an operand, in brackets where it binds more loosely than its place demands, or where a second
    exponent would stand beside a first."""
    box = layout(expr)
    tight = level(expr) >= wanted and not (wanted == POW + 1 and isinstance(expr, Index) and expr.raised)
    return box if tight else ("fence", "(", box, ")")


def commas(items: tuple[Expr, ...]) -> Box:
    row: list[Box] = []
    for item in items:
        row += [("op", ","), at_least(item, SEQUENCE + 1)] if row else [at_least(item, SEQUENCE + 1)]
    return row[0] if len(row) == 1 else ("row", *row)


def _apply(op: str, args: tuple[Expr, ...]) -> Box:
    """By the table of its words where that knows these arguments, else its name before a bracket."""
    write = WRITERS.get(op)
    box = write(op, args) if write else None
    if box is not None:
        return box
    opening, closing = "[]" if op in SQUARE else "()"
    return ("row", OPERATORS.get(op, ("op", op)), ("fence", opening, commas(args), closing))


def _fenced(op: str, args: tuple[Expr, ...]) -> Box | None:
    opening, closing = FENCES[op]
    if op == "list" and len(args) == 1:
        return ("single", layout(args[0]))
    return ("fence", opening, commas(args), closing)


def _measured(op: str, args: tuple[Expr, ...]) -> Box | None:
    match args:
        case (Matrix(),) if op == "abs":  # bars around a matrix are its determinant
            return None
        case (a, p) if op == "norm":
            return ("sub", ("fence", "‖", layout(a), "‖"), layout(p))
        case (a,):
            opening, closing = FENCES[op]
            return ("fence", opening, layout(a), closing)
    return None


def _behind(op: str, args: tuple[Expr, ...]) -> Box | None:
    return ("row", at_least(args[0], POSTFIX), ("op", POSTFIXES[op])) if len(args) == 1 else None


def _before(op: str, args: tuple[Expr, ...]) -> Box | None:
    wanted = UNARY + 1 if op != "not" else ATOM if is_arrow(args[0]) else LOGIC + 5
    return ("row", ("op", PREFIXES[op]), at_least(args[0], wanted)) if len(args) == 1 else None


def _two(box: Callable[[Expr, Expr], Box]) -> Writer:
    return lambda op, args: box(*args) if len(args) == 2 else None


def _one(box: Callable[[Expr], Box]) -> Writer:
    return lambda op, args: box(args[0]) if len(args) == 1 else None


def _prime(f: Expr, order: Expr) -> Box:
    if isinstance(order, Number) and int(order.text) <= 9:
        return ("primed", at_least(f, ATOM), int(order.text))
    return ("sup", at_least(f, ATOM), ("fence", "(", layout(order), ")"))


def _determinant(op: str, args: tuple[Expr, ...]) -> Box | None:
    match args:
        case (Matrix(rows),):
            return ("determinant", tuple(tuple(map(layout, row)) for row in rows))
    return None


def _dot_over(op: str, args: tuple[Expr, ...]) -> Box | None:
    match args:
        case (f, Number(order)):
            return ("accent", "ddot" if order == "2" else "dot", layout(f))
    return None


def _condition(value: Expr, condition: Expr) -> Box:
    return ("row", layout(value), ("said", "if"), layout(condition))


def _logarithm(argument: Expr, base: Expr) -> Box:
    return ("row", ("sub", ("op", "log"), layout(base)), ("fence", "(", layout(argument), ")"))


def _divergence(p: Expr, q: Expr) -> Box:
    return ("row", OPERATORS["kl"], ("fence", "(", ("row", layout(p), ("op", "‖"), layout(q)), ")"))


def _sum(args: tuple[Expr, ...]) -> Box:
    row: list[Box] = []
    for number, arg in enumerate(args):
        match arg:
            case Bind() if reach(args, number) > number:
                row += [*([("op", "+")] if row else []), ("fence", "(", layout(arg), ")")]
            case Apply("neg", (a,)) if row:
                row += [("op", "−"), at_least(a, MUL)]
            case Bind(op) if row and op in ENDS_AT_PLUS:
                row += [("op", "+"), layout(arg)]
            case _ if row:
                row += [("op", "+"), at_least(arg, UNARY + 1)]
            case _:
                row.append(at_least(arg, ADD + 1))
    return ("row", *row)


def _product(args: tuple[Expr, ...]) -> Box:
    row: list[Box] = []
    for before, arg in zip((None, *args), args, strict=False):
        box = at_least(arg, MUL + 1 if not _is_fraction(arg) else MUL)
        if before is not None and (isinstance(arg, Text) or isinstance(before, Text)):  # `23 m/s`
            row.append(("space",))
        elif before is not None:
            row.append(("op", INVISIBLE_TIMES if _may_touch(before, arg) else "·"))
        row.append(box)
    return ("row", *row)


def _may_touch(left: Expr, right: Expr) -> bool:
    """`2x`, `3σ(x)`, `xy`: a number or letter before a letter needs no dot."""
    if left == Name("d"):  # it would begin a differential
        return False
    match right:
        case Apply("pow" | "prime", (base, _)):
            return _may_touch(left, base)
        case Name() | Call() | Index():
            return isinstance(left, Number) or (isinstance(left, Name) and isinstance(right, Name))
        case _:
            return False


def _is_fraction(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op == "div"


def _infix(op: str, args: tuple[Expr, ...]) -> Box | None:
    if len(args) < 2:
        return None
    sign: Box = ("said", op) if op in ("and", "or") and _no_proposition(Apply(op, args)) else ("op", INFIX[op])
    row: list[Box] = []
    for arg in args:
        if row:
            row.append(sign)
        doubtful = op in CONNECTIVES and is_arrow(arg)
        row.append(at_least(arg, ATOM if doubtful else level(Apply(op, args)) + 1))
    return ("row", *row)


def _no_proposition(expr: Expr) -> bool:
    """`2 and -2`, `x = 1 or x = 2`: between answers it is a word, and no sign of logic."""
    match expr:
        case Apply("and" | "or", args):
            logical = any(isinstance(arg, Apply) and arg.op in LOGICAL for arg in args)
            return not logical and any(map(_no_proposition, args))
        case Apply(op):
            return op not in LOGICAL
    return not isinstance(expr, LETTERS)


def _case_rows(args: tuple[Expr, ...]) -> tuple[tuple[Box, ...], ...]:
    pairs = [(layout(args[k]), layout(args[k + 1])) for k in range(0, len(args) - 1, 2)]
    if len(args) % 2:
        pairs.append((layout(args[-1]), ("said", "otherwise")))
    return tuple(pairs)


WRITERS: dict[str, Writer] = {
    **dict.fromkeys(INFIX, _infix),
    **dict.fromkeys(("tuple", "list", "set"), _fenced),
    **dict.fromkeys(("abs", "norm", "floor", "ceiling"), _measured),
    **dict.fromkeys(POSTFIXES, _behind),
    **dict.fromkeys(PREFIXES, _before),
    "add": lambda op, args: _sum(args),
    "mul": lambda op, args: _product(args),
    "sequence": lambda op, args: commas(args),
    "mod": _two(lambda a, b: ("row", at_least(a, MUL), ("op", "mod"), at_least(b, MUL + 1))),
    "div": _two(lambda a, b: ("frac", layout(a), layout(b))),
    "pow": _two(lambda a, b: ("sup", at_least(a, POW + 1), layout(b))),
    "sqrt": _one(lambda a: ("root", layout(a))),
    "root": _two(lambda a, n: ("root", layout(a), layout(n))),
    "binomial": _two(lambda n, k: ("binomial", layout(n), layout(k))),
    "prime": _two(_prime),
    "det": _determinant,
    "where": _two(_condition),
    "dot_over": _dot_over,
    "transpose": _one(lambda a: ("sup", at_least(a, POW + 1), ("op", "⊤"))),
    "conjugate": _one(lambda a: ("conjugate", layout(a))),
    "complement": _one(lambda a: ("sup", at_least(a, POW + 1), ("ident", "c"))),
    "boxed": _one(lambda a: ("frame", layout(a))),
    "ellipsis": lambda op, args: None if args else ("op", "⋯"),
    "log": _two(_logarithm),
    "kl": _two(_divergence),
    "inner": _two(lambda a, b: ("inner", layout(a), layout(b))),
    "indicator": _one(lambda a: ("row", ("number", "1"), ("fence", "{", layout(a), "}"))),
    "cases": lambda op, args: ("fence", "{", ("table", _case_rows(args)), ""),
}
"""Words that have a form of their own on paper, where they have as many arguments as it shows."""


def _bind(expr: Bind) -> Box:
    op, bounds, variables = expr.op, expr.bounds, commas(expr.variables)
    body = at_least(expr.body, MUL)
    if not expr.variables and op in BIG:
        return ("row", ("op", BIG[op]), body)
    if not expr.variables and op in {"diff", "partial"}:
        return ("row", ("op", op), ("fence", "(", layout(expr.body), ")"))
    if op in {"sum", "product", "union_over"}:
        sign: Box = ("op", BIG[op])
        if len(bounds) == 2:
            lower = ("row", variables, ("op", "="), layout(bounds[0]))
            return ("row", ("underover", sign, lower, layout(bounds[1])), body)
        return ("row", ("under", sign, _member(variables, bounds)), body)
    match op, bounds:
        case (("diff" | "partial"), _):
            return _derivative("d" if op == "diff" else "∂", variables, bounds, expr.body)
        case "gradient", _:
            return ("row", ("sub", ("op", "∇"), variables), at_least(expr.body, UNARY + 1))
        case "integral", _:
            sign = ("underover", ("op", "∫"), *map(layout, bounds)) if len(bounds) == 2 else ("op", "∫")
            return ("row", sign, body, ("space",), ("ident", "d"), variables)
        case "limit", (target, *side):
            row: list[Box] = [variables, ("op", "→"), layout(target)]
            if side:
                row[2] = ("sup", row[2], layout(side[0]))
            return ("row", ("under", ("op", "lim"), ("row", *row)), body)
        case "at", (value,):
            where = ("row", variables, ("op", "="), layout(value))
            return ("sub", ("fence", "", layout(expr.body), "|"), where)
        case (("expectation" | "variance"), (distribution,)):
            below = ("row", variables, ("op", "∼"), layout(distribution))
            return ("row", ("sub", OPERATORS[op], below), ("fence", "[", layout(expr.body), "]"))
        case "set_of", _:
            before = letters(expr)
            member = _member(variables if before is None else layout(before), bounds)
            return ("fence", "{", ("row", member, ("op", "∣"), commas(listed(expr.body))), "}")
        case "map_set", (condition,):
            return ("fence", "{", ("row", layout(expr.body), ("op", "∣"), commas(listed(condition))), "}")
        case "map", _:
            before = letters(expr)
            return ("row", variables if before is None else layout(before), ("op", "↦"), layout(expr.body))
    if op in OVER:
        return ("row", ("under", ("op", OVER[op]), _member(variables, bounds)), body)
    if op in QUANTIFIERS:
        return ("row", ("op", QUANTIFIERS[op]), _member(variables, bounds), ("op", ":"), layout(expr.body))
    return ("row", ("op", op), ("fence", "(", ("row", layout(expr.body), ("op", ","), variables), ")"))


def _member(variables: Box, bounds: tuple[Expr, ...]) -> Box:
    """`x ∈ A`, or the condition that stands for a set, or the letter alone."""
    match bounds:
        case (Chain() as condition, *_):
            return layout(condition)
        case (place, *_):
            return ("row", variables, ("op", "∈"), layout(place))
    return variables


def _derivative(d: str, variables: Box, bounds: tuple[Expr, ...], body: Expr) -> Box:
    above: Box = ("op", d) if d == "∂" else ("ident", d)
    below: Box = ("row", above, variables)
    match bounds:
        case (Number("1"),) | ():
            pass
        case (order, *_):
            above = ("sup", above, layout(order))
            below = ("row", ("op", d) if d == "∂" else ("ident", d), ("sup", variables, layout(order)))
    if isinstance(body, Name | Index | Call) and level(body) == ATOM:
        return ("frac", ("row", above, layout(body)), below)
    return ("row", ("frac", above, below), at_least(body, MUL + 1))
