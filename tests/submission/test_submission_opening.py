"""Files that are not what they seem: each is read, or refused with a sentence that says what it is."""

import os
import stat
from pathlib import Path

import pytest

from grader import submission
from grader.errors import SubmissionError
from grader.limits import DOCUMENT_CHARACTERS, SUBMISSION_BYTES

REFUSED = [
    (b"\x89PNG\r\n\x1a\n" + bytes(50), "an image"),
    (b"%PDF-1.7\n", "a PDF"),
    (b"PK\x03\x04" + bytes(50), "Word"),
    (b"<!DOCTYPE html><html><body>x+1</body></html>", "web page"),
    ("# Exercise 1\n".encode("utf-16-le"), "UTF-16"),
    (bytes(range(256)) * 8, "not a text file"),
    (b"x" * (DOCUMENT_CHARACTERS + 1), "more than"),
]


@pytest.mark.parametrize(("data", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_refused_with_a_sentence(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "s1.md"
    path.write_bytes(data)
    with pytest.raises(SubmissionError, match=words) as caught:
        submission.read(path)
    assert str(tmp_path) not in str(caught.value)
    assert str(caught.value).endswith(".")


NOTED = [
    (b"# Exercise 1\nR\xe9ponse: $x+1$\n", ("not-utf8", "14", "2")),
    (b"# Exercise 1\nAnswer: $x+1$\n\xff\n", ("not-utf8", "27", "3")),
    (b"# Exercise 1\nAnswer: $x+1$ \x00\n", ("control-character", "U+0000", "2")),
    ("# Exercise 1\nAnswer: $x+1$ \u202e\n".encode(), ("invisible-character", "U+202E", "2")),
]


@pytest.mark.parametrize(("data", "note"), NOTED)
def test_damaged_text_is_read_and_noted(data: bytes, note: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "s1.md"
    path.write_bytes(data)
    document = submission.read(path)
    assert [(each.code, *(value for _, value in each.data)) for each in document.notes] == [note]
    placed = submission.place(document, ["1"])
    assert [piece.text for piece in placed.answers["1"].pieces if piece.kind == "math"] == ["x+1"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "s1.md"
    path.write_bytes("# Übung 1\n$α$\n".encode(encoding))
    document = submission.read(path)
    assert document.text == "# Übung 1\n$α$\n" and not document.notes


def test_odd_files(tmp_path: Path) -> None:
    real = tmp_path / "real.md"
    real.write_text("# Exercise 1\n")
    (tmp_path / "link.md").symlink_to(real)
    (tmp_path / "dangling.md").symlink_to("nowhere")
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    huge = tmp_path / "huge.md"
    with huge.open("wb") as file:
        file.truncate(SUBMISSION_BYTES * 100)
    for name in ("link.md", "dangling.md", "folder.md", "pipe.md", "huge.md", "missing.md", "\x1b[31m\n.md"):
        with pytest.raises(SubmissionError) as caught:
            submission.read(tmp_path / name)
        assert str(caught.value).isprintable()


def test_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "s1.md"
    path.write_text("# Exercise 1\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user reads everything")
    with pytest.raises(SubmissionError, match="cannot be opened"):
        submission.read(path)
    path.chmod(stat.S_IRUSR)


NOTEBOOKS = [
    ("[" * 100_000, "nested"),
    ('{"cells": [], "nbformat": ' + "9" * 5000 + "}", "digits"),
    ("[1, 2]", "no Jupyter notebook"),
    ('{"cells": [], "cells": []}', "twice"),
    ('{"cells": [}', "line 1, column 12"),
    ('{"cells": 5}', "no list of cells"),
    ("", "broken JSON"),
]


@pytest.mark.parametrize(("text", "words"), NOTEBOOKS)
def test_notebooks_that_are_none(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "s1.ipynb"
    path.write_text(text)
    with pytest.raises(SubmissionError, match=words):
        submission.read(path)


def test_cells_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "s1.ipynb"
    path.write_text(
        '{"cells": [{"cell_type": "code", "source": "1\\n2"}, {"cell_type": "markdown", "source": "a\\nb"}]}'
    )
    document = submission.read(path)
    assert document.where(1) == (1, 1)
    assert document.where(4) == (2, 2)
