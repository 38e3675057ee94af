r"""`\log` without a base: natural here, of base 10 in courses of physics and chemistry, of base 2 in others."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.late import pattern, replace
from grader.limits import PART_CHARACTERS
from grader.values import Answer, Finding, Verdict

_LOG = pattern(r"(?<![A-Za-z\\])\\?(?P<name>log|lg)(?!\s?_|[A-Za-z0-9])")
_NUMBERED = pattern(
    r"(?<![A-Za-z])(?P<name>\\?(?:log|lg|ln))\s?(?P<number>\d{1,4})\s?(?P<argument>\([^()]{1,80}\))"
)
"""`log3(x)`, `ln 3(x)`: the number may be a base or a factor."""
BASES = {"log": ("10", "2"), "lg": ("2",)}


def with_log_bases(check: Callable[[Answer], Verdict], answer: Answer) -> Verdict:
    """The verdict; where it is wrong and would be right with another base of its logarithms, a person decides."""
    found = check(answer)
    if found.outcome != "incorrect" or len(answer.raw) > PART_CHARACTERS:
        return found
    written = _LOG.search(answer.raw)
    for base in BASES[written["name"]] if written else ():
        if check(_with_base(answer, base)).outcome == "correct":
            doubt = Finding("log-base-in-doubt", data=(("base", base),))
            return _for_person(found, doubt)
    if _NUMBERED.search(answer.raw):
        factored = _replaced(answer, _NUMBERED, r"\g<name>(\g<number>*\g<argument>)")
        if check(factored).outcome == "correct":
            data = (("text", answer.raw.strip()), ("read", factored.raw.strip()))
            return _for_person(found, Finding("reading-in-doubt", data=data))
    return found


def _for_person(found: Verdict, doubt: Finding) -> Verdict:
    return replace(found, outcome="undecided", credit=None, certain=False, findings=(doubt,), counterexample=None)


def _with_base(answer: Answer, base: str) -> Answer:
    return _replaced(answer, _LOG, rf"\\log_{{{base}}} ")


def _replaced(answer: Answer, written: re.Pattern[str], instead: str) -> Answer:
    pieces = tuple(replace(piece, text=written.sub(instead, piece.text)) for piece in answer.pieces)
    return replace(answer, pieces=pieces, raw=written.sub(instead, answer.raw))
