"""What is found out about a tree in one walk is what a plain walk sees, and memos stay small."""

import pytest

from grader.notation import parse
from grader.notation.memo import Memo, Question
from grader.notation.tree import Apply, Bind, Expr, Name, Number, applied, facts, walk

TEXTS = (
    "3",
    "x",
    "2*x^2 + x*y - 2/(x + 1)",
    "x = 1 or x = 2",
    "f(x) = {1, 2}",
    r"\sum_{i=1}^{n} x_i^2 + \sin\left(2x\right)",
    r"\begin{pmatrix} 1 & a \\ 0 & 1 \end{pmatrix}",
    "[0, 1) \\cup {3}",
    r"3 \text{ apples}",
)


def tree(text: str) -> Expr:
    expr = parse(text).expr
    assert expr is not None, text
    return expr


@pytest.mark.parametrize("text", TEXTS)
def test_facts_are_what_a_walk_sees(text: str) -> None:
    expr = tree(text)
    nodes, held = list(walk(expr)), facts(expr)
    assert held.size == len(nodes)
    assert held.shapes == {type(node) for node in nodes}
    assert held.words == {node.op for node in nodes if isinstance(node, Apply | Bind)}
    assert held.names == tuple(dict.fromkeys(node.id for node in nodes if isinstance(node, Name)))
    assert held.letters == sum(isinstance(node, Name) for node in nodes)
    assert held.numbers == tuple(node.text for node in nodes if isinstance(node, Number))
    assert held.plain == (held.shapes <= {Number, Name, Apply})


@pytest.mark.parametrize("text", TEXTS)
def test_a_word_is_found_wherever_it_is_applied(text: str) -> None:
    expr = tree(text)
    for op in ("add", "pow", "or"):
        expected = [node for node in walk(expr) if isinstance(node, Apply) and node.op == op]
        assert sorted(applied(expr, op), key=repr) == sorted(expected, key=repr)


def test_a_memo_forgets_its_eldest() -> None:
    memo = Memo(3)
    for number in range(10):
        memo.put(number, str(number))
    assert [memo.get(number) for number in range(10)] == [None] * 7 + ["7", "8", "9"]
    assert memo.of(9, lambda: "other") == "9"
    assert memo.of(11, lambda: "new") == "new"
    assert memo.get(7) is None


def test_questions_with_one_outline_are_told_apart() -> None:
    left, right = tree("x + y"), tree("x - y")
    one, other = (Question(each, outline=facts(each).names) for each in (left, right))
    assert hash(one) == hash(other) and one != other
    assert one == Question(tree("x + y"), outline=("x", "y"))
