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
        ("# Exercise 1\n\nAnswers: a 3, b 8, c 2", True),
        ("# Exercise 1\n\na) 3\n\nb') 8\n\nc) 2", True),
        ("# Exercise 1\n\na) We add $b$ and $c$: $x=2$", False),
    ],
)
def test_missed(text: str, unplaced: bool) -> None:
    document = submission.read_data(text.encode(), "s1.md")
    placed = submission.place(document, PARTS)
    assert (placed.unplaced or bool(placed.named)) == unplaced


@pytest.mark.parametrize(
    ("line", "doubted"),
    [
        ("Answers: a 3, b 9, c 2", {"1b"}),
        ("Ergebnisse: a) 3, b) 8; c) 7", {"1c"}),
        ("a 3, b 8", set()),
        ("a 4, b 9", {"1a", "1b"}),
        ("**Results:** a = $3$, b = $8$, c = $2$", set()),
        ("My answers are b 9 and better than a 4", set()),
    ],
)
def test_a_line_that_sums_up_another_answer_is_a_doubt(line: str, doubted: set[str]) -> None:
    text = f"# Exercise 1\n\n{line}\n\na) $1+2 = 3$\n\nb) $3+5 = 8$\n\nc) the value is 2\n"
    placed = submission.place(submission.read_data(text.encode(), "s1.md"), PARTS)
    assert {part for part, doubt in placed.doubts.items() if doubt.code == "summed-otherwise"} == doubted
