"""One question, many ways to write its answer: a block, perhaps a question, and what becomes of each answer."""

from __future__ import annotations

from collections.abc import Iterator
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


def cases() -> Iterator[Any]:
    texts = (file.read_text(encoding="utf-8") for file in FILES)
    for group in (each for text in texts for each in yaml.load(text, Loader=yaml.BaseLoader)):  # noqa: S506 (ours)
        for outcome in OUTCOMES:
            for text in group.get(outcome, ()):
                yield pytest.param(group, text, outcome, id=f"{group['answer']} <- {text}")


@pytest.mark.parametrize("group, text, outcome", list(cases()))
def test_spelling(group: dict[str, Any], text: str, outcome: str) -> None:
    names, complaints = read_names(group.get("notation") or {})
    kind, faults = read_block(group["answer"], names)
    assert kind is not None and not complaints, (faults, complaints)
    answer = answer_of(text)
    context = Context(names, Budget.start(20), "spellings", question=group.get("question", ""))
    verdict = unless_declined(kind.check(answer, context), answer)
    assert verdict.outcome == outcome, (verdict.by, verdict.read_as, verdict.findings)


@pytest.mark.parametrize("code, outcome", [("import math\nprint(math.pi)", "unreadable"), ("a*m", "correct")])
def test_a_program_is_no_answer_and_a_formula_set_as_code_is(code: str, outcome: str) -> None:
    kind, _ = read_block("m*a", Names())
    assert kind is not None
    pieces = (Piece("prose", "As was said in the lecture:"), Piece("code", code, 3))
    verdict = kind.check(Answer(pieces, code), Context(Names(), Budget.start(20), "spellings"))
    assert verdict.outcome == outcome, (verdict.by, verdict.read_as, verdict.findings)
