"""What derivations earn by the rule of the exercise, and that no length or shape of an answer breaks the walk."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.answer.block import read_block
from grader.answer.derivation.codes import CODES
from grader.answer.kind import Context
from grader.limits import Budget
from grader.notation.cut import cut
from grader.notation.names import read_names
from grader.values import Answer, Verdict

CASES = yaml.safe_load((Path(__file__).parent / "cases_marks.yaml").read_text(encoding="utf-8"))


def check(text: str, answer: object, notation: object = None, seconds: float = 20) -> Verdict:
    names, _ = read_names(notation or {})
    kind, found = read_block(answer, names)
    assert kind is not None, found
    return kind.check(Answer(cut(text), text), Context(names, Budget.start(seconds)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_marks(case: dict[str, Any]) -> None:
    verdict = check(case["text"], case["answer"], case["notation"])
    shown = (verdict.findings, [(step.line, step.outcome, step.text) for step in verdict.steps])
    assert verdict.outcome == case["outcome"], shown
    if "credit" in case:
        assert verdict.credit == Fraction(str(case["credit"])), shown
    if "because" in case:
        assert verdict.findings[0].code == case["because"], shown
    if "also" in case:
        assert case["also"] in {finding.code for finding in verdict.findings}
    if verdict.outcome in ("unreadable", "undecided"):
        assert verdict.credit is None


def test_findings_carry_the_data_that_their_codes_promise() -> None:
    for case in CASES:
        verdict = check(case["text"], case["answer"], case["notation"])
        for finding in (*verdict.findings, *(f for step in verdict.steps for f in step.findings)):
            keys = [key for key, _ in finding.data if key != "line"]
            if finding.code in CODES:
                assert set(keys) <= set(CODES[finding.code]), finding


@pytest.mark.parametrize(
    "text",
    [
        "= 3\n= 3\n= 3",
        "=",
        "$$$$",
        "$$ = $$",
        "a = b = a = b",
        "x = y\ny = x\nx = x",
        "let u = v\nlet v = u\nu = v + 1",
        "let f(x) = f(x) + 1\nf(2) = 3",
        "\\begin{align} \\\\ & \\\\ & = \\end{align}",
        "\\therefore \\because",
        "$\\frac{1}{$",
        "((((((((((",
        "x => y => z",
        "\\boxed{\\boxed{\\boxed{}}}",
        "\\text{so} \\text{so} x \\text{so}",
        "1) 2) 3)",
        "\u0000 = \u202e1",
    ],
)
@pytest.mark.parametrize("relation", ["equality", "equivalence"])
def test_odd_texts_get_a_verdict(text: str, relation: str) -> None:
    verdict = check(text, {"kind": "derivation", "relation": relation})
    assert verdict.outcome in ("correct", "partial", "incorrect", "unreadable", "undecided", "missing")


def test_a_thousand_lines_stay_within_the_budget() -> None:
    text = "\n".join(f"(x + {n})^2 = x^2 + {2 * n}x + {n * n}" for n in range(1, 1001))
    verdict = check(text, {"kind": "derivation"}, seconds=2)
    assert len(verdict.steps) <= 1001
    assert verdict.outcome in ("correct", "undecided")
