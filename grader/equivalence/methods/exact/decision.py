"""Two trees to a verdict."""

from __future__ import annotations

from grader.equivalence.methods.exact import domain
from grader.equivalence.methods.exact.closed import is_zero
from grader.equivalence.methods.exact.field import Field, Full, Polys, Ratio, Undefined
from grader.equivalence.methods.exact.reader import Complex, NotNumber, Reader, Unexpanded
from grader.equivalence.methods.exact.relations import is_zero_sum
from grader.equivalence.methods.exact.renewal import renew
from grader.equivalence.methods.exact.squares import same_sizes, sign_by_form
from grader.equivalence.rewriting import inline
from grader.equivalence.rewriting.derive import depends
from grader.equivalence.truth import Different, Same
from grader.errors import LimitError
from grader.late import dataclass, replace
from grader.limits import Budget
from grader.notation.memo import Question
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Chain, Expr, Matrix, Name, facts, small, walk

SIZES = (8, 16, 32, 64, 128)


def decide(left: Expr, right: Expr, names: Names, budget: Budget) -> Same | Different | None:
    """Same where it is proved, Different for numbers and rational functions with a witness, else None."""
    if isinstance(left, Bind) and isinstance(right, Bind) and _antiderivatives(left, right):
        return _by_integrands(left, right, names, budget)
    try:
        if names.definitions or names.functions or names.same:
            left, right = inline.expand(left, names), inline.expand(right, names)
        verdicts = [_decide(a, b, names, budget) for a, b in entries(left, right)]
    except (LimitError, NotNumber, Undefined, RecursionError):
        return None
    for verdict in verdicts:
        if isinstance(verdict, Different):
            return verdict if not isinstance(left, Chain) else None
    if not verdicts or None in verdicts:
        return None
    proofs = [v for v in verdicts if isinstance(v, Same)]
    return Same("exact", all(v.certain for v in proofs), everywhere=all(v.everywhere for v in proofs))


def _antiderivatives(left: Bind, right: Bind) -> bool:
    return all(side.op == "integral" and not side.bounds and len(side.variables) == 1 for side in (left, right))


def _by_integrands(left: Bind, right: Bind, names: Names, budget: Budget) -> Same | None:
    """Indefinite integrals are the same where what they integrate is; as terms of a sum they are not read, for
    each has a constant of its own."""
    ours, theirs = left.variables[0], right.variables[0]
    if not isinstance(ours, Name) or not isinstance(theirs, Name):
        return None
    body = right.body
    if ours != theirs:
        if depends(body, ours) or names.domain(ours.id) != names.domain(theirs.id):
            return None
        body = inline.replace(body, {theirs: ours})
    verdict = decide(left.body, body, names, budget)
    return verdict if isinstance(verdict, Same) else None


def entries(left: Expr, right: Expr) -> list[tuple[Expr, Expr]]:
    """The pairs of numbers that must be equal. NotNumber where the shapes differ."""
    match left, right:
        case Matrix(rows), Matrix(others):
            if [len(row) for row in rows] != [len(row) for row in others]:
                raise NotNumber
            mine = [entry for row in rows for entry in row]
            return _all(mine, [entry for row in others for entry in row])
        case Apply("tuple" | "list" | "sequence" as op, args), Apply(other, values) if op == other:
            return _all(args, values)
        case Chain(operands, relations), Chain(values, others) if relations == others:
            return _all(operands, values)
        case (Matrix() | Chain(), _) | (_, Matrix() | Chain()):
            raise NotNumber
        case _:
            return [(left, right)]


def _all(mine: list[Expr] | tuple[Expr, ...], others: list[Expr] | tuple[Expr, ...]) -> list[tuple[Expr, Expr]]:
    if len(mine) != len(others):
        raise NotNumber
    return [pair for a, b in zip(mine, others, strict=True) for pair in entries(a, b)]


def _decide(left: Expr, right: Expr, names: Names, budget: Budget) -> Same | Different | None:
    """Read into a small real field first; more generators, complex numbers and derivatives only where needed."""
    principal, sizes = False, iter(SIZES)
    size = next(sizes)
    while True:
        ring = Ring(size, principal)
        try:
            space, verdict = _in_field(ring, left, right, names, budget)
            learned = known_positive(space) if verdict is None else frozenset()
            if learned:
                # What the conditions say of the variables was not yet known where they first occurred.
                verdict = _in_field(replace(ring, positive=learned), left, right, names, budget)[1]
            return verdict
        except Full:
            larger = next(sizes, None)
            if larger is None:
                return None
            size = larger
        except Complex:
            principal = True
        except Undefined:
            if principal or not any(Name("i") in walk(side) for side in (left, right)):
                raise
            principal = True  # a side that is not real, and the other speaks of i
        except Unexpanded:
            left, right = inline.expand(left, names), inline.expand(right, names)


def known_positive(space: Field) -> frozenset[str]:
    """The variables that the conditions make positive."""
    signs = ((kernel, space.signs.get(Polys(x))) for kernel, x in zip(space.kernels, space.gens, strict=False))
    return frozenset(
        kernel.name
        for kernel, sign in signs
        if sign is not None and kernel.op == "name" and space.reduce(sign).is_one()
    )


@dataclass(frozen=True, slots=True)
class Ring:
    """Into what field one reads: how many kernels it has room for, whether complex values may occur, and which
    variables are taken as positive."""

    size: int
    principal: bool
    positive: frozenset[str] = frozenset()


def _in_field(
    ring: Ring, left: Expr, right: Expr, names: Names, budget: Budget
) -> tuple[Field, Same | Different | None]:
    space, mine = _expected(ring, left, names, budget)
    theirs = _side(space, right, names, ring)
    verdict = _judged(space, mine, theirs)
    if verdict is None and _signs_agree(left, right, names, ring.principal):
        verdict = domain.same(space, mine, theirs) if same_sizes(space, mine.value, theirs.value) else None
    return space, verdict


def _signs_agree(left: Expr, right: Expr, names: Names, principal: bool) -> bool:
    return sign_by_form(left, names, principal) * sign_by_form(right, names, principal) > 0


def _expected(ring: Ring, left: Expr, names: Names, budget: Budget) -> tuple[Field, domain.Side]:
    """What was expected, read into a field of its own. That is remembered: all of a class answer one question."""
    question = Question(left, names, ring, outline=(facts(left).names, facts(left).numbers))
    known = names.expected.get(question)
    if not isinstance(known, tuple):
        space = Field(ring.size, budget, ring.principal)
        known = space, _side(space, left, names, ring)
        if small(left):
            names.expected.put(question, known)
    space, side = known
    return space.branch(budget), side


def _side(space: Field, expr: Expr, names: Names, ring: Ring) -> domain.Side:
    space.divisors, space.conditions = [], []
    value: Ratio = Reader(space, names, ring.positive).read(expr)
    return domain.Side(value, tuple(space.divisors), tuple(space.conditions))


def _judged(space: Field, mine: domain.Side, theirs: domain.Side) -> Same | Different | None:
    if mine.value == theirs.value:
        return domain.same(space, mine, theirs)
    if space.refined:
        renew(space)
    gap = space.sub(mine.value, theirs.value)
    if is_zero(space, gap) or is_zero_sum(space, gap):
        return domain.same(space, mine, theirs)
    return domain.different(space, mine, theirs)
