"""How the free names of two expressions are used: as distributions, members of families, sizes, events, letters."""

from __future__ import annotations

from collections.abc import Iterator

from grader.equivalence.meanings import free_names, is_constant, kind_of
from grader.equivalence.worlds.laws import Laws, letters_called
from grader.late import dataclass
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Name, children, walk

CHANCE_WORDS = frozenset(
    {"expectation", "variance", "covariance", "correlation", "probability", "entropy", "mutual_information"}
)
PAIRS_OF_DISTRIBUTIONS = frozenset({"kl", "cross_entropy"})
ACCUMULATORS = frozenset({"sum", "product"})
COUNTS = frozenset({"positive integer", "nonnegative integer", "integer"})


@dataclass(frozen=True, slots=True)
class Family:
    """How many indexes its members carry, and the upper bounds that its first index runs to, as written."""

    indices: int
    lengths: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Uses:
    """The names by how both sides use them; one may stand in several."""

    distributions: set[str]
    called: set[str]
    families: dict[str, Family]
    sizes: set[str]
    randoms: set[str]
    events: set[str]
    drawn: set[str]
    arguments: set[str]


def uses_of(sides: tuple[Expr, Expr], names: Names, laws: Laws, counted: list[str]) -> Uses:
    sizes = {id for side in sides for id in size_names(side)} | set(counted)
    for domain in names.variables.values():
        sizes |= {s for s in domain.sizes if not s.isdigit()}
    randoms, events, drawn = _chance_names(sides, names)
    return Uses(
        distributions={n.id for side in sides for n in _distributions(side)},
        called={n.id for side in sides for n in _called(side)},
        families=_families(sides),
        sizes=sizes,
        randoms=randoms,
        events=events,
        drawn=drawn,
        arguments={id for side in sides for id in letters_called(side, laws)},
    )


def _distributions(expr: Expr) -> Iterator[Name]:
    for node in walk(expr):
        if isinstance(node, Bind) and node.op in ("expectation", "variance") and len(node.bounds) == 1:
            yield from _head_name(node.bounds[0])
        elif isinstance(node, Apply) and node.op in PAIRS_OF_DISTRIBUTIONS:
            for arg in node.args:
                yield from _head_name(arg)
        elif isinstance(node, Apply) and node.op == "entropy":
            yield from (arg for arg in node.args[:1] if isinstance(arg, Name) and _names_distribution(arg.id))


def _names_distribution(name: str) -> bool:
    """`H(p)` is of a distribution, `H(X)` of a random variable."""
    return not name[:1].isupper() or name[:1] in "PQ"


def _head_name(expr: Expr) -> Iterator[Name]:
    if isinstance(expr, Call):
        expr = expr.function
    if isinstance(expr, Name):
        yield expr


def _called(expr: Expr) -> Iterator[Name]:
    for node in walk(expr):
        if isinstance(node, Call):
            yield from _head_name(node)
        if isinstance(node, Call) and isinstance(node.function, Apply) and node.function.op == "prime":
            yield from _head_name(node.function.args[0])


def _families(sides: tuple[Expr, ...]) -> dict[str, Family]:
    found: dict[str, Family] = {}
    for side in sides:
        for node in walk(side):
            if isinstance(node, Index) and isinstance(node.base, Name):
                before = found.get(node.base.id, Family(len(node.indices)))
                found[node.base.id] = before
        for node in walk(side):
            if isinstance(node, Bind) and node.op in ACCUMULATORS and len(node.bounds) == 2:
                for name in _indexed_by(node):
                    found[name] = Family(found[name].indices, (*found[name].lengths, node.bounds[1]))
    return found


def _indexed_by(bind: Bind) -> Iterator[str]:
    """The families whose first index is the one that is bound."""
    for node in walk(bind.body):
        if isinstance(node, Index) and isinstance(node.base, Name) and node.indices[0] in bind.variables:
            yield node.base.id


def size_names(expr: Expr) -> Iterator[str]:
    """Names in the bounds of sums and products, and in the places of factorials and binomials."""
    for node in walk(expr):
        if isinstance(node, Bind) and node.op in ACCUMULATORS and len(node.bounds) == 2:
            bound = {v.id for v in node.variables if isinstance(v, Name)}
            for place in node.bounds:
                yield from (n for n in free_names(place) if n not in bound)
        elif isinstance(node, Apply) and node.op in ("factorial", "binomial", "double_factorial"):
            for arg in node.args:
                yield from free_names(arg)
        elif isinstance(node, Index):
            for index in node.indices:
                yield from free_names(index)


def counted_names(sides: tuple[Expr, ...], names: Names) -> list[str]:
    """`n` or `N` beside `\\sum_i x_i`: how many terms that has, unless the exercise says what the letter is. That
    it is a whole number says nothing else; so may `m` be meant where it is one."""
    if not any(_runs_over_family(node) for side in sides for node in walk(side)):
        return []
    free = {id for side in sides for id in free_names(side)} - names.definitions.keys()
    said = {id for id in free & {"n", "N", "m", "M"} if kind_of(names, id) in COUNTS}
    return sorted(said | {id for id in free & {"n", "N"} if names.domain(id) is None})[-1:]


def _runs_over_family(node: Expr) -> bool:
    if not isinstance(node, Bind) or node.op not in ACCUMULATORS or node.bounds:
        return False
    return any(True for _ in _indexed_by(node))


def places_of(expr: Expr) -> Iterator[str]:
    """Names that stand as the index of a member."""
    for node in walk(expr):
        if isinstance(node, Index):
            yield from (i.id for i in node.indices if isinstance(i, Name))


def ends_of_ranges(expr: Expr) -> Iterator[str]:
    """Names in the bounds of sums and products."""
    for node in walk(expr):
        if isinstance(node, Bind) and node.op in ACCUMULATORS:
            for place in node.bounds:
                yield from free_names(place)


def optimised(expr: Expr) -> Iterator[Name]:
    """What is varied in `argmax_w` and its like: it has a shape or a domain too."""
    for node in walk(expr):
        if isinstance(node, Bind) and node.op in ("argmax", "argmin", "maximum", "minimum"):
            yield from (v for v in node.variables if isinstance(v, Name))


def uses_chance(sides: tuple[Expr, ...]) -> bool:
    words = CHANCE_WORDS | PAIRS_OF_DISTRIBUTIONS
    return any(isinstance(n, (Apply, Bind)) and n.op in words for side in sides for n in walk(side))


def open_ranges(sides: tuple[Expr, ...]) -> bool:
    """A sum or product without bounds: over all places of a family, or all values."""
    return any(isinstance(n, Bind) and n.op in ACCUMULATORS and not n.bounds for side in sides for n in walk(side))


def _chance_names(sides: tuple[Expr, ...], names: Names) -> tuple[set[str], set[str], set[str]]:
    """Random variables, events, and numbers compared with random variables."""
    randoms = {n for n, d in names.variables.items() if d.kind == "random"}
    events = {n for n, d in names.variables.items() if d.kind == "event"}
    drawn: set[str] = set()
    for side in sides:
        for node in walk(side):
            if isinstance(node, Apply) and node.op in ("probability", "indicator"):
                if node.op == "probability":
                    randoms |= {id for each in walk(node) for id in _small_variable(each, randoms, names)}
                _read_event(node, randoms, events, drawn, names)
            elif isinstance(node, Apply) and node.op in CHANCE_WORDS - {"probability"}:
                free = [n for arg in node.args for n in free_names(arg) if not is_constant(n, names)]
                fresh = [n for n in free if n not in names.variables and n not in names.functions]
                if not any(n in randoms for n in free):
                    randoms.update([n for n in fresh if n[:1].isupper()] or fresh)
    return randoms, events, drawn - randoms - events


def _read_event(expr: Expr, randoms: set[str], events: set[str], drawn: set[str], names: Names) -> None:
    for child in children(expr):
        match child:
            case Name(id):
                if id not in names.variables and id not in randoms:
                    events.add(id)
            case Chain(operands, _):
                for operand in operands:
                    for id in free_names(operand):
                        if id in randoms or is_constant(id, names):
                            continue
                        (drawn if id in names.variables else randoms if id[:1].isupper() else drawn).add(id)
            case Apply():
                _read_event(child, randoms, events, drawn, names)


def _small_variable(node: Expr, randoms: set[str], names: Names) -> Iterator[str]:
    """`y` of `P(y = 1)`: who asks how likely that is means a random variable, though its letter is small."""
    operands = node.operands if isinstance(node, Chain) else ()
    letters = {id for operand in operands for id in free_names(operand) if not is_constant(id, names)}
    if len(letters) == 1 and randoms.isdisjoint(letters) and not all(map(free_names, operands)):
        yield from letters


def conditions_of(sides: tuple[Expr, ...]) -> dict[str, tuple[Expr, ...]]:
    found: dict[str, set[tuple[Expr, ...]]] = {}
    for side in sides:
        for node in walk(side):
            if isinstance(node, Call) and isinstance(node.function, Name) and node.given:
                found.setdefault(node.function.id, set()).add(node.given)
    return {name: next(iter(given)) for name, given in found.items() if len(given) == 1}
