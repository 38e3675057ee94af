"""Digits in groups of three, as people write them: `250 000`, `250'000`, `1.234.567`; `250.000` is in doubt."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.late import pattern, replace
from grader.limits import PART_CHARACTERS
from grader.values import Answer, Finding, Verdict

_GROUPED = pattern(
    r"(?<![\d.,])[1-9]\d{0,2}(?:(?:[ \u00a0\u2009\u202f]\d{3})+|(?:['’]\d{3})+|(?:\.\d{3}){2,})(?![\d.,]?\d)"
)
_POINTED = pattern(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,]?\d)")


def with_thousands(check: Callable[[Answer], Verdict], answer: Answer) -> Verdict:
    """The verdict, or the one with such digits as one number where that is right; with a point between them, which
    may be a decimal one, a person decides."""
    found = check(answer)
    if found.outcome == "correct" or len(answer.raw) > PART_CHARACTERS:
        return found
    joined = _joined(answer, _GROUPED)
    if joined is not None:
        again = check(joined)
        told = (("text", answer.raw.strip()), ("read", joined.raw.strip()))
        if again.outcome == "correct" or (found.credit is None and again.credit is not None):
            return replace(again, findings=(*again.findings, Finding("number-word", "assumption", data=told)))
    pointed = _joined(answer, _POINTED) if found.outcome == "incorrect" else None
    if pointed is None or check(pointed).outcome != "correct":
        return found
    number = _POINTED.search(answer.raw)
    doubt = Finding("point-in-doubt", data=(("number", number[0] if number else ""),))
    return replace(found, outcome="undecided", credit=None, certain=False, findings=(doubt,), counterexample=None)


def _joined(answer: Answer, groups: re.Pattern[str]) -> Answer | None:
    """The answer with these digits together; None where there are none."""
    if not groups.search(answer.raw):
        return None

    def together(text: str) -> str:
        return groups.sub(lambda number: "".join(filter(str.isdecimal, number[0])), text)

    pieces = tuple(replace(piece, text=together(piece.text)) for piece in answer.pieces)
    return replace(answer, pieces=pieces, raw=together(answer.raw))
