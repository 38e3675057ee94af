"""A value counts for the answer of which it is said: `B = {1, 2}` earns nothing for A."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.answer.claim.cutting import has_relation
from grader.answer.claim.several.owners import is_letter_like, owner
from grader.answer.claim.several.subjects import spoken_of
from grader.answer.kind import Context, is_formula, quantities
from grader.answer.value.asked.quantities import namings
from grader.exercise.model import NamedAnswer, Part
from grader.late import pattern, replace
from grader.marking.siblings import is_right
from grader.notation import parse
from grader.notation.names import free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Name, Number
from grader.values import Answer, Finding, Piece, Verdict

_SAYS = r"(?:\s+(?:of|von|de)\s+\S{1,12})?\s*(?:[:=≈∈]|(?:is|ist|est|equals|beträgt|vaut|lautet)\b|[-−]?\d|\$)"
_WORD = pattern(rf"(?<!\w)(?P<word>[^\W\d_]{{3,}})(?={_SAYS})")
_BEHIND = pattern(r"(?<!\w)(?:is|are|ist|est)\s+(?:the|a|der|die|das|la|le|l['’])\s*(?P<word>[^\W\d_]{3,})")
LONGEST = 2000
"""Characters of an answer that are looked through for names."""


def owned(
    part: Part, answer: Answer, verdicts: list[Verdict], context: Callable[[NamedAnswer], Context], allotted: bool
) -> list[Verdict]:
    """The verdicts, for a person where a value that earns something is said of something else than what is asked
    there; `allotted`: each has a stretch of its own."""
    asked = tuple(each.name for each in part.answers if each.name)
    if len(asked) < 2:
        return verdicts
    found = list(verdicts)
    for k, (wanted, verdict) in enumerate(zip(part.answers, verdicts, strict=True)):
        if verdict.steps or not is_formula(wanted.kind):
            continue
        if not verdict.credit:
            found[k] = _with_others(part, wanted, verdict, context)
            other = "" if allotted or verdict.credit is None else _another(part, answer, wanted, verdict, asked)
            if other and found[k].outcome == "incorrect":
                told = Finding("value-of-another", data=(("value", verdict.read_as), ("said", other)))
                found[k] = replace(verdict, outcome="undecided", credit=None, findings=(told,))
            continue
        said = _subject(part, wanted, verdict, asked, allotted)
        if not said and not allotted and not has_relation(verdict.text):
            others = zip(part.answers, verdicts, strict=True)
            apart = frozenset(own.name for own, each in others if _is_elsewhere(each, verdict))
            said = _other_name(answer, wanted.name, asked, apart, part.question)
        if said:
            told = Finding("value-of-another", data=(("value", verdict.read_as), ("said", said)))
            found[k] = replace(verdict, outcome="undecided", credit=None, findings=(told,))
    return found


def _subject(part: Part, wanted: NamedAnswer, verdict: Verdict, asked: tuple[str, ...], allotted: bool) -> str:
    """What the value is said of, where that is not what is asked; empty where it is, or nothing is said."""
    expr = parse(verdict.read_as or verdict.text, part.names).expr
    side = spoken_of(expr) if isinstance(expr, Chain) else None
    if side is None:
        return ""
    about = [each for kind in (wanted.kind, *wanted.also) for each in quantities(kind)]
    said = namings(side, part.names, verdict.text.partition("=")[0])
    if any(not said.isdisjoint(namings(each, part.names)) for each in about):
        return ""
    text = to_text(side)
    if about:
        return text if any(_is_other_index(side, each) for each in about) else ""
    own = owner(text, asked, part.question)
    if own == wanted.name or (own == "" and (allotted or not is_letter_like(wanted.name))):
        return ""
    return text


def _another(part: Part, answer: Answer, wanted: NamedAnswer, verdict: Verdict, asked: tuple[str, ...]) -> str:
    """What of another answer was looked at in place of this one, whose name stands there too."""
    expr = parse(verdict.read_as or verdict.text, part.names).expr
    side = spoken_of(expr) if isinstance(expr, Chain) else None
    text = to_text(side) if side is not None else ""
    mine = owner(text, asked, part.question) if text else ""
    if not mine or mine == wanted.name:
        return ""
    return text if wanted.name in _said(answer, asked, part.question) else ""


def _is_other_index(side: Expr, asked: Expr) -> bool:
    """`x_1` where `x_0` is asked, `f''` where `f'` is; a plain `x` is a careless name for either."""
    if isinstance(side, Name) and isinstance(asked, Name):
        (ours, own, _), (theirs, other, _) = asked.id.partition("_"), side.id.partition("_")
        return ours == theirs and bool(own and other)
    return bool(_order(side) and _order(asked)) and _order(side) != _order(asked)


def _order(expr: Expr) -> str:
    """How often is derived; empty where it is not seen."""
    match expr:
        case Call(Apply("prime", (_, Number(order)))) | Apply("prime", (_, Number(order))):
            return order
        case Bind("diff" | "partial", _, ()):
            return "1"
        case Bind("diff" | "partial", _, (Number(order),)):
            return order
    return ""


def _with_others(
    part: Part, wanted: NamedAnswer, verdict: Verdict, context: Callable[[NamedAnswer], Context]
) -> Verdict:
    """`x = 3, y = 1 - x = -2`: what holds with the value of another answer, for a person where its end is right."""
    others = {each.name for each in part.answers if each is not wanted and is_letter_like(each.name)}
    codes = {item.code for item in verdict.findings}
    expr = parse(verdict.read_as, part.names).expr if others and "contradictory-chain" in codes else None
    if not isinstance(expr, Chain) or others.isdisjoint(free_names(expr)):
        return verdict
    end = to_text(expr.operands[-1])
    if not is_right(wanted, Answer((Piece("math", end),), end), context):
        return verdict
    told = Finding("right-beside-others", data=(("right", end),))
    return replace(verdict, outcome="undecided", credit=None, findings=(told,))


def _is_elsewhere(other: Verdict, mine: Verdict) -> bool:
    return bool(other.text) and (other.text, other.line) != (mine.text, mine.line)


def _other_name(answer: Answer, name: str, asked: tuple[str, ...], apart: frozenset[str], question: str) -> str:
    """The name of another answer that is said before or behind a value, where the own one is not; those that stand
    `apart` have a value of their own."""
    named = _said(answer, asked, question)
    return "" if name in named else next((said for own, said in named.items() if own not in apart), "")


def _said(answer: Answer, asked: tuple[str, ...], question: str) -> dict[str, str]:
    """The answers whose names stand before or behind a value, with the words that say so."""
    text = answer.raw[:LONGEST]
    words = [match["word"] for rule in (_WORD, _BEHIND) for match in rule.finditer(text)]
    letters = [each for each in asked if is_letter_like(each)]
    named = {own: word for word in words if (own := owner(word, asked, question))}
    named |= {each: each for each in letters if re.search(rf"(?<![\w'\\]){re.escape(each)}(?!['\w]){_SAYS}", text)}
    return named
