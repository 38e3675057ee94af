"""Orders for all values of the letters: nothing holds without a proof, nothing fails without a point."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.answer.kind import Context
from grader.answer.solution.methods.estimates import always
from grader.limits import Budget
from grader.notation import parse
from grader.notation.names import read_names
from grader.notation.tree import Chain

CASES = yaml.safe_load((Path(__file__).parent / "cases_orders.yaml").read_text(encoding="utf-8"))
SAID = {"same": "holds", "right_in_left": "fails"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["order"])
def test_orders(case: dict[str, Any]) -> None:
    names, findings = read_names({"variables": case["letters"]})
    assert not findings
    expr = parse(case["order"], names).expr
    assert isinstance(expr, Chain)
    found = always(expr.operands[0], expr.relations[0], expr.operands[1], Context(names, Budget.start(20)))
    assert (SAID[found.relation] if found else "open") == case["is"], found
    if found is not None and found.relation == "right_in_left" and case["letters"]:
        assert found.counterexample is not None
        assert found.counterexample.at
