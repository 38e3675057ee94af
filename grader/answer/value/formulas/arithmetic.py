"""What two formulas are by arithmetic alone: sums, products and quotients worked out, every other part taken as a
letter. `2*f'(x) - f'(x)` is `f'(x)`; `sin(2x + x)` is `sin(3x)`; `sin(2x)` and `2 sin(x) cos(x)` differ."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from grader.answer.value.formulas.polynomials import Ring, ratio, ring_of
from grader.errors import LimitError
from grader.limits import KEPT
from grader.notation.names import free_names
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Number, children, rebuild

ARITHMETIC = frozenset({"add", "mul", "neg", "pos", "div", "boxed"})


@lru_cache(maxsize=KEPT)
def by_arithmetic(expr: Expr) -> Hashable:
    """The same for two formulas where arithmetic leads from one to the other; bound letters may differ."""
    return _key(_unbound(expr, 0))


@lru_cache(maxsize=KEPT)
def with_parts(expr: Expr) -> Expr:
    """With a letter for each function of something, the same one for arguments that arithmetic makes one."""
    return _parted(_unbound(expr, 0))


def _parted(expr: Expr) -> Expr:
    match expr:
        case Apply(op) if op not in ARITHMETIC | {"pow"}:
            return Name(f"part {_opaque(expr)!r}")
        case Call():
            return Name(f"part {_opaque(expr)!r}")
    return rebuild(expr, _parted)


def _unbound(expr: Expr, depth: int) -> Expr:
    """With one name for each bound letter; a limit of what does not move is that itself."""
    match expr:
        case Bind("limit", (Name(id),), _, body) if id not in free_names(body):
            return _unbound(body, depth)
        case Bind("sum" | "product" | "integral" | "limit" as op, (Name(id),), (_, *_) as bounds, body):
            fresh = Name(f"bound_{depth}")
            inner = _unbound(_renamed(body, id, fresh), depth + 1)
            return Bind(op, (fresh,), tuple(_unbound(bound, depth) for bound in bounds), inner)
    return rebuild(expr, lambda node: _unbound(node, depth))


def _renamed(expr: Expr, name: str, fresh: Name) -> Expr:
    return fresh if expr == Name(name) else rebuild(expr, lambda node: _renamed(node, name, fresh))


def _key(expr: Expr) -> Hashable:
    parts: dict[Hashable, Name] = {}
    flat = _flat(expr, parts)
    try:
        ring = ring_of((flat,), frozenset())
        found = None if ring is None else ratio(flat, ring)
    except LimitError:
        return repr(expr)
    if ring is None or found is None or found.bottom.is_zero():
        return repr(expr)
    return _lowest(found.top, found.bottom, ring, {name.id: key for key, name in parts.items()})


def _flat(expr: Expr, parts: dict[Hashable, Name]) -> Expr:
    """With a letter for each part that is no arithmetic."""
    match expr:
        case Number():
            return expr
        case Apply("pow", (base, Number(power))) if power.isdecimal() and int(power) <= 40:
            return Apply("pow", (_flat(base, parts), Number(power)))
        case Apply("pow", (base, Apply("neg", (Number(power),)))) if power.isdecimal() and int(power) <= 40:
            return Apply("div", (Number("1"), Apply("pow", (_flat(base, parts), Number(power)))))
        case Apply(op) if op in ARITHMETIC:
            return rebuild(expr, lambda node: _flat(node, parts))
    key = _opaque(expr)
    return parts.setdefault(key, Name(f"part_{len(parts)}"))


def _opaque(expr: Expr) -> Hashable:
    match expr:
        case Name(id):
            return id
        case Apply(op, args):
            return (op, *map(_key, args))
        case Bind(op, variables, bounds, body):
            return (op, *map(_key, (*variables, *bounds, body)))
    below = tuple(map(_key, children(expr)))
    return (type(expr).__name__, *below) if below else repr(expr)


def _lowest(top: Any, bottom: Any, ring: Ring, parts: dict[str, Hashable]) -> Hashable:
    """The quotient in lowest terms, with the leading coefficient of its bottom one, spelled by its parts."""
    common = top.gcd(bottom)
    top, bottom = top // common, bottom // common
    used = [at for at in range(len(ring.names)) if top.degrees()[at] + bottom.degrees()[at]]
    order = sorted(used, key=lambda at: repr(parts[ring.names[at]]))
    spelled = [_spelled(each, order) for each in (top, bottom)]
    lead = spelled[1][0][1]
    names = tuple(parts[ring.names[at]] for at in order)
    return names, tuple(tuple((powers, str(c / lead)) for powers, c in each) for each in spelled)


def _spelled(polynomial: Any, order: list[int]) -> list[tuple[tuple[int, ...], Any]]:
    terms = polynomial.to_dict().items()
    return sorted(((tuple(int(powers[at]) for at in order), c) for powers, c in terms), key=lambda term: term[0])
