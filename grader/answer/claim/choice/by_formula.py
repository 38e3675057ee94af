"""Which option an answer names by its formula, in whatever spelling: `2x/(1+x^2)` for `\\frac{2x}{x^2+1}`.

It is named where the formula is equal to that option alone, and seen to differ from all others; where two are equal
(`Which is the factored form?`), only by the one that is written alike.
"""

from __future__ import annotations

from collections.abc import Mapping

from grader.answer.claim.choice.word_stems import BESIDE, EMPTY, NOT, QUANTIFIERS, THINGS
from grader.equivalence import Different, Same, compare
from grader.late import pattern
from grader.limits import Budget
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Chain, Expr

LONGEST = 200
"""Characters of an answer that is looked through for a formula, and of an option."""
_LABEL_FIRST = pattern(r"\(?(?P<label>[^\W_]{1,5})(?:\)[.:,]?|[.:,](?!\d)|\s[–—-]|(?=\s))\s*(?P<rest>\S.*)")
_SET = pattern(r"\$([^$]+)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]")
_WORD = pattern(r"(?<![\\A-Za-z])[^\W\d_]{3,}")
_FUNCTIONS = frozenset("sin cos tan cot arcsin arccos arctan sinh cosh tanh exp log ln sqrt pi abs min max".split())
_SAID = EMPTY | BESIDE | THINGS
_DIGIT = pattern(r"\d")
_LETTERS = pattern(r"[^\W\d_]")


def named_by_formula(
    said: str, options: Mapping[str, str], question: str, names: Names, budget: Budget
) -> frozenset[str] | None:
    """The label (in lower case) of the option whose formula the answer is; None where a doubt is left."""
    if len(said) > LONGEST or "?" in said:
        return None
    read = {label.casefold(): _formula(text, names) for label, text in options.items()}
    offered = {label: expr for label, expr in read.items() if expr is not None}
    if len(offered) < len(read) or not offered:
        return None
    first = _LABEL_FIRST.fullmatch(said.strip())
    label = first["label"].casefold() if first and first["label"].casefold() in offered else None
    text = _alone(first["rest"] if first and label else said, question)
    expr = _formula(text, names) if text else None
    if expr is None:
        return None
    named = _named(expr, offered, question, names, budget)
    return frozenset({named}) if named and label in (None, named) else None


def _alone(said: str, question: str) -> str | None:
    """The one formula of a text, where its words say nothing more than the question."""
    said = said.strip().rstrip(".!")
    pieces = ["".join(groups) for groups in _SET.findall(said)]
    if not pieces:
        return said
    words = set(_WORD.findall(_SET.sub(" ", said).casefold()))
    asked = set(_WORD.findall(question.casefold())) - QUANTIFIERS
    return pieces[0] if len(pieces) == 1 and words <= (_SAID | asked) - NOT else None


def _formula(text: str, names: Names) -> Expr | None:
    """A text as a formula; None where words stand in it."""
    bare = text.replace("$", "").strip()
    if not bare or len(bare) > LONGEST or not set(_WORD.findall(bare.casefold())) <= _FUNCTIONS:
        return None
    return parse(bare, names).expr


def _named(expr: Expr, offered: Mapping[str, Expr], question: str, names: Names, budget: Budget) -> str | None:
    alike = [label for label, option in offered.items() if to_text(option) == to_text(expr)]
    if alike:
        return alike[0] if len(alike) == 1 else None
    if isinstance(expr, Chain):
        if set(expr.relations) != {"="} or not _is_named(to_text(expr.operands[0]), question):
            return None
        found = {_named(item, offered, question, names, budget) for item in expr.operands[1:]} - {None}
        last = _named(expr.operands[-1], offered, question, names, budget)
        return last if found == {last} else None
    if any(isinstance(option, Chain) for option in offered.values()):
        return None
    truths = {label: compare(option, expr, names, budget) for label, option in offered.items()}
    same = [label for label, truth in truths.items() if isinstance(truth, Same)]
    others = all(isinstance(truth, Same | Different) for truth in truths.values())
    return same[0] if len(same) == 1 and others else None


def _is_named(left: str, question: str) -> bool:
    """Whether a left side may be what is asked for: it is in the question, or of letters of the question without a
    number, which would be another place."""
    if "".join(left.split()) in "".join(question.split()):
        return True
    known = not question or set(_LETTERS.findall(left)) <= set(_LETTERS.findall(question))
    return known and not _DIGIT.search(left)
