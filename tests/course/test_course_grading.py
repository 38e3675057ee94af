"""Archives through the whole program: several files of one student, hostile ones beside honest ones."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from course_files import EXERCISE, TEXT, folder, zipped

from grader.cli import main

SHARED = Path(__file__).parents[3] / "shared" / "hostile-documents"
FIRST, SECOND = "# Exercise 1\n\na) $2$\n", "# Exercise 1\n\nb) $x^2 + 2x + 1$\n"


@pytest.fixture
def grade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    (tmp_path / "ex").mkdir()
    (tmp_path / "ex" / "1.yaml").write_text(EXERCISE)

    def run(*given: Path, out: str = "out", code: int = 0) -> dict[str, Any]:
        assert main(["grade", str(tmp_path / "ex"), *map(str, given), "-o", str(tmp_path / out), "-q"]) == code
        return json.loads((tmp_path / out / "results.json").read_text()) if code == 0 else {}

    return run


def test_several_files_are_one_hand_in(tmp_path: Path, grade: Any) -> None:
    files = {"ada/one.md": FIRST, "ada/two.md": SECOND, "ben/hw.md": TEXT, "cleo/hw.md": TEXT, "dan/hw.md": TEXT}
    ada = grade(zipped(tmp_path / "class.zip", files))["students"][0]
    assert ada["id"] == "ada" and [part["points"] for part in ada["parts"]] == ["2", "3"]
    assert any("one" in note and "two" in note for note in ada["notes"])


@pytest.mark.parametrize("better", [0, 1])
def test_the_better_of_two_files_is_never_chosen(tmp_path: Path, grade: Any, better: int) -> None:
    wrong = FIRST.replace("2", "3")
    texts = [FIRST, wrong] if better == 0 else [wrong, FIRST]
    ada = grade(zipped(tmp_path / "class.zip", {"ada/hw.md": texts[0], "ada/hw (1).md": texts[1]}))["students"][0]
    assert ada["parts"][0]["points"] is None and ada["parts"][0]["needs_person"]


SAME = [("$2$", "2"), ("2", "$2$"), ("$2$", "$ 2 $"), ("$2$", "$$2$$"), ("$2$", "$4/2$")]
OTHER = [("$2$", "$3$"), ("$2$", "not $2$"), ("$3$", "$2$"), ("~~$2$~~ $3$", "$2$ $3$"), ("$3$", "$4$")]


@pytest.mark.parametrize("first, second", [*SAME, *OTHER])
def test_only_what_is_answered_differently_waits(first: str, second: str, tmp_path: Path, grade: Any) -> None:
    (tmp_path / "ex" / "policy.yaml").write_text("groups: {Blue: [ada, ben]}\n")
    files = {f"{name}.md": f"# Exercise 1\n\na) {a}\n" for name, a in (("ada", first), ("ben", second))}
    (blue,) = grade(folder(tmp_path / "class", files))["students"]
    assert blue["parts"][0]["points"] == ("2" if (first, second) in SAME else None)
    said = json.dumps(blue)
    assert ("lines ada:3, ben:3" in said) == ((first, second) not in SAME) and "\\u00a7" not in said


def test_two_files_stand_below_each_other_on_the_page(tmp_path: Path, grade: Any) -> None:
    (tmp_path / "ex" / "policy.yaml").write_text("groups: {Blue: [ada, ben]}\n")
    texts = {"ada.md": "# Exercise 1\n\nb) $x^2+x$\n", "ben.md": "# Exercise 1\n\nb) $x^2+7$\n"}
    grade(folder(tmp_path / "class", texts))
    page = re.sub(r"(?s)<pre.*?</pre>", "", (tmp_path / "out" / "students" / "Blue.html").read_text())
    assert "$x^2" not in page and page.count("<math") >= 3 and "does not follow" not in page


def test_a_text_typed_into_a_page_is_read(tmp_path: Path, grade: Any) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>no</title></head><body><h3>Exercise 1</h3><script>a) 9</script>"
        "<p>a)&nbsp;\\( 1 + 1 = 2 \\)</p><p>b) \\(x^2 + 2x<br>+ 1\\)</p></body></html>"
    )
    name = "Ada T_3_assignsubmission_onlinetext/onlinetext.html"
    ada = grade(zipped(tmp_path / "class.zip", {name: page}))["students"][0]
    assert [part["points"] for part in ada["parts"]] == ["2", "3"]


def test_archive_and_folder_give_the_same_marks(tmp_path: Path, grade: Any) -> None:
    files = {"ada/hw.md": TEXT, "ben/hw.md": SECOND}
    packed = grade(zipped(tmp_path / "class.zip", files), out="one")["students"]
    loose = grade(folder(tmp_path / "class", files), out="two")["students"]
    for one in (*packed, *loose):
        del one["source"]
    assert packed == loose


@pytest.mark.parametrize("path", sorted(SHARED.glob("Z*.zip")), ids=lambda path: path.name)
def test_a_hostile_archive_changes_no_other_result(path: Path, tmp_path: Path, grade: Any) -> None:
    honest = folder(tmp_path / "in", {"zoe.md": TEXT})
    alone = grade(honest, out="alone")["students"][0]
    together = grade(honest, path, out="together")["students"]
    assert alone in together
    page = (tmp_path / "alone" / "students" / "zoe.html").read_bytes()
    assert (tmp_path / "together" / "students" / "zoe.html").read_bytes() == page
    assert {file.name for file in tmp_path.iterdir()} == {"in", "ex", "alone", "together", "cache"}
