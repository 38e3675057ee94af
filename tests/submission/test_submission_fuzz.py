"""Samples, damaged at random from a fixed seed: whatever becomes of them, reading and placing return."""

import random
from pathlib import Path

import pytest

from grader import submission
from grader.errors import SubmissionError

SAMPLES = Path(__file__).parents[2] / "submissions"
PARTS = "6.1a 6.1b 6.1c 6.1d 6.2a 6.2b 6.2c 6.2d 6.3a 6.3b".split()
BITS = [
    *("$ $$ \\( \\) \\[ \\] ~~ ``` ` <!-- --> a) (b) ⑥ 6) 1) (i) { } % #1 [ ] *a &a !!x = | # > - ' \"".split(" ")),
    *("\n", "\n\n", "\t", "\r", "---\n", "Exercise 6.2", "Part a)", "6.1a: ", "\\item ", "\\section{", "\\boxed{"),
    *("\\begin{enumerate}", "\\end{enumerate}", "\\begin{align}", "\\end{align}", "\\begin{verbatim}", "\\verb|"),
    *("\\newcommand{\\x}{", "\\def\\y#1{", "\\iffalse", "\\fi", "\\sout{", "\\begin{document}", "\\end{document}"),
    *("\ue000", "\ue0000\ue001", "\ue002", "\u202e", "\u200b", "\x00", "\ud83d\ude00", "\u0660"),
]


def damaged(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 12)):
        at, other = chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)
        match chance.randrange(4):
            case 0 | 1:
                text = text[:at] + chance.choice(BITS) * chance.choice([1, 1, 1, 3]) + text[at:]
            case 2:
                text = text[:at] + text[at + chance.randint(1, 60) :]
            case _:
                text = text[:at] + text[other : other + chance.randint(1, 300)] + text[at:]
    return text


@pytest.mark.parametrize("seed", range(20))
def test_damaged_samples(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    files = [path.read_text("utf-8") for path in sorted(SAMPLES.iterdir()) if path.name != "README.md"]
    for _ in range(25):
        path = tmp_path / f"s1.{chance.choice(['md', 'tex', 'txt', 'yaml', 'ipynb'])}"
        path.write_bytes(damaged(chance.choice(files), chance).encode("utf-16", "surrogatepass"))
        try:
            document = submission.read(path)
        except SubmissionError as error:
            assert str(error).isprintable()
            continue
        placed = submission.place(document, PARTS)
        assert set(placed.answers) <= set(PARTS) and set(placed.twice) <= set(placed.answers)
        lines = document.text.count("\n") + 1
        for answer in placed.answers.values():
            assert 1 <= answer.line <= lines
            assert all(1 <= piece.line <= lines and piece.column >= 1 for piece in answer.pieces)
