"""Expr -> text as one would type it: what students are shown as our reading, and what the reader reads back.

Where a shape is unusual (two variables under one sum, a derivative by a name of several letters) the words of the
tables are printed with all their arguments in one bracket, `sum(a, i, 1, n)`, which is read back as well.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from grader.notation.output.builders import by_rule, letters, listed
from grader.notation.output.precedence import (
    ADD,
    ATOM,
    LOGIC,
    MUL,
    POSTFIX,
    POW,
    RELATION,
    SEQUENCE,
    SETS,
    UNARY,
    level,
)
from grader.notation.output.spelling import holds_d, is_arrow, is_differential, is_infinite, is_pair, name_text
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
    children,
    reach,
    walk,
)

Writer: TypeAlias = "Callable[[str, tuple[Expr, ...]], str]"
"""Nothing where these arguments have no form on paper."""
BRACKETS = {"tuple": "()", "list": "[]", "set": "{}"}
SIGNS = {
    "sim": "~", "defines": ":=", "to": "->", "equiv": "≡", "approx": "≈", "propto": "∝", "notin": "∉",
    "subset": "⊂", "subseteq": "⊆", "superset": "⊃", "superseteq": "⊇",
}  # fmt: skip
PREFIXES = {"neg": "-", "pos": "+", "pm": "±", "mp": "∓"}
POSTFIXES = {"factorial": "!", "double_factorial": "!!", "percent": "%", "degrees": "°"}
MOMENTS = {"expectation": "E", "variance": "Var", "covariance": "Cov", "correlation": "Corr"}
SET_SIGNS = {"union": "∪", "intersection": "∩", "setminus": "∖"}
MEMBERSHIP = frozenset({"in", "notin", "subset", "subseteq"})
BIG = {
    "sum": "sum", "product": "prod", "union_over": "⋃", "intersection_over": "⋂",
    "maximum": "max", "minimum": "min", "argmax": "argmax", "argmin": "argmin",
}  # fmt: skip
ENDS_AT_PLUS = frozenset({"sum", "product", "union_over", "integral", "diff", "partial", "limit"})
"""What these bind reaches to the next plus or minus, so that they need no brackets among terms."""
SIGNS_ALONE = {"sum": "∑", "product": "∏", "union_over": "⋃", "intersection_over": "⋂"}
QUANTIFIERS = {"forall": "∀", "exists": "∃"}


def to_text(expr: Expr) -> str:
    """The expression as one would type it."""
    match expr:
        case Number(text):
            return text
        case Name(name):
            return name_text(name)
        case Text(text):
            return '"' + text.replace('"', "'") + '"'
        case Apply(op, args):
            return _apply(op, args)
        case Call(Name(word), vectors, ()) if word == "span":  # other words are read so in LaTeX alone
            return f"{word}{{{_list(vectors)}}}"
        case Call(function, args, given):
            after = "; " + _list(given) if given else ""
            return f"{_operand(function, POSTFIX)}({_list(args)}{after})"
        case Index(base, (Apply("list", (Name() | Number() as rank,)),)):
            return f"{_operand(base, ATOM)}_{{({to_text(rank)})}}"
        case Index(base, indices):
            inside = _list(indices)
            plain = len(indices) == 1 and isinstance(indices[0], Name | Number) and inside.isalnum()
            return f"{_operand(base, ATOM)}_{inside}" if plain else f"{_operand(base, ATOM)}_{{{inside}}}"
        case Bind(op, variables, bounds, body):
            return _bind(expr) or f"{op}({_list((body, *_together(op, variables), *bounds))})"
        case Chain(operands, relations):
            words = [_operand(operands[0], RELATION + 1)]
            for relation, operand in zip(relations, operands[1:], strict=True):
                words += [SIGNS.get(relation, relation), _side(relation, operand)]
            return " ".join(words)
        case Interval(low, high, closed_low, closed_high):
            if closed_low != closed_high or (not closed_low and any(map(is_infinite, (low, high)))):
                return _as_set(expr)
            return f"Interval{'' if closed_low else '.open'}({_list((low, high))})"
        case Matrix(rows):
            return "matrix(" + ", ".join(f"[{_list(row)}]" for row in rows) + ")"


def _side(relation: str, operand: Expr) -> str:
    """`(0, 1]` beside a sign of sets, `3 (mod 5)` behind a congruence."""
    match operand:
        case Interval() if relation in MEMBERSHIP and (written := _as_set(operand)):
            return written
        case Apply("mod", (Name(id), _)) if "(" in id:  # `Delta(x) (mod 5)` would be a call
            pass
        case Apply("mod", (value, modulus)) if relation == "equiv":
            return f"{_operand(value, ADD)} (mod {_operand(modulus, ADD)})"
    return _operand(operand, RELATION + 1)


def _together(op: str, variables: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """Several variables are a list of their own, where bounds may follow."""
    return variables if len(variables) < 2 or op in {"map", "map_set"} else (Apply("list", variables),)


def _operand(expr: Expr, wanted: int) -> str:
    text = to_text(expr)
    return text if level(expr) >= wanted else f"({text})"


def _list(items: tuple[Expr, ...]) -> str:
    return ", ".join(_operand(item, SEQUENCE + 1) for item in items)


def _apply(op: str, args: tuple[Expr, ...]) -> str:
    """As on paper where its table knows these arguments, else the word with all of them in one bracket."""
    write = WRITERS.get(op)
    return (write(op, args) if write else "") or f"{op}({_list(args)})"


def _sum(op: str, args: tuple[Expr, ...]) -> str:
    if len(args) < 2:
        return ""
    start = f"({to_text(args[0])})" if reach(args, 0) > 0 else _operand(args[0], ADD + 1)
    return start + "".join(
        f" + ({to_text(term)})" if reach(args, number) > number else _term(term)
        for number, term in enumerate(args[1:], 1)
    )


def _before(op: str, args: tuple[Expr, ...]) -> str:
    return PREFIXES[op] + _operand(args[0], MUL) if len(args) == 1 else ""


def _behind(op: str, args: tuple[Expr, ...]) -> str:
    return _operand(args[0], POSTFIX + 1) + POSTFIXES[op] if len(args) == 1 else ""


def _pair(sign: str, left: int, right: int) -> Writer:
    """Two operands, and how tightly each must bind."""
    return lambda op, args: f"{_operand(args[0], left)}{sign}{_operand(args[1], right)}" if len(args) == 2 else ""


def _one(template: str, wanted: int) -> Writer:
    return lambda op, args: template.format(_operand(args[0], wanted)) if len(args) == 1 else ""


def _boxed(op: str, args: tuple[Expr, ...]) -> str:
    match args:
        case (Apply("sequence", items),):
            return f"boxed({_list(items)})"
    return ""


def _divergence(op: str, args: tuple[Expr, ...]) -> str:
    return f"D_KL({' || '.join(_operand(each, SEQUENCE + 1) for each in args)})" if len(args) == 2 else ""


def _probability(op: str, args: tuple[Expr, ...]) -> str:
    match args:
        case (Apply("given", (event, condition)),):
            return f"Pr({_event(event)} | {_event(condition)})"
        case (event,):
            return f"Pr({_event(event)})"
    return ""


def _logarithm(op: str, args: tuple[Expr, ...]) -> str:
    match args:
        case (argument, (Name() | Number()) as base) if to_text(base).isalnum():
            return f"log_{to_text(base)}({_operand(argument, SEQUENCE + 1)})"
    return ""


def _prime(op: str, args: tuple[Expr, ...]) -> str:
    match args:
        case (f, Number(order)) if int(order) <= 9:
            return _operand(f, ATOM) + "'" * int(order)
    return ""


def _bracketed(op: str, args: tuple[Expr, ...]) -> str:
    brackets = BRACKETS[op]
    return f"{brackets[0]}{_list(args)}{brackets[1]}" if op != "tuple" or len(args) > 1 else ""


def _of_sets(op: str, args: tuple[Expr, ...]) -> str:
    if len(args) < 2 or any(map(is_pair, args)):
        return ""
    return f" {SET_SIGNS[op]} ".join(_as_set(arg) or _operand(arg, SETS + 1) for arg in args)


def _statements(op: str, args: tuple[Expr, ...]) -> str:
    wanted = level(Apply(op, args)) + 1
    if len(args) < 2:
        return ""
    # An arrow binds more tightly than they do, unless it is an implication: without brackets one would doubt it.
    return f" {op} ".join(_statement("{}", arg, wanted) for arg in args)


def _statement(template: str, expr: Expr, wanted: int) -> str:
    return template.format(_operand(expr, ATOM if is_arrow(expr) else wanted))


WRITERS: dict[str, Writer] = {
    "add": _sum,
    "mul": lambda op, args: "*".join(_operand(arg, MUL + 1) for arg in args) if len(args) > 1 else "",
    "div": _pair("/", POW, POW),
    "pow": _pair("^", POW + 1, POW + 1),
    "mod": _pair(" mod ", MUL, POW),
    "log": _logarithm,
    "plus_minus": _pair(" ± ", ADD, UNARY + 1),
    "minus_plus": _pair(" ∓ ", ADD, UNARY + 1),
    "where": _pair(" if ", LOGIC, LOGIC),
    "not": lambda op, args: _statement("not {}", args[0], LOGIC + 6) if len(args) == 1 else "",
    "transpose": _one("{}^⊤", POW + 1),
    "nabla": lambda op, args: "∇" + _closed(args[0]) if len(args) == 1 else "",
    "ellipsis": lambda op, args: "" if args else "...",
    "boxed": _boxed,
    "kl": _divergence,
    "probability": _probability,
    "expectation": _one("E[{}]", SEQUENCE + 1),
    "prime": _prime,
    "sequence": lambda op, args: _list(args) if len(args) > 1 else "",
    **dict.fromkeys(PREFIXES, _before),
    **dict.fromkeys(POSTFIXES, _behind),
    **dict.fromkeys(BRACKETS, _bracketed),
    **dict.fromkeys(SET_SIGNS, _of_sets),
    **dict.fromkeys(("and", "or", "xor", "implies", "iff"), _statements),
    **{op: lambda op, args: f"{MOMENTS[op]}({_list(args)})" for op in ("variance", "covariance", "correlation")},
}


def _term(expr: Expr) -> str:
    match expr:
        case Apply("neg", (a,)):
            return " - " + _operand(a, MUL)
        case Bind(op) if op in ENDS_AT_PLUS:
            return " + " + to_text(expr)
        case _:
            return " + " + _operand(expr, UNARY + 1)


def _event(expr: Expr) -> str:
    """Several statements in a probability stand between commas."""
    return _list(expr.args) if isinstance(expr, Apply) and expr.op == "and" else _operand(expr, SEQUENCE + 1)


def _as_set(expr: Expr) -> str:
    """`(0, 1]`: an interval beside a sign of sets; else nothing."""
    if not isinstance(expr, Interval):
        return ""
    return f"{'[' if expr.closed_low else '('}{_list((expr.low, expr.high))}{']' if expr.closed_high else ')'}"


# ------------------------------------------------------------------ what binds


def _bind(expr: Bind) -> str:
    """With its variable below, as on paper; nothing where that has no typed spelling."""
    if not expr.variables and not expr.bounds and expr.op in SIGNS_ALONE:
        return f"{SIGNS_ALONE[expr.op]} {_operand(expr.body, MUL)}"
    if expr.op in {"set_of", "map_set"}:
        return _set_builder(expr)
    if expr.op == "map" and (before := letters(expr)) is not None:
        return f"{to_text(before)} ↦ {_operand(expr.body, RELATION)}"
    if len(expr.variables) != 1 or not isinstance(expr.variables[0], Name):
        return ""
    variable, bounds, body = expr.variables[0].id, expr.bounds, expr.body
    match expr.op, bounds:
        case "diff" | "partial", (Number(order),) if order.isdigit():
            return _derivative(expr.op, variable, order, body)
        case (("sum" | "product" | "union_over" | "intersection_over" | "maximum" | "minimum"), _) if (
            len(bounds) < 3
        ):
            return _below(expr.op, variable, bounds) + " " + _operand(body, MUL) if _plain(bounds) else ""
        case (("argmax" | "argmin"), _) if len(bounds) < 2 and _plain(bounds):
            return _below(expr.op, variable, bounds) + " " + _operand(body, MUL)
        case "integral", () | (_,) | (_, _):
            return _integral(variable, bounds, body)
        case "limit", (target, *side):
            where = f"{_operand(target, POW + 1)}^{_sign(side[0])}" if side else _operand(target, RELATION + 1)
            return f"lim_({variable} -> {where}) {_operand(body, MUL)}"
        case "gradient", ():
            return f"∇_({variable}) {_closed(body)}"
        case "at", (value,):
            return f"{_operand(body, MUL)}|_({variable} = {_operand(value, RELATION + 1)})"
        case (("expectation" | "variance"), (law,)):
            below = f"{variable} ~ {_operand(law, RELATION + 1)}"
            return f"{MOMENTS[expr.op]}_({below})[{_operand(body, SEQUENCE + 1)}]"
        case (("forall" | "exists"), () | (_,)):
            return f"{QUANTIFIERS[expr.op]}{_member(variable, bounds)}: {_operand(body, LOGIC)}"
    return ""


def _set_builder(expr: Bind) -> str:
    """`{x in ℝ | x^2 < 2}`, `{(x, y) | y = 2*x}`, `{2*k | k in ℤ}`."""
    before = letters(expr)
    if expr.op == "map_set":
        if not by_rule(expr):
            return ""
        return f"{{{_operand(expr.body, SEQUENCE + 1)} | {_list(listed(expr.bounds[0]))}}}"
    if before is None or len(expr.bounds) > 1:
        return ""
    return f"{{{_member(to_text(before), expr.bounds)} | {_list(listed(expr.body))}}}"


def _plain(bounds: tuple[Expr, ...]) -> bool:
    """A range or a set, not a condition on the index."""
    return not any(isinstance(bound, Chain | Text) or bound == Apply("given", children(bound)) for bound in bounds)


def _below(op: str, variable: str, bounds: tuple[Expr, ...]) -> str:
    match bounds:
        case (low, high):
            return f"{BIG[op]}_({variable} = {_operand(low, RELATION + 1)})^{_script(high)}"
        case _:
            return f"{BIG[op]}_({_member(variable, bounds)})"


def _member(variable: str, bounds: tuple[Expr, ...]) -> str:
    match bounds:
        case (Chain() as condition,):
            return to_text(condition)
        case (place,):
            return f"{variable} in {_as_set(place) or _operand(place, RELATION + 1)}"
        case _:
            return variable


def _script(expr: Expr) -> str:
    """What stands above or below a sign: one digit or letter, else in brackets."""
    text = to_text(expr)
    return text if len(text) == 1 or expr == Name("infinity") else f"({text})"


def _sign(side: Expr) -> str:
    return side.text if isinstance(side, Text) else "+"


def _closed(expr: Expr) -> str:
    """What a sign applies to: a name or call, else in brackets."""
    simple = isinstance(expr, Name) or (isinstance(expr, Call) and isinstance(expr.function, Name))
    return to_text(expr) if simple else f"({to_text(expr)})"


def _integral(variable: str, bounds: tuple[Expr, ...], body: Expr) -> str:
    if not is_differential(variable) or any(holds_d(node) for node in walk(body)):
        return ""
    ends = "".join(f"{sign}{_script(bound)}" for sign, bound in zip("_^", bounds, strict=False))
    return f"∫{ends} {_operand(body, MUL)} d{variable}"


def _derivative(op: str, variable: str, order: str, body: Expr) -> str:
    """`dy/dx`, `d^2/dx^2 (...)`, `∂f/∂x`."""
    d = "d" if op == "diff" else "∂"
    times = "" if order == "1" else f"^{order}"
    if len(order) > 1 or not is_differential(variable):
        return "" if times or op == "partial" else f"diff({_list((body, Name(variable)))})"
    below = f"{d}{variable}{times}"
    if isinstance(body, Name) and is_differential(body.id):
        return f"{d}{times}{body.id}/{below}"
    return f"{d}{times}/{below} {_closed(body)}"
