"""Gradescope's `results.json` for one hand-in. The result must be redacted: Gradescope shows it to the student."""

from __future__ import annotations

from fractions import Fraction

from grader.report.clean import clean
from grader.report.formats.codec import Json
from grader.report.formats.data import dump, exact
from grader.report.numbers import shown
from grader.report.words import words_of
from grader.values import PartResult, Result


def document(result: Result) -> str:
    """One JSON document. Scores are numbers, as Gradescope wants them; the exact points stand in `extra_data`."""
    words = words_of(result.language)
    said = [words.open_points.replace("{points}", shown(result.open_points))] if result.open_points else []
    said += result.adjustment.why if result.adjustment else ()
    return (
        dump(
            {
                "score": _number(result.counts),
                "extra_data": {
                    "schema": "grader/results/1",
                    "points": exact(result.points),
                    "max_points": exact(result.max_points),
                    "open_points": exact(result.open_points),
                },
                "output": clean("\n".join([*said, *result.notes]), keep="\n"),
                "output_format": "text",
                "visibility": "visible",
                "tests": [_test(part, result.language) for part in result.parts],
            }
        )
        + "\n"
    )


def _test(part: PartResult, language: str) -> Json:
    words = words_of(language)
    said = [words.outcomes[part.outcome], *(answer.message for answer in part.answers), *part.remarks]
    made: Json = {
        "name": clean(part.part),
        "number": clean(part.part),
        "score": _number(part.points or Fraction(0)),
        "max_score": _number(part.max_points),
        "output": clean("\n".join(filter(None, said)), keep="\n"),
        "visibility": "visible",
    }
    if part.points is not None:
        made["status"] = "passed" if part.outcome == "correct" else "failed"
    return made


def _number(points: Fraction) -> int | float:
    return int(points) if points.denominator == 1 else float(points)
