"""A pull request by someone who would like a green check, run exactly as the steps of action.yml run it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
WORKFLOW = (ROOT / ".github" / "workflows" / "hand-ins.yml").read_text()
EXERCISE = """
exercise: "1"
notation: {variables: {x: real}}
parts:
  a: {question: Expand $(x + 1)^2$., points: 2, answer: {expected: x^2 + 2*x + 1, form: expanded}}
  b:
    question: Why?
    points: 1
    answer:
      kind: text
      automatic: true
      concepts: [{name: the secret thought of plus, any: [minus times minus]}]
"""
WRONG = "# Exercise 1\n\na) $x^2 + 1$\n\nb) No idea.\n"
CANARY = "open({canary!r}, 'a').write(__name__)\n"
COMMANDS = [
    "::error file=a.py,line=1::owned",
    "  ::stop-commands::x",
    "##[error]owned",
    "%0A::set-output name=x::y",
    "::add-mask::x\r::set-env name=PATH::/tmp",
    "| </td><script>alert(1)</script> ![x](http://example.org) @everyone #1 https://example.org |",
]


def trees(tmp_path: Path) -> tuple[Path, Path]:
    """The checkouts of the base branch and of the pull request, with one wrong answer."""
    course, handin = tmp_path / "work" / "course", tmp_path / "work" / "hand-in"
    (course / "exercises").mkdir(parents=True)
    (course / "exercises" / "1.yaml").write_text(EXERCISE)
    (handin / "submissions").mkdir(parents=True)
    (handin / "submissions" / "eve.md").write_text(WRONG)
    return course, handin


def arm(course: Path, handin: Path, canary: Path) -> None:
    """All that the pull request brings beside its answer."""
    planted = CANARY.format(canary=str(canary))
    for folder in (handin, handin / "submissions", handin.parent.parent / "temp"):
        folder.mkdir(exist_ok=True)
        for name in ("sitecustomize.py", "usercustomize.py", "conftest.py", "yaml.py", "json.py"):
            if folder.name != "temp":
                (folder / name).write_text(planted)
        if folder.name != "temp":
            (folder / "grader").mkdir()
            (folder / "grader" / "__init__.py").write_text(planted)
            (folder / "grader" / "__main__.py").write_text(planted)
            (folder / "evil.pth").write_text(f"import os; {planted}")
            (folder / "pyproject.toml").write_text("[tool.grader]\nrequire = 'nothing'\n")
            (folder / "grader.toml").write_text("require = 'nothing'\n")
            (folder / ".env").write_text("PYTHONPATH=.\nGRADER_REQUIRE=graded\n")
    easier = EXERCISE.replace("x^2 + 2*x + 1", "x^2 + 1")
    (handin / "exercises").mkdir()
    (handin / "exercises" / "1.yaml").write_text(easier)
    (handin / "submissions" / "1.yaml").write_text(easier)
    (handin / "submissions" / "review.yaml").write_text("decisions:\n- {part: 1a, text: x^2 + 1, points: 2}\n")
    (handin / "submissions" / "tags.yaml").write_text(f"a: !!python/object/apply:os.system ['touch {canary}']\n")
    (handin / "submissions" / "key.md").symlink_to(course / "exercises" / "1.yaml")
    (handin / "submissions" / "all").symlink_to(course / "exercises")
    (handin / "submissions" / "loop").symlink_to(handin)
    (handin / "submissions" / "::error file=x::y.md").write_text(WRONG + "\n".join(COMMANDS))
    (handin / "submissions" / "commands.md").write_text(WRONG + "\n".join(COMMANDS))


def run_steps(tmp_path: Path, **inputs: str) -> tuple[int, str, dict[str, Any]]:
    """Runs the steps of the action as GitHub does: exit code, what the log holds, and the written files."""
    temp, work = tmp_path / "temp", tmp_path / "work"
    temp.mkdir(exist_ok=True)
    given = {name: one.get("default", "") for name, one in ACTION["inputs"].items()}
    given |= {"exercises": "course/exercises", "hand-in": "hand-in/submissions", "root": "hand-in"}
    given |= {"python": sys.executable, **inputs}
    summary = tmp_path / "summary.md"
    [step] = [step for step in ACTION["runs"]["steps"] if step.get("if") != "inputs.python == ''"]
    environment = {name: given[value[len("${{ inputs.") : -len(" }}")]] for name, value in step["env"].items()}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=temp,
        capture_output=True,
        text=True,
        timeout=120,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(work),
            "GITHUB_STEP_SUMMARY": str(summary),
            "RUNNER_TEMP": str(temp),
            **environment,
        },
    )
    report = work / given["output"]
    files = {"summary": summary.read_text() if summary.exists() else ""}
    for name in ("results.json", "junit.xml", "classroom50.json", "gradescope.json"):
        files[name] = (report / name).read_text() if (report / name).exists() else ""
    return done.returncode, done.stdout + done.stderr, files


def test_what_a_pull_request_brings_changes_nothing(tmp_path: Path) -> None:
    plain, armed = tmp_path / "plain", tmp_path / "armed"
    for folder in (plain, armed):
        folder.mkdir()
    trees(plain)
    expected = run_steps(plain)
    arm(*trees(armed), armed / "canary")
    code, log, files = run_steps(armed)
    assert not (armed / "canary").exists() and code == expected[0] == 1, log
    students = {one["id"]: one for one in json.loads(files["results.json"])["students"]}
    [alone] = json.loads(expected[2]["results.json"])["students"]
    assert students["eve"] == alone and alone["points"] == "0"
    assert {one["points"] for one in students.values()} == {"0"}
    assert "link" in log and "the secret thought" not in log + "".join(files.values())
    assert "x^2 + 2*x + 1" not in log + "".join(files.values())


def test_no_command_and_no_markup_of_others_is_printed(tmp_path: Path) -> None:
    arm(*trees(tmp_path), tmp_path / "canary")
    _, log, files = run_steps(tmp_path)
    commands = [line for line in log.splitlines() if line.lstrip().startswith("::")]
    assert 0 < len(commands) <= 10
    place = r"(file=[^:,]+,(line=\d+,(col=\d+,endColumn=\d+,)?)?)?"
    ours = re.compile(rf"::(error|warning|notice) {place}title=[^:]*::[^\r\n]*")
    assert [line for line in commands if not ours.fullmatch(line) or line.count("::") != 2] == []
    assert "##[" not in log and "stop-commands::" not in log
    outside = re.sub(r"<br>|&#\d+;", "", files["summary"])
    assert not re.search(r"[<>@\[\]!`$]|https?:", outside)
    ElementTree.fromstring(files["junit.xml"])


@pytest.mark.parametrize(
    ("handins", "inputs", "code"),
    [
        ({"a.md": WRONG}, {}, 1),
        ({"a.md": WRONG}, {"require": "graded"}, 0),
        ({"a.md": "# Exercise 1\n\na) $x^2+2x+1$\n\nb) It is so as minus times minus is plus."}, {}, 0),
        ({"a.md": "# Exercise 1\n\na) $x^2+2x+1$\n\nb) Is minus times minus plus?"}, {}, 3),
        ({}, {}, 2),
        ({}, {"require": "graded"}, 2),
        ({"a.png": "no text"}, {"require": "graded"}, 1),
        ({"a.md": "Nothing that answers."}, {"require": "graded"}, 1),
        ({"a.md": WRONG, "b.md": ""}, {"require": "graded"}, 1),
        ({"a.md": WRONG}, {"exercises": "hand-in/submissions"}, 2),
        ({"a.md": WRONG}, {"exercises": "course/nowhere"}, 2),
        ({"a.md": WRONG}, {"hand-in": "hand-in/nowhere"}, 2),
        ({"a.md": WRONG}, {"hand-in": "course/exercises", "require": "graded"}, 2),
        ({"a.md": WRONG}, {"require": "nothing"}, 2),
    ],
    ids=str,
)
def test_only_what_was_graded_is_green(
    tmp_path: Path, handins: dict[str, str], inputs: dict[str, str], code: int
) -> None:
    _, handin = trees(tmp_path)
    (handin / "submissions" / "eve.md").unlink()
    for name, text in handins.items():
        (handin / "submissions" / name).write_text(text)
    found, log, _ = run_steps(tmp_path, **inputs)
    assert found == code, log


def test_classroom_50_gets_whole_numbers_at_a_declared_scale(tmp_path: Path) -> None:
    _, handin = trees(tmp_path)
    (handin / "submissions" / "eve.md").write_text("# 1\n\na) $1 + 2x + x^2$\n\nb) So: minus times minus is plus.")
    _, _, files = run_steps(tmp_path)
    result = json.loads(files["classroom50.json"])
    assert (result["score"], result["max-score"]) == (3, 3)
    assert all(isinstance(test["score"], int) and test["scale"] == 1 for test in result["tests"])
    assert json.loads(files["gradescope.json"])["score"] == 3


def test_the_page_is_typeset_and_holds_no_key(tmp_path: Path) -> None:
    trees(tmp_path)
    run_steps(tmp_path)
    page = (tmp_path / "work" / "grader-report" / "students" / "eve.html").read_text()
    assert re.search(r'class="own"[^\n]*<msup>', page)
    assert "the secret thought" not in page and "x^2 + 2*x + 1" not in page


def test_the_workflow_gives_nothing_away() -> None:
    workflow = yaml.safe_load(WORKFLOW)
    assert workflow[True] == "pull_request" and workflow["permissions"] == {"contents": "read"}
    steps = workflow["jobs"]["grade"]["steps"]
    for step in steps:
        assert re.fullmatch(r"\./course|[\w/-]+@[0-9a-f]{40}", step["uses"]) and "run" not in step
    checkouts = [step["with"] for step in steps if step["uses"].startswith("actions/checkout@")]
    assert all(one["persist-credentials"] is False for one in checkouts)
    assert [one["path"] for one in checkouts] == ["course", "hand-in"]
    [grade] = [step for step in steps if step["uses"] == "./course"]
    assert "secrets" not in WORKFLOW and grade["with"]["exercises"].startswith("course/")


def test_no_input_stands_in_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"] and step["shell"] == "bash"
        assert step["working-directory"] == "${{ runner.temp }}" and " -I " in step["run"]


def test_the_hooks_of_pre_commit_run(tmp_path: Path) -> None:
    course, _ = trees(tmp_path)
    file = course / "exercises" / "1.yaml"
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text()):
        program, *words = hook["entry"].split()
        assert program == "grader" and re.search(hook["files"], "exercises/1.yaml")
        call = [sys.executable, "-m", "grader", *words]
        for files, code in (([file], 0), ([file, file], 0), ([file, tmp_path / "nowhere" / "1.yaml"], 2)):
            done = subprocess.run([*call, *files], capture_output=True, text=True, timeout=60)
            assert done.returncode == code, done.stdout + done.stderr
