"""One link of a derivation: does the right side follow from the left one?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from grader.answer.claim.put_in import at_point, carried, with_derivatives, with_given, with_supposed
from grader.answer.claim.scope import Scope, is_chance
from grader.answer.derivation.changed import changed
from grader.answer.derivation.components import with_components
from grader.answer.derivation.conditional import is_condition, same_solutions
from grader.answer.derivation.link import Link
from grader.answer.derivation.rules import states_rule
from grader.answer.solution.methods.estimates import always
from grader.answer.solution.solutions import relate
from grader.answer.value.formulas.antiderivatives import (
    differentials,
    has_differential,
    integrates,
    slopes,
    slopes_by,
)
from grader.answer.value.numbers.digits import typed
from grader.answer.value.numbers.worth import place, substituted, unfolded
from grader.equivalence.truth import Different, Same, Unknown
from grader.late import replace
from grader.notation import parse
from grader.notation.names import free_names
from grader.notation.printing import to_text
from grader.notation.tree import Bind, Call, Chain, Expr, Name, walk
from grader.values import Finding

EQUALITIES = frozenset({"=", "equiv", "defines"})
USUAL = frozenset({"f", "y"})
"""What a derivative that is asked for is called, where nothing is said of it."""
SHOWN_LETTERS = 3
"""With more letters than these the point of a counterexample tells a reader little."""
AT_POINT = frozenset({"holds-at-point", "only-at-point"})
NEAR = Fraction(1, 20)
"""How far apart, relatively, the sides of `≈` may lie where no digits say it."""


def judge(left: Expr, relation: str, right: Expr, scope: Scope) -> Link:
    """Whether `left relation right` holds: as formulas, at the point of the exercise, or with the student's own
    earlier values."""
    if relation == "approx":
        return _near(left, right, scope)
    if relation not in EQUALITIES:
        return _ordered(left, relation, right, scope)
    if relation == "equiv" and is_condition(left) and is_condition(right):
        return same_solutions(left, right, scope.context)
    link = _up_to_constant(left, right, scope)
    if link is not None:
        return link
    refuted: Different | None = None
    unknown: Unknown | None = None
    for note, ours, theirs in _readings(left, right, scope):
        truth = scope.compare(ours, theirs)
        by_chance = any(item.code == "only-at-point" for item in note)
        match truth:
            case Same(by) if by_chance:
                return Link("undecided", by, False, (Finding("step-undecided"), *note))
            case Same(by, certain, notes):
                return Link("follows", by, certain, (*note, *notes))
            case Different():
                here = scope.asked_at and any(item.code in AT_POINT for item in note)
                refuted = truth if refuted is None or here else refuted
            case Unknown():
                unknown = unknown or truth
    if refuted is not None and _is_number_of_chances(left, right, scope):
        return _of_the_exercise(left, right, scope)
    if refuted is not None and any(_hides_its_letter(node, scope) for side in (left, right) for node in walk(side)):
        return Link("undecided", "none", False, (Finding("step-undecided"),))
    if refuted is not None:
        return _rounded(left, right, scope) or _refuted(left, right, refuted)
    if states_rule(left, right, scope.context):
        return Link("follows", "rule", True, (Finding("rule-stated", "note"),))
    reason = unknown.finding if unknown else Finding("no-method")
    return Link("undecided", "none", False, (Finding("step-undecided"), reason))


def _hides_its_letter(node: Expr, scope: Scope) -> bool:
    """`∂ŷ/∂z`, where nobody said how ŷ depends on z: what was said of it does not hold that letter, and that it
    depends on it is what the student means."""
    match node:
        case Bind("diff" | "partial", _, _, Name(id)) if id in USUAL:
            return False
        case Bind("diff" | "partial", (by,), _, Name() | Call() as body):
            return free_names(by).isdisjoint(_reached(body, scope.names.definitions))
    return False


def _reached(body: Expr, definitions: Mapping[str, Expr]) -> set[str]:
    """The letters in it, and those in what these stand for."""
    found: set[str] = set()
    open_ = set(free_names(body))
    while open_:
        name = open_.pop()
        found.add(name)
        open_ |= (free_names(definitions[name]) if name in definitions else frozenset()) - found
    return found


def _is_number_of_chances(left: Expr, right: Expr, scope: Scope) -> bool:
    """Whether chances stand on one side of which no value was said, and a number on the other: it may well be
    theirs by what the question tells in words."""
    ours, theirs = (any(is_chance(node) for node in walk(with_given(side, scope))) for side in (left, right))
    return ours != theirs and not free_names(right if ours else left)


def _of_the_exercise(left: Expr, right: Expr, scope: Scope) -> Link:
    """By the value that the exercise gives the chance that is asked for; no other number can be judged."""
    chance, number = (left, right) if not free_names(right) else (right, left)
    if scope.worth is None or not isinstance(scope.compare(scope.worth[0], chance), Same):
        return Link("undecided", "none", False, (Finding("step-undecided"),))
    match scope.compare(scope.worth[1], number):
        case Same(by, certain):
            return Link("follows", by, certain)
        case Different(by, _, certain):
            rounded = _rounded(scope.worth[1], number, scope)
            data = (("left", to_text(left)), ("right", to_text(right)))
            return rounded or Link("does_not_follow", by, certain, (Finding("step-differs", "error", None, data),))
    return Link("undecided", "none", False, (Finding("step-undecided"),))


def _up_to_constant(left: Expr, right: Expr, scope: Scope) -> Link | None:
    """Integrals without bounds: by the derivatives; None where there are none to compare. After such an integral a
    new letter (`+ C`) is a constant."""
    if not integrates(left, right):
        new = free_names(right) - free_names(left) - scope.known
        return Link("follows", "derivatives", True) if new and same_but_constant(left, right, scope) else None
    pair = slopes(left, right, scope.names)
    if pair is None:
        return None
    match scope.compare(*pair):
        case Same(by, certain, _):
            return Link("follows", by, certain, (Finding("up-to-constant", "note"),))
        case Different(by, _, certain):
            data = (("left", to_text(left)), ("right", to_text(right)))
            return Link("does_not_follow", by, certain, (Finding("derivatives-differ", "error", None, data),))
    return None


def same_but_constant(left: Expr, right: Expr, scope: Scope) -> bool:
    """Whether two values of an integral that was taken above differ by a constant alone."""
    by = scope.integrating
    if not by or by not in free_names(left) or by not in free_names(right):
        return False
    pair = slopes_by(by, left, right, scope.names)
    return pair is not None and isinstance(scope.compare(*pair), Same)


def _readings(left: Expr, right: Expr, scope: Scope) -> Iterator[tuple[tuple[Finding, ...], Expr, Expr]]:
    """The ways in which a link may be meant, plainest first, each with its note."""
    ours, theirs = with_derivatives(left, scope), with_derivatives(right, scope)
    pair = differentials(left, right, scope.names) if has_differential(left, right, scope.names) else None
    yield (), *(pair or (ours, theirs))
    sides = with_components(ours, scope), with_components(theirs, scope)
    if sides != (ours, theirs):
        yield (), *sides
    if scope.at and (scope.asked_at or _puts_in(left, right, scope)):
        lettered = scope.asked_at and _letters(left, scope) and _letters(right, scope)
        if lettered and not any(isinstance(node, Bind) for node in walk(left)):
            yield (Finding("holds-at-point", "note"),), with_derivatives(_put_in(left, right, scope), scope), theirs
        code = "only-at-point" if lettered else "holds-at-point"
        yield (Finding(code, "note"),), at_point(ours, scope), at_point(theirs, scope)
    if scope.given:
        sides = with_given(left, scope), with_given(right, scope)
        if sides != (left, right):
            yield (Finding("given-used", "note"),), *sides
    if scope.supposed:
        sides = with_supposed(left, scope), with_supposed(right, scope)
        if sides != (left, right):
            ours, theirs = (with_derivatives(side, scope) for side in sides)
            yield (Finding("supposed", "note"),), ours, theirs
    if scope.wrong:
        sides = carried(left, scope), carried(right, scope)
        if sides != (left, right):
            ours, theirs = (with_derivatives(side, scope) for side in sides)
            yield (Finding("carried-forward", "note"),), ours, theirs


def _letters(side: Expr, scope: Scope) -> frozenset[str]:
    """The letters in it that have a value at the point."""
    return frozenset(free_names(unfolded(side, scope.names)) & scope.at.keys())


def _put_in(left: Expr, right: Expr, scope: Scope) -> Expr:
    """The left side with the values of those letters that are gone on the right: `d + c = 2 + c`. What holds as a
    formula then is no coincidence at the point."""
    known = scope.at.keys() | scope.names.definitions.keys()
    gone = (free_names(left) - free_names(right)) & known
    return substituted(left, {name: at_point(Name(name), scope) for name in gone})


def _puts_in(left: Expr, right: Expr, scope: Scope) -> bool:
    """Whether a letter with a value of the student's ("at x = 0") is gone on one side: there it was put in. An
    equation that speaks of it on both sides is meant for all its values."""
    return _letters(left, scope) != _letters(right, scope)


def equal(left: Expr, right: Expr, scope: Scope) -> bool:
    """Whether two sides say the same, in one of the ways in which a link may be meant; without evidence."""
    for _, ours, theirs in _readings(left, right, scope):
        truth = scope.compare(ours, theirs)
        if isinstance(truth, Same):
            return True
    return isinstance(truth, Different) and _rounded(left, right, scope) is not None


def _refuted(left: Expr, right: Expr, truth: Different) -> Link:
    """The wrong link with its evidence: a point where both sides differ."""
    data = (("left", to_text(left)), ("right", to_text(right)))
    finding = Finding("step-differs", "error", None, data)
    return Link("does_not_follow", truth.by, truth.certain, (finding, *truth.notes), truth.witness)


def explained(link: Link, left: Expr | None, right: Expr, scope: Scope) -> Link:
    """A wrong link with what there is to say of it: a constant that a side equals, or a point with both values."""
    first, witness = link.findings[0] if link.findings else None, link.counterexample
    if first is None or first.code != "step-differs" or witness is None or left is None:
        return link
    shown = (("left-equals", left, witness.expected), ("right-equals", right, witness.student))
    constants = ((key, _constant(side, value, scope)) for key, side, value in shown)
    data = [*first.data, *((key, constant) for key, constant in constants if constant)]
    where = witness.at or tuple((name, to_text(value)) for name, value in scope.at.items() if scope.asked_at)
    if where and len(where) <= SHOWN_LETTERS and not any("equals" in key for key, _ in data):
        at = ", ".join(f"{name} = {value}" for name, value in where)
        data += [("at", at), ("left-there", witness.expected), ("right-there", witness.student)]
    data += changed(with_derivatives(left, scope), with_derivatives(right, scope), scope)
    return replace(link, findings=(replace(first, data=tuple(data)), *link.findings[1:]))


def _constant(side: Expr, shown: str, scope: Scope) -> str:
    """The number that a side always equals, though names stand in it, or an empty text."""
    if not any(isinstance(node, Name) for node in walk(side)) or len(shown) > 12:
        return ""
    number = parse(shown, scope.names).expr
    if number is None or any(isinstance(node, Name) for node in walk(number)):
        return ""
    truth = scope.compare(side, number)
    return to_text(number) if isinstance(truth, Same) else ""


def _rounded(left: Expr, right: Expr, scope: Scope) -> Link | None:
    """`= 0.235` where the value goes on: right as far as the digits go."""
    for exact, decimal in ((left, right), (right, left)):
        number = typed(decimal)
        if number is None or number.places < 2 or number.least < 2 or typed(exact) is not None:
            continue
        half = Fraction(1, 2) / Fraction(10) ** number.places
        if place(valued(exact, scope), decimal, half, None, scope.context) in ("inside", "edge"):
            return Link("follows", "rounding", True, (Finding("rounded-step", "note"),))
    return None


def valued(expr: Expr, scope: Scope) -> Expr:
    """With derivatives carried out as far as names go, at the point where values are meant."""
    return at_point(with_derivatives(expr, scope), scope) if scope.at else with_derivatives(expr, scope)


def _near(left: Expr, right: Expr, scope: Scope) -> Link:
    """`≈`: within half a unit of the digits given or, without digits, within a twentieth."""
    number = typed(right)
    half = Fraction(1, 2) / Fraction(10) ** number.places if number else Fraction(0)
    allowed = NEAR if number is None or number.places == 0 else None
    where = place(valued(right, scope), valued(left, scope), half, allowed, scope.context)
    if where in ("inside", "edge"):
        return Link("follows", "tolerance", True, (Finding("holds-nearly", "note"),))
    if where == "outside":
        data = (("left", to_text(left)), ("right", to_text(right)))
        return Link("does_not_follow", "tolerance", True, (Finding("step-not-near", data=data),))
    truth = scope.compare(left, right)
    if isinstance(truth, Same):
        return Link("follows", truth.by, truth.certain, truth.notes)
    return Link("undecided", "none", False, (Finding("step-undecided"),))


def _ordered(left: Expr, relation: str, right: Expr, scope: Scope) -> Link:
    """`<`, `<=`, `!=` and their like between the sides of a chain: true for all values of the names."""
    ours, theirs = (valued(side, scope) for side in (left, right))
    found = always(ours, relation, theirs, scope.context)
    if found is None:
        found = relate(Name("true"), Chain((ours, theirs), (relation,)), scope.context)
    if found.relation == "same":
        return Link("follows", found.by, found.certain)
    if found.relation != "unknown":
        data = (("left", to_text(left)), ("relation", relation), ("right", to_text(right)))
        fails = Finding("relation-fails", data=data)
        return Link("does_not_follow", found.by, found.certain, (fails,), found.counterexample)
    return Link("undecided", "none", False, (Finding("step-undecided"), *found.findings))
