"""What is typed without dollars, read as if its formulas stood between them: `n = 3: n(n+1)(2n+1)/6 = 14`, `5x for
x = 3 is 15`, `geometric series with ratio 1/3, so 3`; and a number without the words of the question behind it,
`12 of the 30 students`.

Asked where an answer earns nothing as it stands; only what is then right, or for a person, changes anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from grader.answer.claim.prose.harmless import NEGATIONS
from grader.answer.claim.prose.measures import asking_sentence
from grader.answer.claim.prose.vocabulary import DENYING
from grader.answer.claim.prose.words import DENIALS, DOUBTS
from grader.answer.kind import Context
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import is_number
from grader.equivalence import Same, compare
from grader.late import pattern
from grader.limits import ANSWER_CHARACTERS
from grader.notation import parse
from grader.notation.cut import cut
from grader.notation.names import free_names
from grader.notation.tree import Chain, Name
from grader.values import Answer, Verdict

_NUMBER = r"[-+−]?\d[\d.,/]{0,12}"
_WHERE = rf"(?P<where>[A-Za-z]\s?=\s?{_NUMBER})"
_WHAT = r"(?P<what>[^=<>$:,]{1,60}?)"
_SETTING = pattern(rf"{_WHERE}\s?[:,]\s{_WHAT}\s?=\s?(?P<value>[^=<>$:,]{{1,40}})")
_PUT_IN = pattern(
    rf"{_WHAT}\s(?:for|at|für|bei)\s{_WHERE}\s(?:is|equals|gives|yields|ist|ergibt|beträgt)\s(?P<value>{_NUMBER})"
)
_HELD = pattern(rf"{_WHAT}\s?=\s?(?P<value>{_NUMBER})\s(?:for|at|für|bei)\s{_WHERE}")
_SO = pattern(
    r"(?P<why>[A-Za-z][^=<>$:;\\\n]{3,120}?),?\s(?P<so>so|hence|thus|therefore|also|daher|somit|folglich)\s"
    r"(?P<words>(?:(?:the|its|die|das|der)\s(?:sum|value|limit|result|answer|Summe|Wert|Grenzwert)\s(?:is|ist)\s)?)"
    rf"(?P<value>{_NUMBER})"
)
_PH = pattern(
    r"(?:(?:its|the|der|sein)\s)?pH(?:[- ](?:value|Wert))?\s(?:(?:is|ist)\s)?(?P<value>\d[\d.,]*)", re.IGNORECASE
)
_WORDS = pattern(r"(?<!\\)\b(?!sin|cos|tan|exp|log|ln|sqrt)[^\W\d_]{2,}\b(?!\()")
_NUMERALS = pattern(rf"(?<![\w.,]){_NUMBER}(?!\w)")
_RESULTS = frozenset("sum value limit result answer total summe wert grenzwert ergebnis half hälfte".split())
_ECHO = pattern(
    r"(?P<said>[^=<>]{0,60}?(?<![\d.,])\d[\d.,]{0,12}(?:\s[^\W\d_]{2,})?)\s"
    r"(?P<tail>(?:of|out of|per|in|von|der|aus|pro|je)\s[^=<>]{2,60})",
    re.IGNORECASE,
)
_NOT = pattern(r"\b(?:not|nicht|no|kein\w{0,2}|without|ohne)\b", re.IGNORECASE)
_WORD = pattern(r"[^\W\d_]{2,}")
_TURNING = NEGATIONS | DENYING | DENIALS | DOUBTS


def as_typeset(check: Callable[[Answer], Verdict], answer: Answer, context: Context) -> Verdict:
    """The verdict on an answer, or, where that earns nothing, on the same in other dress."""
    found = check(answer)
    text = None if found.credit else _alone(answer)
    for other in _set(text, context) if text else ():
        again = check(Answer(cut(other), other, answer.line))
        if again.outcome == "correct" or (found.outcome == "incorrect" and again.outcome == "undecided"):
            return again
    return found


def _alone(answer: Answer) -> str | None:
    """The text of an answer that is typed without dollars and is turned by none of its words."""
    pieces = [piece for piece in answer.pieces if piece.text.strip()]
    if len(pieces) != 1 or pieces[0].kind not in ("math", "prose"):
        return None
    text = " ".join(pieces[0].text.split()).rstrip(" .")
    if " " not in text or len(text) > ANSWER_CHARACTERS or "$" in text or "\n" in pieces[0].text.strip():
        return None
    return text if _TURNING.isdisjoint(_WORD.findall(text.casefold())) else None


def _set(text: str, context: Context) -> Iterator[str]:
    for form in (_SETTING, _PUT_IN, _HELD):
        if (put := form.fullmatch(text)) is not None and (held := _holds(put, context)) is not False:
            yield f"${put['value']}$" if held else f"For ${put['where']}$: ${put['what']} = {put['value']}$"
    if (found := _SO.fullmatch(text)) is not None and _RESULTS.isdisjoint(_WORD.findall(found["why"].casefold())):
        yield f"{_NUMERALS.sub(_dollars, found['why'])}, {found['so']} {found['words']}${found['value']}$"
    if "pH" in text and (found := _PH.fullmatch(text)) is not None:
        yield f"$pH = {found['value']}$"
    if (echo := _without_echo(text, context.question)) is not None:
        yield echo


def _holds(put: re.Match[str], context: Context) -> bool | None:
    """Whether a formula has this value there: not so in `5x for x = 4 is 15`; None for `f(x) for x = 3 is 15`."""
    where, what, told = (parse(put[part], context.names).expr for part in ("where", "what", "value"))
    letter = where.operands[0] if isinstance(where, Chain) else None
    if what is None or told is None or not isinstance(where, Chain) or not isinstance(letter, Name):
        return False
    if isinstance(what, Name) or _WORDS.search(put["what"]) or letter.id not in free_names(what):
        return False
    value = substituted(what, {letter.id: where.operands[-1]})
    same = compare(value, told, context.names, context.budget, context.seed)
    return isinstance(same, Same) if is_number(value) else None


def _dollars(found: re.Match[str]) -> str:
    return f"${found[0]}$"


def _without_echo(text: str, question: str) -> str | None:
    """`12 of the 30 students`, `30 screws per hour`: without the words that the question has behind its number."""
    found = _ECHO.fullmatch(text)
    asked = " ".join(asking_sentence(question).split())
    if found is None or _NOT.search(asked) or f" {' '.join(found['tail'].casefold().split())}" not in f" {asked}":
        return None
    return found["said"]
