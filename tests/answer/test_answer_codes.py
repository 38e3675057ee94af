"""Every finding that the kinds can give stands in the table of codes, with the data it names."""

from __future__ import annotations

import re
from pathlib import Path

from grader import answer
from grader.answer.codes import ANSWER, BLOCK

ROOM = Path(answer.__file__).parent
OTHERS = set(
    "account argument credit cutting derivation ends left_open links premises relevance rows scope select solved"
    " statements vocabulary waypoints".split()
)
"""Files of derivations and of the choice of a value; they have their own table."""
FINDING = re.compile(r'\b(?:finding|complain)\(\s*"([a-z-]+)"')


def files() -> list[Path]:
    return [
        path
        for path in ROOM.rglob("*.py")
        if path.stem not in OTHERS or path.relative_to(ROOM).parts[0] not in ("claim", "derivation", "kinds")
    ]


def test_codes_in_the_room_are_in_the_table() -> None:
    used = {code for path in files() for code in FINDING.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 60
    assert used - set(ANSWER) - set(BLOCK) == set()


def test_codes_of_the_table_are_used() -> None:
    room = "\n".join(path.read_text(encoding="utf-8") for path in files() if path.stem != "codes")
    made = {f"{fault}-digits" for fault in ("too-few", "too-many")}
    states = ("found", "seen", "doubtful", "not-found", "negated", "of-another", "forbidden")
    made |= {f"concept-{state}" for state in states}
    assert {code for code in {**ANSWER, **BLOCK} if f'"{code}"' not in room} <= made
