r"""`\log` without a base: natural here, of base 10 in courses of physics and chemistry, of base 2 in others."""

from __future__ import annotations

from collections.abc import Callable

from grader.late import pattern, replace
from grader.limits import PART_CHARACTERS
from grader.values import Answer, Finding, Verdict

_LOG = pattern(r"(?<![A-Za-z\\])\\?(?P<name>log|lg)(?!\s?_|[A-Za-z0-9])")
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
            return replace(
                found, outcome="undecided", credit=None, certain=False, findings=(doubt,), counterexample=None
            )
    return found


def _with_base(answer: Answer, base: str) -> Answer:
    def based(text: str) -> str:
        return _LOG.sub(rf"\\log_{{{base}}} ", text)

    pieces = tuple(replace(piece, text=based(piece.text)) for piece in answer.pieces)
    return replace(answer, pieces=pieces, raw=based(answer.raw))
