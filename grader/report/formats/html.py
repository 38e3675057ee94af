"""The pages: one for each student, one for the class. No script, nothing from outside, all text escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from grader.late import replace
from grader.report.class_words import class_words_of
from grader.report.clean import as_typed, clean
from grader.report.numbers import percent, shown
from grader.report.plot import drawn
from grader.report.row import Row
from grader.report.summary import Summary
from grader.report.typeset import localized, mathml, prose
from grader.report.view import evidence, reading, reads, repeats, rows, told_at, untold
from grader.report.waits import WaitingPart
from grader.report.words import SIGNS, Words, words_of
from grader.values import Adjustment, PartResult, Result

RULES = "<!-- rules -->"
"""Where on a student's page stands what the rules of the course make of the points. No text of a student is markup,
so that none can say it."""
TEMPLATES = Path(__file__).parent.parent / "templates"


def student_page(result: Result, title: str, handed_in: bool = True) -> str:
    """The page of one student: only this hand-in, as far as `result` reveals it."""
    words, shares = _words(result.language, handed_in), _shares(result)
    page = _template("student.html").render(result=result, title=title, words=words, shares=shares)
    return localized(page, result.language)


def with_rules(page: str, row: Row, made: Adjustment | None, language: str) -> str:
    """The page of a student with what the rules of the course make of the points, as they are in this run."""
    if made is None or not made.why:
        return page.replace(RULES, "", 1)
    said = _template("rules.html").render(most=row.max_points, made=made, words=words_of(language))
    return page.replace(RULES, said, 1)


def part_fragment(part: PartResult, language: str, before: str = "") -> str:
    """One part that was checked and not handed in, as it stands on a student's page, to be put into a page of ours;
    `before` is the part above it of which the same is said."""
    made = _template("fragment.html").render(part=part, words=_words(language, handed_in=False), before=before)
    return localized(made, language)


def class_page(
    title: str,
    problems: Sequence[str],
    summary: Summary,
    waiting: Sequence[WaitingPart] = (),
    language: str = "en",
) -> str:
    """The page of the class, for the instructor: it shows the key, and no student is to have it."""
    words, said = words_of(language), class_words_of(language)
    page = _template("class.html").render(
        title=title, problems=problems, summary=summary, waiting=waiting, words=words, said=said
    )
    return localized(page, language)


def _words(language: str, handed_in: bool) -> Words:
    words = words_of(language)
    return words if handed_in else replace(words, person=words.person_later)


def _shares(result: Result) -> tuple[int, int]:
    """Points earned and points open in thousandths of all, for the bar."""
    whole = result.max_points or Fraction(1)
    return round(1000 * result.points / whole), round(1000 * result.open_points / whole)


@pass_context
def _points(context: Context, points: Fraction) -> str:
    """Points with the decimal sign of the page's language."""
    return _local(context, shown(points))


@pass_context
def _worth(context: Context, points: Fraction) -> str:
    """Points with their noun."""
    words: Words = context["words"]
    return f"{_points(context, points)} {words.unit(points)}"


@pass_context
def _local(context: Context, number: str) -> str:
    return number.replace(".", ",") if context["words"].language == "de" else number


def _lines(text: str) -> str:
    """A text of several lines that only shows."""
    return clean(text, keep="\n")


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
        reads=reads,
        reading=reading,
        repeats=repeats,
        evidence=evidence,
        untold=untold,
        told_at=told_at,
        drawn=drawn,
        mathml=mathml,
        prose=prose,
    )
    environment.filters.update(clean=clean, as_typed=as_typed, clean_lines=_lines, points=_points, worth=_worth)
    environment.filters.update(percent=percent, local=_local)
    return environment.get_template(name)
