"""Expr -> LaTeX, MathML, and (from `typed`) text. `parse(to_text(e)) == e` is a law, tested on random trees."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from grader.notation.output.latex import latex
from grader.notation.output.layout import layout
from grader.notation.output.mathml import mathml
from grader.notation.output.typed import to_text
from grader.notation.tree import Expr, Index, facts, walk

__all__ = ["to_latex", "to_mathml", "to_text"]

RECENT = 256
"""Formulas whose MathML is remembered: what a page shows of an answer is shown again beside each of its lines."""


def to_latex(expr: Expr) -> str:
    """The expression in LaTeX, without delimiters."""
    return latex(layout(expr))


def to_mathml(expr: Expr, display: bool = False) -> str:
    """A `<math>` element; every text in it is escaped, so that it may stand in a page as it is."""
    # What is remembered of an expression is asked for by equal ones, and these may be written otherwise.
    written = Index in facts(expr).shapes and any(isinstance(one, Index) and one.raised for one in walk(expr))
    return _element(expr, display) if written else _remembered(expr, display)


def _element(expr: Expr, display: bool) -> str:
    kind = ' display="block"' if display else ""
    return f'<math{kind} alttext="{escape(to_text(expr))}">{mathml(layout(expr))}</math>'


_remembered = lru_cache(maxsize=RECENT)(_element)
