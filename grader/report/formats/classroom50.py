"""Classroom 50's `result.json` for one hand-in. Its scores are whole numbers, ours are fractions: they are
multiplied by a declared scale, and every test carries the exact points and the scale beside its score."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from grader.report.clean import clean, cut
from grader.report.formats.codec import Json
from grader.report.formats.data import dump, exact
from grader.values import PartResult, Result

SCHEMA = "classroom50/result/v1"
FROM_ENVIRONMENT = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "assignment_type": "ASSIGNMENT_TYPE",
    "owner": "OWNER",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}
"""What Classroom 50 tells its graders, by the key under which it wants it back."""
NOTE = 500


def smallest_scale(result: Result) -> int:
    """The smallest scale at which the points of every part are whole."""
    numbers = [part.max_points for part in result.parts] + [part.points or Fraction(0) for part in result.parts]
    return math.lcm(*(number.denominator for number in numbers))


def document(result: Result, scale: int, environment: Mapping[str, str], now: str) -> str:
    """One JSON document. The result must be redacted. `now` is the time, as 2026-11-23T10:00:00Z. ValueError where
    the most that can be reached is not whole at this scale."""
    tests = [_test(part, scale) for part in result.parts]
    said = {key: environment.get(name, "") for key, name in FROM_ENVIRONMENT.items()}
    said["assignment_type"] = said["assignment_type"] or "individual"
    said["owner"] = said["owner"] or environment.get("USERNAME", "")
    return (
        dump(
            {
                "schema": SCHEMA,
                **said,
                "datetime": now,
                "score": sum(test["score"] for test in tests),
                "max-score": sum(test["max-score"] for test in tests),
                "tests": tests,
            }
        )
        + "\n"
    )


def _test(part: PartResult, scale: int) -> Json:
    most = part.max_points * scale
    if most.denominator != 1:
        raise ValueError(f"{exact(part.max_points)} points ({part.part}) are not whole at scale {scale}")
    points = (part.points or Fraction(0)) * scale
    said = " ".join(answer.message for answer in part.answers if answer.message)
    return {
        "test-name": clean(part.part),
        "passed": part.outcome == "correct",
        "score": math.floor(points + Fraction(1, 2)),
        "max-score": int(most),
        "scale": scale,
        "points": exact(part.points),
        "max-points": exact(part.max_points),
        "note": clean(cut(said, NOTE)),
    }
