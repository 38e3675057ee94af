"""`x < 1 and x > 3`, in words: no number is both, so the "and" may list two regions, as in `x < 1 and x > 3`.

As logic it is wrong, and it may be a slip of logic: where the two regions together are right, a person says which.
The signs of logic (`∧`) and of sets (`∩`) say what they say, and so does "and" where a number can be both.
"""

from __future__ import annotations

import re

from grader.answer.claim.marks import Judge
from grader.answer.kind import Context
from grader.answer.solution.written.regions import EMPTY, covers, solved
from grader.answer.value.judgement import Judgement, finding, undecided
from grader.late import pattern
from grader.notation import parse
from grader.notation.tree import Apply, Expr
from grader.values import Answer

_END = r"\\?[^\s$<>=≤≥,;:&∧]{1,30}"
_ORDER = r"(?:[<>]=?|=[<>]|[≤≥]|\\(?:[lg]eq?(?:slant)?|[lg]t)(?![A-Za-z]))"
_PAIR = pattern(
    rf"(?<![\w.\\])(?P<letter>[a-z])\s?(?P<first>{_ORDER})\s?(?P<low>{_END})\s?\$?,?\s?(?:\\text\s?\{{)?\s?"
    r"(?<![^\W\d_])(?:and|und|et|sowie)(?![^\W\d_])\s?\}?\s?(?:for|für|pour|if|wenn|when|si)?\s?\$?"
    rf"(?P=letter)\s?(?P<second>{_ORDER})\s?(?P<high>{_END})"
)
_FORMAL = pattern(
    r"[∨∧⇔⟺]|\\(?:lor|land|vee|wedge|iff|Leftrightarrow)(?![a-z])|\{\s?[a-z]\s?(?:[|:∣]|\\mid|\\in|∈)"
)
"""Where signs of logic or a set of all that … stand, "and" is meant as logic."""
_STOPS = " .!)}"


def regions_joined(judged: Judgement, answer: Answer, judge: Judge, context: Context) -> Judgement:
    """`judged`, or for a person where such a pair stands in the answer, and both regions together are right."""
    pairs = list(_PAIR.finditer(answer.raw)) if " " in answer.raw and len(answer.raw) < LONGEST else []
    if len(pairs) != 1 or _FORMAL.search(answer.raw):
        return judged
    parts = tuple(part for part in _parts(pairs[0], context) if part is not None)
    if len(parts) < 2 or not _is_apart(parts, context) or not judge(Apply("or", parts)).right:
        return judged
    return undecided("regions", finding("and-of-regions"))


LONGEST = 400
"""Characters of an answer in which such a pair is looked for."""


def _parts(pair: re.Match[str], context: Context) -> tuple[Expr | None, Expr | None]:
    return tuple(
        parse(f"{pair['letter']} {pair[order]} {pair[end].rstrip(_STOPS)}", context.names).expr
        for order, end in (("first", "low"), ("second", "high"))
    )  # type: ignore[return-value]


def _is_apart(parts: tuple[Expr, ...], context: Context) -> bool:
    """Whether no number lies in both."""
    both = solved(Apply("and", parts))
    return both is not None and covers(EMPTY, both.region, context)
