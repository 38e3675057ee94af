"""The pages: one for each student, one for the class. No script, nothing from outside, all text escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from grader.report.clean import clean
from grader.report.numbers import decimal, percent, shown
from grader.report.summary import Summary
from grader.report.typeset import mathml, prose
from grader.report.view import evidence, rows, untold
from grader.report.words import SIGNS, words_of
from grader.values import PartResult, Result

TEMPLATES = Path(__file__).parent.parent / "templates"


def student_page(result: Result, title: str) -> str:
    """The page of one student: only this hand-in, as far as `result` reveals it."""
    words = words_of(result.language)
    shares = _shares(result)
    return _template("student.html").render(result=result, title=title, words=words, shares=shares)


def part_fragment(part: PartResult, language: str) -> str:
    """One part as it stands on a student's page, to be put into a page of ours."""
    return _template("fragment.html").render(part=part, words=words_of(language))


def class_page(title: str, problems: Sequence[str], summary: Summary) -> str:
    """The page of the class, for the instructor."""
    return _template("class.html").render(title=title, problems=problems, summary=summary, words=words_of("en"))


def _shares(result: Result) -> tuple[int, int]:
    """Points earned and points open in thousandths of all, for the bar."""
    whole = result.max_points or Fraction(1)
    return round(1000 * result.points / whole), round(1000 * result.open_points / whole)


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals.update(
        style=Markup(style),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        signs=SIGNS,
        rows=rows,
        evidence=evidence,
        untold=untold,
        mathml=mathml,
        prose=prose,
    )
    environment.filters.update(clean=clean, points=shown, percent=percent, decimal=decimal)
    return environment.get_template(name)
