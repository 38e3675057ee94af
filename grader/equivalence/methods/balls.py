"""Ball arithmetic at points of the domain: what separates two sides is proved; what agrees is evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import combinations, cycle, product

from flint import acb, arb, fmpq

from grader.equivalence.evaluation.rationals import as_fraction, rational
from grader.equivalence.evaluation.scalars import Unsure
from grader.equivalence.meanings import free_names, is_constant
from grader.equivalence.sampling import bends as along_letters
from grader.equivalence.sampling import care
from grader.equivalence.sampling.agreement import DEEP, LADDER, Meeting, meet, show_exact
from grader.equivalence.sampling.points import (
    REAL,
    Coordinate,
    Point,
    coordinate,
    curated,
    generator,
    place,
    randomised,
    spread,
)
from grader.equivalence.traits import Traits
from grader.equivalence.truth import Different, Same, Truth, Unknown
from grader.equivalence.worlds.world import World
from grader.late import dataclass, field
from grader.limits import FREE_SYMBOLS, Budget
from grader.notation.names import Domain, Names
from grader.notation.tree import Apply, Expr, Name, Number, applied, walk
from grader.values import Counterexample, Finding

QUICK_POINTS = 3
RANDOM_POINTS = 16
SPREAD_POINTS = 64
FEWEST_VALID = 3
DEEP_POINTS = 2
MOST_DEEP = 6
MOST_TURNED = 6
MOST_SIGNED = 4
WHOLE = ((1, 2, 3, 5), (2, 1, 5, 3), (3, 6, 1, 2), (6, 3, 2, 1))
"""Odd and even for every letter, and with halves and thirds that are whole."""
FAR = (50, 1_013, 10**6 + 3, 10**12 + 39)
PARTIAL = frozenset(
    {"log", "sqrt", "root", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arcosh", "artanh", "gamma"}
)
RECORDED = frozenset(
    {"add", "mul", "neg", "pos", "div", "exp", "sqrt", "log", "sin", "cos", "tan", "cot", "sec", "csc", "sinh",
     "cosh", "tanh", "abs", "boxed", "percent", "degrees", "arctan"}
)  # fmt: skip
COMPLEX_WORDS = frozenset({"re", "im", "conjugate", "conjugate_transpose", "arg"})
POSITIVE = ("positive", "positive integer", "nonnegative", "nonnegative integer")
BENDS = frozenset({"max", "min", "abs", "sign"})


@dataclass(slots=True)
class Tally:
    """What came out at the points so far."""

    valid: list[Point] = field(default_factory=list)
    left_only: list[Point] = field(default_factory=list)
    right_only: list[Point] = field(default_factory=list)
    neither: int = 0
    unsure: int = 0
    coarse: int = 0
    """At how many points so large values were alike that something of moderate size may have been lost."""
    seen: int = 0
    """How many of the curated points `quick` has taken."""

    def take(self, other: Tally) -> None:
        """What came out at other points, too."""
        self.valid += other.valid
        self.left_only += other.left_only
        self.right_only += other.right_only
        self.neither += other.neither
        self.unsure += other.unsure


@dataclass(frozen=True, slots=True)
class Question:
    """Two expressions over number variables, ready for evaluation."""

    left: Expr
    right: Expr
    names: Names
    budget: Budget
    variables: tuple[str, ...]
    complex: bool
    words: frozenset[str]

    def world(self, point: Point) -> World:
        return World({v: self._number(x) for v, x in point.items()}, self.budget, self.complex)

    def _number(self, x: fmpq | tuple[fmpq, fmpq]) -> arb | acb:
        if isinstance(x, tuple):
            return acb(arb(x[0]), arb(x[1]))
        return acb(x) if self.complex else arb(x)


def ask(left: Expr, right: Expr, names: Names, budget: Budget, held: Traits) -> Question:
    """`held` is what occurs in the two sides."""
    free = held.names if held.plain else dict.fromkeys((*free_names(left), *free_names(right)))
    variables = tuple(v for v in free if not is_constant(v, names))
    complex_ = (
        not held.words.isdisjoint(COMPLEX_WORDS)
        or ("i" in held.names and is_constant("i", names))
        or (not held.undeclared(names) and any((names.domain(v) or REAL).kind == "complex" for v in held.names))
    )
    return Question(left, right, names, budget, variables, complex_, held.words)


def quick(question: Question, tally: Tally) -> Different | None:
    """The first curated point where there is a value, at low precision: most wrong answers end here."""
    for _, point in zip(range(QUICK_POINTS), curated(question.variables, question.names), strict=False):
        tally.seen += 1
        found = _scan(question, (point,), tally, LADDER[:1])
        if found is not None or tally.valid:
            return found
    return None


def apart(question: Question) -> bool:
    """Whether one of the curated points tells the two sides apart, at low precision."""
    return _scan(question, curated(question.variables, question.names), Tally(), LADDER[:1]) is not None


def recorded(question: Question) -> bool:
    """Only words of which the normal form keeps every place without a value."""
    if not question.words - {"pow"} <= RECORDED:
        return False
    if "pow" not in question.words:
        return True
    powers = (*applied(question.left, "pow"), *applied(question.right, "pow"))
    return all(_recorded_power(node, question.names) for node in powers)


def _recorded_power(power: Apply, names: Names) -> bool:
    """e to anything, and whatever else to an integer; to a fraction where it is a root or of a written number."""
    base, exponent = power.args
    if base == Name("e") and is_constant("e", names):
        return True
    turned = False
    while isinstance(exponent, Apply) and exponent.op in ("neg", "pos"):
        turned, exponent = turned ^ (exponent.op == "neg"), exponent.args[0]
    if isinstance(exponent, Number):
        return exponent.text.isdigit()
    fraction = as_fraction(exponent) if isinstance(exponent, Apply) and exponent.op == "div" else None
    if fraction is None:
        return False
    return (fraction > 0 and not turned) or (isinstance(base, Number) and rational(base.text) > 0)


def decide(question: Question, tally: Tally, seed: str) -> Truth:
    """All points, then the care that a Same needs. `tally` is empty, and holds what has been seen afterwards."""
    if len(question.variables) > FREE_SYMBOLS:
        return Unknown(Finding("limit", data=(("limit", "FREE_SYMBOLS"),)))
    found = _scan(question, _more(question, seed), tally)
    if found is not None:
        return found
    if question.variables and len(tally.valid) < FEWEST_VALID:
        rng = generator(seed, question.left, question.right)
        found = _scan_until(question, spread(question.variables, question.names, rng, SPREAD_POINTS), tally)
        if found is not None:
            return found
    found = _scan(question, _whole_exponents(question), tally)
    if found is not None:
        return found
    if (question.variables and len(tally.valid) < FEWEST_VALID) or not tally.valid:
        return Unknown(Finding("undefined-everywhere" if tally.neither and not tally.unsure else "too-few-points"))
    if _coincide(question.variables, tally.valid):
        return Unknown(Finding("too-few-points"))
    return _careful(question, tally, seed)


def _coincide(variables: tuple[str, ...], points: list[Point]) -> bool:
    """Whether both sides have a value only where two letters are equal: `n!/(n-k)!` and `k!/(k-n)!`."""
    return any(all(p[a] == p[b] for p in points) for a, b in combinations(variables[:MOST_TURNED], 2))


def scan_domain(question: Question, tally: Tally) -> Different | None:
    """The other curated points at low precision, where a side may be without value: for the notes on domains, and
    so that a normal form is contradicted by a point rather than believed."""
    if not any(_partial(node) for side in (question.left, question.right) for node in walk(side)):
        return None
    points = curated(question.variables, question.names)
    return _scan(question, (p for k, p in enumerate(points) if k >= tally.seen), tally, LADDER[:1])


def _partial(node: Expr) -> bool:
    if not isinstance(node, Apply):
        return False
    if node.op == "pow":
        return not (isinstance(node.args[1], Number) and node.args[1].text.isdigit()) and node.args[0] != Name("e")
    return node.op in PARTIAL or (node.op == "div" and not isinstance(node.args[1], Number))


def _more(question: Question, seed: str) -> Iterator[Point]:
    yield from curated(question.variables, question.names)
    if question.variables:
        rng = generator(seed, question.left, question.right)
        yield from randomised(question.variables, question.names, rng, RANDOM_POINTS)


def _whole_exponents(question: Question) -> Iterator[Point]:
    """Where a letter stands in an exponent, a negative base has a value at whole exponents alone, which no random
    point meets: small whole numbers, every letter with either sign."""
    if question.complex or not any(_lettered_power(n) for n in (*walk(question.left), *walk(question.right))):
        return
    letters = question.variables[:MOST_SIGNED]
    domains = {v: question.names.domain(v) or REAL for v in question.variables}
    for row in WHOLE:
        for signs in product((1, -1), repeat=len(letters)):
            chosen = dict(zip(question.variables, cycle(row), strict=False))
            chosen |= {v: sign * chosen[v] for v, sign in zip(letters, signs, strict=True)}
            yield {v: coordinate(Fraction(x), Fraction(0), domains[v]) for v, x in chosen.items()}


def _lettered_power(node: Expr) -> bool:
    match node:
        case Apply("pow", (base, exponent)):
            positive = isinstance(base, Number) or base == Name("e")
            return not positive and any(isinstance(below, Name) for below in walk(exponent))
    return False


def _scan(
    question: Question, points: Iterable[Point], tally: Tally, ladder: tuple[int, ...] = LADDER
) -> Different | None:
    for point in points:
        question.budget.check()
        meeting = meet(question.left, question.right, lambda p=point: question.world(p), ladder)  # type: ignore[misc]
        match meeting.outcome:
            case "apart" | "shapes":
                return Different("balls", witness(point, meeting))
            case "alike":
                tally.valid.append(point)
                tally.coarse += meeting.coarse
            case "left only":
                tally.left_only.append(point)
            case "right only":
                tally.right_only.append(point)
            case "neither":
                tally.neither += 1
            case "unsure":
                tally.unsure += 1
    return None


def _scan_until(question: Question, points: Iterable[Point], tally: Tally) -> Different | None:
    """As `_scan`, until there are enough points with a value."""
    for point in points:
        found = _scan(question, (point,), tally)
        if found is not None or len(tally.valid) >= FEWEST_VALID:
            return found
    return None


def witness(point: Point, meeting: Meeting) -> Counterexample:
    at = tuple((name, show_exact(value)) for name, value in sorted(point.items()))
    return Counterexample(at, meeting.left, meeting.right)


def _careful(question: Question, tally: Tally, seed: str) -> Truth:
    step = care.hidden(question.left, question.right)
    if step:
        found = _scan(question, _far(question), Tally())
        if found is not None:
            return found
        return Unknown(Finding("piecewise-undecided", data=(("word", step),)))
    bends = care.kinks(question.left, question.right) if question.variables else []  # a number lies beside no bend
    if bends:
        bits = care.BESIDE_BITS
        points = _along_bends(question, bends, tally, care.around)
        near = Tally()
        found = _scan(question, _signs(question) if points is None else points, near)
        if found is None and points:
            close = _along_bends(question, bends, tally, care.beside, bits)
            found = _scan(question, close or (), Tally(), (bits,))
            if found is not None:  # a place that can be written down, where there is one
                found = _scan(question, points, Tally(), DEEP) or found
        if found is None and points:
            found = _scan(question, _along_bends(question, bends, tally, care.beyond) or (), Tally())
        if found is not None:
            return found
        tally.take(near)
        unseen = (near.unsure or near.coarse) and not question.words.isdisjoint(BENDS)
        if points is None or unseen:  # what was not seen beside a bend may hide there
            return Unknown(Finding("piecewise-undecided", data=(("word", ""),)))
    return _deep(question, tally)


def _far(question: Question) -> Iterator[Point]:
    """All letters large, or one of them: where a step shows that does not show nearby."""
    for size in FAR:
        for chosen in (question.variables, *((v,) for v in question.variables[:MOST_TURNED])):
            for sign in (1, -1):
                yield {v: _large(question, v, sign * size if v in chosen else 1) for v in question.variables}


def _large(question: Question, variable: str, size: int) -> Coordinate:
    return coordinate(Fraction(size), Fraction(0), question.names.domain(variable) or REAL)


def _along_bends(
    question: Question,
    bends: list[Expr],
    tally: Tally,
    places: Callable[[list[Fraction]], Iterator[Fraction]],
    bits: int = 0,
) -> list[Point] | None:
    """Points at, between and beside bends along every letter, from two base points, and one in every box between
    them; None if a bend cannot be followed. `places` says where on a line with these zeros."""
    if question.complex:
        return None
    domains = {v: question.names.domain(v) or REAL for v in question.variables}
    positive = frozenset(v for v, domain in domains.items() if domain.kind in POSITIVE)
    found = along_letters.places(bends, question.variables, positive, bits)
    if found is None:
        return None
    result: list[Point] = []
    for base in (*tally.valid[:1], *tally.valid[-1:]):
        for letter, roots in found.items():
            result += [{**base, letter: place(x, domains[letter])} for x in places(roots)]
        if places is care.around and len(found) > 1:
            boxes = along_letters.boxes(found)
            if boxes is None:
                return None
            result += [{**base, **{v: place(x, domains[v]) for v, x in box.items()}} for box in boxes]
    return result


def _signs(question: Question) -> Iterator[Point]:
    """Small points, each again with one letter turned, then with all others turned: a bend at zero shows there."""
    letters = question.variables[:MOST_TURNED]
    for point in curated(question.variables, question.names):
        for turned in letters:
            for chosen in ({turned}, set(letters) - {turned}):
                domains = {v: question.names.domain(v) or REAL for v in point}
                yield {v: _turned(x, v in chosen, domains[v]) for v, x in point.items()}


def _turned(x: Coordinate, turned: bool, domain: Domain) -> Coordinate:
    if not turned or isinstance(x, tuple):
        return x
    return coordinate(Fraction(-int(x.p), int(x.q)), Fraction(0), domain)


def _deep(question: Question, tally: Tally) -> Truth:
    """At a few points of moderate size: nothing huge or tiny, and agreement to hundreds of digits."""
    moderate = [p for p in tally.valid if all(_moderate(x) for x in p.values())]
    if not moderate:
        return Unknown(Finding("too-few-points"))
    seen = 0
    for point in moderate[: -MOST_DEEP - 1 : -1]:
        try:
            if any(care.extreme(side, question.world(point)) for side in (question.left, question.right)):
                return Unknown(Finding("extreme-values"))
        except Unsure:
            continue
        meeting = meet(question.left, question.right, lambda p=point: question.world(p), DEEP)  # type: ignore[misc]
        if meeting.outcome == "apart":
            return Different("balls", witness(point, meeting))
        seen += meeting.outcome == "alike"
        if seen == min(DEEP_POINTS, len(moderate)):
            return Same("balls", certain=False, notes=domain_notes(tally))
    return Unknown(Finding("precision-exhausted"))


def _moderate(x: fmpq | tuple[fmpq, fmpq]) -> bool:
    return all(abs(part) <= 12 for part in (x if isinstance(x, tuple) else (x,)))


def domain_notes(tally: Tally) -> tuple[Finding, ...]:
    """Where one side only has a value, with a point as an example."""
    notes = []
    for side, points in (("expected", tally.left_only), ("student", tally.right_only)):
        if points:
            at = ", ".join(f"{name} = {show_exact(value)}" for name, value in sorted(points[0].items()))
            notes.append(Finding("domains-differ", "note", data=(("defined", side), ("at", at))))
    return tuple(notes)
