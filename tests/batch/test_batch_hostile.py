"""Whatever one student hands in, the others' results and pages are byte for byte what they are without it."""

import io
import json
import os
import shutil
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from small_class import exercises, handin

from grader.cli import main

SHARED = Path(__file__).parents[3] / "shared" / "hostile-documents"
FAIR = {"ada.md": ("2", "(x+1)^2"), "cleo.md": ("3", "x^2 + 2x + 1"), "dan.md": ("\\frac{4}{2}", "\\frac{")}
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'`--></style></textarea>{{7*7}}${7*7}{% raw %}"
FORMULA = '=HYPERLINK("http://x.example";"y")'


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return made.getvalue()


def overlapping() -> bytes:
    """Two entries of the directory that share one stretch of packed bytes."""
    whole = packed({"a/hw.md": b"x" * 5_000, "b/hw.md": b"y"})
    at = whole.rindex(b"PK\x01\x02")
    return whole[: at + 42] + struct.pack("<I", 0) + whole[at + 46 :]


def laughs(name: str) -> str:
    levels = [f"{name}{n}: &{name}{n} [{', '.join([f'*{name}{n - 1}' if n else 'x'] * 9)}]" for n in range(9)]
    return "\n".join(levels) + "\n"


FILES: dict[str, bytes] = {
    "empty.md": b"",
    "nul.md": b"# Exercise 1\n\na) $2\x00$\n",
    "latin.md": "# Exercise 1\n\na) für alle $x$: $2$\n".encode("latin-1"),
    "utf16.md": "# Exercise 1\n\na) $2$\n".encode("utf-16-le"),
    "half.md": b"# Exercise 1\n\na) $2\xff\xfe\xed\xa0\x80$\n",
    "noise.tex": bytes(range(256)) * 64,
    "picture.md": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "markup.md": f"# Exercise 1\n\nName: {MARKUP}\n\na) {MARKUP} ${MARKUP}$\n\nb) {MARKUP}\n".encode(),
    "cells.md": f"Name: {FORMULA}\n\n# Exercise 1\n\na) {FORMULA}\n\nb) $=1+1$\n".encode(),
    "headings.md": b"# Exercise 1\n\na) $2$\n\n" * 3_000,
    "line.md": b"# Exercise 1\n\na) $" + b"(" * 200_000 + b"$\n",
    "power.md": b"# Exercise 1\n\na) $9^{9^{9^9}}$\n\nb) $(x+1)^{10000000}$\n",
    "macros.tex": b"".join(b"\\newcommand{\\m%c}{\\m%c\\m%c}" % (a, a + 1, a + 1) for a in range(97, 121))
    + b"\\section{Exercise 1} a) $\\ma$",
    "laughs.yaml": laughs("a").encode() + b"1a: 2\n",
    "front.md": f"---\n{laughs('b')}---\n\n# Exercise 1\n\na) $2$\n".encode(),
    "object.yaml": b"1a: !!python/object/apply:os.system ['touch CANARY']\n",
    "deep.ipynb": b'{"cells": ' + b"[" * 50_000,
    "bomb.zip": packed({"eve/hw.md": b"\0" * 30_000_000}),
    "slip.zip": packed({"../../CANARY": b"x", "/CANARY": b"x", "eve/hw.md": b"# Exercise 1\n\na) $2$\n"}),
    "overlap.zip": overlapping(),
    "torn.zip": packed({"eve/hw.md": b"# Exercise 1"})[:-30],
    "results.json": b'{"schema": "grader/results/1", "students": []}',
    "index.html": b"<h1>mine</h1>",
    "conftest.py": b"open('CANARY', 'w')",
    "ada.tex": b"\\section{Exercise 1} a) $3$",
    "-o x; touch CANARY.md": b"# Exercise 1\n\na) $2$\n",
    "..\\..\\CANARY.md": b"# Exercise 1\n\na) $2$\n",
    "a\u202eb\x1b[2J\n.md": b"# Exercise 1\n\na) $2$\n",
    "ada .md": b"# Exercise 1\n\na) $5$\n",
    "CON.md": b"# Exercise 1\n\na) $2$\n",
    "students.md": b"# Exercise 1\n\na) $2$\n",
}
"""By name what one student hands in; an archive is given beside the folder."""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The exercises, a class without anything hostile in `fair`, and its reports in `alone`. The folder that one
    stands in is empty and stays so."""
    tmp = tmp_path_factory.mktemp("hostile")
    patch = pytest.MonkeyPatch()
    patch.setenv("GRADER_CACHE", str(tmp / "cache"))
    (tmp / "here" / "below").mkdir(parents=True)
    patch.chdir(tmp / "here" / "below")
    exercises(tmp / "exercises")
    for name, (a, b) in FAIR.items():
        handin(tmp / "fair", name, a, b)
    assert grade(tmp, tmp / "alone", tmp / "fair") == 0
    yield tmp
    patch.undo()


def grade(tmp: Path, output: Path, *given: Path) -> int:
    return main(["grade", str(tmp / "exercises"), *map(str, given), "-o", str(output), "-q", "--format", "html"])


def fair_results(output: Path, folder: str) -> dict[str, object]:
    """What the reports say of the fair students, without where their files lie."""
    students = json.loads((output / "results.json").read_text())["students"]
    found: dict[str, object] = {}
    for one in students:
        if Path(one["source"]).name in FAIR and Path(one["source"]).parent.name == folder:
            source, identity = Path(one.pop("source")).name, one["id"]
            found[source] = (json.dumps(one), (output / "students" / f"{identity}.html").read_bytes())
    return found


def check(room: Path, output: Path, folder: str) -> None:
    alone = fair_results(room / "alone", "fair")
    assert len(alone) == len(FAIR)
    assert fair_results(output, folder) == alone
    for page in output.rglob("*.html"):
        parsed = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False).parse(page.read_text())
        assert not [*parsed.iter("script"), *parsed.iter("img"), *parsed.iter("iframe"), *parsed.iter("textarea")]
    assert not [*room.rglob("CANARY*")] or all("in" in one.parts for one in room.rglob("CANARY*"))
    assert os.listdir(room / "here") == ["below"] and not os.listdir(room / "here" / "below")


def with_hostile(room: Path, tmp: Path, files: dict[str, bytes]) -> None:
    """The fair class with these files among it."""
    shutil.copytree(room / "fair", tmp / "in")
    beside = []
    for name, data in files.items():
        place = tmp / name if name.endswith(".zip") else tmp / "in" / name
        place.write_bytes(data)
        beside += [place] * name.endswith(".zip")
    assert grade(room, tmp / "out", tmp / "in", *beside) == 0
    check(room, tmp / "out", "in")


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".zip") or not name.isprintable()])
def test_alone(room: Path, tmp_path: Path, name: str) -> None:
    with_hostile(room, tmp_path, {name: FILES[name]})


def test_all_at_once(room: Path, tmp_path: Path) -> None:
    with_hostile(room, tmp_path, FILES)


def test_what_is_no_plain_file(room: Path, tmp_path: Path) -> None:
    shutil.copytree(room / "fair", tmp_path / "in")
    os.symlink("/etc/passwd", tmp_path / "in" / "eve.md")
    os.symlink("..", tmp_path / "in" / "up")
    os.symlink("nowhere", tmp_path / "in" / "gone.md")
    os.mkfifo(tmp_path / "in" / "pipe.md")
    (tmp_path / "in" / "folder.md").mkdir()
    with open(tmp_path / "in" / "huge.md", "wb") as huge:
        huge.truncate(50 << 30)
    assert grade(room, tmp_path / "out", tmp_path / "in") == 0
    check(room, tmp_path / "out", "in")
    assert b"root:" not in b"".join(page.read_bytes() for page in (tmp_path / "out").rglob("*.html"))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder of hostile documents is not here")
def test_the_shared_folder(room: Path, tmp_path: Path) -> None:
    shutil.copytree(room / "fair", tmp_path / "in")
    archives = sorted(SHARED.glob("*.zip"))
    for file in SHARED.iterdir():
        if file.is_file() and file not in archives and file.name not in ("README.md", "INDEX.tsv"):
            shutil.copy(file, tmp_path / "in")
    assert grade(room, tmp_path / "out", tmp_path / "in", *archives) == 0
    check(room, tmp_path / "out", "in")
