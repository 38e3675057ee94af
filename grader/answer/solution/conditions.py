"""Statements in one form: comparisons with zero, joined by `and` and `or`.

a < x <= b             x - a > 0 and b - x >= 0
x = 1, 2               x - 1 = 0 or x - 2 = 0
x in {1, 2}            the same
x = \\pm 2             the same with 2 and -2
|x| < 1                (x >= 0 and x - 1 < 0) or (x < 0 and -x - 1 < 0)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias

from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import SETS_OF_NUMBERS
from grader.equivalence.rewriting.signs import choices, signed
from grader.late import dataclass
from grader.notation.tree import Apply, Bind, Chain, Expr, Interval, Name, Number, facts, rebuild, walk

Sign = Literal["=", "!=", "<", "<="]
ZERO = Number("0")
ENDLESS = {"<": -1, "<=": -1, ">": 1, ">=": 1}
"""Which side infinity must stand on for an order to hold of every real number."""


@dataclass(frozen=True, slots=True)
class Atom:
    """`expr` compared with zero."""

    expr: Expr
    sign: Sign


@dataclass(frozen=True, slots=True)
class Junction:
    """All of them (`and`) or one of them (`or`)."""

    word: Literal["and", "or"]
    parts: tuple[Condition, ...]


Condition: TypeAlias = Atom | Junction | bool


def condition(expr: Expr, variable: Expr | None = None) -> Condition | None:
    """The normal form of a statement, or None where it is none. With `variable`, plain values, sets and
    intervals are solutions for it."""
    if signed(expr):
        return _either(condition(reading, variable) for reading in choices(expr))
    match expr:
        case Apply("boxed", (inner,)):
            return condition(inner, variable)
        case Chain(operands, relations):
            links = zip(operands, relations, operands[1:], strict=False)
            return _both(_link(left, relation, right) for left, relation, right in links)
        case Apply("and" | "or" as word, args):
            shared = _shared(args)
            parts = [condition(arg, variable or shared) for arg in args]
            return _both(parts) if word == "and" else _either(parts)
        case Apply("not", (inner,)):
            below = condition(inner, variable)
            return None if below is None else negation(below)
        case Apply("implies", (left, right)):
            return condition(Apply("or", (Apply("not", (left,)), right)), variable)
        case Apply("sequence" | "list" | "tuple", args):
            return _listed(args, variable)
        case Name("true" | "false" as id):
            return id == "true"
        case Name("reals" | "empty" as id) if variable is None:
            return id == "reals"
    return None if variable is None else member(variable, expr)


def _shared(args: tuple[Expr, ...]) -> Expr | None:
    """The letter that a first `x = 1` gives to the plain values after it (`x = 1 or 2`)."""
    match args:
        case (Chain((Name() as name, _), ("=" | "in",)), *_):
            return name
    return None


def _listed(args: tuple[Expr, ...], variable: Expr | None) -> Condition | None:
    """`x = 1, 2` and `x = 1, x = 2` are alternatives, `x = 1, y = 2` hold together."""
    shared = _shared(args)
    if variable is None and shared is None:
        return _both(condition(arg) for arg in args) if args else None
    heads = [arg.operands[0] if isinstance(arg, Chain) else shared or variable for arg in args]
    alternatives = len(set(heads)) == 1
    parts = [condition(arg, variable or shared) for arg in args]
    return _either(parts) if alternatives else _both(parts)


def _link(left: Expr, relation: str, right: Expr) -> Condition | None:
    match relation, left, right:
        case "=", Apply("tuple", ours), Apply("tuple", theirs) if len(ours) == len(theirs):
            return _both(_link(a, "=", b) for a, b in zip(ours, theirs, strict=True))
    if relation in ENDLESS and (infinite(left) or infinite(right)):
        return (infinite(left) - infinite(right)) * ENDLESS[relation] > 0
    match relation:
        case "=" | "defines" | "equiv":
            return Atom(minus(left, right), "=")
        case "!=":
            return Atom(minus(left, right), "!=")
        case "<" | "<=" as sign:
            return Atom(minus(left, right), "<" if sign == "<" else "<=")
        case ">" | ">=" as sign:
            return Atom(minus(right, left), "<" if sign == ">" else "<=")
        case "in":
            return member(left, right)
        case "notin":
            inside = member(left, right)
            return None if inside is None else negation(inside)
    return None


def member(value: Expr, region: Expr) -> Condition | None:
    """`value in region`; a plain value as region means equality."""
    match region:
        case Apply("set", items):
            return _either(member(value, item) for item in items)
        case Name("empty"):
            return False
        case Name("reals"):
            return True
        case Name(id) if id in SETS_OF_NUMBERS:
            return None
        case Interval(low, high, closed_low, closed_high):
            ends = (_from(value, low, closed_low), _to(value, high, closed_high))
            return _both(ends)
        case Apply("union", args):
            return _either(member(value, arg) for arg in args)
        case Apply("intersection", args):
            return _both(member(value, arg) for arg in args)
        case Apply("setminus", (whole, part)):
            without = member(value, part)
            return None if without is None else _both((member(value, whole), negation(without)))
        case Apply("complement", (part,)):
            without = member(value, part)
            return None if without is None else negation(without)
        case Bind("set_of", (Name(id),), bounds, body):
            inner = condition(substituted(body, {id: value}))
            return _both((inner, *(member(value, bound) for bound in bounds)))
        case Chain() | Apply("and" | "or" | "not"):
            return condition(region)
        case Apply("tuple" | "list", (low, high)):
            closed = region.op == "list"
            return _both((_from(value, low, closed), _to(value, high, closed)))
        case Apply("sequence", items):
            return _either(member(value, item) for item in items)
        case Bind() | Apply("tuple" | "list"):
            return None
    return Atom(minus(value, region), "=")


def _from(value: Expr, low: Expr, closed: bool) -> Condition:
    return infinite(low) < 0 or Atom(minus(low, value), "<=" if closed else "<")


def _to(value: Expr, high: Expr, closed: bool) -> Condition:
    return infinite(high) > 0 or Atom(minus(value, high), "<=" if closed else "<")


def infinite(expr: Expr) -> int:
    """1 for infinity, -1 for minus infinity, 0 for all else."""
    if "infinity" not in facts(expr).names:
        return 0
    match expr:
        case Name("infinity"):
            return 1
        case Apply("pos", (inner,)):
            return infinite(inner)
        case Apply("neg", (inner,)):
            return -infinite(inner)
    return 0


def minus(left: Expr, right: Expr) -> Expr:
    return left if right == ZERO else Apply("add", (left, Apply("neg", (right,))))


def _both(parts: Iterable[Condition | None]) -> Condition | None:
    return _join("and", tuple(parts))


def _either(parts: Iterable[Condition | None]) -> Condition | None:
    return _join("or", tuple(parts))


def _join(word: Literal["and", "or"], parts: tuple[Condition | None, ...]) -> Condition | None:
    kept: list[Condition] = []
    for part in parts:
        if part is None:
            return None
        if isinstance(part, bool):
            if part == (word == "or"):
                return part
        elif isinstance(part, Junction) and part.word == word:
            kept.extend(part.parts)
        else:
            kept.append(part)
    if not kept:
        return word == "and"
    return kept[0] if len(kept) == 1 else Junction(word, tuple(kept))


def negation(this: Condition) -> Condition:
    """The opposite, with every `not` taken inwards."""
    match this:
        case bool():
            return not this
        case Junction(word, parts):
            return Junction("or" if word == "and" else "and", tuple(negation(part) for part in parts))
        case Atom(expr, "="):
            return Atom(expr, "!=")
        case Atom(expr, "!="):
            return Atom(expr, "=")
        case Atom(expr, "<"):
            return Atom(Apply("neg", (expr,)), "<=")
        case Atom(expr, _):
            return Atom(Apply("neg", (expr,)), "<")


def atoms(this: Condition) -> tuple[Atom, ...]:
    """Every comparison in it."""
    match this:
        case Junction(_, parts):
            return tuple(atom for part in parts for atom in atoms(part))
        case Atom():
            return (this,)
    return ()


def holds(this: Condition, sign_of: Callable[[Expr], int | None]) -> bool | None:
    """Its truth where `sign_of` gives the sign of an expression: None for unknown, 2 for undefined (no comparison
    with something undefined holds)."""
    match this:
        case bool():
            return this
        case Atom(expr, sign):
            found = sign_of(expr)
            if found is None:
                return None
            return found != 2 and {"=": found == 0, "!=": found != 0, "<": found < 0, "<=": found <= 0}[sign]
        case Junction(word, parts):
            truths = [holds(part, sign_of) for part in parts]
            if (word == "or") in truths:
                return word == "or"
            return None if None in truths else word == "and"


def factors_apart(this: Condition) -> Condition:
    """With one of its factors zero for a product that is zero, where every factor has a value everywhere."""
    match this:
        case Junction(word, parts):
            return _join(word, tuple(factors_apart(part) for part in parts)) or False
        case Atom(Apply("neg", (inner,)), "="):
            return factors_apart(Atom(inner, "="))
        case Atom(Apply("mul", factors), "=") if all(map(_everywhere, factors)):
            open_ = (factor for factor in factors if not isinstance(factor, Number) or factor == ZERO)
            return _join("or", tuple(factors_apart(Atom(factor, "=")) for factor in open_)) or False
    return this


def _everywhere(expr: Expr) -> bool:
    """A polynomial, as written: its numbers may hold roots of positive numbers."""
    match expr:
        case Number() | Name():
            return True
        case Apply("add" | "mul" | "neg" | "pos", args):
            return all(map(_everywhere, args))
        case Apply("div", (top, Number(text))):
            return _everywhere(top) and text.strip("0.") != ""
        case Apply("pow", (base, Number(text))):
            return text.isdigit() and text != "0" and _everywhere(base)
        case Apply("sqrt", (Number(),)):
            return True
    return False


def split(this: Condition) -> Condition:
    """With every absolute value resolved into its two cases."""
    match this:
        case Junction(word, parts):
            return _join(word, tuple(split(part) for part in parts)) or False
        case Atom(expr, sign):
            absolutes = [node for node in walk(expr) if isinstance(node, Apply) and node.op == "abs"]
            if not absolutes or len(absolutes) > 4 or len(absolutes[-1].args) != 1:
                return this
            inner = absolutes[-1]
            value = inner.args[0]
            opposite = Apply("neg", (value,))
            upper = Junction("and", (Atom(opposite, "<="), Atom(_replaced(expr, inner, value), sign)))
            lower = Junction("and", (Atom(value, "<"), Atom(_replaced(expr, inner, opposite), sign)))
            return split(Junction("or", (upper, lower)))
    return this


def _replaced(expr: Expr, old: Expr, new: Expr) -> Expr:
    return new if expr == old else rebuild(expr, lambda node: _replaced(node, old, new))
