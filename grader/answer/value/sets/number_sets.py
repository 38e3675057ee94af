r"""Sets of numbers against one another: `\mathbb{Z}_{\ge 0}` is `\mathbb{N}_0`; whether 0 is in `\mathbb{N}`, or in
`\mathbb{R}_+`, courses differ."""

from __future__ import annotations

from grader.answer.value.judgement import Judgement, correct, finding, incorrect, undecided
from grader.answer.value.shapes import is_number
from grader.notation.tree import Apply, Expr, Name, Number

Meaning = tuple[str, str]
FIELDS = {"naturals": "integers", "integers": "integers", "rationals": "rationals", "reals": "reals"}
LETTERS = {"N": "naturals", "Z": "integers", "Q": "rationals", "R": "reals", "C": "complexes"}
WITH_ZERO = {"natural": "nonnegative", "positive": "nonnegative", "negative": "nonpositive", "star": ""}
WITHOUT_ZERO = {"natural": "positive", "nonnegative": "positive", "nonpositive": "negative", "": "star"}
OPEN = {"plus": ("positive", "nonnegative"), "minus": ("negative", "nonpositive")}
"""Signs that some read with 0 and some without; most without."""
NATURALS = {
    "": ("natural", "positive", "nonnegative"),
    "0": ("nonnegative",),
    "star": ("positive",),
    "plus": ("positive",),
}
ZERO = Apply("set", (Number("0"),))


def meanings(expr: Expr) -> tuple[Meaning, ...]:
    """The field and the part of it that a set of numbers is, in the first place, or may be; else empty."""
    match expr:
        case Name("complexes"):
            return (("complexes", ""),)
        case Apply("mul", (Apply("div", (Name("integers"), Number(modulus))), Name("integers"))):
            return (("residues", modulus),)
        case Name(id) if id.startswith("integers_") and id.removeprefix("integers_").isdigit():
            return (("residues", id.removeprefix("integers_")),)
        case Name(id):
            base, _, part = id.partition("_")
            parts = NATURALS if base == "naturals" else OPEN
            return tuple((FIELDS[base], each) for each in parts.get(part, (part,))) if base in FIELDS else ()
        case Apply("union", (inner, other)) | Apply("union", (other, inner)) if other == ZERO:
            return tuple((field, WITH_ZERO.get(part, part)) for field, part in meanings(inner))
        case Apply("setminus", (inner, other)) if other == ZERO:
            return tuple((field, WITHOUT_ZERO.get(part, part)) for field, part in meanings(inner))
    return ()


def same_number_set(expected: Expr, student: Expr) -> Judgement | None:
    """None where one of them is no set of numbers."""
    if isinstance(expected, Name) and isinstance(student, Name):  # `R` as a key for the real numbers
        expected, student = _lettered(expected, student), _lettered(student, expected)
    ours, theirs = meanings(expected), meanings(student)
    if not ours or not theirs:
        return _finite(expected, student) if ours or theirs else None
    if expected == student or ours[0] == theirs[0]:
        return correct("sets of numbers", finding("equal", "note"))
    if set(ours) & set(theirs):
        return undecided("sets of numbers", finding("zero-in-doubt"))
    return incorrect("sets of numbers", finding("not-equal"))


def _lettered(letter: Name, other: Name) -> Name:
    """The set of numbers that a letter names where the `other` side is one."""
    base, low, part = letter.id.partition("_")
    return Name(f"{LETTERS[base]}{low}{part}") if base in LETTERS and meanings(other) else letter


def _finite(expected: Expr, student: Expr) -> Judgement | None:
    """Whether numbers are listed where all of such a set is meant, or the other way round."""
    for side in (expected, student):
        if isinstance(side, Apply) and side.op in ("set", "sequence") and all(map(is_number, side.args)):
            return incorrect("sets of numbers", finding("not-equal"))
    return None
