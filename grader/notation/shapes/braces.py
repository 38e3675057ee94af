"""Braces: LaTeX groups, sets, set builders, systems, and the dictionaries of programs."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.names import free_names
from grader.notation.reader import CLOSING, OPENING, Reader
from grader.notation.shapes.brackets import inside, read_items
from grader.notation.tree import Apply, Bind, Chain, Expr, Index, Interval, Matrix, Name, Number
from grader.notation.words.word import MUL

OF_SETS = frozenset({"in", "notin", "subset", "subseteq", "superset", "superseteq"})
ORDERS = frozenset({"<", "<=", ">", ">="})
"""No set stands before one of these: `{ x } < 0` is `x < 0`."""


def braces(r: Reader, opening: Token, minimum: int) -> Expr:
    """The inside of a LaTeX group and its closing brace."""
    first, second = r.tokens[r.at], r.peek(1)
    if first.kind == "number" and second.word is not None and second.word.op == "}" and first.value.isdigit():
        r.at += 2
        return Number(first.value)
    if first.word is not None and first.word.op == "}":
        raise r.fail("empty-group", opening)
    r.fences.append(("}",))
    inner = inside(r)
    r.expect("}", opening)
    r.fences.pop()
    return inner


def group(r: Reader, opening: Token, minimum: int) -> Expr:
    """`{...}` where no command wants it: in LaTeX a group; typed, or with commas: a set."""
    if r.is_op("}"):
        r.at += 1
        if r.latex or "^" in r.said(r.peek()):
            return r.operand(minimum)
        return Apply("set", ())
    r.fences.append(("}", "|", "colon"))
    groups = read_items(r)
    if len(groups) == 1 and len(groups[0]) == 1 and isinstance(groups[0][0], Name) and _is_dictionary(r):
        return _dictionary(r, groups[0][0], opening)
    if len(groups) == 1 and len(groups[0]) == 1 and (r.is_op("|") or r.is_op("colon")):
        return _such_that(r, groups[0][0], opening)
    r.expect("}", opening)
    r.fences.pop()
    items = [item for part in groups for item in part]
    if (len(items) != 1 or not isinstance(items[0], Name | Interval)) and _beside_set_operation(r, opening):
        return Apply("set", tuple(items))
    if len(items) == 1 and (
        r.latex or r.is_op("pow") or r.juxtaposed(r.peek()) or "^ {" in r.text or "^{" in r.text or "} {" in r.text
    ):
        return items[0]
    after = r.peek().word
    if len(items) == 1 and ("_{" in r.text or (after is not None and after.op in ORDERS)):
        return items[0]
    return Apply("set", tuple(items))


def _beside_set_operation(r: Reader, opening: Token) -> bool:
    """`A \\cup {2}`, `x \\in {2}`: braces without backslash beside a set operation or relation are a set."""
    before = next((t for t in reversed(r.tokens[: r.at]) if t.end <= opening.start), None)
    beside = [t.word for t in (before, r.peek()) if t is not None and t.word is not None]
    return any(word.infix == "set-operation" or word.op in OF_SETS for word in beside)


def set_braces(r: Reader, opening: Token, minimum: int) -> Expr:
    r"""`\{...\}`: items, or a set builder; `\left\{ ... \right.` around a column is a system."""
    r.fences.append(("}", "|", "colon"))
    groups = read_items(r)
    if len(groups) == 1 and len(groups[0]) == 1:
        first = groups[0][0]
        if r.is_op("|") or r.is_op("colon"):
            return _such_that(r, first, opening)
        if r.peek().kind == "null":
            r.at += 1
            r.fences.pop()
            return _system(first)
    r.expect("}", opening)
    r.fences.pop()
    items = [item for part in groups for item in part]
    if len(items) == 1 and _is_factor(r, opening, minimum) and not isinstance(items[0], Chain | Number):
        r.note("braces-group", opening.start)
        return items[0]
    return Apply("set", tuple(items))


def _is_factor(r: Reader, opening: Token, minimum: int) -> bool:
    r"""`\{x + y\} z`, `\sin\{\theta\}`: here braces group, as no set is multiplied or put into a function. (But
    `\{1\} \times \{2\}` are sets.)"""
    if r.juxtaposed(r.peek()) or r.is_op("pow") or r.differentials:
        return True
    before = next((t for t in reversed(r.tokens[: r.at]) if t.end <= opening.start), None)
    after_sign = before is None or (before.word is not None and before.word.op in {"mul", "setminus", "cartesian"})
    return minimum > MUL and not after_sign


def _system(column: Expr) -> Expr:
    if isinstance(column, Matrix):
        if all(len(row) == 1 for row in column.rows):
            return Apply("and", tuple(row[0] for row in column.rows)) if len(column.rows) > 1 else column.rows[0][0]
        if all(len(row) <= 2 for row in column.rows):
            return Apply("cases", tuple(entry for row in column.rows for entry in row))
    return column


def _such_that(r: Reader, first: Expr, opening: Token) -> Expr:
    r"""`{x \in A | condition}`, the part before the bar having been read."""
    r.at += 1
    bounds: tuple[Expr, ...] = ()
    variable = first
    match first:
        case Chain((left, right), ("in",)):
            variable, bounds = left, (right,)
    r.fences[-1] = ("}",)
    conditions = [item for part in read_items(r) for item in part]
    if not conditions:
        raise r.missing(r.peek())
    body = conditions[0] if len(conditions) == 1 else Apply("and", tuple(conditions))
    r.expect("}", opening)
    r.fences.pop()
    variables = variable.args if isinstance(variable, Apply) and variable.op == "tuple" else (variable,)
    if not all(isinstance(v, Name | Index) for v in variables) or len({*variables}) < len(variables):  # `(t, t)`
        return Bind("map_set", running(variable, conditions), (body,), variable)
    return Bind("set_of", variables, bounds, body)


def running(member: Expr, conditions: list[Expr]) -> tuple[Expr, ...]:
    r"""The letters that run in `\{2k\pi \mid k \in \mathbb{Z}\}`: those said to lie somewhere, else all."""
    parts = [p for c in conditions for p in (c.args if isinstance(c, Apply) and c.op == "and" else (c,))]
    placed = tuple(c.operands[0] for c in parts if isinstance(c, Chain) and c.relations == ("in",))
    known = tuple(name for name in placed if isinstance(name, Name))
    return known or tuple(Name(name) for name in sorted(free_names(member)))


def _is_dictionary(r: Reader) -> bool:
    """`{x: 1, y: 2}`, as programs print a solution: a colon, and nothing said of the letter after it."""
    if not r.is_op("colon"):
        return False
    depth = 0
    for token in r.tokens[r.at :]:
        word = token.word
        if word is None:
            continue
        depth += (word.op in OPENING) - (word.op in CLOSING)
        if depth < 0:
            break
        if word.infix in {"relation", "logic"}:
            return False
    return True


def _dictionary(r: Reader, key: Expr, opening: Token) -> Expr:
    """The equations that a dictionary stands for, its first key having been read."""
    equations: list[Expr] = []
    colon = r.peek()
    while r.accept("colon"):
        equations.append(Chain((key, r.expression()), ("=",)))
        if r.accept(","):
            key = r.expression()
    r.expect("}", opening)
    r.fences.pop()
    if len(equations) < 2:  # a set of ratios, or a letter and its value: we do not guess
        raise r.fail("unexpected-token", colon, token=r.said(colon))
    return Apply("and", tuple(equations))
