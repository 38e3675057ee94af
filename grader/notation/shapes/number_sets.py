r"""Sets of numbers and parts of them that a sign names: `\mathbb{R}^+`, `\mathbb{R}_{\ge 0}`, `\mathbb{N}_0`."""

from __future__ import annotations

from grader.late import pattern
from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.tree import Apply, Expr, Interval, Name, Number
from grader.notation.words import BLACKBOARD

SET_LETTERS = {name: letter for letter, name in BLACKBOARD.items()}
_MARKS = {
    "add": "+", "neg": "-", "mul": "*", ">": ">", ">=": ">=", "<": "<", "<=": "<=", "!=": "!=",
}  # fmt: skip
_BOUND = pattern(r"(?P<order>[<>]=?)(?P<end>\d+)")
_WORDS = {"+": "plus", "-": "minus", "*": "star", ">": "above", "<": "below", "=": "or", "!": "not"}
_SIGNS = pattern(r"[-+*]{1,2}0?|0[-+]|(?:[<>]=?|!=)\d")
"""What may stand above, where a number or a letter is a power."""
_SIGN_FIRST = {"0+": "+0", "0-": "-0", "*+": "+*", "*-": "-*"}
_PARTS = {
    "+": "plus", "-": "minus", "*": "star", "!=0": "star", "0": "0",
    "++": "positive", "+*": "positive", ">0": "positive", "+0": "nonnegative", ">=0": "nonnegative",
    "--": "negative", "-*": "negative", "<0": "negative", "-0": "nonpositive", "<=0": "nonpositive",
}  # fmt: skip
r"""Parts by their marks. `\mathbb{R}^+` is not the same as `\mathbb{R}_{>0}`: some count 0."""


def number_set(r: Reader, letter: str) -> Expr:
    """The set by its letter, with what stands below and above it."""
    base = BLACKBOARD[letter]
    marks = ""
    while (found := _script(r)) is not None:
        marks += found
    if not marks:
        return Name(base)
    marks = _SIGN_FIRST.get(marks, marks)
    if marks == ">=1" and letter in "NZ":
        marks = ">0"
    bound = _BOUND.fullmatch(marks) if letter == "R" else None
    if bound is not None and bound["end"] != "0":
        return _ray(bound["order"], Number(bound["end"]))
    return Name(f"{base}_{_PARTS.get(marks) or ''.join(_WORDS.get(mark, mark) for mark in marks)}")


def _ray(order: str, end: Number) -> Interval:
    r"""`\mathbb{R}_{\ge 1}`."""
    infinity = Name("infinity")
    if order[0] == ">":
        return Interval(end, infinity, order == ">=", False)
    return Interval(Apply("neg", (infinity,)), end, False, order == "<=")


def _script(r: Reader) -> str | None:
    """What one script holds; None, and nothing read, where it is none that names a part (`\\mathbb{R}^2`)."""
    start = r.at
    token = r.peek()
    if token.kind == "subscript":
        r.at += 1
        return token.value
    below = r.is_op("subscript")
    if not below and not r.is_op("pow"):
        return None
    r.at += 1
    closing = "}" if r.is_op("group") else ")" if r.is_op("(") else ""
    found = _inside(r, closing) if closing else _mark(r.next())
    if found and (below or _SIGNS.fullmatch(found)):
        return found
    r.at = start
    return None


def _inside(r: Reader, closing: str) -> str:
    r.at += 1
    found = ""
    while not r.is_op(closing) and r.peek().kind != "stop":
        found += _mark(r.next())
    r.accept(closing)
    return found


def _mark(token: Token) -> str:
    if token.word is not None:
        return _MARKS.get(token.word.op, "")
    return token.value if token.value.isalnum() else ""
