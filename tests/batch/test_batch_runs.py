"""A run over a class: one hand-in's fault is its own, and the output is the same however it came about."""

import ctypes
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from small_class import exercises, handin

from grader import limits
from grader.batch import run as batch_run
from grader.batch import task
from grader.batch.plan import check_output, plan, safe_name
from grader.batch.run import Graded, Progress
from grader.batch.store import Store, open_store
from grader.course import register
from grader.errors import GraderError
from grader.exercise.load import load
from grader.values import Result


def graded(tmp: Path, jobs: int = 1, store: Store | None = None, seen: list[Progress] | None = None) -> Graded:
    assignment = load(exercises(tmp / "exercises"))
    tell: Callable[[Progress], None] = seen.append if seen is not None else lambda _: None
    return batch_run.run(assignment, plan([tmp / "in"]), store or Store(None), jobs, tell)


def outcomes(results: Graded) -> dict[str, list[str]]:
    return {one.student: [part.outcome for part in one.parts] for one in results}


def misbehave(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Let the engine do the deed at every answer that is 666."""
    honest = task.mark_part

    def mark(part, answer, *rest):  # type: ignore[no-untyped-def]
        if answer is not None and "666" in answer.raw:
            deed()
        return honest(part, answer, *rest)

    monkeypatch.setattr(task, "mark_part", mark)
    monkeypatch.setattr(limits, "ANSWER_KILL_SECONDS", 0.7)


@pytest.mark.parametrize(
    "deed",
    [
        os.abort,
        lambda: ctypes.string_at(0),
        lambda: time.sleep(60),
        lambda: sum(iter(int, 1)),
        lambda: os._exit(0),
        lambda: bytearray(2**31),
    ],
    ids=["abort", "segfault", "hang", "spin", "exit", "memory"],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_only_the_guilty_answer_is_undecided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object], jobs: int
) -> None:
    misbehave(monkeypatch, deed)
    for name in ("ada.md", "cleo.md"):
        handin(tmp_path / "in", name)
    handin(tmp_path / "in", "ben.md", a="666")
    results = graded(tmp_path, jobs)
    fine = ["correct", "correct"]
    assert outcomes(results) == {"ada": fine, "ben": ["undecided", "correct"], "cleo": fine}
    ben = next(one for one in results if one.student == "ben")
    assert ben.points == 3 and ben.open_points == 2 and ben.parts[0].needs_person
    assert "666" in ben.parts[0].raw and ben.parts[0].answers[0].message


def test_a_fault_of_ours_is_undecided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault() -> None:
        raise RuntimeError("ours")

    misbehave(monkeypatch, fault)
    handin(tmp_path / "in", "ben.md", a="666")
    assert outcomes(graded(tmp_path)) == {"ben": ["undecided", "correct"]}


def test_a_handin_that_uses_up_its_time_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    misbehave(monkeypatch, os.abort)
    monkeypatch.setattr(batch_run, "SUBMISSION_SECONDS", -1.0)
    handin(tmp_path / "in", "ben.md", a="666", b="666")
    assert outcomes(graded(tmp_path)) == {"ben": ["undecided", "undecided"]}


def test_a_reader_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = task.read
    monkeypatch.setattr(task, "read", lambda source: os.abort() if source.name == "ben.md" else honest(source))
    handin(tmp_path / "in", "ada.md")
    handin(tmp_path / "in", "ben.md")
    results = graded(tmp_path)
    assert outcomes(results) == {"ada": ["correct", "correct"], "ben": ["unreadable", "unreadable"]}
    assert len(results.problems) == 1 and "ben.md" in results.problems[0] and "SIGABRT" in results.problems[0]


def test_only_what_changed_is_graded_again(tmp_path: Path) -> None:
    for name in ("ada.md", "ben.md", "cleo.md"):
        handin(tmp_path / "in", name)
    store = Store(tmp_path)
    runs: list[list[Result]] = []
    kept: list[int] = []
    for a in ("2", "2", "3"):
        handin(tmp_path / "in", "ben.md", a=a)
        seen: list[Progress] = []
        runs.append(list(graded(tmp_path, store=store, seen=seen)))
        kept.append(seen[-1].kept)
    assert kept == [0, 3, 2]
    assert runs[0] == runs[1] != runs[2]


def test_a_torn_entry_is_graded_again(tmp_path: Path) -> None:
    handin(tmp_path / "in", "ada.md")
    folder = tmp_path / "store"
    folder.mkdir()
    first = list(graded(tmp_path, store=Store(folder)))
    (entry,) = folder.iterdir()
    entry.write_bytes(entry.read_bytes()[:-10].replace(b"correct", b"partial"))
    assert list(graded(tmp_path, store=Store(folder))) == first


def test_a_store_belongs_to_exercises_and_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path))
    one, same, other = open_store("a"), open_store("a"), open_store("b")
    assert one == same != other and one.put("key", b"data") and same.get("key") == b"data"
    assert other.get("key") is None and open_store("a", fresh=True).get("key") is None
    monkeypatch.setenv("GRADER_CACHE", "/dev/null/nowhere")
    assert open_store("a") == Store(None) and not Store(None).put("key", b"")


GRADER = [sys.executable, "-m", "grader", "grade"]


def command(tmp: Path, output: str, *more: str) -> list[str]:
    return [*GRADER, str(tmp / "exercises"), str(tmp / "in"), "-o", str(tmp / output), "--quiet", *more]


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def killed(tmp: Path, cache: dict[str, str], chance: random.Random) -> int:
    """Kill a run at some point: while it starts, grades or writes. How many results it leaves behind."""
    run = subprocess.Popen(command(tmp, "two", f"-j{chance.choice((1, 2))}"), env=cache, stdout=subprocess.DEVNULL)
    kept = len(list((tmp / "c2").rglob("*.json")))
    wanted = kept + chance.choice((0, 1, 5, 12, 25))
    while run.poll() is None and len(list((tmp / "c2").rglob("*.json"))) < wanted:
        time.sleep(0.002)
    time.sleep(chance.uniform(0, 0.02 if wanted > kept else 0.5))
    run.send_signal(signal.SIGKILL)
    run.wait()
    return len(list((tmp / "c2").rglob("*.json")))


@pytest.mark.parametrize("kills", [4, pytest.param(20, marks=pytest.mark.fuzz)])
def test_output_is_the_same_at_any_j_and_after_any_kill(tmp_path: Path, kills: int) -> None:
    exercises(tmp_path / "exercises")
    count = 20 * kills
    ways = ("x^2+2x+1", "(x+1)^2", "\\frac{", "x^2 + 1")
    for n in range(count):
        handin(tmp_path / "in", f"s{n}.md", a=f"{n % 4} + {n}/2", b=ways[n % 4])
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")

    def environment(cache: str) -> dict[str, str]:
        return {**os.environ, "GRADER_CACHE": str(tmp_path / cache)}

    subprocess.run(command(tmp_path, "one", "-j1"), env=environment("c1"), check=True, capture_output=True)
    chance = random.Random(5)
    left = [killed(tmp_path, environment("c2"), chance) for _ in range(kills)]
    assert left == sorted(left) and any(0 < kept <= count for kept in left)
    subprocess.run(command(tmp_path, "two", "-j2"), env=environment("c2"), check=True, capture_output=True)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert len(files(tmp_path / "one")) == count + 4


@pytest.mark.parametrize(
    "name, safe",
    [
        ("ada", "ada"),
        ("Müller, Jörg", "Muller-Jorg"),
        ("../../etc/passwd", "etc-passwd"),
        ("a b\u202ec", "a-b-c"),
        ("CON", "CON_"),
        ("com1.x", "com1.x_"),
        ("...", "unnamed"),
        ("\udcff", "unnamed"),
        ("<script>", "script"),
        ("x" * 200, "x" * 64),
        ("--version", "version"),
        ("日本", "unnamed"),
    ],
)
def test_names_are_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_the_plan_is_sorted_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("b.md", "a.md", "README.md", ".hidden.md", "a.tex"):
        handin(folder, name)
    for name in ("deep/c.md", ".git/d.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        handin(folder, name)
    (folder / "link.md").symlink_to(folder / "a.md")
    (folder / "loop").symlink_to(folder)
    made = plan([folder, folder / "b.md"])
    assert [(one.student, one.path.name) for one in made.handins] == [
        ("a", "a.md"),
        ("a-2", "a.tex"),
        ("b", "b.md"),
        ("deep-c", "c.md"),
    ]
    assert len(made.notes) == 3 and sum("link" in note for note in made.notes) == 2


def test_who_had_an_id_keeps_it(tmp_path: Path) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    output.mkdir()
    seen: list[dict[str, str]] = []
    for name in ("ada.md", "ada.ipynb", "m\u00fcller.md", "muller.md", "ada.html"):
        handin(folder, name)
        made = plan([folder], before=register.names(output / register.FILE))
        everyone = [(one.student, one.taken) for one in made.handins]
        (output / register.FILE).write_text(register.document(everyone, ()))
        seen.append({one.path.name: one.student for one in made.handins})
    assert seen[0] == {"ada.md": "ada"} and seen[-1]["ada.ipynb"] == "ada-2"
    assert seen[-1]["m\u00fcller.md"] == "muller" and seen[-1]["muller.md"] == "muller-2"
    for earlier, later in pairwise(seen):
        assert earlier.items() <= later.items()


@pytest.mark.parametrize("told", ["cleo", "../ada", "ada-x", "ada-", "ADA/..", ""])
def test_a_forged_register_gives_no_ids(tmp_path: Path, told: str) -> None:
    file = handin(tmp_path / "in", "ada.md")
    (one,) = plan([tmp_path / "in"], before={str(file): told}).handins
    assert one.student == "ada"


def test_nothing_to_grade_is_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(GraderError):
            plan([path])


@pytest.mark.parametrize("output", ["in", "in/reports", "elsewhere/../in/x", "in/a.md", "foreign", "linked"])
def test_reports_go_nowhere_they_could_harm(tmp_path: Path, output: str) -> None:
    handin(tmp_path / "in", "a.md")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "index.html").write_text("<title>My own page</title>")
    (tmp_path / "linked").symlink_to(tmp_path / "in")
    with pytest.raises(GraderError):
        check_output(tmp_path / output, [tmp_path / "in"])
    check_output(tmp_path / "elsewhere", [tmp_path / "in"])


SLOW = """
import sys, time
from grader.batch import task
honest = task.mark_part
def slow(*given):
    time.sleep(0.05)
    return honest(*given)
task.mark_part = slow
from grader.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_an_interrupted_run_says_how_far_it_came_and_goes_on(tmp_path: Path) -> None:
    exercises(tmp_path / "exercises")
    for n in range(40):
        handin(tmp_path / "in", f"s{n}.md")
    words = [*command(tmp_path, "out", "-j1")[3:], "--format", "json"]
    environment = {**os.environ, "GRADER_CACHE": str(tmp_path / "cache")}
    slow = subprocess.Popen(
        [sys.executable, "-c", SLOW, *words], env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )
    while len(list((tmp_path / "cache").rglob("*.json"))) < 3:
        assert slow.poll() is None, slow.communicate()
        time.sleep(0.02)
    slow.send_signal(signal.SIGINT)
    _, err = slow.communicate(timeout=30)
    assert slow.returncode == 130 and b"of 40" in err and b"again" in err and b"Traceback" not in err
    assert not (tmp_path / "out" / "results.json").exists()
    words.remove("--quiet")
    words = [sys.executable, "-m", "grader", *words]
    again = subprocess.run(words, env=environment, capture_output=True, check=True)
    assert b"kept from before" in again.stderr and again.stdout.count(b'"source"') == 40


def test_a_students_page_is_about_this_student_alone(tmp_path: Path) -> None:
    exercises(tmp_path / "exercises")
    names = ("ada-with-a-long-name", "ben-with-a-long-name")
    for name in names:
        handin(tmp_path / "in", f"{name}.md", a="3", b="x^2 + 1")
    environment = {**os.environ, "GRADER_CACHE": str(tmp_path / "cache")}
    subprocess.run(command(tmp_path, "out"), env=environment, check=True, capture_output=True)
    for name, other in (names, names[::-1]):
        page = (tmp_path / "out" / "students" / f"{name}.html").read_text()
        assert name in page and other not in page
        for secret in (str(tmp_path), "x^2 + 2*x + 1", "2*x", "Traceback"):
            assert secret not in page
