"""General solutions: the same family of functions, however its arbitrary constants are called or combined.

    C_1 e^x + C_2 e^{-x}  and  A cosh(x) + B sinh(x)

Either both families are affine in their constants. Then each direction of one must lie in the span of the
directions of the other, and the difference of two members too; whether a function lies in a span is seen from
determinants of values at generic points. One that is not zero proves the difference; all zero is evidence.

Or the expected family has one constant that stands at one place, reached by sums, products and quotients alone
(`1/(x + C)`): then it is solved for that constant, `C = 1/y - x`, and the student's functions put for y must give
something free of the variable that takes every value as their constant runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from flint import acb, acb_mat, arb, fmpq

from grader.answer.kind import Context
from grader.answer.match.freedom import derivative, is_any_number, is_zero
from grader.answer.value.judgement import Judgement, correct, finding, incorrect, partial, undecided
from grader.answer.value.numbers.worth import NoValue, precision, substituted, value
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence import compare
from grader.equivalence.meanings import free_names
from grader.equivalence.truth import Different, Same
from grader.late import dataclass
from grader.notation.tree import Apply, Expr, Name, Number, children, rebuild, walk

BITS = 384
TRIALS = 3
MOST = 5
"""Arbitrary constants in one answer."""
TINY = arb(2) ** -150


@dataclass(frozen=True, slots=True)
class _Family:
    """A member, and the directions in which the constants move it."""

    member: Expr
    directions: tuple[Expr, ...]


def same_family(
    expected: Expr, student: Expr, variable: Expr, fixed: Sequence[Expr], nearly: Fraction, context: Context
) -> Judgement:
    """Constants are the letters that are not `variable`, not `fixed` and not declared by the exercise. Members of
    the family with too few constants, or with more than are needed, earn `nearly`, by their number."""
    kept = {item.id for item in (variable, *fixed) if isinstance(item, Name)}
    kept |= CONSTANTS | context.names.declared
    expected, student = _without_phases(expected, kept), _without_phases(student, kept)
    ours, theirs = (_family(expr, kept, context) for expr in (expected, student))
    if ours is None or theirs is None:
        return _by_constant(expected, student, variable, kept, nearly, context)
    points = _Points(tuple(sorted(kept & {*free_names(expected), *free_names(student)} - CONSTANTS)), context)
    size = len(ours.directions)
    shift = Apply("add", (theirs.member, Apply("neg", (ours.member,))))
    if _rank(ours.directions, points) != size:
        return undecided("family", finding("family-undecided"))
    found = [_dependent((*ours.directions, other), points) for other in (*theirs.directions, shift)]
    if False in found:
        return incorrect("family", finding("not-of-the-family"))
    rank = _rank(theirs.directions, points)
    if None in found or rank is None:
        return undecided("family", finding("family-undecided"))
    if rank == size == len(theirs.directions):
        return correct("family", finding("same-family", "note"), certain=False)
    told = finding("constants-of-family", expected=str(size), student=str(rank))
    if rank == size:
        told = finding("constants-too-many", student=str(len(theirs.directions)), expected=str(size))
    return partial("family", nearly * Fraction(rank, size), told, certain=False)


def _without_phases(expr: Expr, kept: set[str]) -> Expr:
    """`R cos(3x - d)` as `R cos(3x) + d sin(3x)`: amplitude and phase, where each of them stands there alone, reach
    the same functions as two factors do."""
    free = {n for n in free_names(expr) if n not in kept and sum(node == Name(n) for node in walk(expr)) == 1}

    def change(node: Expr) -> Expr:
        match node:
            case Apply("mul", args):
                waves = [arg for arg in args if isinstance(arg, Apply) and arg.op in ("sin", "cos")]
                amplitude = next((arg for arg in args if isinstance(arg, Name) and arg.id in free), None)
                split = _phase(waves[0].args[0], free) if len(waves) == 1 else None
                if amplitude is not None and split is not None:
                    other = [arg for arg in args if arg not in (amplitude, waves[0])]
                    pairs = ((amplitude, "cos"), (split[0], "sin"))
                    return Apply("add", tuple(Apply("mul", (*other, n, Apply(op, (split[1],)))) for n, op in pairs))
        return rebuild(node, change)

    return change(expr)


def _phase(angle: Expr, free: set[str]) -> tuple[Name, Expr] | None:
    """The free letter that is added to an angle, and the rest of it."""
    terms = angle.args if isinstance(angle, Apply) and angle.op == "add" else ()
    for at, term in enumerate(terms):
        bare = term.args[0] if isinstance(term, Apply) and term.op == "neg" else term
        if isinstance(bare, Name) and bare.id in free:
            rest = (*terms[:at], *terms[at + 1 :])
            return bare, rest[0] if len(rest) == 1 else Apply("add", rest)
    return None


def _by_constant(
    expected: Expr, student: Expr, variable: Expr, kept: set[str], nearly: Fraction, context: Context
) -> Judgement:
    """Two families of one constant each, through the constant of the expected one."""
    open_question = undecided("family", finding("family-undecided"))
    letters = [name for name in free_names(expected) if name not in kept]
    if len(letters) != 1 or sum(node == Name(letters[0]) for node in walk(expected)) != 1:
        return open_question
    constant = _solved_for(letters[0], expected, student)
    if constant is None:
        return open_question
    moved = compare(derivative(constant, variable), Number("0"), context.names, context.budget, context.seed)
    if isinstance(moved, Different):
        return incorrect("family", finding("not-of-the-family"))
    theirs = [name for name in free_names(student) if name not in kept]
    if not isinstance(moved, Same):
        return open_question
    running = [name for name in theirs if not is_zero(derivative(constant, Name(name)), context)]
    if not running:
        return partial("family", Fraction(0), finding("constants-of-family", expected="1", student="0"))
    if len(theirs) > 1:
        told = finding("constants-too-many", student=str(len(theirs)), expected="1")
        return partial("family", nearly, told, certain=False)
    if not is_any_number(running[0], constant, context):
        return partial("family", nearly, finding("strange-constant", name=running[0]), certain=False)
    return correct("family", finding("same-family", "note"), certain=False)


def _solved_for(letter: str, expr: Expr, value: Expr) -> Expr | None:
    """The letter, out of `expr = value`, where only sums, products and quotients lead to it."""
    holds = [Name(letter) in walk(arg) for arg in children(expr)]
    if expr == Name(letter):
        return value
    match expr:
        case Apply("neg", (inner,)):
            return _solved_for(letter, inner, Apply("neg", (value,)))
        case Apply("add" | "mul" as op, args):
            at = holds.index(True)
            rest = (*args[:at], *args[at + 1 :])
            other = rest[0] if len(rest) == 1 else Apply(op, rest)
            less = Apply("add", (value, Apply("neg", (other,)))) if op == "add" else Apply("div", (value, other))
            return _solved_for(letter, args[at], less)
        case Apply("div", (top, bottom)):
            if holds[0]:
                return _solved_for(letter, top, Apply("mul", (value, bottom)))
            return _solved_for(letter, bottom, Apply("div", (top, value)))
    return None


def _family(expr: Expr, kept: frozenset[str] | set[str], context: Context) -> _Family | None:
    """The expression as an affine function of its constants; None where it is none, or where we cannot tell."""
    letters = [name for name in free_names(expr) if name not in kept]
    if len(letters) > MOST:
        return None
    nothing: dict[str, Expr] = {name: Number("0") for name in letters}
    member = substituted(expr, nothing)
    minus = Apply("neg", (member,))
    directions = tuple(Apply("add", (substituted(expr, {**nothing, name: Number("1")}), minus)) for name in letters)
    terms = (Apply("mul", (Name(name), way)) for name, way in zip(letters, directions, strict=True))
    rebuilt = Apply("add", (member, *terms)) if letters else member
    truth = compare(expr, rebuilt, context.names, context.budget, context.seed)
    return _Family(member, directions) if isinstance(truth, Same) else None


@dataclass(frozen=True, slots=True)
class _Points:
    """Generic places for the variable and for the letters that keep their value."""

    names: tuple[str, ...]
    context: Context

    def values(self, function: Expr, count: int, trial: int) -> Iterator[acb | None]:
        """The values of a function at `count` places; None where it has none."""
        for k in range(count):
            step = 1 + trial + TRIALS * k
            at = {name: acb(fmpq(7 * step + 11 * n + 3, 19 + 2 * n)) for n, name in enumerate(self.names)}
            found = value(function, self.context, at)
            yield None if isinstance(found, NoValue) else found


def _dependent(functions: tuple[Expr, ...], points: _Points) -> bool | None:
    """Whether functions are linearly dependent: False is proved, True is seen at every trial, None is unknown."""
    seen: list[bool] = []
    with precision(BITS):
        for trial in range(TRIALS):
            table = [list(points.values(function, len(functions), trial)) for function in functions]
            known = [[entry for entry in row if entry is not None] for row in table]
            if known != table:
                continue
            size = abs(acb_mat(known).det())
            if size > 0:
                return False
            if size < TINY:
                seen.append(True)
    return True if len(seen) > 1 else None


def _rank(functions: tuple[Expr, ...], points: _Points) -> int | None:
    """How many of the functions are linearly independent."""
    for count in range(len(functions), 0, -1):
        found = [_dependent(chosen, points) for chosen in combinations(functions, count)]
        if False in found:
            return count
        if None in found:
            return None
    return 0
