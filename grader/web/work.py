"""What the page asks for, as plain functions of an assignment: read a text, check it, grade a whole file.

Each takes and returns JSON objects. They run at a desk (`web.desk`), in a process that is watched.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from fractions import Fraction
from pathlib import PurePath
from typing import Any, TypeAlias

from grader.answer.claim.alternatives import letters
from grader.answer.claim.spelling.connectives import proposition, with_connectives
from grader.answer.claim.spelling.decimal_comma import comma_read, shows_decimal
from grader.answer.claim.statements import statements
from grader.answer.claim.working import with_unit_behind
from grader.answer.kind import is_amount, is_formula
from grader.answer.kinds.derivation import Derivation
from grader.answer.kinds.expression import Expression
from grader.answer.kinds.logic import Logic
from grader.answer.kinds.number import Number
from grader.answer.kinds.quantity import Quantity
from grader.answer.value.numbers.units import with_units
from grader.answer.value.numbers.units_set import upright
from grader.cases import answer_of
from grader.errors import SubmissionError
from grader.exercise.model import Assignment, Part
from grader.grading import grade
from grader.late import pattern, replace
from grader.limits import PART_CHARACTERS
from grader.marking.reveal import redact
from grader.marking.scheme import mark_part
from grader.marking.shown import with_text
from grader.notation import Parsed, parse
from grader.notation.names import Names
from grader.notation.printing import to_mathml, to_text
from grader.notation.tree import Apply, Chain, Expr, Text, facts
from grader.notation.words.letters import SPANS
from grader.report.formats import html
from grader.report.numbers import shown
from grader.report.typeset import localized
from grader.report.view import repeats
from grader.sentences import sentence
from grader.submission import read_data
from grader.values import Answer, PartResult, Result

Row: TypeAlias = dict[str, Any]
SUFFIXES = frozenset({".md", ".tex", ".txt", ".ipynb", ".yaml", ".yml"})
UNIT = pattern(r"\\text\{([^{}]*)\}$")
"""A unit at the end of a formula, as `with_unit_behind` writes it: words would part it from its number."""
ONE_VALUE = (Number, Expression, Quantity)
"""Kinds whose answer is one value: commas in it part nothing."""
LABEL = pattern(r"\s*\w(?:_\w)?\s*")
"""One letter, the name of a line or a plane."""
WORD = pattern(r"(?<![\\\w])(?!(?:and|not|nor|nand|xor|iff|implies|true|false)\b)[^\W\d_]{3,}")
"""A word that is none of logic."""
SPANNED = pattern(rf"\\text(?:rm)?\{{({'|'.join(sorted(SPANS))})\}}")
PREVIEWED = 60
"""Statements that a preview shows."""


def answer_request(assignment: Assignment, row: Row) -> Row:
    """The reply to one request: `do` is `read`, `check` or `file`. A request that makes no sense gets `problem`."""
    text = row.get("text")
    part = assignment.part(str(row.get("part", "")))
    match row.get("do"):
        case "read" if part and isinstance(text, str):
            return {"lines": list(preview(part, text, assignment.language))}
        case "check" if part and isinstance(text, str):
            return check(assignment, part, text)
        case "file":
            return grade_file(assignment, str(row.get("name", "")), str(row.get("data", "")))
    return {"problem": "There is no such part."}


def preview(part: Part, text: str, language: str) -> Iterator[Row]:
    """How each statement of the text is read, with what was assumed and what could not be read. No verdicts."""
    if len(text) > PART_CHARACTERS:
        yield {"line": 1, "mathml": "", "findings": [{"level": "error", "text": "This is too long to be read."}]}
        return
    text = SPANNED.sub(r"\\operatorname{\1}", text)  # as text it would be a word beside a formula
    view = _View(part, text, language)
    answer = view.answer()
    if view.logic is not None and all(view.is_proposition(line) for line, _ in _lines(answer)):
        yield from (view.read(line, number, False) for line, number in _lines(answer)[:PREVIEWED])
        return
    claims = statements(answer, view.names)[:PREVIEWED]
    for claim in claims:
        yield view.read(claim.text, claim.line, claim.continues)
    whole = parse(text, view.names).expr if not claims else None
    if whole is not None and Text not in facts(whole).shapes:  # `span{(1, 2)}`: it begins as words do
        yield view.read(text, 1, False)


def _lines(answer: Answer) -> list[tuple[str, int]]:
    """The lines of what is written, and their numbers."""
    pieces = (piece for piece in answer.pieces if piece.kind != "struck")
    said = ((line, number) for piece in pieces for number, line in enumerate(piece.text.split("\n"), piece.line))
    return [(line, number) for line, number in said if line.strip()]


class _View:
    """How the answers of a part are read, by what it asks for: the check does the same."""

    def __init__(self, part: Part, text: str, language: str) -> None:
        kinds = [wanted.kind for wanted in part.answers]
        self.text, self.language = text, language
        self.logic = next((kind for kind in kinds if isinstance(kind, Logic)), None)
        self.units = any(map(is_amount, kinds))
        valued = [kind for kind in kinds if is_formula(kind) and not isinstance(kind, Logic | Derivation)]
        one = len(kinds) == 1 and isinstance(kinds[0], ONE_VALUE)
        self.decimal = bool(valued) and not part.names.decimal_comma and shows_decimal(text, one)
        names = replace(part.names, decimal_comma=True) if self.decimal else part.names
        self.names = with_units(names, text) if self.units else names

    def answer(self) -> Answer:
        answer = answer_of(self.text)
        if self.logic is not None:
            return with_connectives(answer, letters((), self.logic.expected))
        if not self.units:
            return answer
        typed = (replace(piece, text=UNIT.sub(r" \1", piece.text)) for piece in with_unit_behind(answer).pieces)
        return replace(answer, pieces=tuple(typed))

    def is_proposition(self, text: str) -> bool:
        """Its arrows are implications, which would part statements elsewhere; what cannot be read is told so."""
        expr = parse(text, self.names).expr
        return not WORD.search(text) if expr is None else Text not in facts(expr).shapes

    def read(self, text: str, line: int, goes_on: bool) -> Row:
        return _read(text, line, goes_on, self)


def _read(text: str, line: int, goes_on: bool, view: _View) -> Row:
    names, language = view.names, view.language
    parsed = _behind_label(text, names) or parse(text, names)
    expr = parsed.expr
    if expr is not None and view.logic is not None:
        expr = proposition(expr, letters((), view.logic.expected))
    set_as = upright(expr, names) if expr is not None and view.units else expr
    commas = view.decimal and not any(finding.code == "decimal-comma" for finding in parsed.findings)
    told = (comma_read(text),) if commas and comma_read(text).get("number") else ()
    return {
        "line": line,
        "text": text,
        "goes_on": goes_on,
        "mathml": localized(to_mathml(set_as), language) if set_as is not None else "",
        "read_as": to_text(expr) if expr is not None else "",
        "findings": [
            {
                "level": finding.level,
                "text": sentence(finding, language),
                "start": finding.span.start if finding.span else None,
                "end": finding.span.end if finding.span else None,
            }
            for finding in (*parsed.findings, *told)
            if not (goes_on and finding.code == "leading-relation")
        ],
    }


def _behind_label(text: str, names: Names) -> Parsed | None:
    """`E: x + y = 1`, `g: (1, 2) + t (3, 4)`: what has a letter as its name, as the check reads it."""
    head, colon, rest = text.partition(":")
    if not colon or not LABEL.fullmatch(head) or rest.startswith("="):
        return None
    behind = parse(rest, names)
    return behind if isinstance(behind.expr, Chain) or _is_sum(behind.expr) else None


def _is_sum(expr: Expr | None) -> bool:
    return isinstance(expr, Apply) and expr.op == "add"


def check(assignment: Assignment, part: Part, text: str) -> Row:
    """One answer to one part: its section of a report, as far as the exercise reveals it."""
    marked = mark_part(part, answer_of(text[: PART_CHARACTERS + 1]), assignment.language, seed=assignment.hash)
    return _shown(assignment, (marked,))


def grade_file(assignment: Assignment, name: str, data: str) -> Row:
    """A whole document. The student's name for it decides its format and nothing else; it is never a path."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        return {"problem": f"I read {', '.join(sorted(SUFFIXES))}; this file is none of them."}
    try:
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return {"problem": "The file did not arrive whole. Try again."}
    try:
        document = read_data(content, f"hand-in{suffix}")
    except SubmissionError as fault:
        return {"problem": str(fault)}
    result = grade(assignment, document, "hand-in")
    return _shown(assignment, result.parts) | {"notes": list(result.notes)}


def _shown(assignment: Assignment, parts: tuple[PartResult, ...]) -> Row:
    """Sections, outcomes and points of the parts, redacted before anything is made of them."""
    marked = Result("hand-in", (), "", parts, language=assignment.language)
    result = with_text(redact(marked, assignment, handed_in=False), assignment)
    return {
        "points": shown(result.points),
        "max_points": shown(result.max_points),
        "open_points": shown(result.open_points),
        "parts": [
            {
                "part": part.part,
                "outcome": part.outcome,
                "points": None if part.points is None else shown(part.points),
                "max_points": shown(part.max_points),
                "full": part.points is not None and part.points == part.max_points > Fraction(0),
                "html": html.part_fragment(part, assignment.language, before),
            }
            for part, before in zip(result.parts, repeats(result.parts), strict=True)
        ],
    }
