"""The hand-ins in `submissions/` are read as their README says; so is the one this project was born from."""

from pathlib import Path

import pytest

from grader import submission

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "seed" / "assignment-6-handin.md"
PARTS = "6.1a 6.1b 6.1c 6.1d 6.2a 6.2b 6.2c 6.2d 6.3a 6.3b".split()
MISSING = {
    "q19.txt": "6.1d 6.2b",
    "q24.txt": "6.1c 6.1d",
    "q25.md": "6.1d 6.2b",
    "q27.yaml": "6.1c 6.1d",
    "q28.ipynb": "6.1a 6.1b 6.1c 6.1d 6.2b 6.2c 6.3a",
    "q29.md": "6.1a 6.1b 6.1c 6.1d 6.2a 6.2b 6.2c 6.2d 6.3a",
}
NOTES = {"q22.md": ["label-guessed"], "q25.md": ["picture", "unclosed-delimiter", "part-twice"]}
FILES = sorted(path for path in (ROOT / "submissions").iterdir() if path.name != "README.md")


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_sample(path: Path) -> None:
    placed = submission.place(submission.read(path), PARTS)
    assert [part for part in PARTS if part not in placed.answers] == MISSING.get(path.name, "").split()
    assert [note.code for note in placed.notes] == NOTES.get(path.name, [])
    assert placed.members and all(name.startswith("Student Q") for name in placed.members)


def test_every_sample_is_described() -> None:
    page = (ROOT / "submissions" / "README.md").read_text("utf-8")
    assert len(FILES) >= 10
    for path in FILES:
        assert f"`{path.name}`" in page


@pytest.mark.skipif(not SEED.exists(), reason="the first hand-in is not part of this repository")
def test_seed() -> None:
    placed = submission.place(submission.read(SEED), PARTS)
    assert list(placed.answers) == PARTS
    assert [(note.code, note.get("part")) for note in placed.notes] == [("label-guessed", "6.1b")]
    assert len(placed.members) == 2
    assert {part: answer.line for part, answer in placed.answers.items()} == dict(
        zip(PARTS, (13, 29, 35, 54, 97, 117, 132, 165, 69, 79), strict=True)
    )
    assert not any("sigma^2" in piece.text for piece in placed.answers["6.2c"].pieces if piece.kind == "display")


def test_lines_of_a_part_in_two_places_keep_their_numbers() -> None:
    document = submission.read_data(b"## 1a\n12\n\n## 1b\n5\n\nmore\n\n## 1a\n13\n", "s1.md")
    answer = submission.place(document, ["1a", "1b"]).answers["1a"]
    lines = answer.raw.split("\n")
    assert (lines[0], lines[8], lines[9]) == ("## 1a", "## 1a", "13") and answer.line == 1
