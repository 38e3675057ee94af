"""Rounding, by residues: of whole numbers, and of one real number beside them.

    floor(n/2) + ceiling(n/2) = n          for n = 2 k and for n = 2 k + 1
    floor(x) + floor(x + 1/2) = floor(2x)  for x = k + u with 0 <= u < 1: at 0 and at 1/2, between 0 and 1/2, beyond
    (4^n - 1) mod 3 = 0                    for n = k + 1, where the powers of 4 have the period 1

The modulus is the common denominator of what is rounded; each letter is written as m k + r, and the other methods
decide. On a stretch where nothing is rounded otherwise, every rounding sees one number of it in place of u.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

from grader.equivalence.evaluation.rationals import as_fraction
from grader.equivalence.meanings import free_names
from grader.equivalence.methods.pieces import substituted
from grader.equivalence.truth import Different, Same, Truth
from grader.late import replace
from grader.notation.names import Domain, Names
from grader.notation.tree import Apply, Expr, Name, Number, rebuild, walk

ROUNDING = frozenset({"floor", "ceiling", "mod"})
LINEAR = frozenset({"add", "mul", "neg", "pos", "div"}) | ROUNDING
WHOLE = ("integer", "positive integer", "nonnegative integer")
MOST_CASES = 64
MOST_MODULUS = 60
Judge = Callable[[Expr, Expr, Names], Truth]


def decide(left: Expr, right: Expr, names: Names, judge: Judge) -> Truth | None:
    """Same where every residue says so, Different where one does; None where this method cannot tell."""
    rounded = [n for side in (left, right) for n in walk(side) if isinstance(n, Apply) and n.op in ROUNDING]
    letters = list(dict.fromkeys(id for node in rounded for id in free_names(node)))
    kinds = {id: domain.kind if (domain := names.domain(id)) else "real" for id in letters}
    real = [id for id in letters if kinds[id] == "real"]
    if not letters or any(kinds[id] not in WHOLE for id in letters if id not in real):
        return None
    modulus = lcm(*(bottom for node in rounded for bottom in _denominators(node)))
    if len(real) == 1:
        return _with_fraction(left, right, names, real[0], rounded, judge)
    if real:
        return None
    period = lcm(modulus, *(_period(node) for node in rounded))
    if not 1 < period ** len(letters) <= MOST_CASES:
        return None
    return _cases(left, right, names, letters, period, judge)


def _denominators(node: Apply) -> Iterator[int]:
    """The whole numbers by which is divided, or of which the rest is taken."""
    for below in walk(node):
        if isinstance(below, Apply) and below.op in ("div", "mod"):
            number = as_fraction(below.args[1])
            yield abs(int(number.p)) if number is not None and number != 0 else 1
        elif isinstance(below, Number):
            number = as_fraction(below)
            yield int(number.q) if number is not None else 1


def _cases(left: Expr, right: Expr, names: Names, letters: list[str], modulus: int, judge: Judge) -> Truth | None:
    letter, rest = letters[0], letters[1:]
    domain = names.domain(letter)
    positive = domain is not None and domain.kind == "positive integer"
    either = domain is not None and domain.kind == "integer"
    multiple = Domain("integer") if either else Domain("nonnegative integer")
    within = replace(names, variables={**names.variables, letter: multiple})
    found: list[Same] = []
    for residue in range(int(positive), modulus + int(positive)):
        whole = Apply("add", (Apply("mul", (Number(str(modulus)), Name(letter))), Number(str(residue))))
        sides = (left, right) if either else [_with_powers(side, letter, residue) for side in (left, right)]
        ours, theirs = (substituted(side, letter, whole) for side in sides)
        verdict = _cases(ours, theirs, within, rest, modulus, judge) if rest else judge(ours, theirs, within)
        if isinstance(verdict, Different) and verdict.witness is not None:
            at = dict(verdict.witness.at)
            at[letter] = str(modulus * int(at[letter]) + residue) if letter in at else str(residue)
            return replace(verdict, witness=replace(verdict.witness, at=tuple(sorted(at.items()))))
        if not isinstance(verdict, Same):
            return None
        found.append(verdict)
    return Same("exact", all(each.certain for each in found))


# powers of whole numbers, of which the rest is taken ------------------------------------------------------------


def _period(node: Apply) -> int:
    """After how many steps of a letter the powers in `f mod m` repeat; 1 where there are none."""
    modulus = _whole(node.args[1]) if node.op == "mod" else None
    if modulus is None or not 1 < modulus <= MOST_MODULUS:
        return 1
    return lcm(*(_order(base, modulus) for base, _ in _powers(node.args[0])))


def _powers(expr: Expr) -> Iterator[tuple[int, Apply]]:
    """Powers of whole numbers to an exponent that holds a letter."""
    for node in walk(expr):
        if isinstance(node, Apply) and node.op == "pow" and free_names(node.args[1]):
            base = _whole(node.args[0])
            if base is not None:
                yield base, node


def _order(base: int, modulus: int) -> int:
    """The least exponent of which the power leaves the rest 1; 1 where there is none."""
    if gcd(base, modulus) > 1:
        return 1
    return next(k for k in range(1, modulus + 1) if pow(base, k, modulus) == 1)


def _whole(expr: Expr) -> int | None:
    number = as_fraction(expr)
    return int(number.p) if number is not None and number.q == 1 else None


def _with_powers(expr: Expr, letter: str, residue: int) -> Expr:
    """With powers whose exponent is the letter by what they leave for this residue, where the rest by m is taken of
    a sum or product of them: a multiple of m changes no rest."""
    match expr:
        case Apply("mod", (inner, bottom)):
            modulus = _whole(bottom)
            if modulus is not None and 1 < modulus <= MOST_MODULUS:
                return Apply("mod", (_reduced(inner, letter, residue, modulus), bottom))
    return rebuild(expr, lambda child: _with_powers(child, letter, residue))


def _reduced(expr: Expr, letter: str, residue: int, modulus: int) -> Expr:
    match expr:
        case Apply("pow", (base, exponent)):
            number, steps = _whole(base), _exponent(exponent, letter)
            if number is not None and steps is not None and gcd(number, modulus) == 1:
                times, more = steps
                if times * residue + more >= 0 and times >= 0:
                    return Number(str(pow(number, times * residue + more, modulus)))
        case Apply("add" | "mul" | "neg" | "pos", _):
            return rebuild(expr, lambda child: _reduced(child, letter, residue, modulus))
    return expr


def _exponent(expr: Expr, letter: str) -> tuple[int, int] | None:
    """a and b of an exponent a n + b."""
    form = _linear(expr, letter)
    if form is None or form[0].denominator != 1 or form[1].denominator != 1:
        return None
    return int(form[0]), int(form[1])


def _linear(expr: Expr, letter: str) -> tuple[Fraction, Fraction] | None:
    """a and b of a x + b with numbers a and b; no other letters."""
    match expr:
        case Name(id) if id == letter:
            return Fraction(1), Fraction(0)
        case Apply("neg", (inner,)):
            form = _linear(inner, letter)
            return None if form is None else (-form[0], -form[1])
        case Apply("add", args):
            forms = [_linear(arg, letter) for arg in args]
            known = [form for form in forms if form is not None]
            if len(known) < len(forms):
                return None
            return sum(a for a, _ in known), sum(b for _, b in known)  # type: ignore[return-value]
        case Apply("mul", args):
            forms = [_linear(arg, letter) for arg in args]
            known = [form for form in forms if form is not None]
            open_ = [form for form in known if form[0]]
            if len(known) < len(forms) or len(open_) > 1:
                return None
            scale = reduce(lambda x, y: x * y, (b for a, b in known if not a), Fraction(1))
            return (open_[0][0] * scale, open_[0][1] * scale) if open_ else (Fraction(0), scale)
        case Apply("div", (top, bottom)):
            above, below = _linear(top, letter), _linear(bottom, letter)
            if above is None or below is None or below[0] or not below[1]:
                return None
            return above[0] / below[1], above[1] / below[1]
    number = as_fraction(expr)
    return None if number is None else (Fraction(0), Fraction(int(number.p), int(number.q)))


# one real number --------------------------------------------------------------------------------------------------


def _with_fraction(
    left: Expr, right: Expr, names: Names, letter: str, rounded: list[Apply], judge: Judge
) -> Truth | None:
    """x = m k + u, for the multiples of a step as u and for the stretches between them."""
    if any(node.op not in LINEAR for each in rounded for node in walk(each) if isinstance(node, Apply)):
        return None
    if any(node.op == "mod" and as_fraction(node.args[1]) is None for node in rounded):
        return None
    modulus, step = _grid(rounded, letter)
    if modulus == 0 or 2 * modulus / step > MOST_CASES:
        return None
    turns, fraction = _fresh(left, right, "k"), _fresh(left, right, "u")
    found: list[Same] = []
    for number in range(int(modulus / step)):
        low, high = number * step, (number + 1) * step
        for inside in (False, True):
            seen = (low + high) / 2 if inside else low
            variables = {**names.variables, turns: Domain("integer")}
            if inside:
                variables[fraction] = Domain("interval", (), str(low), str(high))
            value = Name(fraction) if inside else _number(seen)
            sides = [_split(side, letter, modulus, turns, seen, value) for side in (left, right)]
            verdict = judge(sides[0], sides[1], replace(names, variables=variables))
            if not isinstance(verdict, Same):
                return None
            found.append(verdict)
    notes = tuple(dict.fromkeys(note for each in found for note in each.notes if note.code != "domains-differ"))
    return Same("exact", all(each.certain for each in found), notes)


def _grid(rounded: list[Apply], letter: str) -> tuple[Fraction, Fraction]:
    """After how much nothing changes but by whole numbers, and of what step the places are multiples where a
    rounding jumps; (0, 0) where they are not found."""
    modulus, steps = 1, []
    for node in rounded:
        inner = _slope(node.args[0] if node.op != "mod" else Apply("div", node.args), letter)
        if inner is None:
            return Fraction(0), Fraction(0)
        slope, shift = inner
        modulus = lcm(modulus, _all_denominators(node))
        if slope:
            steps.append(1 / (abs(slope) * shift))
    step = reduce(lambda a, b: Fraction(gcd(a.numerator * b.denominator, b.numerator * a.denominator),
                                        a.denominator * b.denominator), steps, Fraction(modulus))  # fmt: skip
    return Fraction(modulus), step


def _all_denominators(node: Apply) -> int:
    return reduce(lambda a, b: a * b, _denominators(node), 1)


def _slope(expr: Expr, letter: str) -> tuple[Fraction, int] | None:
    """The factor a of the letter in a x + b, and a common denominator of b; other letters are whole."""
    match expr:
        case Name(id):
            return Fraction(int(id == letter)), 1
        case Apply("floor" | "ceiling", (inner,)):
            return None if _slope(inner, letter) is None else (Fraction(0), 1)
        case Apply("neg" | "pos", (inner,)):
            below = _slope(inner, letter)
            return None if below is None else (-below[0] if expr.op == "neg" else below[0], below[1])
        case Apply("add", args):
            parts = [_slope(arg, letter) for arg in args]
            known = [part for part in parts if part is not None]
            total = sum((a for a, _ in known), Fraction(0))
            return (total, lcm(*(q for _, q in known))) if len(known) == len(parts) else None
        case Apply("mul", args):
            return _scaled(args, letter)
        case Apply("div", (top, bottom)):
            number = as_fraction(bottom)
            if number is None or number == 0:
                return None
            return _scaled((top, _number(1 / Fraction(int(number.p), int(number.q)))), letter)
    number = as_fraction(expr)
    return None if number is None else (Fraction(0), int(number.q))


def _scaled(args: tuple[Expr, ...], letter: str) -> tuple[Fraction, int] | None:
    """A product of numbers and at most one part that is none."""
    numbers = [as_fraction(arg) for arg in args]
    others = [arg for arg, number in zip(args, numbers, strict=True) if number is None]
    scale = reduce(
        lambda a, b: a * b, (Fraction(int(n.p), int(n.q)) for n in numbers if n is not None), Fraction(1)
    )
    if len(others) > 1:
        return None
    inner = _slope(others[0], letter) if others else (Fraction(0), 1)
    if inner is None:
        return None
    return inner[0] * scale, inner[1] * scale.denominator


def _split(expr: Expr, letter: str, modulus: Fraction, turns: str, seen: Fraction, value: Expr) -> Expr:
    """With m k + u for the letter: within roundings a number of the stretch for u."""
    inside = isinstance(expr, Apply) and expr.op in ROUNDING
    if expr == Name(letter) or (inside and isinstance(expr, Apply)):
        whole = Apply("mul", (_number(modulus), Name(turns)))
        put = Apply("add", (whole, _number(seen) if inside else value))
        if isinstance(expr, Apply) and expr.op == "mod":  # a mod b is a - b floor(a/b): what is not rounded stays
            top, bottom = expr.args
            floor = Apply("floor", (Apply("div", (top, bottom)),))
            return _split(
                Apply("add", (top, Apply("neg", (Apply("mul", (bottom, floor)),)))),
                letter, modulus, turns, seen, value,
            )  # fmt: skip
        return substituted(expr, letter, put) if inside else put
    return rebuild(expr, lambda child: _split(child, letter, modulus, turns, seen, value))


def _fresh(left: Expr, right: Expr, stem: str) -> str:
    taken = {*free_names(left), *free_names(right)}
    return next(name for name in (f"{stem}_{n}" for n in range(1, 1000)) if name not in taken)


def _number(value: Fraction | int) -> Expr:
    value = Fraction(value)
    size: Expr = Apply("div", (Number(str(abs(value.numerator))), Number(str(value.denominator))))
    return Apply("neg", (size,)) if value < 0 else size
