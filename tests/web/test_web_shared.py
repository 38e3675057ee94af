"""One page, many students: what one of them wrote changes nothing of what another is told."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from grader.exercise.load import load
from grader.exercise.model import Assignment
from grader.web.work import answer_request

EXERCISES = Path(__file__).parents[2] / "exercises"
OWN = (
    "let $\\sigma(x) = x$. $\\sigma'(x) = 1$",
    "$m := 3$\n\n$n = 7$",
    "Let $L(\\theta)=\\theta^2$ and $p_{model}(x;\\theta)=\\theta x$",
    "define f(x) = x^2, then f'(x) = 2x",
    "$e := 2$",
    "where $x \\sim p$, $p(x) = 1/2$",
    "suppose $x = 0$",
)
"""Texts that give names a meaning of their own."""


def told(assignment: Assignment, part: str, text: str) -> str:
    return json.dumps(answer_request(assignment, {"do": "check", "part": part, "text": text}))


def alone(assignment: Assignment, part: str, text: str) -> str:
    """What is told where nobody has asked anything before."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(out)
            with os.fdopen(into, "w") as pipe:
                pipe.write(told(assignment, part, text))
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.mark.parametrize("folder", ["assignment-6", "logistic-regression"])
def test_what_others_asked_before_changes_nothing(folder: str) -> None:
    assignment = load(EXERCISES / folder)
    asked = [
        (part.id, text)
        for part in assignment.parts
        for text in (*OWN, *(f"{own}\n\n{sample.text}" for own in OWN[:4] for sample in part.samples[:1]))
    ]
    asked += [(part.id, sample.text) for part in assignment.parts for sample in part.samples]
    order = random.Random(folder)
    asked = order.sample(asked, min(40, len(asked)))
    first = {each: alone(assignment, *each) for each in asked}
    order.shuffle(asked)
    assert [each for each in asked if told(assignment, *each) != first[each]] == []
    assert all(first.values())
