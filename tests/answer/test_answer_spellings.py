"""One question, many ways to write its answer: a block, perhaps a question, and what becomes of each answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.answer.block import read_block
from grader.answer.claim.prose.declined import unless_declined
from grader.answer.kind import Context
from grader.cases import answer_of
from grader.limits import Budget
from grader.notation.names import Names, read_names
from grader.values import Answer, Piece

HERE = Path(__file__).parent
NAMES = ("spellings.yaml", "tricks.yaml", "fresh.yaml", "plain.yaml")
FILES = [*(HERE / name for name in NAMES), *sorted(HERE.glob("kinds/*.yaml"))]
OUTCOMES = ("correct", "partial", "incorrect", "undecided", "unreadable", "missing")


GROUPS = [group for file in FILES for group in yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)]  # noqa: S506


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: f"{group['answer']} {group.get('question', '')}"[:80])
def test_spelling(group: dict[str, Any]) -> None:
    """One test a group, not a text: most of ten thousand small tests would be spent on starting them."""
    names, complaints = read_names(group.get("notation") or {})
    kind, faults = read_block(group["answer"], names)
    assert kind is not None and not complaints, (faults, complaints)
    otherwise = []
    for outcome in OUTCOMES:
        for text in group.get(outcome, ()):
            answer = answer_of(text)
            context = Context(names, Budget.start(20), "spellings", question=group.get("question", ""))
            verdict = unless_declined(kind.check(answer, context), answer)
            if verdict.outcome != outcome:
                otherwise.append((text, outcome, verdict.outcome, verdict.by, verdict.read_as, verdict.findings))
    assert not otherwise


@pytest.mark.parametrize("code, outcome", [("import math\nprint(math.pi)", "unreadable"), ("a*m", "correct")])
def test_a_program_is_no_answer_and_a_formula_set_as_code_is(code: str, outcome: str) -> None:
    kind, _ = read_block("m*a", Names())
    assert kind is not None
    pieces = (Piece("prose", "As was said in the lecture:"), Piece("code", code, 3))
    verdict = kind.check(Answer(pieces, code), Context(Names(), Budget.start(20), "spellings"))
    assert verdict.outcome == outcome, (verdict.by, verdict.read_as, verdict.findings)
