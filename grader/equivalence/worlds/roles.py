"""What each free name of two expressions is in a small world: said by the exercise, else read off its use."""

from __future__ import annotations

from flint import fmpq

from grader.equivalence.meanings import free_names, is_constant
from grader.equivalence.sampling.points import REAL
from grader.equivalence.worlds.laws import Joint, Laws, Part
from grader.equivalence.worlds.shapes import UNIT, Inferred, infer, speaks_of_matrices
from grader.equivalence.worlds.uses import (
    Family,
    Uses,
    conditions_of,
    counted_names,
    ends_of_ranges,
    open_ranges,
    optimised,
    places_of,
    uses_chance,
    uses_of,
)
from grader.late import dataclass, field
from grader.notation.names import Domain, Function, Names
from grader.notation.tree import Apply, Bind, Expr, Name, walk


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


def roles(left: Expr, right: Expr, names: Names, laws: Laws | None = None) -> Roles:
    """Read the roles off both sides together."""
    laws = laws or Laws({}, {})
    result = Roles(joints=laws.joints, parts=laws.parts, independent=names.independent)
    sides = (left, right)
    counted = counted_names(sides, names)
    uses = uses_of(sides, names, laws, counted)
    ends = {id for side in sides for id in ends_of_ranges(side)}
    result.places = {id for side in sides for id in places_of(side)} & uses.sizes - ends
    result.chance = bool(uses.distributions or uses.randoms or uses.events)
    result.chance |= uses_chance(sides) or open_ranges(sides)
    result.chance |= bool(laws.joints) or any(d.kind == "iid" for d in names.variables.values())
    bound_optima = [v.id for side in sides for v in optimised(side)]
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
    result.given = conditions_of(sides)
    return result


def _give_role(name: str, result: Roles, uses: Uses, names: Names) -> None:
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
