"""A value and behind it why it is so: `5, since $2 \\cdot 5 = 10$`. What stands behind such a word is no answer."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from grader.answer.claim.prose.asides import FORKS, written
from grader.answer.claim.prose.harmless import NEGATIONS, NONE
from grader.answer.claim.prose.vocabulary import DENYING
from grader.answer.claim.prose.words import DENIALS, DOUBTS
from grader.answer.kind import Context
from grader.answer.value.asked.asked_modulus import are_same_there
from grader.answer.value.judgement import finding
from grader.answer.value.numbers.worth import NoValue, value
from grader.answer.value.shapes import is_number
from grader.equivalence import compare
from grader.equivalence.truth import Different
from grader.late import pattern, replace
from grader.limits import ANSWER_CHARACTERS
from grader.notation import parse
from grader.notation.cut import cut
from grader.notation.tree import Chain, Expr, Name, Number, Text, facts, rebuild
from grader.values import Answer, Verdict

_WHY = r"since|because|weil|denn|car|puisque|parce que"
_REASON = pattern(rf"(?P<said>[^\n]{{1,200}}?)(?:[\s,]\s*\(?(?:{_WHY})|[,(]\s?da)\s+(?P<why>[^\n]{{1,400}})")
_AGAIN = pattern(
    rf"\b(?:{_WHY}|so|hence|thus|therefore|we|get|gives?|follows|also|daher|somit|folglich|wir|ergibt|folgt|donc|on)\b|=>|⇒|\\(?:Rightarrow|implies)"
)
"""What leads on to another conclusion."""
_MATHEMATICS = pattern(r"[\d$\\=]")
_DECIMAL = pattern(r"\d{1,9}\.\d{1,9}")
_DIGIT = pattern(r"\d")
_WORD = pattern(r"[^\W\d_]{2,}")
_TURNING = DENYING | DENIALS | DOUBTS | NEGATIONS | NONE


def with_reason(check: Callable[[Answer], Verdict], answer: Answer, context: Context) -> Verdict:
    """The verdict on what stands before the reason, where there is one in formulas. Where that is wrong, and what
    counted stood in the reason, a person decides; so they do where the reason is false, or has another value."""
    found = check(answer)
    parted = _parted(answer)
    if parted is None:
        return found
    said, why = parted
    claim = check(written(answer, said))
    if claim.outcome == "correct":
        formulas, words = _told(why)
        known = found.outcome == "correct" and found.text.strip() in said
        doubted = formulas if known else (*formulas, *words)  # `c = 1/2 since the integral from 0 to 2 is 2c`
        harmless = all(map(_is_harmless(check, answer, context, said), doubted))
        return claim if harmless else _for_a_person(claim, why)
    if claim.outcome in ("incorrect", "partial") and found.credit:
        return _for_a_person(found, said)
    return found


def _parted(answer: Answer) -> tuple[str, str] | None:
    """What is said and why, if the text is one such sentence whose reason holds a formula."""
    text = answer.raw.strip().rstrip(".")
    if len(text) > ANSWER_CHARACTERS or any(piece.kind == "struck" for piece in answer.pieces):
        return None
    found = _REASON.fullmatch(text)
    if found is None or not all(map(_MATHEMATICS.search, found.groups())):
        return None
    said, why = (
        found["said"].strip(),
        found["why"].removesuffix(")" if found["why"].count("(") < found["why"].count(")") else ""),
    )
    words = {word.casefold() for word in _WORD.findall(f"{said} {why}")}
    if _AGAIN.search(why) or FORKS.search(text) or said.count("$") % 2 or not _TURNING.isdisjoint(words):
        return None
    return said, why


def _told(why: str) -> tuple[list[str], list[str]]:
    """The formulas of a reason, and the words beside them if there are numbers among these."""
    pieces = cut(why)
    formulas = [piece.text for piece in pieces if piece.kind in ("math", "display")]
    words = [
        piece.text for piece in pieces if not formulas or (piece.kind == "prose" and _DIGIT.search(piece.text))
    ]
    return formulas, words


def _is_harmless(
    check: Callable[[Answer], Verdict], answer: Answer, context: Context, said: str
) -> Callable[[str], bool]:
    """Whether a formula of the reason holds, as far as numbers tell, and gives no letter another value. Decimals
    that are said may be rounded."""
    decimals = frozenset(_DECIMAL.findall(said))

    def harmless(text: str) -> bool:
        expr = parse(text.strip(" .,;"), context.names).expr
        match expr:
            case None:
                return False
            case _ if Text in facts(expr).shapes:
                return False
            case Chain((Name(), *_, value)) if is_number(value):
                return check(written(answer, f"${text}$")).outcome == "correct"
            case Chain(sides):
                if set(expr.relations) != {"="}:
                    return True
                apart = [pair for pair in pairwise(sides) if _differ(*pair, context)]
                return all(_hold_rounded(*pair, decimals, context) for pair in apart)
        return not is_number(expr)

    return harmless


def _differ(left: Expr, right: Expr, context: Context) -> bool:
    if not (is_number(left) and is_number(right)) or are_same_there(left, right, context.question):
        return False
    return isinstance(compare(left, right, context.names, context.budget, context.seed), Different)


def _hold_rounded(left: Expr, right: Expr, decimals: frozenset[str], context: Context) -> bool:
    """`1.05^{14.2} = 2`: whether some number that is rounded to 14.2 makes both sides equal."""
    ends = []
    for step in (Decimal("-0.5"), Decimal("0.5")) if decimals else ():
        sides = [value(_moved(side, decimals, step), context) for side in (left, right)]
        if any(isinstance(side, NoValue) for side in sides):
            return False
        ends.append((sides[0] - sides[1]).real)
    return len(ends) == 2 and bool(ends[0] * ends[1] < 0)


def _moved(expr: Expr, decimals: frozenset[str], step: Decimal) -> Expr:
    """With these decimals half a step of their last digit away."""
    if isinstance(expr, Number) and expr.text in decimals:
        number = Decimal(expr.text)
        return Number(format(number + step.scaleb(int(number.as_tuple().exponent)), "f"))
    return rebuild(expr, lambda node: _moved(node, decimals, step))


def _for_a_person(found: Verdict, text: str) -> Verdict:
    words = (finding("words-in-answer", words=text),)
    return replace(found, outcome="undecided", credit=None, certain=False, by="select", findings=words)
