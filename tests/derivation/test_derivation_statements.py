"""How an answer falls apart into statements, and which value is picked out of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.answer.claim.select import pick
from grader.answer.claim.statements import Statement, statements
from grader.answer.kind import Context
from grader.limits import Budget
from grader.notation import parse
from grader.notation.cut import cut
from grader.notation.names import Names, read_names
from grader.notation.printing import to_text
from grader.notation.tree import Chain
from grader.values import Answer, Piece

HERE = Path(__file__).parent


def load(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found


def shown(statement: Statement) -> str:
    sides = " ".join(f"{member.relation} {member.text}".strip() for member in statement.members)
    return f"{statement.line} {statement.role}{' final' if statement.final else ''}: {sides}"


@pytest.mark.parametrize("case", load("cases_statements.yaml"), ids=lambda case: case["name"])
def test_statements(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [shown(statement) for statement in statements(Answer(cut(text), text), Names())] == case["statements"]


@pytest.mark.parametrize("case", load("cases_select.yaml"), ids=lambda case: case["name"])
def test_pick(case: dict[str, Any]) -> None:
    names, _ = read_names(case.get("notation", {}))
    asked = parse(case["of"], names).expr if "of" in case else None
    of = () if asked is None else (asked,)
    text = case["text"]
    picked = pick(Answer(cut(text), text), Context(names, Budget.start(5)), of)
    assert picked.expr is not None, picked
    if "chain" in case:
        assert to_text(picked.expr) == case["chain"]
    else:
        value = picked.expr.operands[-1] if isinstance(picked.expr, Chain) else picked.expr
        assert to_text(value) == str(case["value"])


def test_lines_typed_into_a_box_are_lines() -> None:
    text = "x^2 = 4\nx = 2 or x = -2"
    found = statements(Answer((Piece("math", text),), text), Names(), compound=True)
    assert [(statement.line, statement.text) for statement in found] == [(1, "x^2 = 4"), (2, "x = 2 or x = -2")]
