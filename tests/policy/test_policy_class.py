"""The rules of a course over a whole class, from files to files. All names and numbers are invented."""

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main

EXERCISE = """
exercise: "1"
title: Small things
language: en
parts:
  a:
    question: What is $1 + 1$?
    points: 4
    answer: {kind: number, expected: 2}
  b:
    question: What is $2 + 2$?
    points: 6
    answer: {kind: number, expected: 4}
"""
RIGHT = "# Exercise 1\n\na) $2$\n\nb) $4$\n"
HALF = "# Exercise 1\n\na) $2$\n\nb) $5$\n"
POLICY = """
time_zone: Europe/Berlin
due: 2026-10-20 23:59
late: {takes: 10 %, at_most: 50 %}
roster: roster.csv
"""
ROSTER = """id,name,email,handed_in
ada,Ada T,ada@example.edu,2026-10-20 20:00
ben,Ben T,ben@example.edu,2026-10-22 08:00
cleo,Cleo T,cleo@example.edu,
dan,Dan T,dan@example.edu,
"""


class Course:
    def __init__(self, root: Path) -> None:
        self.root, self.ex, self.given, self.out = root, root / "ex", root / "in", root / "out"
        self.ex.mkdir()
        self.given.mkdir()
        (self.ex / "1.yaml").write_text(EXERCISE)
        for name in ("ada", "ben", "cleo"):
            (self.given / f"{name}.md").write_text(RIGHT)

    def rules(self, text: str = POLICY, roster: str = ROSTER) -> None:
        (self.ex / "policy.yaml").write_text(text)
        (self.ex / "roster.csv").write_text(roster)

    def grade(self, *words: str, code: int = 0) -> dict[str, dict[str, Any]]:
        assert main(["grade", str(self.ex), str(self.given), "-o", str(self.out), "-q", *words]) == code
        return {one["id"]: one for one in self.results()["students"]} if code == 0 else {}

    def results(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / "results.json").read_text())
        return found

    def page(self, name: str) -> str:
        return (self.out / "students" / f"{name}.html").read_text()

    def export(self, *words: str, code: int = 0) -> str:
        made = self.root / "marks.csv"
        assert main(["export", str(self.out), "-o", str(made), "--force", "--to", "csv", *words]) == code
        return made.read_text(encoding="utf-8-sig")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    return Course(tmp_path)


def test_late_points_are_taken_off_beside_the_raw_marks(course: Course) -> None:
    course.rules()
    found = course.grade()
    ben = found["ben"]
    assert ben["points"] == "10" and ben["policy"]["points"] == "8" and ben["policy"]["deduction"] == "2"
    assert ben["policy"]["handed_in"] == "2026-10-22 08:00+02:00"
    assert found["ada"]["policy"]["deduction"] == "0" and found["ada"]["policy"]["why"] == []
    assert "What counts: 8 / 10 points" in course.page("ben") and "1 d 8 h 1 min late" in course.page("ben")
    assert "What counts" not in course.page("ada")
    assert "not known here" in course.page("cleo") and found["cleo"]["policy"]["deduction"] == "0"
    rows = {row["id"]: row["points"] for row in csv.DictReader(course.export().splitlines())}
    assert rows == {"ada": "10", "ben": "8", "cleo": "10", "dan": "0"}


def test_the_time_of_a_file_says_nothing(course: Course) -> None:
    course.rules()
    first = course.grade()
    for file in course.given.iterdir():
        os.utime(file, (2e9, 2e9))
    before = (course.out / "results.json").read_bytes()
    assert course.grade() == first and (course.out / "results.json").read_bytes() == before


def test_who_handed_in_nothing_is_there_and_strangers_are_named(course: Course) -> None:
    course.rules()
    (course.given / "zoe.md").write_text(RIGHT)
    dan = course.grade()["dan"]
    assert [part["outcome"] for part in dan["parts"]] == ["missing", "missing"]
    assert dan["points"] == "0" and dan["open_points"] == "0" and dan["source"] == ""
    assert any("zoe is not on the roster" in said for said in course.results()["problems"])
    assert "dan" in (course.out / "index.html").read_text()


def test_without_rules_and_with_them_the_raw_marks_are_the_same(course: Course) -> None:
    before = {name: one["parts"] for name, one in course.grade().items()}
    assert all("policy" not in one for one in course.results()["students"])
    course.rules(POLICY.replace("roster: roster.csv", "times: roster.csv"))
    assert {name: one["parts"] for name, one in course.grade().items()} == before


def test_changed_rules_are_told_before_they_are_written(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    course.rules()
    course.grade()
    course.rules(POLICY + "extensions: {ben: 2 days}\n")
    course.grade("--dry-run")
    assert "ben  late  -2 -> 0" in capsys.readouterr().out
    assert course.results()["students"][1]["policy"]["deduction"] == "2"
    assert course.grade()["ben"]["policy"]["deduction"] == "0"


def test_a_group_has_one_mark(course: Course) -> None:
    course.rules(POLICY + "groups: {Blue: [ada, dan]}\n")
    found = course.grade()
    assert list(found) == ["ben", "Blue", "cleo"]
    assert found["Blue"]["members"] == ["ada", "dan"] and found["Blue"]["points"] == "10"
    table = course.root / "table.csv"
    table.write_text("id,points\nada,\nben,\ncleo,\ndan,\n")
    assert course.export("--into", str(table)) == "id,points\nada,10\nben,8\ncleo,10\ndan,10\n"


def test_a_new_table_has_a_row_a_person_with_the_names_of_the_roster(course: Course) -> None:
    course.rules("roster: roster.csv\ngroups: {Blue: [ada, ben]}\n")
    course.grade()
    out = course.root / "new.csv"
    assert main(["export", str(course.out), "--to", "csv", "-o", str(out)]) == 0
    head, *rows = csv.reader(out.read_text(encoding="utf-8-sig").splitlines())
    places = [head.index(name) for name in ("id", "name", "points", "group")]
    assert sorted([row[k] for k in places] for row in rows) == [
        ["ada", "Ada T", "10", "Blue"], ["ben", "Ben T", "10", "Blue"], ["cleo", "Cleo T", "10", ""],
        ["dan", "Dan T", "0", ""],
    ]  # fmt: skip


def test_a_group_that_handed_in_twice_waits(course: Course) -> None:
    (course.given / "ben.md").write_text(HALF)
    course.rules(POLICY + "groups: {Blue: [ada, ben]}\n")
    blue = course.grade()["Blue"]
    assert [part["needs_person"] for part in blue["parts"]] == [False, True]
    assert any("Blue handed in 2 times" in said for said in course.results()["problems"])


def test_groups_stand_in_the_roster(course: Course) -> None:
    (course.given / "ben.md").unlink()
    course.rules(POLICY, "id,name,group\nada,Ada T,Blue\nben,Ben T,Blue\ncleo,Cleo T,\n")
    assert list(course.grade()) == ["Blue", "cleo"]


def test_nothing_tells_who_is_behind_a_pseudonym(course: Course) -> None:
    course.rules(POLICY + "pseudonyms: secret.txt\n")
    (course.ex / "secret.txt").write_text("nobody will ever guess this one")
    (course.given / "ada.md").write_text("Name: Ada T\n\n" + RIGHT)
    (course.given / "ben.md").write_bytes(b"\x00\x01\xff" * 100)
    found = course.grade()
    assert len(found) == 4 and all(name.startswith("p-") for name in found)
    for file in [one for one in course.out.rglob("*") if one.is_file()]:
        said = f"{file.name} {file.read_text()}".casefold()
        assert not any(name in said for name in ("ada t", "ada.", "cleo", "ben.", "dan t", "example.edu")), file
    again = course.grade("--fresh")
    assert again == found
    table = course.root / "table.csv"
    table.write_text("id,points\nada,\ncleo,\ndan,\n")
    who = str(course.ex / "who-is-who.json")
    assert course.export("--into", str(table), "--who", who, code=3) == "id,points\nada,10\ncleo,10\ndan,0\n"
    assert os.stat(who).st_mode & 0o077 == 0


def test_texts_of_the_rules_only_show(course: Course) -> None:
    bad = "<script>alert(1)</script>"
    course.rules(POLICY, f'id,name,handed_in\nada,"{bad}",2026-10-22 08:00\n"=cmd()","{bad}",\n')
    course.grade()
    for file in (course.out / "index.html", *(course.out / "students").iterdir()):
        assert "<script" not in file.read_text()
    assert '"\'=cmd()"' in course.export()


def test_mistakes_stop_before_anything_is_graded(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    course.rules("due: tomorrow\n")
    course.grade(code=2)
    assert "policy.yaml:1:6" in capsys.readouterr().err
    assert not course.out.exists() and main(["lint", str(course.ex)]) == 2
