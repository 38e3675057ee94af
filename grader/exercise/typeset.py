"""The formulas in an author's texts -> MathML, once for all reports."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from grader.late import pattern
from grader.notation import parse
from grader.notation.cut import cut, scan
from grader.notation.names import Names
from grader.notation.printing import to_mathml, to_text

RECENT = 256
"""Parts whose texts are remembered."""
MONEY = pattern(r"\d[\d.,]*+(?![^\W\d_])(?!\s*[-+*/^=\\])")
"""An amount behind a dollar sign: no letter and no operation follows."""


@lru_cache(maxsize=RECENT)
def typeset(texts: tuple[str, ...], names: Names) -> tuple[tuple[str, str], ...]:
    """Each formula of the texts that can be read, as it stands there with its delimiters, and its MathML. That of a
    part is asked for with every hand-in, and only then."""
    found: dict[str, str] = {}
    for text in texts:
        for written, formula in formulas(text):
            parsed = parse(formula, names) if written not in found else None
            if parsed and parsed.expr is not None:
                found[written] = to_mathml(parsed.expr)
    return tuple(found.items())


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
