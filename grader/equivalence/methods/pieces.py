"""Piecewise expressions in one letter: the line is cut where a piece may end; each stretch is decided by itself.

    |x|           ends at 0, and is -x before and x after
    max(x, 2)     ends where x - 2 is 0
    cases         where two sides of a comparison are equal

On an open stretch between two such places every piece is one formula, so that nothing is left that bends or jumps,
and the other methods decide. At the places themselves both sides are evaluated. Places are found exactly or
approximately; at one that is not rational nothing may jump, else this method says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from flint import arb, fmpq

from grader.equivalence.evaluation.rationals import literal
from grader.equivalence.meanings import free_names, is_constant
from grader.equivalence.sampling import care
from grader.equivalence.sampling.agreement import meet
from grader.equivalence.truth import Different, Same, Truth
from grader.equivalence.worlds.world import World
from grader.late import dataclass, field, replace
from grader.limits import Budget
from grader.notation.names import Domain, Names
from grader.notation.tree import Apply, Chain, Expr, Name, rebuild, walk
from grader.values import Counterexample, Finding

PIECEWISE = frozenset({"abs", "sign", "max", "min", "cases"})
JUMPING = frozenset({"sign", "cases"})
OF_SAME_SIGN = frozenset(
    {"arctan", "arsinh", "sinh", "tanh", "csch", "coth", "arcsin", "artanh", "arccsc", "arcsch", "arcoth", "erf"}
)
"""Functions whose values have the sign of their argument."""
MOST_STRETCHES = 24
CLOSEST = Fraction(1, 10**6)
Judge = Callable[[Expr, Expr, Names], Truth]


class _Unfit(Exception):
    """Not for this method."""


def decide(left: Expr, right: Expr, names: Names, budget: Budget, judge: Judge) -> Truth | None:
    """Same where every stretch says so, Different where one does; None where this method cannot tell. `judge`
    decides what has no pieces."""
    letter = _letter(left, right, names)
    if letter is None:
        return None
    domain = names.domain(letter)
    kind = "real" if domain is None else domain.kind
    if kind not in ("real", "positive"):
        return None
    line = _Line(left, right, names, budget, judge, letter)
    try:
        return line.run(Fraction(0) if kind == "positive" else None)
    except _Unfit:
        return None


def _letter(left: Expr, right: Expr, names: Names) -> str | None:
    """The one letter on which it depends which piece counts."""
    found: dict[str, None] = {}
    for side in (left, right):
        for node in walk(side):
            if isinstance(node, Apply) and node.op in PIECEWISE:
                for bend in _outer_bends(node):
                    found.update(dict.fromkeys(free_names(bend)))
    letters = [name for name in found if not is_constant(name, names)]
    return letters[0] if len(letters) == 1 else None


def _outer_bends(node: Apply) -> Iterator[Expr]:
    """What must not change its sign within a piece; for `cases` the conditions as they are."""
    match node:
        case Apply("abs" | "sign", (inner,)):
            yield inner
        case Apply("max" | "min", args):
            yield from args
        case Apply("cases", args):
            yield from args[1::2]


@dataclass(slots=True)
class _Line:
    left: Expr
    right: Expr
    names: Names
    budget: Budget
    judge: Judge
    letter: str
    stretches: int = 0
    found: list[Same] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    exact: set[Fraction] = field(default_factory=set)

    def run(self, low: Fraction | None) -> Truth | None:
        places: set[Fraction] = set()
        verdict = self._stretch(self.left, self.right, low, None, places) or self._at(sorted(places))
        if verdict is not None:
            return verdict
        if not self.found:
            return None
        notes = tuple(dict.fromkeys((*(note for each in self.found for note in each.notes), *self.notes)))
        return Same("exact", all(each.certain for each in self.found), notes)

    def _stretch(
        self, left: Expr, right: Expr, low: Fraction | None, high: Fraction | None, places: set[Fraction]
    ) -> Different | None:
        """A difference within the open stretch; what is the same is noted in `found`."""
        self.budget.check()
        bends = [bend for side in (left, right) for node in _innermost(side) for bend in self._bends(node)]
        if not any(True for side in (left, right) for _ in _innermost(side)):
            return self._decide(left, right, low, high)
        cuts = [x for x in self._roots(bends) if (low is None or x > low) and (high is None or x < high)]
        places.update(cuts)
        for a, b in pairwise((low, *cuts, high)):
            self.stretches += 1
            if self.stretches > MOST_STRETCHES:
                raise _Unfit
            at = _between(a, b)
            sides = [self._resolved(side, at) for side in (left, right)]
            if sides[0] is None or sides[1] is None:
                self._differ(sides[0] is not None, sides[1] is not None, at)
                continue
            verdict = self._stretch(sides[0], sides[1], a, b, places)
            if verdict is not None:
                return verdict
        return None

    def _roots(self, bends: list[Expr]) -> list[Fraction]:
        roots: set[Fraction] = set()
        for bend in bends:
            here = care.roots_along(bend, self.letter, {})
            if here is None:
                raise _Unfit
            roots.update(here)
            self.exact.update(x for x in here if self._sign(bend, x) == 0)
        ordered = sorted(roots)
        if any(b - a < CLOSEST for a, b in pairwise(ordered)):
            raise _Unfit
        return ordered

    def _bends(self, node: Apply) -> Iterator[Expr]:
        match node:
            case Apply("abs" | "sign", (inner,)):
                yield _of_sign(inner)
            case Apply("max" | "min", args):
                yield from (_difference(a, b) for k, a in enumerate(args) for b in args[k + 1 :])
            case Apply("cases", args):
                for condition in args[1::2]:
                    yield from _compared(condition)

    def _resolved(self, expr: Expr, at: Fraction) -> Expr | None:
        """With the piece that counts at this place in place of each innermost node; None where there is none."""
        if isinstance(expr, Apply) and expr.op in PIECEWISE and _plain(expr):
            return self._piece(expr, at)
        empty = False

        def change(child: Expr) -> Expr:
            nonlocal empty
            piece = self._resolved(child, at)
            empty = empty or piece is None
            return child if piece is None else piece

        rebuilt = rebuild(expr, change)
        return None if empty else rebuilt

    def _piece(self, node: Apply, at: Fraction) -> Expr | None:
        match node:
            case Apply("abs", (inner,)):
                return inner if self._sign(_of_sign(inner), at) >= 0 else Apply("neg", (inner,))
            case Apply("sign", (inner,)):
                return literal(self._sign(_of_sign(inner), at))
            case Apply("max" | "min" as op, args):
                best = args[0]
                for arg in args[1:]:
                    larger = self._sign(_difference(arg, best), at) > 0
                    best = arg if larger == (op == "max") else best
                return best
            case Apply("cases", args):
                for value, condition in zip(args[::2], args[1::2], strict=False):
                    if self._holds(condition, at):
                        return value
                return args[-1] if len(args) % 2 else None
        raise _Unfit

    def _sign(self, bend: Expr, at: Fraction) -> int:
        value = care.exactly(bend, {self.letter: _rational(at)})
        if value is None:
            raise _Unfit
        return (value > 0) - (value < 0)

    def _holds(self, condition: Expr, at: Fraction) -> bool:
        match condition:
            case Chain(operands, relations):
                links = zip(operands, relations, operands[1:], strict=False)
                return all(_told(relation, self._sign(_difference(a, b), at)) for a, relation, b in links)
            case Apply("and", parts):
                return all(self._holds(part, at) for part in parts)
            case Apply("or", parts):
                return any(self._holds(part, at) for part in parts)
            case Apply("not", (inner,)):
                return not self._holds(inner, at)
        raise _Unfit

    def _decide(self, left: Expr, right: Expr, low: Fraction | None, high: Fraction | None) -> Different | None:
        for turned in (False, True):
            one_sided = high is not None and high <= 0 if turned else low is not None and low >= 0
            if one_sided:
                minus = Apply("neg", (Name(self.letter),))
                sides = [substituted(side, self.letter, minus) if turned else side for side in (left, right)]
                verdict = self.judge(sides[0], sides[1], self._within(Domain("positive")))
                if isinstance(verdict, Same) and not (turned and verdict.notes):  # notes name places
                    self.found.append(verdict)
                    return None
        ends = [None if end is None else str(end) for end in (low, high)]
        interval = Domain("interval", (), ends[0], ends[1]) if any(ends) else Domain("real")
        verdict = self.judge(left, right, self._within(interval))
        if isinstance(verdict, Different):
            return self._placed(verdict, _between(low, high))
        if not isinstance(verdict, Same):
            raise _Unfit
        self.found.append(verdict)
        return None

    def _placed(self, verdict: Different, place: Fraction) -> Different:
        """With a place of the letter, where it is gone from the pieces that count there."""
        seen = verdict.witness
        if seen is None or self.letter in dict(seen.at):
            return verdict
        return replace(verdict, witness=replace(seen, at=tuple(sorted((*seen.at, (self.letter, str(place)))))))

    def _within(self, domain: Domain) -> Names:
        return replace(self.names, variables={**self.names.variables, self.letter: domain})

    def _at(self, places: list[Fraction]) -> Different | None:
        """A difference at one of the places where a piece ends."""
        nodes = (*walk(self.left), *walk(self.right))
        jumps = any(isinstance(node, Apply) and node.op in JUMPING for node in nodes)
        for place in places:
            if place not in self.exact:
                if jumps:
                    raise _Unfit
                continue
            sides = [self._at_place(side, place) for side in (self.left, self.right)]
            if sides[0] is None or sides[1] is None:
                self._differ(sides[0] is not None, sides[1] is not None, place)
                continue
            verdict = self.judge(sides[0], sides[1], self.names)
            match verdict:
                case Different(_, Counterexample()):
                    return self._placed(verdict, place)
                case Same():
                    self.found.append(replace(verdict, notes=()))
                case _ if not self._no_value(sides[0], sides[1], place):
                    raise _Unfit
        return None

    def _at_place(self, expr: Expr, place: Fraction) -> Expr | None:
        """Without pieces and without the letter."""
        while any(True for _ in _innermost(expr)):
            resolved = self._resolved(expr, place)
            if resolved is None:
                return None
            expr = resolved
        return substituted(expr, self.letter, literal(place))

    def _no_value(self, left: Expr, right: Expr, place: Fraction) -> bool:
        """Whether a side is proved to have none, at one point of the other letters."""
        letters = dict.fromkeys((*free_names(left), *free_names(right)))
        values = {v: arb(fmpq(2 * k + 5, k + 3)) for k, v in enumerate(letters) if not is_constant(v, self.names)}
        outcome = meet(left, right, lambda: World(dict(values), self.budget)).outcome
        self._differ(outcome == "left only", outcome == "right only", place)
        return outcome in ("left only", "right only", "neither")

    def _differ(self, left: bool, right: bool, place: Fraction) -> None:
        """Notes that one side only has a value at the place."""
        if left != right:
            data = (("defined", "expected" if left else "student"), ("at", f"{self.letter} = {place}"))
            self.notes.append(Finding("domains-differ", "note", data=data))


def _innermost(expr: Expr) -> Iterator[Apply]:
    """Piecewise nodes that hold no other."""
    for node in walk(expr):
        if isinstance(node, Apply) and node.op in PIECEWISE and _plain(node):
            yield node


def _plain(node: Apply) -> bool:
    return not any(isinstance(n, Apply) and n.op in PIECEWISE for arg in node.args for n in walk(arg))


def _of_sign(bend: Expr) -> Expr:
    """What has the same sign, without odd functions around it."""
    while isinstance(bend, Apply) and bend.op in OF_SAME_SIGN:
        bend = bend.args[0]
    return bend


def _difference(a: Expr, b: Expr) -> Expr:
    return Apply("add", (a, Apply("neg", (b,))))


def _compared(condition: Expr) -> Iterator[Expr]:
    """The differences whose signs a condition is about."""
    match condition:
        case Chain(operands, relations) if set(relations) <= {"<", "<=", ">", ">=", "=", "!="}:
            yield from (_difference(a, b) for a, b in pairwise(operands))
        case Apply("and" | "or" | "not", parts):
            for part in parts:
                yield from _compared(part)
        case _:
            raise _Unfit


def _told(relation: str, sign: int) -> bool:
    match relation:
        case "<":
            return sign < 0
        case "<=":
            return sign <= 0
        case ">":
            return sign > 0
        case ">=":
            return sign >= 0
        case "=":
            return sign == 0
    return sign != 0


def _between(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is None:
        return Fraction(0) if high is None else high - 1
    return low + 1 if high is None else (low + high) / 2


def _rational(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def substituted(expr: Expr, letter: str, value: Expr) -> Expr:
    """With the value in place of the letter."""
    return value if expr == Name(letter) else rebuild(expr, lambda child: substituted(child, letter, value))
