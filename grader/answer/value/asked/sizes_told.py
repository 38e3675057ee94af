"""A formula in letters whose values the question tells, `V = 4/3 \\pi r^2 = 36\\pi` where the radius is 3: it has
the value that follows, or a person decides."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from grader.answer.kind import Context
from grader.answer.value.asked.agreement import untold
from grader.answer.value.judgement import Judgement
from grader.answer.value.numbers.worth import approximation, substituted
from grader.answer.value.shapes import CONSTANTS, is_number
from grader.late import pattern
from grader.limits import KEPT
from grader.notation.names import free_names
from grader.notation.tree import Expr, Number

_LETTERS = {
    "r": "radius|radii|rayon", "d": "diameter|durchmesser|diamètre", "h": "height|höhe|hauteur",
    "a": "side|sides|edge|edges|seite|seitenlänge|kante|kantenlänge|côté|arête",
}  # fmt: skip
"""How lengths are called by a letter."""
_TOLD = pattern(
    rf"\b(?P<word>{'|'.join(_LETTERS.values())})\b(?:\s(?:length|of|is|has|von|ist|beträgt|de))*\s\$?"
    r"(?:[a-z]\s?=\s?)?(?P<number>\d{1,9}(?:\.\d{1,9})?)(?![\d,.^/*]\d|\s?[/^*\\])",
    re.IGNORECASE,
)
NEAR = 0.02
"""How far the value may be off, relative to it: it may be rounded."""


def by_sizes_told(form: Expr, end: Expr, context: Context) -> Judgement | None:
    """Why the form is in doubt; nothing where the question does not tell all of its letters."""
    letters = sorted(free_names(form) - CONSTANTS)
    told = _told(context.question) if letters else {}
    if not is_number(end) or not all(letter in told for letter in letters) or not letters:
        return None
    value = approximation(end, context)
    if value is None:
        return None
    for numbers in product(*(told[letter] for letter in letters)):
        put_in: dict[str, Expr] = {letter: Number(number) for letter, number in zip(letters, numbers, strict=True)}
        found = approximation(substituted(form, put_in), context)
        if found is None or abs(found - value) <= NEAR * abs(value):
            return None
    return untold(form, end)


@lru_cache(maxsize=KEPT)
def _told(question: str) -> dict[str, tuple[str, ...]]:
    """The numbers that a question tells for the letter of a length."""
    found: dict[str, tuple[str, ...]] = {}
    for each in _TOLD.finditer(question):
        letter = next(key for key, words in _LETTERS.items() if each["word"].casefold() in words.split("|"))
        found[letter] = (*found.get(letter, ()), each["number"])
    return found
