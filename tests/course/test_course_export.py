"""Marks into files of course systems, compared byte by byte: nothing but the cells of marks and comments changes.
All names, numbers and addresses are invented."""

import io
import json
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
from course_files import EXERCISE, TEXT, zipped

from grader.cli import main
from grader.course.rows import letters
from grader.course.sheet import defused, number, read
from grader.errors import GraderError

WRONG = TEXT.replace("$2$", "$3$")
OPEN = TEXT.replace("x^2 + 2x + 1", "\\frac{x")

HEAD = "Identifier,Full name,ID number,Email address,Status,Group,Grade,Maximum Grade,Grade can be changed,"
HEAD += "Last modified (submission),Last modified (grade),Feedback comments\r\n"
DATE = '"Wednesday, September 23, 2026, 9:00 PM"'


def line(number: int, name: str, grade: str = "", comment: str = "", group: str = "", changed: str = "Yes") -> str:
    """A row of Moodle's worksheet."""
    status = f"Submitted for grading,{group},{grade},5.00,{changed},{DATE},-,{comment}"
    return f"Participant {number},{name},00{number},p{number}@example.edu,{status}\r\n"


def export(tmp: Path, members: dict[str, str | bytes], table: bytes, *words: str, code: int = 0) -> bytes:
    """Grade an archive, fill in a table, and give back what was written."""
    (tmp / "ex").mkdir()
    (tmp / "ex" / "1.yaml").write_text(EXERCISE)
    zipped(tmp / "class.zip", members)
    (tmp / "table.csv").write_bytes(table)
    assert main(["grade", str(tmp / "ex"), str(tmp / "class.zip"), "-o", str(tmp / "out"), "-q"]) == 0
    call = ["export", str(tmp / "out"), "--into", str(tmp / "table.csv"), "-o", str(tmp / "new.csv"), *words]
    assert main(call) == code
    assert (tmp / "table.csv").read_bytes() == table
    return (tmp / "new.csv").read_bytes() if (tmp / "new.csv").exists() else b""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))


MOODLE: dict[str, str | bytes] = {
    "Ada O Test_1842_assignsubmission_file/hw.md": TEXT,
    "OBrien Seán_12_assignsubmission_onlinetext/onlinetext.html": f"<p>{WRONG.replace(chr(10), '<br>')}</p>",
}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_a_worksheet_of_moodle(tmp_path: Path, mark: bytes) -> None:
    before = HEAD + line(7, "Nobody Here") + line(1842, "Ada O Test")
    before += line(12, "O'Brien Seán", "1.00", '"<p>old</p>"')
    after = HEAD + line(7, "Nobody Here") + line(1842, "Ada O Test", "5", "1a: 2/2; 1b: 3/3")
    after += line(12, "O'Brien Seán", "3", '"1a: 0/2; 1b: 3/3"')
    words = ("--to", "moodle", "--feedback", str(tmp_path / "back.zip"))
    assert export(tmp_path, MOODLE, mark + before.encode(), *words) == mark + after.encode()
    with zipfile.ZipFile(tmp_path / "back.zip") as packed:
        names = [f"{who}_assignsubmission_file/report.html" for who in ("Ada O Test_1842", "OBrien Seán_12")]
        assert packed.namelist() == names
        page = (tmp_path / "out" / "students" / "Ada-O-Test-1842.html").read_bytes()
        assert packed.read(names[0]) == page and b"OBrien" not in page


def test_a_worksheet_with_semicolons_and_commas(tmp_path: Path) -> None:
    head = "Identifier;Vollständiger Name;Bewertung;Bestwertung;Feedback als Kommentar\n"
    before = head + 'Teilnehmer/in 1842;"Ada O Test";"";10,00;\nTeilnehmer/in 12;"OBrien Seán";2,50;10,00;alt'
    after = head + 'Teilnehmer/in 1842;"Ada O Test";"10";10,00;"1a: 2/2; 1b: 3/3"\n'
    after += 'Teilnehmer/in 12;"OBrien Seán";6;10,00;"1a: 0/2; 1b: 3/3"'
    assert export(tmp_path, MOODLE, before.encode(), "--to", "moodle", "--scale") == after.encode()


def test_a_table_in_utf16(tmp_path: Path) -> None:
    before = HEAD + line(1842, "Ada O Test") + line(12, "O'Brien Seán")
    after = HEAD + line(1842, "Ada O Test", "5", "1a: 2/2; 1b: 3/3")
    after += line(12, "O'Brien Seán", "3", "1a: 0/2; 1b: 3/3")
    assert export(tmp_path, MOODLE, before.encode("utf-16"), "--to", "moodle") == after.encode("utf-16")


def test_another_maximum_is_not_converted_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = (HEAD + line(1842, "Ada O Test").replace("5.00", "100.00")).encode()
    assert export(tmp_path, MOODLE, table, "--to", "moodle", code=2) == b""
    assert "maximum is 100 points, this assignment's is 5" in capsys.readouterr().err


def test_what_is_open_locked_or_unknown_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    members: dict[str, str | bytes] = {
        "Ada T_1_assignsubmission_file/hw.md": OPEN,
        "Ben T_2_assignsubmission_file/hw.md": TEXT,
        "Cleo T_3_assignsubmission_file/hw.md": TEXT,
        "Stranger_4_assignsubmission_file/hw.md": TEXT,
    }
    rows = line(1, "Ada T") + line(2, "Ben T", changed="No") + line(4, "Somebody Else")
    done = export(tmp_path, members, (HEAD + rows + line(3, "Cleo T")).encode(), "--to", "moodle", code=3)
    assert done == (HEAD + rows + line(3, "Cleo T", "5", "1a: 2/2; 1b: 3/3")).encode()
    said = capsys.readouterr()
    for text in ("Ada-T-1: something waits", "Ben-T-2: Moodle says", "Stranger-4: no row has this name"):
        assert text in said.err
    assert "with the marks of 1 of 4 hand-ins" in said.out


def test_it_is_said_which_rows_could_be_meant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    members: dict[str, str | bytes] = {"ada-t.md": TEXT, "ben-t.md": TEXT}
    table = b'name,points\nBen T,\nAda T,\n"T, Ada",\n'
    assert export(tmp_path, members, table, "--to", "csv", code=3) == table.replace(b"Ben T,", b"Ben T,5")
    assert "ada-t: rows 3, 4 could be meant, so" in capsys.readouterr().err


def test_a_groups_number_is_never_taken_for_a_participants(tmp_path: Path) -> None:
    """Moodle writes the group's number where it later looks for a participant's: participant 31 is a stranger."""
    members: dict[str, str | bytes] = {"Team Blue_31_assignsubmission_file/hw.md": TEXT}
    rows = line(31, "Eve Stranger", group="Team Red") + line(8, "Ada T", group="Team Blue")
    rows += line(9, "Ben T", group="Team Blue")
    words = ("--to", "moodle", "--feedback", str(tmp_path / "back.zip"))
    done = export(tmp_path, members, (HEAD + rows).encode(), *words)
    comment = "1a: 2/2; 1b: 3/3"
    wanted = line(31, "Eve Stranger", group="Team Red") + line(8, "Ada T", "5", comment, "Team Blue")
    assert done == (HEAD + wanted + line(9, "Ben T", "5", comment, "Team Blue")).encode()
    with zipfile.ZipFile(tmp_path / "back.zip") as packed:
        assert packed.namelist() == [f"{name}_assignsubmission_file/report.html" for name in ("Ada T_8", "Ben T_9")]


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,HW 0 (11),Small things (12),Final Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,10.00,5.00,(read only)\r\n"
    '"Lovelace, Ada",101,S101,ada,Algebra,7,{},\r\n'
    '"=""Test, Ben""",102,S102,ben,Algebra,,{},70\r\n'
    '"Quiet, Cleo",103,S103,cleo,Algebra,-,EX,\r\n'
    '"Student, Test",104,,x,Algebra,,,\r\n'
)


def test_a_gradebook_of_canvas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    members: dict[str, str | bytes] = {
        "lovelaceada_101_9001_hw.md": TEXT,
        "testben_LATE_102_9002_hw.md": WRONG,
        "quietcleo_103_text.html": TEXT.replace("\n\n", "<br>"),
    }
    words = ("--to", "canvas", "--column", "12", "--feedback", str(tmp_path / "back.zip"))
    done = export(tmp_path, members, CANVAS.format("", "1.00").encode(), *words, code=3)
    assert done == CANVAS.format("5", "3").encode()
    assert "quietcleo-103: the gradebook says EX" in capsys.readouterr().err
    with zipfile.ZipFile(tmp_path / "back.zip") as packed:
        assert sorted(packed.namelist()) == [
            "lovelaceada_101_9001_hw.html", "quietcleo_103_text.html", "testben_LATE_102_9002_hw.html",
        ]  # fmt: skip
    students = json.loads((tmp_path / "out" / "collected.json").read_text())["students"]
    assert [one["late"] for one in students] == [False, False, True]


def test_which_assignment_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export(tmp_path, {"ada_101_9001_hw.md": TEXT}, CANVAS.format("", "").encode(), "--to", "canvas", code=2)
    assert "HW 0 (11), Small things (12)" in capsys.readouterr().err


def test_a_roster(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {"ada.md": TEXT, "ben-test.md": WRONG, "0012.md": TEXT}
    before = "login\tname\temail\tpoints\tcomment\nADA\tX Y\ta@example.edu\t\told\n"
    before += "z\tTest, Ben\t\t1,5\t\n0012\tC\t\t\t"
    after = (
        "login\tname\temail\tpoints\tcomment\nADA\tX Y\ta@example.edu\t5\t1a: 2/2; 1b: 3/3\n"
        "z\tTest, Ben\t\t3\t1a: 0/2; 1b: 3/3\n0012\tC\t\t5\t1a: 2/2; 1b: 3/3"
    )
    assert export(tmp_path, members, before.encode(), "--to", "csv") == after.encode()


def test_a_new_table_holds_no_formula(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {"=cmd('x')_8_assignsubmission_file/hw.md": TEXT}
    export(tmp_path, members, (HEAD + line(8, "=cmd(x)")).encode(), "--to", "moodle")
    out = tmp_path / "all.csv"
    assert main(["export", str(tmp_path / "out"), "--to", "csv", "-o", str(out)]) == 0
    rows = read(out.read_bytes(), "all.csv").rows
    assert [cell.value for cell in rows[1]][:5] == ["cmd-x-8", "'=cmd('x')", "8", "", "5"]
    assert out.read_bytes().startswith(b'\xef\xbb\xbf"id",') and out.read_bytes().endswith(b'"\r\n')


def test_gradescope_has_a_file_a_submission(tmp_path: Path) -> None:
    metadata = "submission_900:\n  :submitters:\n  - :name: Ada Test\n    :sid: '0012'\n"
    members: dict[str, str | bytes] = {"x/submission_metadata.yml": metadata, "x/submission_900/hw.md": WRONG}
    export(tmp_path, members, b"ID number,points\n0012,\n", "--to", "csv")
    assert main(["export", str(tmp_path / "out"), "--to", "gradescope", "-o", str(tmp_path / "gs.zip")]) == 0
    with zipfile.ZipFile(io.BytesIO((tmp_path / "gs.zip").read_bytes())) as packed:
        assert packed.namelist() == ["submission_900/results.json"]
        found = json.loads(packed.read("submission_900/results.json"))
    assert found["score"] == 3.0 and [test["score"] for test in found["tests"]] == [0.0, 3.0]


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    table = b"id,points\r\nada,\r\n"
    export(tmp_path, {"ada.md": TEXT}, table, "--to", "csv")
    call = ["export", str(tmp_path / "out"), "--to", "csv", "--into", str(tmp_path / "table.csv"), "-o"]
    assert main([*call, str(tmp_path / "table.csv"), "--force"]) == 2
    assert main([*call, str(tmp_path / "new.csv")]) == 2
    assert main([*call, str(tmp_path / "new.csv"), "--force"]) == 0
    assert (tmp_path / "table.csv").read_bytes() == table


@pytest.mark.parametrize(
    "text, safe",
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "' =1"), ("\u200b=1", "'\u200b=1"),
     ("＝1", "'＝1"), ("\ufeff-1", "'\ufeff-1"), ("1a: 2/2", "1a: 2/2"), ("", "")],
)  # fmt: skip
def test_formulas_are_defused(text: str, safe: str) -> None:
    assert defused(text).replace(" ", "") == safe.replace("\u200b", "").replace("\ufeff", "").replace(" ", "")


@pytest.mark.parametrize(
    "points, comma, text",
    [("17.5", False, "17.5"), ("52/3", True, "17,33"), ("0", False, "0"), ("1/200", False, "0.01"),
     ("2", True, "2"), ("-1/3", False, "-0.33"), ("100", False, "100")],
)  # fmt: skip
def test_numbers_as_tables_write_them(points: str, comma: bool, text: str) -> None:
    assert number(Fraction(points), comma) == text


@pytest.mark.parametrize(
    "data",
    [
        "a,b\r\n1,2\r\n",
        'a;"b;"\n\n"x""y";\n',
        "a\tb\r\r",
        "",
        "\n\n",
        'x,"1\r\n2",\r\n,',
        "a,b\n1",
        "a\x85b,c\u2028\n",
    ],
)
def test_a_table_read_and_written_is_the_same(data: str) -> None:
    sheet = read(data.encode(), "t.csv")
    assert sheet.filled({}) == data.encode()
    again = {(r, c): cell.value for r, row in enumerate(sheet.rows) for c, cell in enumerate(row)}
    assert sheet.filled(again) == data.encode()


@pytest.mark.parametrize("data", [b'a,"b\n1,2\n', b'a,"b"x\n', b"a\x00b"])
def test_no_table_is_said(data: bytes) -> None:
    with pytest.raises(GraderError):
        read(data, "t.csv")


def test_names_in_any_order() -> None:
    assert letters("Test, Ben") == letters("ben_test") == letters("BEN-TEST") != letters("Bent Est")
