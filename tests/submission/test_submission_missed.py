"""A part without an answer is no zero where something in the hand-in speaks of it."""

import pytest

from grader import submission

PARTS = ["1a", "1b", "1c"]


@pytest.mark.parametrize(
    ("text", "unplaced"),
    [
        ("# Exercise 1\n\na) $x=2$\n\n**b** $y=3$\n\nc) $z=4$", True),
        ("# Exercise 1\n\na) yes b) no c) yes", True),
        ("Exercise 1\n\na: 2 then b: 3 and c: 4", True),
        ("1a) 2 see 1b) 3", True),
        ("# Exercise 1\n\na) $x=2$\n\nPart b gives $y=3$\n\nc) $z=4$", True),
        ("Exercise 1: 2, 3, 4", True),
        ("# Exercise 1: $x = 2$", True),
        ("Exercise 1\n\n1. a) 2\n2. b) 3\n3. c) 4", True),
        ("Exercise 1\n\n- first: 3\n- second: 5", True),
        ("Exercise 1 (10 points)\n\nnot done", False),
        ("<section>\na) 2\n</section>", True),
        ("Exercise 1\n\n```\na) 2\nb) 3\nc) 4\n```", True),
        ("# Exercise 1 (10 points)\n\na) $x=2$", False),
        ("# Exercise 1 (10 points)", False),
        ("# Exercise 1\n\nb) $y=3$\n\na) $x=2$", False),
        ("# Exercise 1\n\n## a)\n\nc: 5\n", True),
        ("# Exercise 1\n\n## b)\n\n## c)\n\n5\n", False),
        ("# Exercise 1\n\na) We add $b$ and $c$: $x=2$", False),
    ],
)
def test_missed(text: str, unplaced: bool) -> None:
    document = submission.read_data(text.encode(), "s1.md")
    placed = submission.place(document, PARTS)
    assert (placed.unplaced or bool(placed.named)) == unplaced
