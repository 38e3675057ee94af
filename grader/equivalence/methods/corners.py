"""Piecewise expressions in several letters that bend along planes: |a - b|, max(a, b, c), `a if a >= b else b`.

The innermost piece is chosen by the sign of a linear form; in each case the others follow, and where no piece is
left the other methods decide for all values of the letters. A case whose open cone of conditions is empty (found
by elimination, after Fourier and Motzkin) needs no decision: its points belong to others. Where a piece may jump,
the plane itself is a case of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from grader.equivalence.evaluation.rationals import as_fraction
from grader.equivalence.meanings import is_constant
from grader.equivalence.methods.monotone import pulled_out, same_sign
from grader.equivalence.methods.pieces import substituted
from grader.equivalence.truth import Same, Truth
from grader.late import dataclass, field, replace
from grader.limits import Budget
from grader.notation.names import Domain, Names
from grader.notation.tree import Apply, Chain, Expr, Name, Number, rebuild, walk

PIECEWISE = frozenset({"abs", "sign", "max", "min", "cases"})
POSITIVE = ("positive", "positive integer", "nonnegative", "nonnegative integer")
RELATIONS: dict[str, Callable[[int], bool]] = {
    "<": lambda s: s < 0, "<=": lambda s: s <= 0, ">": lambda s: s > 0, ">=": lambda s: s >= 0,
    "=": lambda s: s == 0, "!=": lambda s: s != 0,
}  # fmt: skip
TRUE, FALSE = Name("true"), Name("false")
MOST_LETTERS = 5
MOST_CASES = 256
MOST_ROWS = 60
Judge = Callable[[Expr, Expr, Names], Truth]
Form = dict[str, Fraction]
"""The coefficients of a linear form by letters; that of "" stands alone."""


class _Unfit(Exception):
    """Not for this method."""


def decide(left: Expr, right: Expr, names: Names, budget: Budget, judge: Judge) -> Same | None:
    """Same where it is so in every case; None where this method cannot tell."""
    try:
        cases = _Cases(names, budget, judge)
        cases.visit(left, right, ())
    except _Unfit:
        return None
    found = cases.found
    notes = tuple(dict.fromkeys(note for each in found for note in each.notes))
    return Same("exact", all(each.certain for each in found), notes) if found else None


@dataclass(slots=True)
class _Cases:
    names: Names
    budget: Budget
    judge: Judge
    count: int = 0
    found: list[Same] = field(default_factory=list)

    def visit(self, left: Expr, right: Expr, above: tuple[Form, ...]) -> None:
        """All cases where these forms are positive (or zero: what is shown does not depend on it)."""
        self.budget.check()
        self.count += 1
        if self.count > MOST_CASES:
            raise _Unfit
        piece = next((node for side in (left, right) for node in _innermost(side)), None)
        if piece is None:
            self._leaf(left, right, above)
            return
        for form, chosen in self._choices(piece):
            sides = _replaced(left, piece, chosen), _replaced(right, piece, chosen)
            if form is None:
                self.visit(*sides, above)
            elif isinstance(form, _Zero):
                self._on_plane(form.form, *sides, above)
            elif _possible((*above, form, *self._positive(form))):
                self.visit(*sides, (*above, form))

    def _positive(self, form: Form) -> Iterator[Form]:
        return ({letter: Fraction(1)} for letter in form if letter and _kind(self.names, letter) in POSITIVE)

    def _on_plane(self, form: Form, left: Expr, right: Expr, above: tuple[Form, ...]) -> None:
        """Where a form is zero: one letter by the others."""
        letter = next(name for name in form if name and form[name])
        value = {name: -c / form[letter] for name, c in form.items() if name != letter}
        conditions = tuple(_put_in(each, letter, value) for each in above)
        if _possible(conditions):
            told = _as_tree(value)
            self.visit(substituted(left, letter, told), substituted(right, letter, told), conditions)

    def _choices(self, piece: Apply) -> Iterator[tuple[Form | _Zero | None, Expr]]:
        """What must be positive (or zero), and what the piece is then."""
        match piece:
            case Apply("abs", (inner,)):
                yield from self._by_sign(inner, inner, Apply("neg", (inner,)))
            case Apply("sign", (inner,)):
                yield from self._by_sign(inner, Number("1"), Apply("neg", (Number("1"),)), Number("0"))
            case Apply("max" | "min" as op, (first, *rest)):
                if not rest:
                    yield None, first
                    return
                whole = pulled_out(op, piece.args, self.names)
                if whole is not None:
                    yield None, whole
                    return
                second, *more = rest
                ours, theirs = (first, second) if op == "max" else (second, first)
                yield from self._by_sign(_gap(first, second), Apply(op, (ours, *more)), Apply(op, (theirs, *more)))
            case Apply("cases", args):
                yield from self._by_conditions(args)

    def _by_sign(
        self, bend: Expr, positive: Expr, negative: Expr, zero: Expr | None = None
    ) -> Iterator[tuple[Form | _Zero | None, Expr]]:
        form = self._form(same_sign(bend, self.names))
        if not any(form[letter] for letter in form if letter):
            size = form.get("", Fraction(0))
            yield None, negative if size < 0 else zero if zero is not None and size == 0 else positive
            return
        yield form, positive
        yield {letter: -c for letter, c in form.items()}, negative
        if zero is not None:
            yield _Zero(form), zero

    def _by_conditions(self, args: tuple[Expr, ...]) -> Iterator[tuple[Form | _Zero | None, Expr]]:
        """By the first comparison of the first condition; `true` and `false` stand for what is known."""
        if len(args) < 2:
            if not args:
                raise _Unfit  # no value here
            yield None, args[0]
            return
        value, condition, *rest = args
        if condition == TRUE:
            yield None, value
        elif condition == FALSE:
            yield None, Apply("cases", tuple(rest))
        else:
            link = next((node for node in walk(condition) if isinstance(node, Chain)), None)
            if link is None or link.relations[0] not in RELATIONS:
                raise _Unfit
            known = [
                Apply("cases", (value, _simplified(_replaced(condition, link, _told(link, sign))), *rest))
                for sign in (1, -1, 0)
            ]
            yield from self._by_sign(_gap(link.operands[0], link.operands[1]), *known)

    def _form(self, expr: Expr) -> Form:
        form = _linear(expr)
        letters = [letter for letter in form if letter]
        if len(letters) > MOST_LETTERS or any(is_constant(letter, self.names) for letter in letters):
            raise _Unfit
        if any(_kind(self.names, letter) == "complex" for letter in letters):
            raise _Unfit
        return form

    def _leaf(self, left: Expr, right: Expr, above: tuple[Form, ...]) -> None:
        names = self.names
        for form in above:
            letters = [letter for letter in form if letter and form[letter]]
            if len(letters) == 1 and not form.get(""):
                letter = letters[0]
                if form[letter] < 0:
                    minus = Apply("neg", (Name(letter),))
                    left, right = substituted(left, letter, minus), substituted(right, letter, minus)
                names = replace(names, variables={**names.variables, letter: Domain("positive")})
        verdict = self.judge(left, right, self.names)
        if not isinstance(verdict, Same) and names is not self.names:
            verdict = self.judge(left, right, names)
            self._at_zero(left, right, names)
        if not isinstance(verdict, Same):
            raise _Unfit
        self.found.append(verdict)

    def _at_zero(self, left: Expr, right: Expr, names: Names) -> None:
        """Where a letter that was taken as positive is zero."""
        for letter in names.variables:
            if names.domain(letter) != self.names.domain(letter):
                zero = Number("0")
                verdict = self.judge(substituted(left, letter, zero), substituted(right, letter, zero), names)
                if not isinstance(verdict, Same):
                    raise _Unfit


@dataclass(frozen=True, slots=True)
class _Zero:
    """A form that is to be zero."""

    form: Form


def _innermost(expr: Expr) -> Iterator[Apply]:
    """Piecewise nodes whose arguments, or the first condition of which, hold no other."""
    for node in walk(expr):
        if isinstance(node, Apply) and node.op in PIECEWISE:
            inner = node.args[1:2] if node.op == "cases" else node.args
            if not any(isinstance(n, Apply) and n.op in PIECEWISE for arg in inner for n in walk(arg)):
                yield node


def _replaced(expr: Expr, old: Expr, new: Expr) -> Expr:
    return new if expr == old else rebuild(expr, lambda child: _replaced(child, old, new))


def _gap(a: Expr, b: Expr) -> Expr:
    return Apply("add", (a, Apply("neg", (b,))))


def _told(link: Chain, sign: int) -> Expr:
    """What is left of a chain of comparisons where the sign of the first difference is known."""
    if not RELATIONS[link.relations[0]](sign):
        return FALSE
    return Chain(link.operands[1:], link.relations[1:]) if len(link.relations) > 1 else TRUE


def _simplified(condition: Expr) -> Expr:
    match condition:
        case Apply("and" | "or" as op, parts):
            told, stops = (TRUE, FALSE) if op == "and" else (FALSE, TRUE)
            left = tuple(part for part in map(_simplified, parts) if part != told)
            return stops if stops in left else Apply(op, left) if len(left) > 1 else left[0] if left else told
        case Apply("not", (inner,)):
            inner = _simplified(inner)
            return FALSE if inner == TRUE else TRUE if inner == FALSE else Apply("not", (inner,))
        case Chain() | Name("true" | "false"):
            return condition
    raise _Unfit


def _kind(names: Names, letter: str) -> str:
    domain = names.domain(letter)
    return "real" if domain is None else domain.kind


def _linear(expr: Expr) -> Form:
    number = as_fraction(expr)
    if number is not None:
        return {"": Fraction(int(number.p), int(number.q))}
    match expr:
        case Name(id):
            return {id: Fraction(1)}
        case Apply("neg", (inner,)):
            return _scaled(_linear(inner), Fraction(-1))
        case Apply("pos" | "boxed", (inner,)):
            return _linear(inner)
        case Apply("add", args):
            result: Form = {}
            for arg in args:
                result = _sum(result, _linear(arg))
            return result
        case Apply("mul", args):
            parts = [_linear(arg) for arg in args]
            open_ = [part for part in parts if set(part) != {""}]
            if len(open_) > 1:
                raise _Unfit
            result = open_[0] if open_ else {"": Fraction(1)}
            for part in parts:
                if set(part) == {""}:
                    result = _scaled(result, part[""])
            return result
        case Apply("div", (top, bottom)):
            below = _linear(bottom)
            if set(below) == {""} and below[""]:
                return _scaled(_linear(top), 1 / below[""])
    raise _Unfit


def _scaled(form: Form, factor: Fraction) -> Form:
    return {letter: factor * c for letter, c in form.items()}


def _sum(a: Form, b: Form) -> Form:
    return {letter: a.get(letter, Fraction(0)) + b.get(letter, Fraction(0)) for letter in (*a, *b)}


def _put_in(form: Form, letter: str, value: Form) -> Form:
    rest = {name: c for name, c in form.items() if name != letter}
    return _sum(rest, _scaled(value, form[letter])) if letter in form else form


def _as_tree(form: Form) -> Expr:
    terms: list[Expr] = []
    for letter, c in form.items():
        number: Expr = Apply("div", (Number(str(abs(c.numerator))), Number(str(c.denominator))))
        term = Apply("mul", (number, Name(letter))) if letter else number
        terms.append(Apply("neg", (term,)) if c < 0 else term)
    return Apply("add", (Number("0"), *terms)) if terms else Number("0")


def _possible(conditions: tuple[Form, ...]) -> bool:
    """Whether some point makes all forms positive: letter by letter, each lower bound below each upper one."""
    rows = [dict(form) for form in conditions]
    while True:
        if any(not any(c for name, c in row.items() if name) and row.get("", 0) <= 0 for row in rows):
            return False
        letter = next((name for row in rows for name, c in row.items() if name and c), None)
        if letter is None or len(rows) > MOST_ROWS:
            return True
        above = [row for row in rows if row.get(letter, 0) > 0]
        below = [row for row in rows if row.get(letter, 0) < 0]
        rows = [row for row in rows if not row.get(letter)]
        for up in above:
            for down in below:
                both = _sum(_scaled(up, 1 / up[letter]), _scaled(down, -1 / down[letter]))
                rows.append({name: c for name, c in both.items() if name != letter})
