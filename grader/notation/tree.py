"""The tree says what was written. Nodes are frozen, carry no positions and never simplify.

Ten shapes are enough: which word stands in an `Apply` or `Bind` is a string, `op`, from the table in
`grader.notation.words`; what a word means is said there and in `grader.equivalence`, never here.

    x^2 + 1             Apply("add", (Apply("pow", (Name("x"), Number("2"))), Number("1")))
    a - b               Apply("add", (a, Apply("neg", (b,))))
    a = b <= c          Chain((a, b, c), ("=", "<="))
    f'(x)               Call(Apply("prime", (Name("f"), Number("1"))), (x,))
    p(x; theta)         Call(Name("p"), (x,), (theta,))
    P(A | B)            Apply("probability", (Apply("given", (A, B)),))
    x^{(i)}, x_i        Index(Name("x"), (Name("i"),))       where x is declared `indexed`, else Name("x_i")
    \\sum_{i=1}^m a     Bind("sum", (Name("i"),), (Number("1"), Name("m")), a)
    d^2y/dx^2           Bind("diff", (Name("x"),), (Number("2"),), y)
    E_{x~p}[f(x)]       Bind("expectation", (Name("x"),), (Name("p"),), f(x))
    argmax_t f(t)       Bind("argmax", (Name("t"),), (), f(t))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from grader.late import dataclass, field


class Node:
    """What all nodes have in common: room for the `facts` of one, which are no part of it."""

    __slots__ = ("_facts",)
    _facts: Facts


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A non-negative literal, as typed in plain form: digits, at most one point, at most one exponent
    (`12`, `0.0300`, `3.00e-2`), a repeating part in brackets (`0.1(6)`). No commas, spaces or signs."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A letter or word that stands for something, in canonical spelling: `x`, `theta`, `x_1`, `p_model`,
    `hat(p)`, `bar(x)_1`. Constants are names too: `pi`, `e`, `i`, `infinity`, `empty`, `reals`, `true`."""

    id: str


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Words within a formula (`\\text{if}`), or an answer that is a word."""

    text: str


@dataclass(frozen=True, slots=True)
class Apply(Node):
    """A word of the table applied to its arguments; `add` and `mul` are n-ary, as written."""

    op: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of the exercise (declared, abstract, or a density) at arguments; `given` after `;` or `|`."""

    function: Expr
    args: tuple[Expr, ...]
    given: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Index(Node):
    """A member of an indexed family."""

    base: Expr
    indices: tuple[Expr, ...]
    raised: bool = field(default=False, compare=False, repr=False)
    """Written `x^{(i)}`: for printing alone."""


@dataclass(frozen=True, slots=True)
class Bind(Node):
    """A word that binds variables in its body. `bounds` depends on the word: (lower, upper), (set,), (order,),
    (target,) or (target, Text("+" or "-")), (distribution,), (value,) or empty."""

    op: str
    variables: tuple[Expr, ...]
    bounds: tuple[Expr, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """Relations in a row: `relations[k]` stands between `operands[k]` and `operands[k + 1]`."""

    operands: tuple[Expr, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """From `low` to `high`, each end closed or open."""

    low: Expr
    high: Expr
    closed_low: bool
    closed_high: bool


@dataclass(frozen=True, slots=True)
class Matrix(Node):
    """Rows of equal or (a finding says so) unequal length. A column vector is a matrix of one column."""

    rows: tuple[tuple[Expr, ...], ...]


Expr: TypeAlias = Number | Name | Text | Apply | Call | Index | Bind | Chain | Interval | Matrix


def children(expr: Expr) -> tuple[Expr, ...]:
    """All direct sub-expressions, in the order in which they are written."""
    match expr:
        case Apply(_, args):
            return args
        case Name() | Number() | Text():
            return ()
        case Call(function, args, given):
            return (function, *args, *given)
        case Index(base, indices):
            return (base, *indices)
        case Bind(_, variables, bounds, body):
            return (*variables, *bounds, body)
        case Chain(operands, _):
            return operands
        case Interval(low, high, _, _):
            return (low, high)
        case Matrix(rows):
            return tuple(entry for row in rows for entry in row)


def rebuild(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """The same node with `change` applied to each direct sub-expression."""
    match expr:
        case Apply(op, args):
            return Apply(op, tuple(map(change, args)))
        case Call(function, args, given):
            return Call(change(function), tuple(map(change, args)), tuple(map(change, given)))
        case Index(base, indices):
            return Index(change(base), tuple(map(change, indices)), expr.raised)
        case Bind(op, variables, bounds, body):
            return Bind(op, tuple(map(change, variables)), tuple(map(change, bounds)), change(body))
        case Chain(operands, relations):
            return Chain(tuple(map(change, operands)), relations)
        case Interval(low, high, closed_low, closed_high):
            return Interval(change(low), change(high), closed_low, closed_high)
        case Matrix(rows):
            return Matrix(tuple(tuple(map(change, row)) for row in rows))
        case _:
            return expr


@dataclass(frozen=True, slots=True)
class Facts:
    """What occurs in an expression: so that what is not there need not be looked for again and again."""

    words: frozenset[str]
    """Those of `Apply` and `Bind`."""
    names: tuple[str, ...]
    """In the order in which they appear, each once; bound ones too."""
    shapes: frozenset[type]
    size: int
    """How many nodes it has."""
    letters: int
    """How many of them are names."""
    numbers: tuple[str, ...]
    """As they are spelled, in the order in which they appear."""
    plain: bool
    """Nothing but numbers, names and words of `Apply`."""


def facts(expr: Expr) -> Facts:
    """What occurs in it: found out in one walk, and kept with the node."""
    try:
        return expr._facts
    except AttributeError:
        found = _facts_of(expr)
        object.__setattr__(expr, "_facts", found)
        return found


def _facts_of(expr: Expr) -> Facts:
    words: set[str] = set()
    names: dict[str, None] = {}
    shapes: set[type] = set()
    numbers: list[str] = []
    letters = applied = others = 0
    stack = [expr]
    while stack:
        node = stack.pop()
        if type(node) is Name:
            letters += 1
            names[node.id] = None
        elif type(node) is Number:
            numbers.append(node.text)
        elif type(node) is Apply:
            applied += 1
            words.add(node.op)
            stack += node.args[::-1]
        else:
            others += 1
            shapes.add(type(node))
            if isinstance(node, Bind):
                words.add(node.op)
            stack += children(node)[::-1]
    if letters:
        shapes.add(Name)
    if numbers:
        shapes.add(Number)
    if applied:
        shapes.add(Apply)
    size = letters + len(numbers) + applied + others
    return Facts(frozenset(words), tuple(names), frozenset(shapes), size, letters, tuple(numbers), plain=not others)


def applied(expr: Expr, op: str) -> list[Apply]:
    """Where a word is applied in it."""
    found: list[Apply] = []
    stack = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Apply):
            if node.op == op:
                found.append(node)
            stack += node.args
        elif not isinstance(node, (Name, Number)):
            stack += children(node)
    return found


def small(expr: Expr, nodes: int = 300) -> bool:
    """Whether it has at most so many nodes: worth remembering."""
    return facts(expr).size <= nodes


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and all below it, parents first; no recursion."""
    stack = [expr]
    while stack:
        node = stack.pop()
        yield node
        below = node.args if isinstance(node, Apply) else children(node)
        if below:
            stack.extend(below[::-1])


def reach(terms: Sequence[Expr], first: int) -> int:
    """The last term of a sum that holds the letter which a sum, product or limit among them binds; else its own
    number. Written without brackets it belongs to the body."""
    match terms[first]:
        case Bind("sum" | "product" | "limit", (Name(id),)):
            later = range(first + 1, len(terms))
            return max((number for number in later if _stands_free(terms[number], id)), default=first)
    return first


def _stands_free(expr: Expr, id: str) -> bool:
    match expr:
        case Name(other):
            return other == id or other.endswith(f"_{id}")
        case Bind(_, variables) if Name(id) in variables:
            return False
    return any(_stands_free(child, id) for child in children(expr))
