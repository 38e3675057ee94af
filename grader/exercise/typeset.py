"""The formulas in an author's texts -> MathML, once for all reports."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from grader.late import pattern, replace
from grader.notation import parse
from grader.notation.cut import cut, scan
from grader.notation.names import Function, Names
from grader.notation.printing import to_mathml, to_text
from grader.notation.tree import Expr

RECENT = 256
"""Parts whose texts are remembered."""
APPLIED = pattern(r"(?<![A-Za-z\\])([A-DF-OQ-Za-z])(?=\s?(?:\\left\s?)?\()")
"""A letter before a bracket; E and P are expectation and probability."""
MONEY = pattern(r"\d[\d.,]*+(?![^\W\d_])(?!\s*[-+*/^=\\])")
"""An amount behind a dollar sign: no letter and no operation follows."""


@lru_cache(maxsize=RECENT)
def typeset(texts: tuple[str, ...], names: Names) -> tuple[tuple[str, str], ...]:
    """Each formula of the texts that can be read, as it stands there with its delimiters, and its MathML. That of a
    part is asked for with every hand-in, and only then."""
    found: dict[str, str] = {}
    for text in texts:
        for written, formula in formulas(text):
            if written not in found and (expr := _as_it_stands(formula, names)) is not None:
                found[written] = to_mathml(expr)
    return tuple(found.items())


def _as_it_stands(formula: str, names: Names) -> Expr | None:
    """With each letter before a bracket of which the exercise says nothing as a function, where it can be read so:
    `O(n^2)` and `x(x + 1)` then keep their brackets."""
    free = {letter: Function() for letter in APPLIED.findall(formula) if letter not in names.declared}
    if free and "|" not in formula and "\\mid" not in formula:  # a condition is set as one
        expr = parse(formula, replace(names, functions={**names.functions, **free})).expr
        if expr is not None:
            return expr
    return parse(formula, names).expr


def spoken(text: str, names: Names) -> str:
    """An author's text for a terminal: its formulas in typed form, without delimiters; LaTeX where one cannot be
    read."""
    for written, formula in formulas(text):
        parsed = parse(formula, names)
        text = text.replace(written, to_text(parsed.expr) if parsed.expr is not None else formula)
    return text


def formulas(text: str) -> Iterator[tuple[str, str]]:
    """Formulas as written with delimiters, and without."""
    lines = text.split("\n")
    for piece in cut(text):
        if piece.kind not in ("math", "display"):
            continue
        start = sum(len(line) + 1 for line in lines[: piece.line - 1]) + piece.column - 1
        for opening, closing in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")):
            end = start + len(piece.text)
            if text[:start].endswith(opening) and text.startswith(closing, end):
                yield text[start - len(opening) : end + len(closing)], piece.text
                break


def unclosed(text: str) -> Iterator[tuple[str, int]]:
    """The delimiters of formulas that nothing closes, and where they stand. Amounts of money open none."""
    for finding in scan(text)[1]:
        delimiter, span = finding.get("delimiter"), finding.span
        money = delimiter == "$" and span is not None and MONEY.match(text, span.end)
        if span is not None and delimiter.startswith(("$", "\\")) and not money:
            yield delimiter, span.start
