"""Matrices by their names, where their size is known: `I`, `E_3`, `diag(1, 2)`, `0`, "identity matrix"."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.late import pattern, replace
from grader.limits import LIST_ITEMS
from grader.notation.tree import Apply, Call, Expr, Matrix, Name, Number, Text, rebuild
from grader.values import Answer

IDENTITY = frozenset({"I", "E", "bb(1)", "bb(I)"})
ZERO = frozenset({"O", "bb(0)", "vec(0)"})
IDENTITY_WORDS = frozenset({"identity matrix", "identity", "unit matrix", "einheitsmatrix"})
ZERO_WORDS = frozenset({"zero matrix", "zero vector", "null matrix", "nullmatrix", "nullvektor"})
_SIZED = pattern(r"[IE]_(\d)")
_LETTER_I = pattern(r"(?<![\\A-Za-z_{])I(?![\w{(]|_)")
_ONES = pattern(
    r"(?:\\(?:mathds|mathbbm)\s?\{\s?1\s?\}|\\(?:mathrm|operatorname)\s?\{\s?[Ii]d\s?\}|(?<![A-Za-z\\])Id|"
    r"(?<![A-Za-z\\])I(?=_\{\d\s?\\times)|(?<![\w.])1(?=_))"
    r"(?:_\s?\{?\s?(?P<size>\d)(?:\s?\\times\s?(?P=size))?\s?\}?)?(?![A-Za-z_^])"
    r"|(?<![A-Za-z\\])(?:np\.)?(?:eye|identity)\((?P<called>\d)\)"
)
"""Other names of the identity matrix, with their size, if they say it."""
_MID = pattern(r"\\mid(?![A-Za-z])")
_TRIPLE = pattern(r"(?<![\w)}])\(([^()|,;]{1,40})\|([^()|,;]{1,40})\|([^()|,;]{1,40})\)")
_BARS = pattern(r"\(([^()|,;]{1,40})\|([^()|,;]{1,40})(?:\|([^()|,;]{1,40}))?\)")


def square(size: int, entries: tuple[Expr, ...] = ()) -> Matrix:
    """A diagonal matrix, of ones without `entries`."""
    diagonal = entries or (Number("1"),) * size
    zeros = (Number("0"),) * size
    return Matrix(tuple((*zeros[:at], diagonal[at], *zeros[at + 1 :]) for at in range(size)))


def by_name(expr: Expr, shape: tuple[int, int], known: frozenset[str]) -> Expr:
    """With the matrices that names stand for, of the `shape` that is asked for; letters of the exercise, which are
    `known`, keep their meaning. A zero is an array where nothing else is said."""
    match expr:
        case Number("0"):
            return Matrix(((expr,) * shape[1],) * shape[0])
        case Name(id) if id in ZERO - known:
            return Matrix(((Number("0"),) * shape[1],) * shape[0])
        case Text(said) if _plain(said) in ZERO_WORDS:
            return Matrix(((Number("0"),) * shape[1],) * shape[0])
        case Text(said) if _plain(said) in IDENTITY_WORDS and shape[0] == shape[1]:
            return square(shape[0])
    return _with_squares(expr, shape, known)


def _with_squares(expr: Expr, shape: tuple[int, int], known: frozenset[str]) -> Expr:
    match expr:
        case Name(id) if id in IDENTITY - known and shape[0] == shape[1] > 1:
            return square(shape[0])
        case Name(id) if id not in known and (sized := _SIZED.fullmatch(id)) and sized[1] > "1":
            return square(int(sized[1]))
        case Call(Name("diag"), entries, ()) if "diag" not in known and 0 < len(entries) ** 2 <= LIST_ITEMS:
            return square(len(entries), entries)
        case Apply("mul" | "neg" | "add" | "div"):
            return rebuild(expr, lambda part: _with_squares(part, shape, known))
    return expr


def _plain(said: str) -> str:
    return said.casefold().strip(" .").removeprefix("the ").removeprefix("die ").removeprefix("der ")


def with_names(answer: Answer, shape: tuple[int, int], known: frozenset[str]) -> Answer:
    """The answer with `I` as the identity matrix, not as the imaginary unit, and `(1|2|3)` with commas."""
    if 1 in shape:
        return with_bars(answer)
    if shape[0] != shape[1] or known & {"I", "i"}:
        return answer
    named = _rewritten(answer, _ONES, lambda found: f" I_{found['size'] or found['called'] or shape[0]}")
    return _rewritten(named, _LETTER_I, lambda _: f"I_{shape[0]}")


def with_bars(answer: Answer) -> Answer:
    """`(1|2|3)`, `(1 \\mid 2)` with commas."""
    if any("\\mid" in piece.text for piece in answer.pieces):
        answer = _rewritten(answer, _MID, lambda _: "|")
    return _rewritten(answer, _BARS, lambda found: f"({', '.join(filter(None, found.groups()))})")


def with_triples(answer: Answer) -> Answer:
    """`(1|2|3)` with commas, where no letter stands before it."""
    return _rewritten(answer, _TRIPLE, lambda found: f"({', '.join(found.groups())})")


def _rewritten(answer: Answer, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> Answer:
    pieces = (replace(piece, text=pattern.sub(by, piece.text)) for piece in answer.pieces)
    return replace(answer, pieces=tuple(pieces))
