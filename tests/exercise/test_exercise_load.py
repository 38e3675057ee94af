"""What a sound file becomes: shares, notation, what a part uses, folders and their hash."""

from fractions import Fraction
from pathlib import Path

import pytest

from grader.errors import SpecError
from grader.exercise.load import load, read
from grader.exercise.model import Assignment, Part

ONE = """
exercise: "3"
title: Sums
parts:
  a: {question: "What is $x + 1$?", points: 2, answer: x + 1}
"""


def loaded(folder: Path, text: str, name: str = "one.yaml") -> Assignment:
    (folder / name).write_text(text, encoding="utf-8")
    return load(folder)


def part(folder: Path, text: str) -> Part:
    return loaded(folder, f'exercise: "3"\nparts:\n  a:\n    question: q\n{text}').parts[0]


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    loaded(tmp_path, ONE.replace('"3"', '"10"'), "b.yaml")
    assignment = loaded(tmp_path, ONE, "a.yaml")
    assert [each.id for each in assignment.parts] == ["3a", "10a"]


def test_other_files_of_a_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("nothing")
    (tmp_path / ".hidden.yaml").write_text("nothing")
    assert len(loaded(tmp_path, ONE).parts) == 1


def test_the_hash_changes_with_every_byte_and_not_with_the_place(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    first = loaded(tmp_path / "one", ONE).hash
    assert first == loaded(tmp_path / "two", ONE).hash
    assert first != loaded(tmp_path / "two", ONE + "\n").hash


def test_an_assignment_may_say_its_title_language_and_what_it_reveals(tmp_path: Path) -> None:
    (tmp_path / "assignment.yaml").write_text("assignment: Blatt 3\nlanguage: de\nreveal: outcome\n")
    assignment = loaded(tmp_path, ONE)
    assert (assignment.title, assignment.language) == ("Blatt 3", "de")
    assert assignment.parts[0].reveal == "outcome"


@pytest.mark.parametrize("name", ["1.yaml", "a.yaml", "b.yaml", "assignment-6.yaml", "Z.yml"])
@pytest.mark.parametrize("settings", ["assignment.yaml", "assignment.yml", "zz.yaml", "0.yaml"])
def test_what_holds_for_all_holds_whatever_the_files_are_called(name: str, settings: str, tmp_path: Path) -> None:
    (tmp_path / settings).write_text("assignment: Blatt 3\nlanguage: de\nreveal: outcome\n")
    assignment = loaded(tmp_path, ONE, name)
    assert (assignment.exercises[0].language, assignment.parts[0].reveal) == ("de", "outcome")
    if settings.startswith("assignment"):  # and for one of the files that is read alone
        (tmp_path / "other.yaml").write_text(ONE.replace('"3"', '"4"'))
        alone = load(tmp_path / name)
        assert (alone.title, alone.language, alone.parts[0].reveal) == ("Blatt 3", "de", "outcome")
        assert len(alone.exercises) == 1


def test_an_exercise_called_assignment_is_no_setting_of_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "assignment.yaml").write_text(ONE.replace('"3"', '"4"'))
    (tmp_path / "3.yaml").write_text(ONE)
    assert [each.id for each in load(tmp_path / "3.yaml").exercises] == ["3"]


def test_without_a_language_it_is_that_of_the_first_exercise(tmp_path: Path) -> None:
    (tmp_path / "assignment.yaml").write_text("assignment: Blatt 3\n")
    assert loaded(tmp_path, "language: de\n" + ONE).language == "de"


def test_two_files_cannot_both_say_what_holds_for_all(tmp_path: Path) -> None:
    (tmp_path / "assignment.yaml").write_text("reveal: outcome\n")
    (tmp_path / "b.yaml").write_text("assignment: B\nreveal: solution\n")
    with pytest.raises(SpecError, match=r"b.yaml:1:1: What holds for all exercises stands in .*assignment.yaml"):
        loaded(tmp_path, ONE)


def test_the_same_part_in_two_files_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ONE)
    with pytest.raises(SpecError, match=r"b.yaml:5:3: Part 3a stands twice: first in .*a.yaml, line 5"):
        loaded(tmp_path, ONE, "b.yaml")


def test_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ONE.replace("points: 2", "points: x"))
    (tmp_path / "b.yaml").write_text(ONE.replace("answer", "anwser"))
    _, problems = read(tmp_path)
    assert {Path(problem.file).name for problem in problems} == {"a.yaml", "b.yaml"}


@pytest.mark.parametrize("empty", [True, False])
def test_no_folder_or_nothing_in_it(tmp_path: Path, empty: bool) -> None:
    with pytest.raises(SpecError, match=r"No exercise file|no file or folder"):
        load(tmp_path if empty else tmp_path / "none")


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(ONE.encode("utf-16"))
    (tmp_path / "b.yaml").write_bytes(b"exercise: '4'\ntitle: \xe4hnlich\n")
    _, problems = read(tmp_path)
    assert [(problem.line, problem.column) for problem in problems] == [(1, 1), (2, 8)]
    assert all("UTF-8" in problem.message for problem in problems)


def test_too_large_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("# " + "x" * 300_000)
    _, problems = read(tmp_path)
    assert "larger than 256 KiB" in problems[0].message


def test_points_are_shared_by_weight(tmp_path: Path) -> None:
    answers = "    points: 2\n    answers:\n      sum: {expected: x, weight: 2}\n      product: y\n"
    assert [each.points for each in part(tmp_path, answers).answers] == [Fraction(4, 3), Fraction(2, 3)]


def test_points_of_a_part_are_those_of_its_answers(tmp_path: Path) -> None:
    answers = "    answers:\n      sum: {expected: x, points: 1/2}\n      product: {expected: y, points: 1}\n"
    assert part(tmp_path, answers).points == Fraction(3, 2)


def test_numbered_parts_have_a_point_in_their_names(tmp_path: Path) -> None:
    assert loaded(tmp_path, ONE.replace("  a:", "  1:")).parts[0].id == "3.1"


def test_a_part_may_speak_another_notation(tmp_path: Path) -> None:
    text = """
exercise: "3"
notation:
  variables: {x: real}
parts:
  a: {question: q, points: 1, answer: x}
  b:
    question: q
    points: 1
    notation: {variables: {x: positive, y: integer}}
    answer: x
"""
    first, second = loaded(tmp_path, text).parts
    assert first.names.variables["x"].kind == "real"
    assert second.names.variables["x"].kind == "positive" and "y" in second.names.variables


def test_what_a_part_uses_is_defined_in_it(tmp_path: Path) -> None:
    text = """
exercise: "3"
parts:
  a: {question: q, points: 1, answer: x + 1}
  b: {question: q, points: 1, answer: 2*k, uses: {k: a}}
"""
    used = loaded(tmp_path, text).parts[1]
    assert [(use.part, use.name) for use in used.uses] == [("3a", "k")]
    assert "k" in used.names.definitions


def test_formulas_of_the_author_are_typeset(tmp_path: Path) -> None:
    [(written, mathml)] = loaded(tmp_path, ONE).parts[0].formulas
    assert written == "$x + 1$" and mathml.startswith("<math")


def test_the_example_of_the_contract(tmp_path: Path) -> None:
    text = r"""
exercise: "6.2"
title: The logistic sigmoid
notation:
  variables: {x: real}
  functions: {"sigma(x)": 1/(1 + exp(-x))}
parts:
  a:
    question: Show that $\sigma'(x) = \sigma(x)(1 - \sigma(x))$.
    points: 3
    answer: {kind: derivation, from: diff(sigma(x), x), to: sigma(x)*(1 - sigma(x))}
    mistakes:
      - answer: -sigma(x)*(1 - sigma(x))
        credit: 1/3
        feedback: The inner derivative of $-x$ contributes a minus sign of its own.
    samples:                       # what `grader test` runs
      correct: ['\frac{e^{-x}}{(1+e^{-x})^2} = \sigma(x)(1-\sigma(x))']
      incorrect: ['\sigma(x)(1+\sigma(x))']
"""
    found = loaded(tmp_path, text).part("6.2A")
    assert found is not None and found.points == 3
    assert [sample.want for sample in found.samples] == ["correct", "incorrect"]
    assert found.answers[0].mistakes[0].credit == Fraction(1, 3)


@pytest.mark.parametrize(
    ("extra", "part", "read"),
    [
        ({}, "2a", ["2"]),
        ({}, "1a", ["1"]),
        ({}, "3a", ["1", "2"]),
        ({"z.yaml": "assignment: All\nlanguage: de\nreveal: outcome\n"}, "2a", ["2"]),
        ({"3.yaml": 'exercise: "3"\nlanguage: de\nparts: {a: {question: q, answer: 3}}\n'}, "2a", ["1", "2", "3"]),
        ({"3.yaml": 'exercise: "3"\nparts: {a: {question: q, answer: k+1, uses: {k: 2a}}}\n'}, "3a", [*"123"]),
    ],
    ids=range(6),
)
def test_one_part_of_a_folder(extra: dict[str, str], part: str, read: list[str], tmp_path: Path) -> None:
    """Only what it needs is read, and it is the same part of the same assignment."""
    files = {f"{k}.yaml": f'exercise: "{k}"\nparts: {{a: {{question: q, answer: {k}}}}}\n' for k in (1, 2)} | extra
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    whole, alone = load(tmp_path), load(tmp_path, part)
    assert [exercise.id for exercise in alone.exercises] == read
    assert whole.part(part) == alone.part(part)
    assert (whole.hash, whole.language, whole.title) == (alone.hash, alone.language, alone.title)


def test_a_mistake_of_another_part_is_told_where_one_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "1.yaml"
    path.write_text(
        "exercise: '1'\nparts:\n"
        "  a: {question: q, points: 1, answer: {kind: numbr, expected: 2}}\n"
        "  b: {question: q, points: 1, answer: 3}\n"
    )
    [told] = load(path, "1b").elsewhere
    assert (told.line, "did you mean `number`" in told.message) == (3, True)
    for asked in ("1a", "1c"):
        with pytest.raises(SpecError):
            load(path, asked)
    path.write_text("exercise: '1'\nparts:\n  a: {question: q, points: x, answer: 2}\n  b: [1]\n")
    with pytest.raises(SpecError):
        load(path, "1b")
