"""The formulas in an author's texts -> MathML, once for all reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.notation import parse
from grader.notation.cut import cut
from grader.notation.names import Names
from grader.notation.printing import to_mathml, to_text


def typeset(texts: Iterable[str], names: Names) -> tuple[tuple[str, str], ...]:
    """Each formula of the texts that can be read, as it stands there with its delimiters, and its MathML."""
    found: dict[str, str] = {}
    for text in texts:
        for written, formula in _formulas(text):
            parsed = parse(formula, names) if written not in found else None
            if parsed and parsed.expr is not None:
                found[written] = to_mathml(parsed.expr)
    return tuple(found.items())


def spoken(text: str, names: Names) -> str:
    """An author's text for a terminal: its formulas in typed form, without delimiters; LaTeX where one cannot be
    read."""
    for written, formula in _formulas(text):
        parsed = parse(formula, names)
        text = text.replace(written, to_text(parsed.expr) if parsed.expr is not None else formula)
    return text


def _formulas(text: str) -> Iterator[tuple[str, str]]:
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
