r"""What statisticians write in short, said in full before a probe.

\bar x                  the mean of x_1, ..., x_n, where x is a family and no definition says otherwise
p_X(x), p_{X,Y}(x, y)   P(X = x), P(X = x, Y = y); p_{X|Y}(x | y) is P(X = x | Y = y)
x \sim Bernoulli(p)     a law with a name (see `named`)
"""

from __future__ import annotations

from collections.abc import Iterable

from grader.equivalence.meanings import families
from grader.equivalence.worlds.named import BY_NAME, PROBABILITIES
from grader.late import replace
from grader.notation.names import Domain, Names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Name, Number, rebuild, walk

PLACE = Name("bar_index")
DRAWN_FROM = frozenset({"expectation", "variance"})
MASS = frozenset({"p", "P"})


def in_full(left: Expr, right: Expr, names: Names) -> tuple[Expr, Expr]:
    """Both sides without these shorthands."""
    samples = {name: end for side in (right, left) for name, end in _ends(side)}
    known = {name for side in (left, right) for name in families(side)}
    known |= {name for name, domain in names.variables.items() if domain.kind in ("indexed", "iid")}

    def full(expr: Expr) -> Expr:
        match expr:
            case Name(id) if id.startswith("bar(") and id.endswith(")") and id not in names.declared:
                family = id[len("bar(") : -1]
                return _mean(family, samples[family]) if family in known and family in samples else expr
            case Call(Name() | Index() as head, args, given):
                told = _mass(head, args, given, names)
                return rebuild(expr, full) if told is None else told
            case Bind(op, variables, (law,), body) if op in DRAWN_FROM:
                return Bind(op, variables, (_law(full(law), names),), full(body))
            case _:
                return rebuild(expr, full)

    return full(left), full(right)


def with_probabilities(left: Expr, right: Expr, names: Names) -> Names:
    """The same names, with real parameters that are probabilities of a law with a name between 0 and 1."""
    found: dict[str, Domain] = {}
    for side in (left, right):
        for node in walk(side):
            if isinstance(node, Apply) and node.op in PROBABILITIES and isinstance(node.args[-1], Name):
                domain = names.domain(node.args[-1].id)
                if domain is None or domain.kind == "real":
                    found[node.args[-1].id] = Domain("interval", low="0", high="1")
    return replace(names, variables={**names.variables, **found}) if found else names


def _ends(side: Expr) -> Iterable[tuple[str, Expr]]:
    """Families with the upper bound of a sum or product that runs over their first index: without bounds it is N
    where that letter occurs, else n (see `roles.counted`)."""
    count = Name("N" if Name("N") in walk(side) else "n")
    for node in walk(side):
        if isinstance(node, Bind) and node.op in ("sum", "product") and len(node.bounds) in (0, 2):
            for member in walk(node.body):
                match member:
                    case Index(Name(id), (first, *_)) if first in node.variables[:1]:
                        yield id, node.bounds[1] if node.bounds else count


def _mean(family: str, end: Expr) -> Expr:
    total = Bind("sum", (PLACE,), (Number("1"), end), Index(Name(family), (PLACE,)))
    return Apply("div", (total, end))


def _law(law: Expr, names: Names) -> Expr:
    """A law with a name as a word of its own; the exercise's own functions come first."""
    match law:
        case Call(Name(id), args, ()) if id not in names.functions:
            word = id
        case Apply("exp", args):  # Exp
            word = "exp"
        case _:
            return law
    named = BY_NAME.get(word.removeprefix("cal(").removesuffix(")").lower())
    if named is None or len(args) != named.parameters:
        return law
    if named.word == "exponential" and Name("lambda") not in walk(args[0]):  # a rate, or a mean?
        return law
    return Apply(named.word, args)


def _mass(head: Name | Index, args: tuple[Expr, ...], given: tuple[Expr, ...], names: Names) -> Expr | None:
    """`p_X(x)` as P(X = x), where X is a random variable and p_X is nothing of the exercise's own."""
    of, on = _variables(head, names)
    if not of or len(of) != len(args) or len(on) != len(given):
        return None
    event = _all(of, args)
    return Apply("probability", (Apply("given", (event, _all(on, given))) if on else event,))


def _all(variables: tuple[Expr, ...], values: tuple[Expr, ...]) -> Expr:
    equations = tuple(Chain((v, x), ("=",)) for v, x in zip(variables, values, strict=True))
    return equations[0] if len(equations) == 1 else Apply("sequence", equations)


def _variables(head: Name | Index, names: Names) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    """The random variables in a subscript such as `X`, `X,Y` and `X|Y`: of which, and under which."""
    match head:
        case Name(id) if id not in names.declared and id.partition("_")[0] in MASS and "_" in id:
            parts: tuple[Expr, ...] = tuple(map(Name, id.partition("_")[2].split(",")))
        case Index(Name(base), indices) if base in MASS and base not in names.functions:
            parts = indices
        case _:
            return (), ()
    of: tuple[Expr, ...] = parts
    on: tuple[Expr, ...] = ()
    match parts[-1]:
        case Apply("given", (inner, condition)):
            of, on = (*parts[:-1], *_listed(inner)), _listed(condition)
    random = all(
        isinstance(x, Name) and (d := names.domain(x.id)) is not None and d.kind == "random" for x in (*of, *on)
    )
    return (of, on) if random else ((), ())


def _listed(expr: Expr) -> tuple[Expr, ...]:
    return expr.args if isinstance(expr, Apply) and expr.op in ("sequence", "tuple") else (expr,)
