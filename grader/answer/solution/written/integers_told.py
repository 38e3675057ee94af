r"""Finite sets of integers by a condition, written out: `\{x \in \mathbb{Z} \mid x^2 < 5\}`.

Beyond the bound of the roots of all polynomials in the condition nothing changes any more: where it does not hold
there, all of its integers lie within.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from grader.answer.solution.conditions import Atom, Condition, atoms, condition, holds
from grader.answer.value.formulas.polynomials import ratio, ring_of
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Chain, Expr, Name, Number

MOST = 200
"""The largest integer that is looked at."""
_FROM = {"integers": None, "naturals": 1, "naturals_0": 0, "naturals_plus": 1}
_OPEN_AT_ZERO = "naturals"


def integers_told(expr: Expr) -> Expr:
    """The set with its elements written out, where these are finitely many; else as it is."""
    match expr:
        case Bind("set_of", (Name(letter),), (Name(numbers),), rule) if numbers in _FROM:
            return _written_out(letter, numbers, rule, Name(letter)) or expr
        case Bind("map_set" | "set_of", (Name(letter),), within, body):
            member, rules = (body, within) if expr.op == "map_set" else (Name(letter), (body,))
            parts = [each for rule in rules for each in _parts(rule)]
            places = [part for part in parts if _place(part, letter)]
            rest = tuple(part for part in parts if part not in places)
            if len(places) == 1 and rest:
                rule = Apply("and", rest) if len(rest) > 1 else rest[0]
                return _written_out(letter, _place(places[0], letter), rule, member) or expr
    return expr


def says_again(expr: Expr, question: str) -> bool:
    """Whether a set is only told by a condition of the question: `Which integers satisfy $x^2 < 5$?`"""
    if not isinstance(expr, Bind) or expr.op not in ("set_of", "map_set") or not question:
        return False
    asked = question.replace("\\leq", "<=").replace("\\le", "<=").replace("\\lt", "<").replace("$", "")
    rules = (*expr.bounds, expr.body)
    told = [to_text(part) for rule in rules for part in _parts(rule) if isinstance(part, Chain)]
    return any("".join(text.split()) in "".join(asked.split()) for text in told)


def _parts(rule: Expr) -> tuple[Expr, ...]:
    return rule.args if isinstance(rule, Apply) and rule.op in ("and", "sequence") else (rule,)


def _place(part: Expr, letter: str) -> str:
    """The numbers among which a letter is said to be, or nothing."""
    match part:
        case Chain((Name(id), Name(numbers)), ("in",)) if id == letter and numbers in _FROM:
            return numbers
    return ""


def _written_out(letter: str, numbers: str, rule: Expr, member: Expr) -> Expr | None:
    found = condition(_without_bars(rule))
    known = {} if found is None else _polynomials(found, letter)
    if found is None or not known:
        return None
    bound = max(map(_bound, known.values()))
    if bound > MOST:
        return None

    def lies(number: int) -> bool | None:
        return holds(found, _signs(known, number))

    least = _FROM[numbers]
    ends = [bound + 1] if least is not None else [bound + 1, -bound - 1]
    told = {number: lies(number) for number in range(-bound - 1 if least is None else least, bound + 2)}
    if None in told.values() or any(told.get(end, lies(end)) for end in ends):
        return None
    if numbers == _OPEN_AT_ZERO and lies(0):
        return None  # whether 0 is a natural number
    values = (Number(str(k)) if k >= 0 else Apply("neg", (Number(str(-k)),)) for k, so in told.items() if so)
    return Apply("set", tuple(dict.fromkeys(substituted(member, {letter: value}) for value in values)))


def _without_bars(rule: Expr) -> Expr:
    """`|x| <= 2` as `-2 <= x <= 2`."""
    match rule:
        case Apply("and" | "sequence", parts):
            return Apply("and", tuple(map(_without_bars, parts)))
        case Chain((Apply("abs", (inner,)), right), (("<" | "<=") as sign,)):
            return Chain((Apply("neg", (right,)), inner, right), (sign, sign))
    return rule


def _polynomials(found: Condition, letter: str) -> dict[Expr, list[Fraction]]:
    """The coefficients of what is compared with zero, from the lowest; empty where something is no polynomial."""
    known: dict[Expr, list[Fraction]] = {}
    for atom in atoms(found):
        coefficients = _coefficients(atom, letter)
        if coefficients is None:
            return {}
        known[atom.expr] = coefficients
    return known


def _coefficients(atom: Atom, letter: str) -> list[Fraction] | None:
    ring = ring_of((atom.expr,), CONSTANTS)
    part = ratio(atom.expr, ring) if ring is not None and ring.names == (letter,) else None
    if part is None or not part.bottom.is_constant():
        return None
    below = Fraction(str(part.bottom.leading_coefficient()))
    found: dict[int, Fraction] = {}
    for (power,), value in part.top.to_dict().items():
        found[int(power)] = Fraction(str(value)) / below
    return [found.get(power, Fraction(0)) for power in range(max(found, default=0) + 1)]


def _bound(coefficients: list[Fraction]) -> int:
    """Beyond which a polynomial keeps its sign (Cauchy)."""
    *lower, first = coefficients
    return int(1 + max((abs(each / first) for each in lower), default=Fraction(0))) + 1 if first else 0


def _signs(known: dict[Expr, list[Fraction]], number: int) -> Callable[[Expr], int | None]:
    def sign_of(expr: Expr) -> int | None:
        coefficients = known.get(expr)
        if coefficients is None:
            return None
        value = sum((each * number**power for power, each in enumerate(coefficients)), Fraction(0))
        return int(value > 0) - int(value < 0)

    return sign_of
