"""How an expression looks on paper: Expr -> Box, for the LaTeX and MathML writers.

A box is a tuple whose first entry names it:
    ("row", boxes…) ("ident", s) ("number", s) ("op", s) ("words", s) ("space",) ("fence", open, box, close)
    ("frac", a, b) ("root", a) ("root", a, n) ("sup", a, b) ("sub", a, b) ("under", a, b) ("underover", a, b, c)
    ("accent", mark, a) ("frame", a) ("table", rows) ("primed", a, times) ("binomial", a, b) ("determinant", rows)
    ("conjugate", a) ("single", a)
"""

from __future__ import annotations

from typing import Any, TypeAlias

from grader.notation.output.number_sets import part_box
from grader.notation.output.precedence import ADD, ATOM, LOGIC, MUL, POSTFIX, POW, RELATION, SEQUENCE, UNARY, level
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

Box: TypeAlias = tuple[Any, ...]

INVISIBLE_TIMES = "\u2062"
ACCENTS = frozenset({"hat", "bar", "tilde", "vec", "dot", "ddot", "bold", "cal", "bb", "underline"})
INFIX = {
    "plus_minus": "±", "minus_plus": "∓", "mod": "mod", "union": "∪", "intersection": "∩", "setminus": "∖",
    "cartesian": "×", "and": "∧", "or": "∨", "xor": "⊕", "implies": "⇒", "iff": "⇔", "given": "∣",
    "cross": "×", "hadamard": "⊙", "outer": "⊗", "add": "+", "mul": "·",
}  # fmt: skip
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
                row += [("op", RELATIONS.get(relation, relation)), at_least(operand, RELATION + 1)]
            return ("row", *row)
        case Interval(low, high, closed_low, closed_high):
            return ("interval", commas((low, high)), closed_low, closed_high)
        case Matrix(rows):
            return ("fence", "(", ("table", tuple(tuple(map(layout, row)) for row in rows)), ")")


def name_box(name: str) -> Box:
    """`x_1`, `hat(p)_data`, `theta`: an accented letter with a subscript."""
    base, _, sub = _split_subscript(name)
    box: Box
    accent, bracket, inside = base.partition("(")
    if accent == "Delta" and bracket:
        box = ("row", ("ident", accent), name_box(inside[:-1]))
    elif bracket and base.endswith(")") and accent in ACCENTS:
        box = ("accent", accent, name_box(inside[:-1]))
    else:
        box = ("ident", base)
    if not sub:
        return box
    return part_box(box, base, sub) or ("sub", box, _subscript(sub))


def _split_subscript(name: str) -> tuple[str, str, str]:
    depth = 0
    for at, char in enumerate(name):
        depth += (char == "(") - (char == ")")
        if char == "_" and depth == 0 and at:
            return name[:at], "_", name[at + 1 :]
    return name, "", ""


def _subscript(sub: str) -> Box:
    if sub.isdigit():
        return ("number", sub)
    return ("ident", sub) if len(sub) == 1 else ("words", sub)


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
    known = _by_table(op, args)
    if known is not None:
        return known
    match op, args:
        case "add", _:
            return _sum(args)
        case "mul", _:
            return _product(args)
        case "mod", (a, b):  # in a sum it would end the last term: always in brackets
            return ("fence", "(", ("row", at_least(a, MUL), ("op", "mod"), at_least(b, MUL + 1)), ")")
        case "list", (a,):
            return ("single", layout(a))
        case "div", (a, b):
            return ("frac", layout(a), layout(b))
        case "pow", (a, b):
            return ("sup", at_least(a, POW + 1), layout(b))
        case "sqrt", (a,):
            return ("root", layout(a))
        case "root", (a, n):
            return ("root", layout(a), layout(n))
        case "binomial", (n, k):
            return ("binomial", layout(n), layout(k))
        case "prime", (f, Number(order)) if int(order) <= 9:
            return ("primed", at_least(f, ATOM), int(order))
        case "prime", (f, order):
            return ("sup", at_least(f, ATOM), ("fence", "(", layout(order), ")"))
        case "det", (Matrix(rows),):
            return ("determinant", tuple(tuple(map(layout, row)) for row in rows))
        case "norm", (a, p):
            return ("sub", ("fence", "‖", layout(a), "‖"), layout(p))
        case "where", (value, condition):
            return ("row", layout(value), ("space",), ("words", "if"), ("space",), layout(condition))
        case "dot_over", (f, Number(order)):
            return ("accent", "ddot" if order == "2" else "dot", layout(f))
        case "transpose", (a,):
            return ("sup", at_least(a, POW + 1), ("op", "⊤"))
        case "conjugate", (a,):
            return ("conjugate", layout(a))
        case "complement", (a,):
            return ("sup", at_least(a, POW + 1), ("ident", "c"))
        case "boxed", (a,):
            return ("frame", layout(a))
        case "ellipsis", ():
            return ("op", "⋯")
        case "sequence", _:
            return commas(args)
        case "log", (a, b):
            return ("row", ("sub", ("op", "log"), layout(b)), ("fence", "(", layout(a), ")"))
        case "kl", (p, q):
            return ("row", OPERATORS["kl"], ("fence", "(", ("row", layout(p), ("op", "‖"), layout(q)), ")"))
        case "inner", (a, b):
            return ("inner", layout(a), layout(b))
        case "indicator", (a,):
            return ("row", ("number", "1"), ("fence", "{", layout(a), "}"))
        case "cases", _:
            return ("fence", "{", ("table", _case_rows(args)), "")
        case _ if op in INFIX and len(args) > 1:
            return _infix(op, args)
    head = OPERATORS.get(op, ("op", op))
    opening, closing = "[]" if op in SQUARE else "()"
    return ("row", head, ("fence", opening, commas(args), closing))


def _by_table(op: str, args: tuple[Expr, ...]) -> Box | None:
    """What stands between signs, behind one or before one."""
    if op == "list" and len(args) == 1:
        return None
    bars = not (op == "abs" and isinstance(args[0], Matrix))  # bars around a matrix are its determinant
    if op in FENCES and bars and (len(args) == 1 or op not in {"abs", "norm", "floor", "ceiling"}):
        opening, closing = FENCES[op]
        return ("fence", opening, commas(args), closing)
    if op in POSTFIXES and len(args) == 1:
        return ("row", at_least(args[0], POSTFIX), ("op", POSTFIXES[op]))
    if op in PREFIXES and len(args) == 1:
        wanted = LOGIC + 5 if op == "not" else UNARY + 1
        return ("row", ("op", PREFIXES[op]), at_least(args[0], wanted))
    return None


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
        if before is not None and isinstance(arg, Text) and isinstance(before, Number):  # `23 m/s`
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


def _infix(op: str, args: tuple[Expr, ...]) -> Box:
    row: list[Box] = []
    for arg in args:
        if row:
            row.append(("op", INFIX[op]))
        row.append(at_least(arg, level(Apply(op, args)) + 1))
    return ("row", *row)


def _case_rows(args: tuple[Expr, ...]) -> tuple[tuple[Box, ...], ...]:
    pairs = [(layout(args[k]), layout(args[k + 1])) for k in range(0, len(args) - 1, 2)]
    if len(args) % 2:
        pairs.append((layout(args[-1]), ("words", "otherwise")))
    return tuple(pairs)


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
            return ("fence", "{", ("row", _member(variables, bounds), ("op", "∣"), layout(expr.body)), "}")
        case "map_set", _:
            return ("fence", "{", ("row", layout(expr.body), ("op", "∣"), commas(bounds)), "}")
        case "map", _:
            return ("row", variables, ("op", "↦"), layout(expr.body))
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
