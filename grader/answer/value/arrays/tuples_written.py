"""Tuples in other signs than brackets: the size `28 × 28 × 10`, the parameters of `Beta(9, 5)`."""

from __future__ import annotations

from collections.abc import Sequence

from grader.late import pattern, replace
from grader.notation.tree import Apply, Chain, Expr, Number
from grader.values import Answer

_WHOLE = r"\d{1,9}"
_SIZE = pattern(
    rf"(?<![\w.,{{}}^/*+-])(?<!\d=)(?<!\d =)(?<!\d= )(?<!\d = ){_WHOLE}"
    rf"(?:\s?(?:\\times(?![A-Za-z])|×|[xX])\s?{_WHOLE}){{1,7}}(?![\w.^/!]|,\d|\s?[=*+/-])"
)
"""Whole numbers with crosses between them, which are no side of an equation between numbers."""
_DRAWN = pattern(r"^[^=,;\n]{1,60}?(?:\\sim(?![A-Za-z])|[~∼])\s?")
"""`\\theta \\mid D \\sim`, before a law."""
_SIGN = pattern(r"\\times|×|[xX]")
_LAW = pattern(
    r"(?:\\(?:mathrm|text|operatorname|mathcal|textrm)\s?\{\s?)?(?<![A-Za-z\\])(?P<law>[A-Z][a-z]{1,10}|[NUB])\s?\}?"
    r"\s?(?:\\left\s?)?(?=\(\s?[-\d])"
)
"""The name of a law, before parameters that are numbers."""


def with_tuples(answer: Answer, expected: Sequence[Expr], question: str) -> Answer:
    """The answer with tuples in brackets, where tuples are asked for."""
    sizes = {len(expr.args) if isinstance(expr, Apply) and expr.op in ("tuple", "list") else 0 for expr in expected}
    if 0 in sizes or 1 in sizes:
        return answer
    whole = all(isinstance(item, Number) and item.text.isdigit() for expr in expected for item in _items(expr))
    pieces = tuple(
        replace(piece, text=_of_law(_with_sizes(piece.text, sizes) if whole else piece.text, question))
        for piece in answer.pieces
    )
    return answer if pieces == answer.pieces else replace(answer, pieces=pieces)


def is_product_of(expected: Expr, student: Expr) -> bool:
    """`28*28*10` for a size, at the end of its computation perhaps: whether its factors are what is expected."""
    end = student.operands[-1] if isinstance(student, Chain) else student
    factors = end.args if isinstance(end, Apply) and end.op == "mul" else ()
    return bool(factors) and all(isinstance(each, Number) for each in factors) and factors == _items(expected)


def _items(expr: Expr) -> tuple[Expr, ...]:
    return expr.args if isinstance(expr, Apply) else ()


def _with_sizes(text: str, sizes: set[int]) -> str:
    """`28 × 28 × 10` as `(28, 28, 10)`, where as many whole numbers are asked for."""
    if "×" not in text and "x" not in text.casefold() and "\\times" not in text:
        return text

    def listed(size: str) -> str:
        items = _SIGN.split(size)
        return f"({', '.join(item.strip() for item in items)})" if len(items) in sizes else size

    return _SIZE.sub(lambda found: listed(found[0]), text)


def _of_law(text: str, question: str) -> str:
    """`Beta(9, 5)` as `(9, 5)`, where the question speaks of that law."""
    if "(" not in text or not question:
        return text
    known = {found["law"] for found in _LAW.finditer(question[:2000])}
    if not known:
        return text
    drawn = _DRAWN.match(text)
    if drawn and (law := _LAW.match(text, drawn.end())) and law["law"] in known:
        text = text[drawn.end() :]
    return _LAW.sub(lambda found: "" if found["law"] in known else found[0], text)
