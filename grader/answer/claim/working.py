"""A quantity with its working: `s = \\frac12 g t^2 = \\frac12 \\cdot 9.81 \\cdot 2^2 = 19.62 \\, \\mathrm m`."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.vocabulary import UNIT_WORDS
from grader.answer.claim.select import pick
from grader.answer.claim.spelling.handwriting import concluded_equation
from grader.answer.kind import Context
from grader.answer.value.asked.agreement import near
from grader.answer.value.asked.left_sides import is_changed
from grader.answer.value.asked.letters import is_other_letter
from grader.answer.value.asked.sides import EQUALITIES, ROUNDED
from grader.answer.value.asked.unasked import is_unasked
from grader.answer.value.numbers.amounts import is_rounded
from grader.answer.value.numbers.angles import in_degrees
from grader.answer.value.numbers.digits import typed
from grader.answer.value.numbers.tolerance import Digits
from grader.answer.value.numbers.units import Base, Quantity, based, change, is_unit_text, quantity
from grader.answer.value.numbers.worth import approximation, place
from grader.answer.value.shapes import is_number
from grader.late import pattern, replace
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Index, Name, Number, walk
from grader.values import Answer, Finding, Piece

SENTENCE = 300
SURE = "kMcG"
"""Prefixes of units that begin no product of letters such as `mg`."""
"""Characters of a sentence in which a quantity is looked for."""
_UNIT_BEHIND = pattern(
    r"\s*(?P<unit>[^\s.,;:!?$][^\s,;:!?$]{0,20}?)(?P<rest>[\s.!,;]*|[.!,;]*\s+[^\W\d_]{2,}[^$]*)"
)
_ABOUT = pattern(
    r"(?P<way>[^\n]*\d[^\n]*?)[\s,;]*,?\s+(?:(?:so|thus|hence|which is|that is|also|das sind|somit)\s+)?"
    r"(?:about|approximately|roughly|rounded(?: to)?|etwa|ungefähr|rund|gerundet(?: auf)?)\s+"
    r"(?P<value>[-+−]?\d[^\n,;=]{0,40}?)[\s.!]*"
)


def pick_quantity(answer: Answer, context: Context, of: tuple[Expr, ...], wanted: Digits | None = None) -> Picked:
    """What counts: the end of a chain, where what was worked out on the way comes to the same number. Formulas on
    the way are not judged, for their letters may be units or not; nor is a number without units judged as one.
    `wanted` are the digits to which the end may be rounded."""
    picked = pick(with_unit_behind(answer), context, of)
    if isinstance(picked.expr, Chain) and EQUALITIES.issuperset(picked.expr.relations):
        left = picked.expr.operands[0]
        if not {left, picked.expr.operands[-1]} & set(of) and is_other_letter(left, of, context.names):
            return picked
        end = _end(picked.expr, context)
        if isinstance(end, Finding):
            return replace(picked, findings=(*picked.findings, end))
        stray = end is not None and _stray(picked.expr, end, context, wanted)
        return picked if end is None else replace(picked, expr=end, findings=(*picked.findings, *(stray or ())))
    return picked


def _end(chain: Chain, context: Context) -> Expr | Finding | None:
    """The last quantity with a unit before a first `≈`, else the one behind it; what is wrong where the chain
    contradicts itself; None where it has no unit, or begins with something done to a letter (`v^2 = 5 m/s`)."""
    if _is_changed(chain.operands[0], chain.operands[-1], context):
        return None
    cut = chain.relations.index("approx") + 1 if "approx" in chain.relations else len(chain.operands)
    for size in (cut, cut + 1):
        sides = chain.operands[:size]
        end = quantity(sides[-1], context.names)
        if end is None or not end.units or isinstance(sides[-1], Name):
            continue
        if _holds_letters(sides[-1], end, chain.operands[size : size + 1], context):
            continue
        way = sides[1:-1] if isinstance(sides[0], Name) else sides[:-1]
        odd = next((side for side in way if not _agrees(side, end, context)), None)
        odd = odd or next((side for side in chain.operands[size:] if not _agrees(side, end, context, True)), None)
        return sides[-1] if odd is None else denied_by(odd, sides[-1])
    return None


def _holds_letters(side: Expr, found: Quantity, behind: tuple[Expr, ...], context: Context) -> bool:
    """`1/T ≈ 1.59 Hz`, `F s/2 ≈ 500 J`: letters that are units elsewhere, before a value that measures something
    else; `4800 m ≈ 4800 N` is a quantity."""
    number, units = typed(found.number), [based(found.units)]
    units += [based(each.units) for end in behind if (each := quantity(end, context.names)) and each.units]
    if len(units) == 1 or any(len(word) > 1 for word in found.units) or None in units:
        return False
    first = next((node for node in walk(side) if isinstance(node, Name | Number)), None)
    plain = number is None or found.number == Number("1") or isinstance(first, Name)
    return plain and len({base.dimensions for base in units if base is not None}) > 1


def _stray(chain: Chain, end: Expr, context: Context, wanted: Digits | None) -> tuple[Finding, ...]:
    """A value on the way which the end is near and is not, neither rounded nor but for a rounding on the way:
    `46 N/(10 m/s^2) = 5 kg`, `10.3 m = 10 m`."""
    last = quantity(end, context.names)
    way = chain.operands[: chain.operands.index(end)]
    for side in way if last else ():
        assert last is not None
        here, there = quantity(side, context.names), based(last.units)
        base = based(here.units) if here and is_number(here.number) else None
        if here is None or base is None or there is None or base.dimensions != there.dimensions:
            continue
        exact = here.number if here.units == last.units else change(here.number, base, there)
        value, read = approximation(exact, context), typed(last.number)
        if value is None or read is None or (wanted is not None and wanted.near(read.value, value)):
            continue
        close = typed(exact) is None and abs(value - read.value) * 100 <= abs(value)
        if value != read.value and not close and not is_rounded(exact, last.number, context):
            data = (("left", to_text(side)), ("right", to_text(end)))
            return (Finding(ROUNDED, "assumption", data=data),)
    return ()


def _is_changed(left: Expr, right: Expr, context: Context) -> bool:
    """Whether something is done to a letter, which is no unit: `2F = 5 N`, not `2 km = 2000 m`."""
    ours, theirs = (
        found and based(found.units) for found in (quantity(left, context.names), quantity(right, context.names))
    )
    if ours and theirs and ours.dimensions and ours.dimensions == theirs.dimensions:
        return False
    return is_changed(left, right) or is_unasked(left, right, (), context.question, context.names)


def contradiction(chain: Chain, context: Context) -> Finding | None:
    """What is wrong where a chain contradicts itself before its `≈`."""
    end = _end(chain, context)
    return end if isinstance(end, Finding) else None


def denied_by(left: Expr, right: Expr) -> Finding:
    return Finding("contradictory-chain", data=(("left", to_text(left)), ("right", to_text(right))))


def _agrees(side: Expr, end: Quantity, context: Context, behind: bool = False) -> bool:
    """Whether a side is the same number as the end, as far as it is a number, perhaps with angles in degrees. What
    stands `behind` is rounded."""
    if (meant := in_degrees(side)) != side and _agrees(meant, end, context, behind):
        return True
    if is_number(side):
        base = based(end.units)
        inner = end.number if base is None else change(end.number, base, Base(Fraction(1), base.dimensions))
        return near(side, end.number, context) or near(side, inner, context)
    found = quantity(side, context.names)
    if found is None or not found.units or not is_number(found.number):
        return True
    if not any(isinstance(node, Number) for node in walk(side)):  # `m`, `mg`, `ds/dt`: letters, not units
        return True
    ours, theirs = based(end.units), based(found.units)
    if ours and theirs and ours.dimensions != theirs.dimensions and (below := _below_line(side, context)):
        number, base = below
        if base.dimensions == ours.dimensions:
            return near(change(number, base, ours), end.number, context)
    if ours is None or theirs is None or ours.dimensions != theirs.dimensions:
        return not (ours and theirs and (all(len(word) > 1 for word in found.units) or _is_amount(found)))
    if behind:
        exact = change(end.number, ours, theirs)
        rounded = place(found.number, exact, Fraction(1, 1000), Fraction(1, 10), context) != "outside"
        return rounded or near(exact, found.number, context)
    return near(change(found.number, theirs, ours), end.number, context)


def _below_line(side: Expr, context: Context) -> tuple[Expr, Base] | None:
    """`ln 2 / 8.0 days` with its unit below the line, where the whole amount may be meant: its number and unit."""
    match side:
        case Apply("mul", (Apply("div", (above, Number() as number)), Name() as one)):
            found = quantity(Apply("div", (above, Apply("mul", (number, one)))), context.names)
            base = based(found.units) if found else None
            return (found.number, base) if found and base else None
    return None


def _is_amount(found: Quantity) -> bool:
    """Whether a number and its units are typed, as in `72 km/h`, and no letters: one unit has a prefix of units."""
    return typed(found.number) is not None and any(len(word) > 1 and word[0] in SURE for word in found.units)


def with_about(answer: Answer) -> Answer | None:
    """`v = 22.563 m/s, so about 23 m/s` as `v = 22.563 m/s ≈ 23 m/s`, where that is all of the answer."""
    text = answer.raw.replace("$", "").strip()
    if len(text) > SENTENCE or any(piece.kind not in ("math", "prose") for piece in answer.pieces):
        return None
    found = _ABOUT.fullmatch(text)
    if found is None:
        return None
    whole = Piece("math", f"{found['way']} \\approx {found['value']}", answer.line, 1)
    return replace(answer, pieces=(whole,))


def names_value(expr: Expr | None) -> bool:
    """Whether an equation begins with a name or a number, and with no words: those may turn it."""
    if not isinstance(expr, Chain) or not EQUALITIES.issuperset(expr.relations):
        return False
    return isinstance(expr.operands[0], Name | Index) or is_number(expr.operands[0])


def with_unit_behind(answer: Answer) -> Answer:
    """`$19.62$ m` with its unit in the formula; of a sentence that ends in a quantity, that quantity. `known` are
    words that the sentence may take up."""
    pieces: list[Piece] = []
    for piece in answer.pieces:
        before = pieces[-1] if pieces else piece
        said = _UNIT_BEHIND.fullmatch(piece.text) if piece.kind == "prose" and before.kind == "math" else None
        rest = said["rest"].strip(" .!,;\n") if said else ""
        if said is None or not is_unit_text(said["unit"]) or (rest and said["unit"] in UNIT_WORDS):
            pieces.append(piece)
            continue
        pieces[-1] = replace(before, text=f"{before.text}\\text{{{said['unit']}}}")
        if rest:
            pieces.append(replace(piece, text=said["rest"]))
    if len(pieces) == 1:  # `mgh = 1/2 mv² → v = sqrt(2gh) = 19.8 m/s`
        pieces[0] = replace(pieces[0], text=concluded_equation(pieces[0].text))
    return answer if pieces == list(answer.pieces) else replace(answer, pieces=tuple(pieces))
