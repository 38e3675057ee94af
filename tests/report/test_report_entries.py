"""What is kept of a hand-in: each piece is made in the worker, and read when it is asked for."""

import json

import pytest
from hostile_texts import HOSTILE
from sample_values import derivation, open_part, right, wrong

from grader.batch.entry import Entry, ending, entry_line
from grader.late import replace
from grader.report.formats import data
from grader.report.row import row
from grader.values import Result


def handin(text: str) -> Result:
    parts = (right("1a"), derivation("1b"), wrong("1c"), replace(open_part("1d"), raw=text, feedback=(text,)))
    return Result(text, (text, '"source": ""'), f"in/{text}.md", parts, (text,))


@pytest.mark.parametrize("text", [*HOSTILE, '"source": ""', "\t"])
def test_the_pieces_say_what_the_result_says(text: str) -> None:
    result = handin(text)
    line = entry_line(result, page=f"<p>{text}</p>")
    entry = Entry.of(line)
    assert b"\n" not in line and ending(line) == ("waits", "")
    assert entry.line(result.source) == data.dump(data.student(result))
    assert entry.row == row(result)
    assert entry.page == f"<p>{text}</p>"
    assert entry.result("elsewhere") == replace(result, source="elsewhere", parts=entry.result("").parts)
    assert json.loads(entry.line("a/b.md"))["source"] == "a/b.md"


def test_an_unread_handin_says_why() -> None:
    assert ending(entry_line(handin("ada"), problem="It is no\ttext.")) == ("unread", "It is no\ttext.")


@pytest.mark.parametrize("line", [b"", b"waits", b'waits\t""\t{}', b'waits\t""\t1\t2\t3\t4\t5'])
def test_what_is_no_entry_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):
        Entry.of(line)
