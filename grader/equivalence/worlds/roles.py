"""What each free name of two expressions is in a small world: said by the exercise, else read off its use."""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from grader.equivalence.meanings import free_names, is_constant, kind_of
from grader.equivalence.sampling.points import REAL
from grader.equivalence.worlds.laws import Joint, Laws, Part, letters_called
from grader.equivalence.worlds.shapes import UNIT, Inferred, infer, speaks_of_matrices
from grader.late import dataclass, field
from grader.notation.names import Domain, Function, Names
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


@dataclass(slots=True)
class Roles:
    """One dictionary a role; a name has one role."""

    numbers: dict[str, Domain] = field(default_factory=dict)
    dimensions: list[str] = field(default_factory=list)
    """Sizes that were inferred: they have no name of their own in the expressions."""
    sizes: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    densities: list[str] = field(default_factory=list)
    families: dict[str, Family] = field(default_factory=dict)
    tensors: dict[str, tuple[str, str]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    """Unit matrices and their size."""
    random: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    """Numbers that are compared with random variables, or stand as the argument of a distribution."""
    empirical: dict[str, str] = field(default_factory=dict)
    """Empirical distribution -> the family of its samples."""
    given: dict[str, tuple[Expr, ...]] = field(default_factory=dict)
    """What stands after `;` wherever a density is called with a condition, if it is always the same."""
    chance: bool = False
    forced: bool = False
    """Undeclared shapes were narrowed by the right side (see `shapes.Inferred`)."""
    complex: bool = False
    copies: dict[str, Family] = field(default_factory=dict)
    """Families of independent random variables with one law; the bare name is one more of them."""
    joints: dict[str, Joint] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    """Densities of joint laws (see `laws`)."""
    independent: tuple[str, ...] = ()
    defined: dict[str, Function] = field(default_factory=dict)
    """Functions of one number that stand at vectors and matrices."""
    places: set[str] = field(default_factory=set)
    """Sizes that stand as the index of a member: not beyond the end of the family."""
    thresholds: tuple[fmpq, ...] = ()
    """Numbers with which random variables are compared."""
    counted: str = ""
    """The letter that is taken as the number of terms of a sum without bounds."""

    def has_real_letters(self) -> bool:
        """Whether anything is drawn but sizes, vectors and matrices."""
        return self.chance or any(
            (self.numbers, self.functions, self.densities, self.families, self.random, self.events, self.drawn)
        )


@dataclass(frozen=True, slots=True)
class _Uses:
    """The names by how both sides use them; one may stand in several."""

    distributions: set[str]
    called: set[str]
    families: dict[str, Family]
    sizes: set[str]
    randoms: set[str]
    events: set[str]
    drawn: set[str]
    arguments: set[str]


def roles(left: Expr, right: Expr, names: Names, laws: Laws | None = None) -> Roles:
    """Read the roles off both sides together."""
    laws = laws or Laws({}, {})
    result = Roles(joints=laws.joints, parts=laws.parts, independent=names.independent)
    sides = (left, right)
    counted = _counted(sides, names)
    uses = _uses(sides, names, laws, counted)
    ends = {id for side in sides for id in _ends(side)}
    result.places = {id for side in sides for id in _places(side)} & uses.sizes - ends
    result.chance = bool(uses.distributions or uses.randoms or uses.events)
    result.chance |= _uses_chance(sides) or _open_ranges(sides)
    result.chance |= bool(laws.joints) or any(d.kind == "iid" for d in names.variables.values())
    bound_optima = [v.id for side in sides for v in _optimised(side)]
    for name in dict.fromkeys((*free_names(left), *free_names(right), *bound_optima)):
        if name in laws.parts:
            continue
        if is_constant(name, names):
            result.complex |= name == "i"
        else:
            _give_role(name, result, uses, names)
    if counted:
        result.counted = counted[0]
        result.sizes.sort(key=lambda name: name != counted[0])  # the first size is the number of terms
    _settle_shapes(result, left, right, names)
    for domain_size in sorted(uses.sizes - set(result.sizes)):
        if any(domain_size in pair for pair in result.tensors.values()):
            result.sizes.append(domain_size)
    _settle_empirical(result, sides, uses.distributions)
    result.given = _conditions(sides)
    return result


def _uses(sides: tuple[Expr, Expr], names: Names, laws: Laws, counted: list[str]) -> _Uses:
    sizes = {id for side in sides for id in size_names(side)} | set(counted)
    for domain in names.variables.values():
        sizes |= {s for s in domain.sizes if not s.isdigit()}
    randoms, events, drawn = _chance_names(sides, names)
    return _Uses(
        distributions={n.id for side in sides for n in _distributions(side)},
        called={n.id for side in sides for n in _called(side)},
        families=_families(sides),
        sizes=sizes,
        randoms=randoms,
        events=events,
        drawn=drawn,
        arguments={id for side in sides for id in letters_called(side, laws)},
    )


def _give_role(name: str, result: Roles, uses: _Uses, names: Names) -> None:
    """The one role of a name: what the exercise says of it comes first."""
    domain = names.domain(name) or REAL
    declared = names.functions.get(name)
    if declared is not None and declared.body is not None:
        result.defined[name] = declared
    elif declared is not None or name in uses.called or name in uses.distributions:
        density = name in uses.distributions or (declared is not None and declared.kind == "density")
        (result.densities if density or _looks_like_density(name, declared) else result.functions).append(name)
    elif domain.kind == "iid":
        result.copies[name] = uses.families.get(name, Family(1))
    elif domain.kind in ("vector", "matrix"):
        result.tensors[name] = (domain.sizes[0], domain.sizes[1] if len(domain.sizes) > 1 else "1")
    elif name in uses.families:
        result.families[name] = uses.families[name]
    elif domain.kind == "random" or name in uses.randoms:
        result.random.append(name)
    elif domain.kind == "event" or name in uses.events:
        result.events.append(name)
    elif name in uses.arguments or (name in uses.drawn - result.places and domain.kind == "real"):
        result.drawn.append(name)
    elif name in uses.sizes:
        result.sizes.append(name)
    elif name in uses.drawn:
        result.drawn.append(name)
    else:
        result.numbers[name] = domain


def _settle_shapes(result: Roles, left: Expr, right: Expr, names: Names) -> None:
    """Vectors and matrices among the undeclared names; their dimensions become sizes."""
    if not speaks_of_matrices((left, right)) and not any(name.startswith(UNIT) for name in result.numbers):
        return
    open_names = tuple(name for name in result.numbers if name not in names.variables)
    found = infer(left, right, open_names, result.tensors) or _apart(left, right, open_names, result.tensors)
    if found is None:
        return
    result.forced = found.forced
    known = {size for pair in result.tensors.values() for size in pair}
    for name, shape in (*found.shapes.items(), *((n, (s, s)) for n, s in found.units.items())):
        result.numbers.pop(name, None)
        if name in found.units:
            result.units[name] = shape[0]
        else:
            result.tensors[name] = shape
        result.dimensions.extend(
            s for s in shape if not s.isdigit() and s not in known and s not in result.dimensions
        )


def _apart(
    left: Expr, right: Expr, open_names: tuple[str, ...], declared: dict[str, tuple[str, str]]
) -> Inferred | None:
    """Where the sides do not fit each other and only unit matrices are open: each as the sum around it says."""
    if not open_names or not all(name.startswith(UNIT) for name in open_names):
        return None
    units: dict[str, str] = {}
    for name in open_names:
        sums = [n for side in (left, right) for n in walk(side) if isinstance(n, Apply) and n.op == "add"]
        around = [n for n in sums if Name(name) in walk(n)]
        found = infer(around[-1], around[-1], (name,), declared) if around else None
        if found is None:
            return None
        units.update(found.units)
    return Inferred({}, units)


def _looks_like_density(name: str, declared: object) -> bool:
    base = name.removeprefix("hat(").removeprefix("tilde(")
    return declared is None and base[:1] in ("p", "P", "q")


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


def _counted(sides: tuple[Expr, ...], names: Names) -> list[str]:
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


def _places(expr: Expr) -> Iterator[str]:
    """Names that stand as the index of a member."""
    for node in walk(expr):
        if isinstance(node, Index):
            yield from (i.id for i in node.indices if isinstance(i, Name))


def _ends(expr: Expr) -> Iterator[str]:
    """Names in the bounds of sums and products."""
    for node in walk(expr):
        if isinstance(node, Bind) and node.op in ACCUMULATORS:
            for place in node.bounds:
                yield from free_names(place)


def _optimised(expr: Expr) -> Iterator[Name]:
    """What is varied in `argmax_w` and its like: it has a shape or a domain too."""
    for node in walk(expr):
        if isinstance(node, Bind) and node.op in ("argmax", "argmin", "maximum", "minimum"):
            yield from (v for v in node.variables if isinstance(v, Name))


def _uses_chance(sides: tuple[Expr, ...]) -> bool:
    words = CHANCE_WORDS | PAIRS_OF_DISTRIBUTIONS
    return any(isinstance(n, (Apply, Bind)) and n.op in words for side in sides for n in walk(side))


def _open_ranges(sides: tuple[Expr, ...]) -> bool:
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


def _settle_empirical(result: Roles, sides: tuple[Expr, ...], distributions: set[str]) -> None:
    """A distribution with a hat (or `emp`) is that of the samples, where there is a family of samples."""
    samples = [name for name, family in result.families.items() if family.indices == 1]
    for name in sorted(distributions):
        if not samples or not ("hat(" in name or "emp" in name):
            continue
        variables = {
            v.id
            for side in sides
            for node in walk(side)
            if isinstance(node, Bind) and node.bounds == (Name(name),)
            for v in node.variables
            if isinstance(v, Name)
        }
        preferred = [s for s in samples if s in variables]
        result.empirical[name] = (preferred or samples)[0]


def _conditions(sides: tuple[Expr, ...]) -> dict[str, tuple[Expr, ...]]:
    found: dict[str, set[tuple[Expr, ...]]] = {}
    for side in sides:
        for node in walk(side):
            if isinstance(node, Call) and isinstance(node.function, Name) and node.given:
                found.setdefault(node.function.id, set()).add(node.given)
    return {name: next(iter(given)) for name, given in found.items() if len(given) == 1}
