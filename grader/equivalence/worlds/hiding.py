"""When agreement in small worlds says little: a bend, step or bump that none of the worlds has seen.

A student may add what is zero in every small world: `max(0, m - 50)`, `floor(m/50)`, `10^-200`. What bends must
show both of its branches in the worlds that were tried, and nothing may be too small or too large to be seen there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.equivalence.evaluation.scalars import Unsure
from grader.equivalence.sampling import care
from grader.equivalence.worlds.world import World
from grader.notation.tree import Apply, Bind, Expr, Name, Number, rebuild, walk
from grader.values import Finding

SEEN_BITS = 100
"""Worlds are told apart down to some 2^-128: beyond this size a part could hide behind another."""
ORDER_BITS = 7
"""Objectives are ordered at some dozens of points only: a term with a factor of 1/128 may turn no order."""
FEW_SIZES = 4
"""A polynomial of this degree may be zero at all sizes that are tried."""
UNBRANCHED = care.STEPS - {"cases", "indicator", "heaviside"}
CONSTANTS = frozenset({"pi", "e", "i", "euler_gamma"})


def doubt(
    left: Expr,
    right: Expr,
    world: Callable[[], World],
    apart: Callable[[Expr, Expr], bool],
    ordered: bool,
    sizes: frozenset[str],
) -> Finding | None:
    """Why the agreement found is no evidence, or None. `world` builds one of the worlds that were tried, `apart`
    says whether two expressions differ in one of them; `ordered`: only the order of values was compared. `sizes`
    are the names that only ever were a few small numbers."""
    hidden = _zero_of_sizes(left, right, apart, sizes)
    if hidden:
        return Finding("piecewise-undecided", data=(("word", hidden),))
    for one, other in ((left, right), (right, left)):
        known = frozenset(walk(other))
        for node in dict.fromkeys(walk(one)):
            if isinstance(node, Apply) and node not in known:
                word = _unseen(node, one, apart)
                if word:
                    return Finding("piecewise-undecided", data=(("word", word),))
    if any(_extreme(side, world(), SEEN_BITS) for side in (left, right)):
        return Finding("extreme-values")
    if ordered and _tiny_on_one_side(left, right, world):
        return Finding("extreme-values")
    return None


def _extreme(expr: Expr, world: World, bits: int) -> bool:
    try:
        return care.extreme(expr, world, bits)
    except Unsure:
        return False


def _unseen(node: Apply, whole: Expr, apart: Callable[[Expr, Expr], bool]) -> str:
    """The word of a node of which only one branch was ever taken (or that has none to try), or nothing. Where no
    branch makes a difference, as in `abs(x)^2`, nothing hides."""
    if node.op in UNBRANCHED or (node.op == "pow" and node.args[0] == Number("0")):
        return node.op
    differ = [apart(whole, _instead(whole, node, branch)) for branch in _branches(node)]
    return node.op if any(differ) and not all(differ) else ""


def _zero_of_sizes(left: Expr, right: Expr, apart: Callable[[Expr, Expr], bool], sizes: frozenset[str]) -> str:
    """The word of a part, made of sizes alone, that is zero at all of them and stands on one side only:
    `(m - 1)(m - 2)(m - 3)`, `binomial(m - 1, 20)`."""
    for one, other in ((left, right), (right, left)):
        known = frozenset(walk(other))
        if any(_degree(one, size) >= FEW_SIZES for size in sizes):
            return "pow"
        bound = {v.id for n in walk(one) if isinstance(n, Bind) for v in n.variables if isinstance(v, Name)}
        parts = (part for whole in walk(one) for part in (whole, *_factors(whole, sizes)))
        for node in dict.fromkeys(parts):
            names = {n.id for n in walk(node) if isinstance(n, Name)} - (CONSTANTS - bound)
            closed = bool(names) and names <= sizes and node not in known
            if isinstance(node, Apply) and closed and not apart(node, Number("0")):
                return node.op
            if isinstance(node, Bind) and node.op == "product" and node not in known:
                outer = bound - {v.id for v in node.variables if isinstance(v, Name)}
                if outer.isdisjoint(names) and not apart(node, Number("0")):
                    return node.op
    return ""


def _factors(node: Expr, sizes: frozenset[str]) -> tuple[Expr, ...]:
    """The factors of a product that hold sizes alone, as one."""
    match node:
        case Apply("mul", args):
            own = tuple(arg for arg in args if _names_in(arg) <= sizes)
            return (Apply("mul", own),) if 1 < len(own) < len(args) else ()
    return ()


def _names_in(expr: Expr) -> frozenset[str]:
    return frozenset(node.id for node in walk(expr) if isinstance(node, Name)) - CONSTANTS


def _degree(expr: Expr, name: str) -> int:
    """The degree of what is written in a name, at most: as many zeros may it have without being zero."""
    match expr:
        case Name(id):
            return int(id == name)
        case Apply("mul", args):
            return sum(_degree(arg, name) for arg in args)
        case Apply("pow", (base, Number(text))) if text.isdigit() and len(text) < 4:
            return int(text) * _degree(base, name)
        case Apply("add" | "neg" | "pos" | "div", args):
            return max(_degree(arg, name) for arg in args)
    return 0


def _branches(node: Apply) -> Iterator[Expr]:
    """What a node would be if it did not bend."""
    match node:
        case Apply("max" | "min", args) if len(args) > 1:
            yield from args
        case Apply("abs", (inner,)) | Apply("sqrt", (Apply("pow", (inner, Number("2"))),)):
            yield inner
            yield Apply("neg", (inner,))
        case Apply("sign", _):
            yield Number("1")
            yield Apply("neg", (Number("1"),))
        case Apply("indicator" | "heaviside", _):
            yield Number("0")
            yield Number("1")
        case Apply("cases", args):
            yield from args[::2]


def _instead(expr: Expr, node: Expr, branch: Expr) -> Expr:
    return branch if expr == node else rebuild(expr, lambda inner: _instead(inner, node, branch))


def _tiny_on_one_side(left: Expr, right: Expr, world: Callable[[], World]) -> bool:
    for one, other in ((left, right), (right, left)):
        known = frozenset(walk(other))
        for node in walk(one):
            free = any(isinstance(n, Name) and n.id not in CONSTANTS for n in walk(node))
            if not free and node not in known and _extreme(node, world(), ORDER_BITS):
                return True
    return False
