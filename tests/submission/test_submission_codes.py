"""The table of findings and the code agree."""

import re
from pathlib import Path

from grader.submission.codes import CODES

ROOM = Path(__file__).parents[2] / "grader" / "submission"
SOURCE = "\n".join(path.read_text("utf-8") for path in ROOM.rglob("*.py") if path.name != "codes.py")


def test_every_code_of_the_table_is_used() -> None:
    written = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', SOURCE)) | {"unclosed-delimiter", "picture"}
    assert set(CODES) <= written


def test_every_finding_is_in_the_table() -> None:
    raised = set(
        re.findall(r'(?:Finding|Refused|_note|\.note)\(\s*(?:self\.notes, |notes, )?"([a-z0-9-]+)"', SOURCE)
    )
    assert raised and raised <= set(CODES)


def test_the_cases_show_most_of_them() -> None:
    cases = (Path(__file__).parent / "cases.yaml").read_text("utf-8")
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    shown = {code for code in CODES if code in cases or code in tests}
    assert len(shown) >= 24
