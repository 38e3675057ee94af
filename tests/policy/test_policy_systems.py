"""When something was handed in, as course systems say it; and late marks back into their own files, byte by byte.
All names and numbers are invented."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main

EXERCISE = """
exercise: "1"
title: Small things
parts:
  a:
    question: What is $1 + 1$?
    points: 5
    answer: {kind: number, expected: 2}
"""
TEXT = "# Exercise 1\n\na) $2$\n"
POLICY = "time_zone: Europe/Berlin\ndue: 2026-10-20 23:59\nlate: {takes: 1 point, every: EVERY}\n"
HEAD = (
    "Identifier,Full name,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\r\n"
)


def grade(tmp: Path, members: dict[str, str], policy: str, **files: str) -> dict[str, Any]:
    (tmp / "ex").mkdir()
    (tmp / "ex" / "1.yaml").write_text(EXERCISE)
    (tmp / "ex" / "policy.yaml").write_text(policy)
    for name, text in files.items():
        (tmp / "ex" / f"{name}.csv").write_bytes(text.encode())
    with zipfile.ZipFile(tmp / "class.zip", "w") as packed:
        for name, text in members.items():
            packed.writestr(name, text)
    assert main(["grade", str(tmp / "ex"), str(tmp / "class.zip"), "-o", str(tmp / "out"), "-q"]) == 0
    students = json.loads((tmp / "out" / "results.json").read_text())["students"]
    return {one["id"]: one["policy"]["points"] if "policy" in one else None for one in students}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))


def worksheet(ada: str = "", ben: str = "") -> str:
    when = "Submitted for grading{},{},5.00,Yes,{},-,{}\r\n"
    in_time, late = '"Tuesday, October 20, 2026, 9:00 PM"', '"Thursday, October 22, 2026, 9:00 PM"'
    rows = "Participant 12,Ada T," + when.format("", ada, in_time, "1a: 5/5" if ada else "")
    rows += "Participant 13,Ben T," + when.format(" - 1 day late", ben, late, "1a: 5/5; late: -2" if ben else "")
    return HEAD + rows + "Participant 14,Cleo T,No submission,,5.00,Yes,-,-,\r\n"


def test_the_worksheet_of_moodle_says_when_and_gets_what_counts(tmp_path: Path) -> None:
    members = {f"{name} T_{n}_assignsubmission_file/hw.md": TEXT for name, n in (("Ada", 12), ("Ben", 13))}
    policy = POLICY.replace("EVERY", "day") + "roster: table.csv\n"
    found = grade(tmp_path, members, policy, table=worksheet())
    assert found == {"Ada-T-12": "5", "Ben-T-13": "3", "Participant-14": None}
    table, made = tmp_path / "ex" / "table.csv", tmp_path / "new.csv"
    words = ["--to", "moodle", "--into", str(table), "-o", str(made)]
    assert main(["export", str(tmp_path / "out"), *words]) in (0, 3)
    # Who handed in nothing has a mark too: none was earned.
    rows = made.read_bytes().decode().split("\r\n")
    assert rows[:3] == worksheet("5", "3").split("\r\n")[:3]


def test_gradescope_says_when(tmp_path: Path) -> None:
    metadata = "".join(
        f"submission_{n}:\n  :submitters:\n  - :name: {name}\n    :sid: '{n}'\n"
        f"  :created_at: {when}\n  :score: 0.0\n  :history:\n  - :created_at: 2020-01-01 10:00:00 Z\n"
        for n, name, when in (
            (1, "Ada T", "2026-10-20 21:58:00.000000000 Z"),
            (2, "Ben T", "2026-10-21 10:00:00.000000000 Z"),
        )
    )
    members = {f"export/submission_{n}/hw.md": TEXT for n in (1, 2)}
    members["export/submission_metadata.yml"] = metadata
    assert grade(tmp_path, members, POLICY.replace("EVERY", "day")) == {"1": "5", "2": "4"}
    made = tmp_path / "marks.zip"
    assert main(["export", str(tmp_path / "out"), "--to", "gradescope", "-o", str(made)]) == 0
    with zipfile.ZipFile(made) as packed:
        scores = [json.loads(packed.read(name))["score"] for name in sorted(packed.namelist())]
    assert scores == [5, 4]


CANVAS = [("once", "4", "For that 1 point is taken off: 1 here."), ("day", "5", "not say by how much")]


@pytest.mark.parametrize("every, ben, said", CANVAS)
def test_canvas_says_that_it_is_late(tmp_path: Path, every: str, ben: str, said: str) -> None:
    members = {"testada_101_9001_hw.md": TEXT, "testben_LATE_102_9002_hw.md": TEXT}
    assert grade(tmp_path, members, POLICY.replace("EVERY", every)) == {"testada-101": "5", "testben-102": ben}
    assert said in (tmp_path / "out" / "students" / "testben-102.html").read_text()
    assert "not known here" not in (tmp_path / "out" / "students" / "testada-101.html").read_text()
    head = "Student,ID,SIS User ID,SIS Login ID,Section,HW (12)\r\n    Points Possible,,,,,5.00\r\n"
    table = head + '"Test, Ada",101,S1,ada,A,{}\r\n"Test, Ben",102,S2,ben,A,{}\r\n'
    (tmp_path / "book.csv").write_bytes(table.format("", "").encode())
    words = ["--to", "canvas", "--into", str(tmp_path / "book.csv"), "-o", str(tmp_path / "new.csv")]
    assert main(["export", str(tmp_path / "out"), *words]) == 0
    assert (tmp_path / "new.csv").read_bytes() == table.format("5", ben).encode()
