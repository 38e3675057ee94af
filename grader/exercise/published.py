"""Exercise files as JSON Schema, made of the tables of keys by which they are read: for editors, which complete and
check while one types. What needs mathematics (is this a formula, does the model answer pass) is left to `lint`."""

from __future__ import annotations

from collections.abc import Iterable

from grader.answer.published import CREDIT, SCALAR, TABLE, Json, block, definitions, keys, listed
from grader.exercise.load import ASSIGNMENT_KEYS, EXERCISE_KEYS, LANGUAGES
from grader.exercise.parts import (
    ANSWER_KEYS,
    MISTAKE_KEYS,
    PART_KEYS,
    REVEALS,
    RUBRIC_KEYS,
    SAMPLE_KEYS,
    WANTED,
)
from grader.notation.names_block import KEYS as NOTATION_KEYS

NUMBER = r"^\s*([0-9]{1,9}(\.[0-9]{1,9})?|[0-9]{1,9}\s*/\s*[0-9]{1,9})\s*$"
POINTS: Json = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": NUMBER}]}
FLAG: Json = {"enum": [True, False, "true", "false"]}
BESIDE: Json = {
    "points": {"description": "What this answer is worth.", **POINTS},
    "weight": {"description": "Its share of the part's points, beside those of the others.", **POINTS},
    "also": {"description": "Other answers that are right.", **listed({"$ref": "#/definitions/answer"})},
    "mistakes": {"description": "Foreseen mistakes.", **listed({"$ref": "#/definitions/mistake"})},
}
"""What a named answer may hold beside the options of its kind."""


def _of(names: Iterable[str], shapes: Json) -> Json:
    """The shapes of these keys; KeyError where one has none, so that no key can be forgotten."""
    return {name: shapes[name] for name in names}


def schema() -> Json:
    """The schema of an exercise file, or of the file with what a whole assignment shares."""
    exercise, part = _exercise(), _part()
    alone = keys({**exercise["properties"], **part["properties"]}, ["exercise"])
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "An exercise of grader",
        "description": "Written by `grader lint --schema`.",
        "definitions": {**definitions(), **_blocks()},
        "if": {"required": ["assignment"]},
        "then": keys(_assignment(), ["assignment"]),
        "else": {
            "if": {"required": ["parts"]},
            "then": exercise,
            "else": {**alone, "oneOf": [{"required": ["answer"]}, {"required": ["answers"]}]},
        },
    }


def _blocks() -> Json:
    mistake = keys(
        _of(
            MISTAKE_KEYS,
            {
                "answer": {
                    "description": "The wrong answer that you foresee.",
                    "anyOf": [SCALAR, {"type": "object"}],
                },
                "credit": {"description": "The share of the points that it earns, 0 to 1.", **CREDIT},
                "feedback": {"description": "What the student is told.", **SCALAR},
            },
        ),
        ["answer"],
    )
    about = "A formula, or a block that says its kind."
    answer: Json = {"description": about, "anyOf": [SCALAR, {"$ref": "#/definitions/block"}]}
    return {
        "answer": answer,
        "block": block({}),
        "named": {"anyOf": [SCALAR, block(_of(ANSWER_KEYS, BESIDE))]},
        "mistake": mistake,
        "part": _part(),
        "notation": _notation(),
    }


def _notation() -> Json:
    shapes: Json = {
        "variables": {"description": 'Each letter and its domain; "*" stands for all others.', **TABLE},
        "functions": {"description": '"f(x)": its definition, or abstract, or density.', **TABLE},
        "definitions": {"description": "Letters that stand for an expression.", **TABLE},
        "same": {"description": "Another spelling, and the name that it stands for.", **TABLE},
        "implicit_multiplication": {
            "description": "Whether `xy` is a product (true) or one name.",
            **FLAG,
        },
        "decimal_comma": {"description": "Whether 2,5 is two and a half.", **FLAG},
        "mixed_numbers": {"description": "Whether 2 1/2 is two and a half.", **FLAG},
        "independent": {"description": "Events and random variables that are independent.", **listed(SCALAR)},
    }
    return keys(_of(NOTATION_KEYS, shapes))


def _part() -> Json:
    sample = listed({"anyOf": [SCALAR, keys(_of(SAMPLE_KEYS, {"text": SCALAR, "points": POINTS}))]})
    line = {"anyOf": [SCALAR, keys(_of(RUBRIC_KEYS, {"text": SCALAR, "points": POINTS}))]}
    one_or_more = listed(SCALAR)["anyOf"]
    shapes: Json = {
        "question": {"description": "The question, formulas between dollar signs.", **SCALAR},
        "points": {"description": "What the part is worth, such as 2, 2.5 or 1/3.", **POINTS},
        "answer": {"$ref": "#/definitions/answer"},
        "answers": {
            "description": "Several answers, by name.",
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"$ref": "#/definitions/named"},
        },
        "also": {"description": "Other answers that are right.", **listed({"$ref": "#/definitions/answer"})},
        "mistakes": {"description": "Foreseen mistakes.", **listed({"$ref": "#/definitions/mistake"})},
        "samples": {"description": "What `grader test` hands in.", **keys(dict.fromkeys(WANTED, sample))},
        "rubric": {"description": "What a person looks for.", **listed(line)},
        "uses": {"description": "Earlier parts that this one builds on.", "anyOf": [*one_or_more, TABLE]},
        "reveal": {"description": "What a student is shown.", "enum": list(REVEALS)},
        "solution": {"description": "Shown where `reveal: solution` allows it.", **SCALAR},
        "notation": {"$ref": "#/definitions/notation"},
    }
    either = {"oneOf": [{"required": ["answer"]}, {"required": ["answers"]}]}
    return {**keys(_of(PART_KEYS, shapes)), **either}


def _exercise() -> Json:
    parts = {"type": "object", "minProperties": 1, "additionalProperties": {"$ref": "#/definitions/part"}}
    shapes: Json = {
        "exercise": {
            "description": "The number that students write above it, in quotes.",
            "type": ["string", "number"],
        },
        "title": {"description": "Its title.", **SCALAR},
        "language": {"description": "The language of reports.", "enum": list(LANGUAGES)},
        "notation": {"$ref": "#/definitions/notation"},
        "reveal": {"description": "What a student is shown.", "enum": list(REVEALS)},
        "points": {"description": "The sum of the parts' points, to be checked.", **POINTS},
        "parts": {"description": "The parts by name: a, b, c or 1, 2, 3.", **parts},
    }
    return keys(_of(EXERCISE_KEYS, shapes), ["exercise"])


def _assignment() -> Json:
    shapes: Json = {
        "assignment": {"description": "The title of the assignment.", **SCALAR},
        "language": {"description": "The language of reports.", "enum": list(LANGUAGES)},
        "reveal": {"description": "What a student is shown.", "enum": list(REVEALS)},
    }
    return _of(ASSIGNMENT_KEYS, shapes)
