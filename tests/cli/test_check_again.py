"""`check --format-only` tells the form and nothing else; `check --watch` tells what changed and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from grader.cli import main
from grader.commands import watch
from grader.commands.check import FULL, LESS

EXERCISE = yaml.safe_load((Path(__file__).parent / "check_feedback.yaml").read_text())["exercise"]
HEAD = "# Exercise 1\n"


@pytest.mark.parametrize(
    ("handin", "code", "says"),
    [
        ("a) $x^2 + 1$\n\nb) $3x^2$\n\nc) It is.", FULL, ["     2 | x^2 + 1", "     6 | c) It is."]),
        ("a) $x^2 + 2x + 1$\n\nb) $3x^2$\n\nc) x", FULL, ["     2 | x^2 + 2*x + 1"]),
        ("a) $x^2 + (1$\n\nb) $x$\n\nc) x", LESS, ["     2 | a) $x^2 + (1$", "       |           ^"]),
        ("a) $x$", LESS, ["1b  – no answer", "1c  – no answer"]),
    ],
)
def test_the_form_alone(
    handin: str, code: int, says: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "1.yaml").write_text(EXERCISE)
    (tmp_path / "mine.md").write_text(HEAD + handin)
    assert main(["check", str(tmp_path / "1.yaml"), str(tmp_path / "mine.md"), "--format-only"]) == code
    said = capsys.readouterr().out
    assert [line for line in says if line not in said.split("\n")] == [], said
    for verdict in ("right", "points", "✓", "✗", "◐", "instructor", "middle term", "expected"):
        assert verdict not in said


def test_the_form_is_the_same_whatever_is_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With other keys, mistakes and rubrics, not a byte changes."""
    (tmp_path / "mine.md").write_text(HEAD + "a) $x^2 + 1$\n\nb) $3x^2$\n\nc) minus times minus")
    other = EXERCISE
    for old, new in (("x^2 + 2*x + 1", "x^2 + 1"), ("x^3", "x^2"), ("3*x^2", "2*x"), ("minus times minus", "no")):
        assert old in other
        other = other.replace(old, new)
    said = []
    for text in (EXERCISE, other):
        (tmp_path / "1.yaml").write_text(text)
        main(["check", str(tmp_path / "1.yaml"), str(tmp_path / "mine.md"), "--format-only"])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]


def test_only_what_changed_is_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    exercise, file = tmp_path / "1.yaml", tmp_path / "mine.md"
    exercise.write_text(EXERCISE)
    file.write_text(HEAD + "a) $x^2 + 1$\n\nb) $3x^2$")
    versions = iter(
        [
            HEAD + "a) $x^2 + 1$\n\nb) $3x^2$",
            HEAD + "\n\na) $x^2 + 1$\n\nb) $3x^2$",
            HEAD + "a) $x^2 + 2x + 1$\n\nb) $3x^2$",
            None,
            HEAD + "a) $x^2 + 2x + 1$",
        ]
    )
    said: list[str] = []

    def pause(_: float) -> None:
        said.append(capsys.readouterr().out)
        try:
            text = next(versions)
        except StopIteration:
            raise KeyboardInterrupt from None
        file.unlink(missing_ok=True)
        if text is not None:
            file.write_text(text)

    states = watch.states
    monkeypatch.setattr("grader.commands.check.states", lambda files: states(files, pause))
    assert main(["check", str(exercise), str(file), "--watch"]) == LESS
    first, same, moved, right, gone, without = (*said, *[""] * 6)[:6]
    assert "1a  ✗" in first and "1b  " in first
    assert "1a" not in same + moved and "1b" not in same
    assert "1a: ✗ -> ✓" in right and "1b" not in right
    assert "mine.md" in gone and "1a" not in gone
    assert "1b: " in without and "-> –" in without and "1a" not in without


def test_nothing_is_checked_while_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("1")
    looks = iter(range(5))

    def pause(_: float) -> None:
        if next(looks) == 3:
            raise KeyboardInterrupt

    def counted() -> Iterator[int]:
        for _ in watch.states(lambda: [tmp_path / "x", tmp_path / "nowhere"], pause):
            yield 1

    seen = []
    with pytest.raises(KeyboardInterrupt):
        seen += [*map(seen.append, counted())]
    assert seen == [1]


@pytest.mark.parametrize("option", ["--watch", "--format-only"])
def test_only_text_is_printed_so(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "x", "y", option, "--format", "json"]) == 2
    assert "leave --format out" in capsys.readouterr().err
