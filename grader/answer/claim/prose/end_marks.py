"""What is written behind the end of an argument and says nothing of it: `q.e.d.`, `as was to be shown`, `\\qed`."""

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


def without_end_mark(answer: Answer, known: frozenset[str]) -> Answer:
    """The answer without such marks at the end of its lines, all else where it was. `known` are letters to keep."""
    if not _HINT.search(answer.raw[:PART_CHARACTERS]):
        return answer

    def blank(mark: re.Match[str]) -> str:
        letters = set(mark["letters"] or "") - set(". ")
        return mark[0] if letters and letters <= known else " " * len(mark[0])

    pieces = tuple(replace(piece, text=_END.sub(blank, piece.text)) for piece in answer.pieces)
    return answer if pieces == answer.pieces else replace(answer, pieces=pieces)
