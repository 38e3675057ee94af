"""What must not cost more than itself: one answer that breaks the engine, one file that cannot be read, one folder
that is no class."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from small_class import exercises, handin

from grader import limits
from grader.answer.kinds.number import Number
from grader.batch import run as batch_run
from grader.batch.plan import check_output, plan
from grader.batch.run import Graded
from grader.batch.store import Store
from grader.cli import main
from grader.course import collect
from grader.errors import GraderError
from grader.exercise.load import load
from grader.report.formats import html
from grader.values import Result

TWO = """
exercise: "1"
parts:
  a:
    points: 4
    answers:
      first: {kind: number, of: p, expected: 2}
      second: {kind: number, of: q, expected: 3}
"""


def graded(tmp: Path, text: str) -> Graded:
    assignment = load(exercises(tmp / "exercises", text))
    return batch_run.run(assignment, plan([tmp / "in"]), Store(None), 1, lambda _: None)


def test_of_a_part_with_two_answers_one_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Number.check

    def check(self, answer, context):  # type: ignore[no-untyped-def]
        if "666" in answer.raw and str(self.expected).count("3"):
            os.abort()
        return honest(self, answer, context)

    monkeypatch.setattr(Number, "check", check)
    handin(tmp_path / "in", "ada.md", a="p = 2$ and $q = 666")
    (ada,) = graded(tmp_path, TWO)
    assert [answer.verdict.outcome for answer in ada.parts[0].answers] == ["correct", "undecided"]
    assert ada.points == 0 and ada.open_points == 4 and "SIGABRT" in ada.parts[0].answers[1].message


@pytest.mark.parametrize(
    "deed, why",
    [
        (os.abort, "SIGABRT"),
        (lambda: sum(iter(int, 1)), "ANSWER_KILL_SECONDS"),
        (lambda: 1 / 0, "ZeroDivisionError"),
        (lambda: bytearray(2**31), "ANSWER_BYTES"),
    ],
)
def test_a_page_that_breaks_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object], why: str
) -> None:
    def render(result: Result, title: str) -> str:
        if any("666" in part.raw for part in result.parts):
            deed()
        return html.student_page(result, title)

    monkeypatch.setattr(limits, "ANSWER_KILL_SECONDS", 0.7)
    assignment = load(exercises(tmp_path / "exercises"))
    for name, a in (("ada", "2"), ("ben", "666")):
        handin(tmp_path / "in", f"{name}.md", a=a)
    made = batch_run.run(assignment, plan([tmp_path / "in"]), Store(None), 1, lambda _: None, render)
    (ada, ben), pages = made, [entry.page for _, entry in made.each()]
    assert ada.points == 5 and ben.points == 3 and not made.problems and not ben.open_points
    assert why in pages[1] and why not in pages[0] and "666" not in pages[1] and "3 / 5" in pages[1]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """`grader grade` over `in`, into `out`: exit code, standard output and error."""
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    exercises(tmp_path / "exercises")

    def grade(*words: str) -> tuple[int, str, str]:
        folders = [str(tmp_path / "exercises"), str(tmp_path / "in"), "-o", str(tmp_path / "out")]
        code = main(["grade", *folders, *words])
        return (code, *capfd.readouterr())

    return grade


def test_who_cannot_be_read_is_not_forgotten(tmp_path: Path, run) -> None:  # type: ignore[no-untyped-def]
    handin(tmp_path / "in", "ada.md")
    (tmp_path / "in" / "ben.pdf").write_bytes(b"%PDF-1.7\n")
    code, out, _ = run("--format", "json", "--strict")
    ada, ben = json.loads(out)["students"]
    assert code == 3 and run()[0] == 0 and ada["points"] == "5"
    assert (ben["points"], ben["open_points"], ben["max_points"]) == ("0", "5", "5")
    assert {part["points"] for part in ben["parts"]} == {None} and "PDF" in ben["notes"][0]
    assert "ben.pdf" in json.loads(out)["problems"][0]
    assert "PDF" in (tmp_path / "out" / "students" / "ben.html").read_text()
    (tmp_path / "in" / "ada.md").unlink()
    assert run()[0] == 2


@pytest.mark.parametrize("words", [("-j", "0"), ("-j", "-3"), ("--format", "gradescope"), ("--format", "word")])
def test_what_cannot_be_is_refused_before_anything_is_graded(tmp_path: Path, run, words) -> None:  # type: ignore[no-untyped-def]
    for name in ("ada.md", "ben.md"):
        handin(tmp_path / "in", name)
    code, out, err = run(*words)
    assert code == 2 and not out and err.count("\n") == 1 and words[-1] in err.lower()
    assert not (tmp_path / "out").exists() and not list(tmp_path.glob("cache/results/*/*"))


def test_one_stream_holds_one_format(tmp_path: Path, run) -> None:  # type: ignore[no-untyped-def]
    handin(tmp_path / "in", "ada.md")
    _, out, err = run("--format", "jsonl,junit,text,json,gradescope")
    assert json.loads(out)["id"] == "ada"
    assert (tmp_path / "out" / "junit.xml").read_text().startswith("<?xml")
    assert json.loads((tmp_path / "out" / "gradescope.json").read_text())["tests"]
    assert "junit.xml" in err and "1 graded" in err


@pytest.mark.parametrize("name", ["junit.xml", "results.jsonl", "gradescope.json", "annotations.txt"])
def test_what_others_wrote_is_not_written_over(tmp_path: Path, run, name: str) -> None:  # type: ignore[no-untyped-def]
    handin(tmp_path / "in", "ada.md", a="3")
    words = ("--format", "json,jsonl,junit,gradescope,github")
    assert run(*words)[0] == 0 and run(*words)[0] == 0
    (tmp_path / "out" / name).write_text('<?xml version="1.0"?><testsuites name="mine"/>')
    code, out, err = run(*words)
    assert code == 2 and not out and name in err and "overwrite" in err
    assert "mine" in (tmp_path / "out" / name).read_text() and run()[0] == 0


def test_a_link_in_the_reports_is_not_written_through(tmp_path: Path) -> None:
    handin(tmp_path / "in", "a.md")
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "students").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(GraderError, match="link"):
        check_output(tmp_path / "out", [tmp_path / "in"])


def test_a_folder_that_is_no_class_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "FOLDER_FILES", 30)
    for n in range(31):
        (tmp_path / f"{n}.md").touch()
    with pytest.raises(GraderError, match="more than 30 files"):
        plan([tmp_path])


def test_folders_without_end_are_left_out(tmp_path: Path) -> None:
    handin(tmp_path / "in", "ada.md")
    deep = tmp_path / "in" / "/".join("d" * 300)
    deep.mkdir(parents=True)
    (deep / "ben.md").touch()
    made = plan([tmp_path / "in"])
    assert [one.student for one in made.handins] == ["ada"]
    assert len(made.notes) == 1 and "deep" in made.notes[0]
