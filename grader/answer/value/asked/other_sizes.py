"""Whether a left side names another size than the one for which a question asks in words, `\\tr A = 6` where the
determinant is asked; or what is only bound in the integral, sum or limit that is asked: `x = 1/3`, `F(x) = 1/3`."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.answer.value.asked.left_sides import base_letter
from grader.answer.value.asked.subject import said_in
from grader.answer.value.shapes import is_number
from grader.late import pattern
from grader.limits import KEPT
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Expr, Name

_WORDS = {
    "det": r"determinant|déterminant|\bdet\b",
    "trace": r"\btrace\b|\bspur\b|\btr\b",
    "rank": r"\brank|\brang\b|\brk\b|\brg\b",
    "dim": r"dimension|\bdim\b",
    "ker": r"kernel|\bkern\b|null ?space|nullity|\bdefekt|noyau|\bker\b",
    "im": r"\bimage\b|\bbild|\brange\b|column space|\bim\b",
    "limit": r"\blimit|\blimes\b|grenzwert|\blim\b",
    "derivative": r"derivative|ableitung|dérivée|abgeleitet|différenti|differenti|\bslope|steigung"
    r"|'\(|\bd[a-z]/d[a-z]|\\frac\{d",
}  # fmt: skip
"""How sizes of a matrix and values of a function are named in a question, and before a value."""
_ALIKE = {
    size: frozenset(others.split())
    for size, others in (("rank", "dim im"), ("dim", "rank ker im"), ("ker", "dim"), ("im", "rank dim"))
}
"""`\\dim \\operatorname{im} A` is the rank."""
_NAMED = {size: pattern(words, re.IGNORECASE) for size, words in _WORDS.items()}
_LABEL = pattern(
    r"^[\s$]*(?:(?:the|die|der)\s+)?\\?(?:(?:operatorname|mathrm|text)\s?\{)?(?P<word>[A-Za-z]{2,11})(?![A-Za-z]|\s?_)",
    re.IGNORECASE,
)
_ENTRY = pattern(r"[aA]_\{?\d,?\d\}?")
_BOUND = frozenset({"integral", "sum", "product", "limit"})


def is_of_another_size(left: Expr, value: Expr, question: str, names: Names) -> bool:
    """Whether a left side is another size than the one that is asked, or a letter that is bound in this."""
    if _is_bound(left, value, question, names):
        return True
    sought = _sizes(question)
    if isinstance(left, Bind) and left.op == "limit":
        return isinstance(left.body, Call) and "derivative" in sought and "limit" not in sought
    if not sought or not is_number(value):
        return False
    match left:
        case Apply("dim", (Apply("ker" | "im" as op, _),)) | Apply(op, _) if op in _NAMED:
            return _is_other(op, sought)
        case Apply("add" | "mul" as op, parts) if all(map(_is_eigenvalue, parts)):  # their sum is the trace
            return ("trace" if op == "add" else "det") not in sought
        case Name(id):
            lone = _is_eigenvalue(left) and "eigen" not in question.casefold()
            return bool(lone or _ENTRY.fullmatch(id)) and not sought.isdisjoint({"det", "trace"})
    return False


def names_another_size(text: str, question: str) -> bool:
    """Whether a typed answer begins with the word for another size: `dim A = 6`, `\\lim f(x) = …`."""
    found = _LABEL.match(text)
    said = _sizes(found["word"]) if found else frozenset()
    sought = _sizes(question)
    return bool(said and sought) and all(_is_other(op, sought) for op in said)


def _is_other(size: str, sought: frozenset[str]) -> bool:
    """Whether it is none of those sought: of the dimension of a kernel only the kernel says what is meant."""
    wanted = sought - {"dim"} or sought
    return wanted.isdisjoint({size} | _ALIKE.get(size, frozenset()))


@lru_cache(maxsize=KEPT)
def _sizes(text: str) -> frozenset[str]:
    return frozenset(size for size, named in _NAMED.items() if named.search(text))


def _is_eigenvalue(expr: Expr) -> bool:
    return isinstance(expr, Name) and base_letter(expr.id) == "lambda"


def _is_bound(left: Expr, value: Expr, question: str, names: Names) -> bool:
    letters = _letters_bound(question, names)
    match left:
        case Name():
            return left in letters
        case Call(_, args):
            return is_number(value) and not letters.isdisjoint(args)
    return False


@lru_cache(maxsize=KEPT)
def _letters_bound(question: str, names: Names) -> frozenset[Expr]:
    """The `x` of the one integral from 0 to 1 that a question gives, if it speaks of x nowhere else."""
    formulas = said_in(question) if "_" in question else ()
    read = [parse(text.strip(" .,"), names).expr for text in formulas]
    match read:
        case [Bind(op, letters, bounds, _)] if op in _BOUND and bounds:
            beside = frozenset(Name(id) for each in bounds for id in free_names(each))
            return frozenset(each for each in letters if isinstance(each, Name) and Name(each.id) not in beside)
    return frozenset()
