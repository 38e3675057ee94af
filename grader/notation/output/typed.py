"""Expr -> text as one would type it: what students are shown as our reading, and what the reader reads back.

Where a shape is unusual (two variables under one sum, a derivative by a name of several letters) the words of the
tables are printed with all their arguments in one bracket, `sum(a, i, 1, n)`, which is read back as well.
"""

from __future__ import annotations

from functools import lru_cache

from grader.limits import KEPT
from grader.notation.lexing.segment import segment
from grader.notation.lexing.unbraced import needs_braces
from grader.notation.names import Names
from grader.notation.output.number_sets import part_text
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

WORDS = {"and": "and", "or": "or", "xor": "xor", "implies": "implies", "iff": "iff"}
BRACKETS = {"tuple": "()", "list": "[]", "set": "{}"}
SIGNS = {"sim": "~", "defines": ":="}
SIDES = {"pm": "±", "mp": "∓", "plus_minus": "±", "minus_plus": "∓"}
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
            return _named(name)
        case Text(text):
            return '"' + text.replace('"', "'") + '"'
        case Apply(op, args):
            return _apply(op, args)
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
                written = _as_set(operand) if relation in MEMBERSHIP else ""
                words += [SIGNS.get(relation, relation), written or _operand(operand, RELATION + 1)]
            return " ".join(words)
        case Interval(low, high, closed_low, closed_high):
            if closed_low != closed_high or (not closed_low and any(map(_infinite, (low, high)))):
                return _as_set(expr)
            return f"Interval{'' if closed_low else '.open'}({_list((low, high))})"
        case Matrix(rows):
            return "matrix(" + ", ".join(f"[{_list(row)}]" for row in rows) + ")"


def _named(name: str) -> str:
    """`v_max`, but `v_{xt}`: without braces that might be a product."""
    base, _, below = name.rpartition("_")
    part = part_text(base, below)
    if part is not None:
        return part
    return f"{base}_{{{below}}}" if base and "_" not in base and needs_braces(below) else name


def _together(op: str, variables: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """Several variables are a list of their own, where bounds may follow."""
    return variables if len(variables) < 2 or op in {"map", "map_set"} else (Apply("list", variables),)


def _operand(expr: Expr, wanted: int) -> str:
    text = to_text(expr)
    return text if level(expr) >= wanted else f"({text})"


def _list(items: tuple[Expr, ...]) -> str:
    return ", ".join(_operand(item, SEQUENCE + 1) for item in items)


def _apply(op: str, args: tuple[Expr, ...]) -> str:
    match op, args:
        case "add", (first, *rest) if rest:
            start = f"({to_text(first)})" if reach(args, 0) > 0 else _operand(first, ADD + 1)
            return start + "".join(
                f" + ({to_text(term)})" if reach(args, number) > number else _term(term)
                for number, term in enumerate(rest, 1)
            )
        case "mul", (_, _, *_):
            return "*".join(_factor(arg) for arg in args)
        case "div", (a, b):
            return f"{_operand(a, POW)}/{_operand(b, POW)}"
        case "pow", (a, b):
            return f"{_operand(a, POW + 1)}^{_operand(b, POW + 1)}"
        case "neg", (a,):
            return "-" + _operand(a, MUL)
        case "pos", (a,):
            return "+" + _operand(a, MUL)
        case (("pm" | "mp"), (a,)):
            return SIDES[op] + _operand(a, MUL)
        case (("plus_minus" | "minus_plus"), (a, b)):
            return f"{_operand(a, ADD)} {SIDES[op]} {_operand(b, UNARY + 1)}"
        case (("factorial" | "double_factorial" | "percent" | "degrees"), (a,)):
            return _operand(a, POSTFIX + 1) + POSTFIXES[op]
        case "transpose", (a,):
            return _operand(a, POW + 1) + "^⊤"
        case "ellipsis", ():
            return "..."
        case "boxed", (Apply("sequence", items),):
            return f"boxed({_list(items)})"
        case "where", (value, condition):
            return f"{_operand(value, LOGIC)} if {_operand(condition, LOGIC)}"
        case "nabla", (a,):
            return "∇" + _closed(a)
        case "kl", (p, q):
            return f"D_KL({_operand(p, SEQUENCE + 1)} || {_operand(q, SEQUENCE + 1)})"
        case "probability", (Apply("given", (event, condition)),):
            return f"Pr({_event(event)} | {_event(condition)})"
        case "probability", (event,):
            return f"Pr({_event(event)})"
        case "expectation", (a,):
            return f"E[{_operand(a, SEQUENCE + 1)}]"
        case (("variance" | "covariance" | "correlation"), _):
            return f"{MOMENTS[op]}({_list(args)})"
        case "prime", (f, Number(order)) if int(order) <= 9:
            return _operand(f, ATOM) + "'" * int(order)
        case "not", (a,):
            return "not " + _operand(a, LOGIC + 6)
        case (("tuple" | "list" | "set"), _) if op != "tuple" or len(args) > 1:
            brackets = BRACKETS[op]
            return f"{brackets[0]}{_list(args)}{brackets[1]}"
        case "sequence", (_, _, *_):
            return _list(args)
        case _ if op in SET_SIGNS and len(args) > 1 and not any(map(_is_pair, args)):
            return f" {SET_SIGNS[op]} ".join(_as_set(arg) or _operand(arg, SETS + 1) for arg in args)
        case _ if op in WORDS and len(args) > 1:
            wanted = level(Apply(op, args)) + 1
            return f" {WORDS[op]} ".join(_operand(arg, wanted) for arg in args)
    return f"{op}({_list(args)})"


def _term(expr: Expr) -> str:
    match expr:
        case Apply("neg", (a,)):
            return " - " + _operand(a, MUL)
        case Bind(op) if op in ENDS_AT_PLUS:
            return " + " + to_text(expr)
        case _:
            return " + " + _operand(expr, UNARY + 1)


def _factor(expr: Expr) -> str:
    return _operand(expr, MUL + 1)


def _event(expr: Expr) -> str:
    """Several statements in a probability stand between commas."""
    return _list(expr.args) if isinstance(expr, Apply) and expr.op == "and" else _operand(expr, SEQUENCE + 1)


def _is_pair(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op in {"tuple", "list"}


def _infinite(expr: Expr) -> bool:
    match expr:
        case Apply("neg" | "pos", (inner,)):
            return _infinite(inner)
        case _:
            return expr == Name("infinity")


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
        case "set_of", () | (_,):
            return f"{{{_member(variable, bounds)} | {_operand(body, SEQUENCE + 1)}}}"
        case "map", ():
            return f"{variable} ↦ {_operand(body, RELATION)}"
        case (("forall" | "exists"), () | (_,)):
            return f"{QUANTIFIERS[expr.op]}{_member(variable, bounds)}: {_operand(body, LOGIC)}"
    return ""


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
    if not _differential(variable) or any(_holds_d(node) for node in walk(body)):
        return ""
    ends = "".join(f"{sign}{_script(bound)}" for sign, bound in zip("_^", bounds, strict=False))
    return f"∫{ends} {_operand(body, MUL)} d{variable}"


def _holds_d(node: Expr) -> bool:
    """A letter d of its own, under an integral, would be taken for its differential."""
    return node == Name("d") or (isinstance(node, Bind) and node.op in {"diff", "partial", "integral"})


def _derivative(op: str, variable: str, order: str, body: Expr) -> str:
    """`dy/dx`, `d^2/dx^2 (...)`, `∂f/∂x`."""
    d = "d" if op == "diff" else "∂"
    times = "" if order == "1" else f"^{order}"
    if len(order) > 1 or not _differential(variable):
        return "" if times or op == "partial" else f"diff({_list((body, Name(variable)))})"
    below = f"{d}{variable}{times}"
    if isinstance(body, Name) and _differential(body.id):
        return f"{d}{times}{body.id}/{below}"
    return f"{d}{times}/{below} {_closed(body)}"


@lru_cache(maxsize=KEPT)
def _differential(name: str) -> bool:
    """Whether `d` before this name is read as the sign of a differential: before letters, Greek ones too."""
    base, _, sub = name.partition("_")
    if not base.isalpha() or base == "d" or (sub and not sub.isalnum()):
        return False
    return [part.value for part in segment("d" + base, NO_NAMES, False, False)] == ["d", base]


NO_NAMES = Names()
