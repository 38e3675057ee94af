"""What is written behind the end of an argument and says nothing of it: `q.e.d.`, `as was to be shown`, `\\qed`, or
the rule by which a typed answer was found: `(chain rule)`."""

from __future__ import annotations

import re

from grader.late import pattern, replace
from grader.limits import PART_CHARACTERS
from grader.values import Answer

_LETTERS = ("qed", "wzbw", "wzzw", "cqfd")
_LATIN = "|".join(f"{word}|" + r"\.\s?".join(word) for word in _LETTERS)
_WORDS = (
    r"(?:which|as|what) (?:was|is|had) to be (?:shown|proved|proven|demonstrated|verified)"
    r"|as (?:required|claimed|desired|wanted)|quod erat demonstrandum|was zu (?:zeigen|beweisen) (?:war|ist)"
    r"|wie (?:gewünscht|behauptet|verlangt|gefordert)"
)
_SIGN = r"\\(?:qed|blacksquare|square|Box)|[∎□■◻◼]"
_TAG = rf"\\tag\*?\s?\{{\s?\$?\s?(?:{_SIGN}|{_LATIN})\.?\s?\$?\s?\}}|\\text\s?\{{\s?(?:{_LATIN})\.?\s?\}}"
_END = pattern(
    rf"(?<![A-Za-z0-9\\])(?:(?P<letters>{_LATIN})|{_WORDS}|{_TAG}|^\s*(?:{_SIGN})(?=\s*$))(?=[.!)\s]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_HINT = pattern(
    r"\\tag|\\(?:black)?square|\\Box|[∎□■◻◼]|d\b|w\b|demonstrandum|to be |as [rcdw]|wie |zu ", re.IGNORECASE
)
_NAME = r"(?:(?!(?:not?|nicht|without|ohne|wrong|false|unlike|against|gegen)\b)[^\W\d_][\w'’-]*\s+){0,3}"
_LAW = (
    r"(?:\w*(?:regel|satz|formel|gesetz)e?|rules?|laws?|theorem|lemma|formulae?|identit(?:y|ies)|definition"
    r"|(?:de\s?morgan|pythagoras|vieta|l['’]?h[oô]s?pital|bayes)(?:['’]s)?(?:\s(?:laws?|rule|theorem))?)"
)
_BY = r"(?:by|using|via|with|from|nach|mit|laut)\s+(?:the\s+|de[rmn]\s+)?"
_RULE = pattern(
    rf"(?<=\S)(?:\s*[\[(]\s*(?:{_BY})?{_NAME}{_LAW}\s*[\])]|\s*[,;]?\s+{_BY}{_NAME}{_LAW})[\s.]*$", re.IGNORECASE
)
_RULE_HINT = pattern(
    r"rule|law|theorem|lemma|formula|identit|definition|regel|satz|formel|gesetz|morgan|vieta|pital|bayes"
)


def without_rule(answer: Answer) -> Answer:
    """A typed answer without the rule that is named behind it."""
    first = answer.pieces[0] if len(answer.pieces) == 1 else None
    if first is None or first.kind not in ("math", "prose") or not _RULE_HINT.search(answer.raw[-80:].casefold()):
        return answer
    bare = _RULE.sub("", first.text)
    return (
        answer if bare == first.text or not bare.strip() else replace(answer, pieces=(replace(first, text=bare),))
    )


def without_end_mark(answer: Answer, known: frozenset[str]) -> Answer:
    """The answer without such marks at the end of its lines, all else where it was. `known` are letters to keep."""
    if not _HINT.search(answer.raw[:PART_CHARACTERS]):
        return answer

    def blank(mark: re.Match[str]) -> str:
        letters = set(mark["letters"] or "") - set(". ")
        return mark[0] if letters and letters <= known else " " * len(mark[0])

    pieces = tuple(replace(piece, text=_END.sub(blank, piece.text)) for piece in answer.pieces)
    return answer if pieces == answer.pieces else replace(answer, pieces=pieces)
