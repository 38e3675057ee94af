"""The page of what can be written: made from the tables, true, and the same as in the documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.notation import parse
from grader.notation.output.page import RULES, Rule, families, markdown, plain
from grader.notation.words import FAMILIES

PAGE = Path(__file__).parents[2] / "docs" / "notation.md"


def test_documentation_is_what_the_command_prints() -> None:
    wanted = markdown()
    assert PAGE.read_text() == wanted, "write it anew: grader notation --format markdown > docs/notation.md"


@pytest.mark.parametrize("rule", RULES, ids=[rule.written for rule in RULES])
def test_rule_is_true(rule: Rule) -> None:
    read, said = parse(rule.written), parse(rule.read)
    assert read.expr is not None and read.expr == said.expr


def test_every_word_is_listed() -> None:
    text = plain()
    assert [name for name, _ in families()] == [name for name, _ in FAMILIES]
    assert all(word.example in text and word.spellings[0] in text for _, words in FAMILIES for word in words)
