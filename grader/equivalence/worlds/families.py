"""Before a probe: members of families get their index back, and `...` is spelled out as a sum or a product.

\\sum_i x_i           where x was not declared: the name `x_i` becomes Index(x, i), for a bound i
p(x_1) p(x_2) ... p(x_n)   becomes   product_{k=1}^n p(x_k)
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.equivalence.evaluation.evaluate import CONSTANTS
from grader.equivalence.meanings import families
from grader.equivalence.worlds.uses import size_names
from grader.notation.tree import Apply, Bind, Chain, Expr, Index, Name, Number, children, rebuild, walk

ELLIPSIS = Apply("ellipsis", ())
PLACE = "ellipsis_index"
APART = "_"
"""What a family has at the end of its name where a size has the same."""


def prepare(left: Expr, right: Expr) -> tuple[Expr, Expr]:
    """Both sides with their families and ellipses made explicit; the families are those of either side."""
    known = set(families(left)) | set(families(right))
    for side in (left, right):
        known |= {base for base, _ in _bound_subscripts(side, frozenset())}
        known |= {base for node in walk(side) if _has_ellipsis(node) for base in _subscripted(node)}
    left, right = _index(left, known), _index(right, known)
    both = ({id for side in (left, right) for id in size_names(side)} | CONSTANTS.keys()) & known
    left, right = _apart(left, both), _apart(right, both)
    indices = {n for side in (left, right) for node in walk(side) if isinstance(node, Index) for n in node.indices}
    left, right = _kronecker(left, indices), _kronecker(right, indices)
    return _spell_out(_nest(_reach(left, frozenset()))), _spell_out(_nest(_reach(right, frozenset())))


def _apart(expr: Expr, sizes: set[str]) -> Expr:
    """`n! / (n_1! n_2!)`: the letter that is a size is none of the family of the same name, and the number pi none
    of the weights `\\pi_k`."""
    expr = rebuild(expr, lambda child: _apart(child, sizes)) if sizes else expr
    if isinstance(expr, Index) and isinstance(expr.base, Name) and expr.base.id in sizes:
        return Index(Name(expr.base.id + APART), expr.indices)
    return expr


def _kronecker(expr: Expr, indices: set[Expr]) -> Expr:
    """`\\delta_{kj}` of two letters that are indexes here is 1 where they are equal, else 0."""
    pair: tuple[Expr, ...] = ()
    match expr:
        case Name(id) if id.startswith("delta_") and len(id) == len("delta_kj"):
            pair = (Name(id[-2]), Name(id[-1]))
        case Index(Name("delta"), (_, _)):
            pair = expr.indices
    if pair and all(i in indices or isinstance(i, Number) for i in pair):
        return Apply("indicator", (Chain(pair, ("=",)),))
    return rebuild(expr, lambda child: _kronecker(child, indices))


def _nest(expr: Expr) -> Expr:
    """`\\sum_{x, y}` as a sum over x of a sum over y."""
    expr = rebuild(expr, _nest)
    if isinstance(expr, Bind) and expr.op in ("sum", "product") and len(expr.variables) > 1 and not expr.bounds:
        body = expr.body
        for variable in reversed(expr.variables):
            body = Bind(expr.op, (variable,), (), body)
        return body
    return expr


def _reach(expr: Expr, bound: frozenset[str]) -> Expr:
    """A sum reaches over the later terms that carry its index: `\\sum_i a_i + b_i` is a sum of `a_i + b_i`."""
    if isinstance(expr, Bind):
        inner = bound | {v.id for v in expr.variables if isinstance(v, Name)}
        return rebuild(expr, lambda child: _reach(child, inner))
    expr = rebuild(expr, lambda child: _reach(child, bound))
    if not isinstance(expr, Apply) or expr.op != "add":
        return expr
    for k, term in enumerate(expr.args):
        total = term.args[-1] if isinstance(term, Apply) and term.op == "mul" else term
        if not (isinstance(total, Bind) and total.op == "sum" and len(total.variables) == 1):
            continue
        index = total.variables[0]
        reached = [n for n in range(k + 1, len(expr.args)) if _carries(expr.args[n], index)]
        if reached and isinstance(index, Name) and index.id not in bound:
            last = reached[-1] + 1
            body = Apply("add", (total.body, *expr.args[k + 1 : last]))
            whole: Expr = Bind("sum", total.variables, total.bounds, body)
            if isinstance(term, Apply):
                whole = Apply("mul", (*term.args[:-1], whole))
            rest = (*expr.args[:k], whole, *expr.args[last:])
            return rest[0] if len(rest) == 1 else Apply("add", rest)
    return expr


def _carries(expr: Expr, index: Expr) -> bool:
    """A member of a family with this index stands here, which nothing here binds."""
    if isinstance(expr, Bind) and index in expr.variables:
        return False
    if isinstance(expr, Index) and index in expr.indices:
        return True
    return any(_carries(child, index) for child in children(expr))


def split(name: str) -> tuple[str, tuple[str, ...]] | None:
    """`x_i` as ("x", ("i",)), `a_i,j` as ("a", ("i", "j")), `hat(y)_12` likewise."""
    base, mark, subscript = name.rpartition("_")
    if not mark or not base or not subscript:
        return None
    return base, tuple(subscript.split(","))


def _bound_subscripts(expr: Expr, bound: frozenset[str]) -> Iterator[tuple[str, str]]:
    if isinstance(expr, Name):
        parts = split(expr.id)
        if parts is not None and any(i in bound for i in parts[1]):
            yield parts[0], parts[1][0]
        return
    if isinstance(expr, Bind) and expr.op in ("sum", "product"):
        bound = bound | {v.id for v in expr.variables if isinstance(v, Name)}
    for child in children(expr):
        yield from _bound_subscripts(child, bound)


def _has_ellipsis(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op in ("add", "mul") and ELLIPSIS in node.args


def _subscripted(node: Expr) -> Iterator[str]:
    for n in walk(node):
        if isinstance(n, Name):
            parts = split(n.id)
            if parts is not None and parts[1][0].isdigit():
                yield parts[0]


def _index(expr: Expr, known: set[str]) -> Expr:
    if isinstance(expr, Name):
        parts = split(expr.id)
        if parts is not None and parts[0] in known:
            return Index(Name(parts[0]), tuple(Number(i) if i.isdigit() else Name(i) for i in parts[1]))
        return expr
    return rebuild(expr, lambda child: _index(child, known))


def _spell_out(expr: Expr) -> Expr:
    expr = rebuild(expr, _spell_out)
    if not isinstance(expr, Apply) or not _has_ellipsis(expr):
        return expr
    k = expr.args.index(ELLIPSIS)
    before, after = expr.args[:k], expr.args[k + 1 :]
    if not before or not after or ELLIPSIS in after:
        return expr
    run = _pattern(before, after[0])
    if run is None:
        return expr
    first, start, end, term = run
    word = "product" if expr.op == "mul" else "sum"
    whole = Bind(word, (Name(PLACE),), (Number(str(start)), end), term)
    rest = (*before[:first], whole, *after[1:])
    return whole if len(rest) == 1 else Apply(expr.op, rest)


def _pattern(before: tuple[Expr, ...], last: Expr) -> tuple[int, int, Expr, Expr] | None:
    """Where the run starts among the terms before, its first and last index, and the term with PLACE in it."""
    differences = list(_differences(before[-1], last))
    if not differences or any(not isinstance(a, Number) or not a.text.isdigit() for a, _ in differences):
        return None
    if len(set(differences)) != 1:
        return None
    at, end = differences[0]
    assert isinstance(at, Number)
    here = int(at.text)
    term = _replace(before[-1], last, Name(PLACE))
    first = len(before) - 1
    while first > 0 and here - (len(before) - first) >= 0:
        wanted = Number(str(here - (len(before) - first)))
        if _replace(before[-1], last, wanted) != before[first - 1]:
            break
        first -= 1
    if first and isinstance(before[-1], Number) and isinstance(before[first - 1], Number):
        return None  # `1 + 2 + 4 + ...` goes on in another way
    return first, here - (len(before) - 1 - first), end, term


def _differences(a: Expr, b: Expr) -> Iterator[tuple[Expr, Expr]]:
    if a == b:
        return
    kids = children(a), children(b)
    if type(a) is not type(b) or len(kids[0]) != len(kids[1]) or not kids[0] or _head(a) != _head(b):
        yield a, b
        return
    for x, y in zip(*kids, strict=True):
        yield from _differences(x, y)


def _head(node: Expr) -> str:
    return node.op if isinstance(node, (Apply, Bind)) else type(node).__name__


def _replace(a: Expr, b: Expr, by: Expr) -> Expr:
    """`a` with `by` at each place where `b` differs from it."""
    if a == b:
        return a
    kids = children(a), children(b)
    if type(a) is not type(b) or len(kids[0]) != len(kids[1]) or not kids[0] or _head(a) != _head(b):
        return by
    replaced = iter([_replace(x, y, by) for x, y in zip(*kids, strict=True)])
    return rebuild(a, lambda _: next(replaced))
