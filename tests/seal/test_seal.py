"""A sealed folder checks answers as the exercise does, and holds none of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from benchmarks.seal_attack import attack, leaks, printed
from grader.answer.kinds.sealed import Sealed
from grader.batch.single import mark_text
from grader.cli import main
from grader.exercise.load import load
from grader.exercise.model import Assignment
from grader.lint import lint
from grader.seal.attack import Guesses
from grader.seal.folder import write
from grader.seal.sealing import Note, Sealing, sealed

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "answers.yaml").read_text(encoding="utf-8"))
CHEAP, FEW = 4, 2_000
LEFT_OUT = {"7f", "7g", "7h", "7i", "7j"}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    source = load(HERE / "exercise.yaml")
    made = {}
    for weak in (False, True):
        folder = tmp_path_factory.mktemp("sealed")
        guesses = FEW if weak else 20_000  # where weak answers are sealed too, nothing hangs on their number
        write(sealed(source, Sealing(frozenset({"all"} if weak else ()), CHEAP, guesses=guesses))[0], folder)
        made[weak] = folder
    return made


@pytest.fixture(scope="module")
def public(folders: dict[bool, Path]) -> dict[bool, Assignment]:
    return {weak: load(folder) for weak, folder in folders.items()}


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """Answers that a stranger's program must find, and one that it must not."""
    folder = tmp_path_factory.mktemp("control")
    write(sealed(load(HERE / "control.yaml"), Sealing(frozenset({"all"}), CHEAP, guesses=FEW))[0], folder)
    return load(folder)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['part']} {case['answer'][:40]}")
def test_answer(case: dict[str, str], public: dict[bool, Assignment]) -> None:
    assignment = public[bool(case.get("weak"))]
    part = assignment.part(case["part"])
    assert part is not None
    result = mark_text(part, case["answer"], "en", assignment.hash)
    assert result.outcome == case["outcome"], result
    assert "points" not in case or str(result.points) == case["points"]
    said = json.dumps([(a.message, a.hints) for a in result.answers]) + " ".join(result.feedback)
    assert case.get("says", "") in said
    assert case.get("never", "\0") not in said


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['part']} {case['answer'][:40]}")
def test_it_is_what_the_exercise_itself_says(case: dict[str, str], public: dict[bool, Assignment]) -> None:
    """With the same points, where anything is said at all."""
    assignment, source = public[bool(case.get("weak"))], load(HERE / "exercise.yaml")
    results = []
    for one in (assignment, source):
        part = one.part(case["part"])
        assert part is not None
        result = mark_text(part, case["answer"], "en", one.hash)
        results.append((result.outcome, result.points))
    assert results[0] == results[1] or results[0][0] == "undecided"


@pytest.mark.parametrize(
    "turn", [0, pytest.param(1, marks=pytest.mark.fuzz), pytest.param(2, marks=pytest.mark.fuzz)]
)
def test_every_form_of_an_answer_is_worth_what_it_is_worth_unsealed(tmp_path: Path, turn: int) -> None:
    """Several values, lists without brackets, matrices, intervals as inequalities, words around a value. Each takes
    tenths of a second, twice: a third of them every time, all with `make fuzz`."""
    source = load(HERE / "forms.yaml")
    write(sealed(source, Sealing(frozenset({"all"}), CHEAP, guesses=200))[0], tmp_path)
    public = load(tmp_path)
    told: dict[str, object] = {}
    for line in (HERE / "forms_answers.txt").read_text(encoding="utf-8").splitlines()[1 + turn :: 3]:
        name, text = line.split("|", 1)
        parts = source.part(f"1{name.removeprefix('?')}"), public.part(f"1{name.removeprefix('?')}")
        results = [mark_text(part, text, "en", source.hash) for part in parts if part is not None]
        (own, *rest), (other, *_) = [(one.outcome, one.points) for one in results], [results[1].outcome]
        if own != rest[0] and (not name.startswith("?") or other != "undecided"):
            told[line] = own, rest[0]
    assert not told


@pytest.mark.parametrize(
    "files",
    [
        {"1.yaml": 'exercise: "1"\nparts: {a: {question: q, answer: 97*x}}\n'},
        {"1.yaml": 'exercise: "1"\nquestion: q\nanswer: 97*x\n'},
        {"1.yaml": "exercise: policy\nparts: {a: {question: q, answer: 97*x}}\n"},
        {"1.yaml": "exercise: review\nparts: {a: {question: q, answer: 97*x}}\n"},
        {"1.yaml": "exercise: assignment\nparts: {a: {question: q, answer: 97*x}}\n"},
        {f"{k}.yaml": f'exercise: "1"\nparts: {{{k}: {{question: q, answer: 97*x}}}}\n' for k in "ab"},
    ],
    ids=["without a title", "one question", "policy", "review", "assignment", "in two files"],
)
def test_what_is_sealed_can_be_read(files: dict[str, str], tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    words = ["--cost=4", "--guesses=50", "--weak=all", "-o", str(tmp_path / "public")]
    assert main(["seal", str(source), *words]) == 0
    made = load(tmp_path / "public").parts
    assert {part.id for part in made} == {part.id for part in load(source).parts}
    assert main(["answer", str(tmp_path / "public"), made[0].id, "97x"]) == 0


@pytest.mark.parametrize(
    "command", [["answer", "7a", "1"], ["check", "in.md"], ["ci", "in.md"], ["grade", "in.md"]]
)
def test_without_the_package_it_is_said_once(
    command: list[str], folders: dict[bool, Path], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("grader.exercise.load.find_spec", lambda _: None)
    monkeypatch.chdir(tmp_path)
    Path("in.md").write_text("a) 1\n")
    assert main([command[0], str(folders[False]), *command[1:]]) == 2
    said = capsys.readouterr()
    assert not said.out and said.err.count("'.[seal]'") == 1


def test_what_is_left_out_is_what_can_be_guessed() -> None:
    notes: list[Note] = sealed(load(HERE / "exercise.yaml"), Sealing(cost=CHEAP, guesses=20_000))[1]
    assert {note.part for note in notes if note.state == "left out"} == LEFT_OUT
    assert {note.part for note in notes if note.state == "open"} == {"7e"}
    assert all(note.bits is None or note.bits >= 28 for note in notes if note.state == "sealed")


def test_what_the_question_asks_to_work_out_is_left_out() -> None:
    """A derivative of a printed formula is a guess like any other."""
    notes = sealed(load(HERE / "control.yaml"), Sealing(cost=CHEAP, guesses=5_000))[1]
    assert {note.part for note in notes if note.state == "left out"} == {"8a", "8b", "8c", "8d"}


def test_the_folder_does_not_hold_the_key(folders: dict[bool, Path]) -> None:
    """No number, word or formula of an answer, a mistake, its feedback, a solution, a sample or a rubric."""
    public = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folders[False].iterdir()))
    plain = re.sub(r"gAAAA[\w=\s-]+", "", public)
    for word in ("Zebra", "Ocelot", "Quagga", "okapi", "giraffe", "camelopard", "samples", "solution", "rubric",
                 "mistakes", "expected", "tolerance", "form:", "factored"):  # fmt: skip
        assert word not in public, word
    for number in ("97", "71", "53", "89", "61", "1009", "8117", "9973", "7919", "6007", "104729", "1013", "9739"):
        assert not re.search(rf"(?<![0-9a-f]){number}(?![0-9a-f])", plain), number


def test_boxes_do_not_tell_which_is_right(folders: dict[bool, Path]) -> None:
    made = yaml.safe_load((folders[False] / "7.yaml").read_text(encoding="utf-8"))
    boxes = made["parts"]["a"]["answer"]["boxes"]
    assert len(boxes) == 4 and len({box["worlds"] for box in boxes}) == 1
    assert len({len(box["box"]) for box in boxes}) == 1


def test_a_long_box_is_no_longer_than_the_others(control: Assignment) -> None:
    (answer,) = control.parts[0].answers
    assert isinstance(answer.kind, Sealed) and len(answer.kind.boxes) == 2
    assert len({len(box.text) for box in answer.kind.boxes}) == 1 and not leaks(answer.kind.boxes)


@pytest.mark.parametrize(("part", "found"), [("8a", True), ("8b", True), ("8c", True), ("8d", True), ("8e", False)])
def test_the_attack_finds_what_can_be_guessed(part: str, found: bool, control: Assignment) -> None:
    """Else an hour in which `benchmarks.seal_attack` finds nothing would prove nothing."""
    aim = control.part(part)
    assert aim is not None
    (answer,) = aim.answers
    assert isinstance(answer.kind, Sealed)
    tried, guess = attack(aim, answer.kind, printed(control, aim), seconds=60 if found else 1)
    assert tried > 10 and bool(guess) == found


def test_the_folder_is_clean(folders: dict[bool, Path]) -> None:
    assert not lint(folders[False]).problems


def test_salt_differs_from_run_to_run(folders: dict[bool, Path]) -> None:
    one, other = (yaml.safe_load((folder / "7.yaml").read_text())["parts"]["a"]["answer"]["seal"]
                  for folder in folders.values())  # fmt: skip
    assert one["salt"] != other["salt"] and one["points"] != other["points"]


@pytest.mark.parametrize(("part", "most"), [("7f", 8), ("7j", 0)])
def test_an_easy_answer_is_found(part: str, most: float) -> None:
    found = load(HERE / "exercise.yaml").part(part)
    assert found is not None
    kind = found.answers[0].kind
    answer = getattr(kind, "expected", None) or (getattr(kind, "to", None),)
    printed = () if most else (getattr(kind, "from_").expr,)  # noqa: B009
    bits = Guesses(found.names, printed, 2_000).bits(answer[0].expr)
    assert bits <= most


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["seal", str(HERE / "exercise.yaml"), "--cost=4", "--guesses=2000", "-o", str(tmp_path / "public")]
    assert main(words) == 1
    out = capsys.readouterr().out
    assert "7a: sealed" in out and "7f: left out" in out and "97" not in out
    assert main(words) == 2
    assert "not empty" in capsys.readouterr().err
    assert main(["answer", str(tmp_path / "public"), "7b", "(97x - 1009)(89x^2 + 8117)"]) == 0
    assert main(["answer", str(tmp_path / "public"), "7b", "(97x - 1009)"]) == 1
    assert main(["answer", str(tmp_path / "public"), "7f", "1/2"]) == 3


def test_a_mistake_that_is_easily_guessed_is_left_out(tmp_path: Path) -> None:
    block = {"answer": "97*x^3*exp(-x^2/71)*sin(53*x)/89", "mistakes": [
        {"answer": "0", "feedback": "Okapi! It does not vanish."},
        {"answer": "-97*x^3*exp(-x^2/71)*sin(53*x)/89", "feedback": "Zebra! The other sign."},
    ]}  # fmt: skip
    exercise = {"exercise": "1", "title": "T", "notation": {"variables": {"x": "real"}},
                "parts": {"a": {"question": "Which?", "points": 1, **block}}}  # fmt: skip
    (tmp_path / "1.yaml").write_text(yaml.safe_dump(exercise), encoding="utf-8")
    source = load(tmp_path / "1.yaml")
    for weak, left_out in ((frozenset[str](), 1), (frozenset({"all"}), 0)):
        _, (note,) = sealed(source, Sealing(weak, CHEAP, guesses=20_000))
        assert (note.state, note.mistakes) == ("sealed", left_out)
