"""What textbooks on statistics and machine learning state: every rewriting is accepted, no near miss is.

A group of cases has a family, a notation block and rows of `expected`, `right` and `wrong` answers (expressions,
unless the group says another `kind`); a row may have a notation of its own.
Run as a program, this file prints the counterexamples that stand in docs/statistics.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.answer.block import read_block
from grader.answer.kind import Context
from grader.cases import answer_of, compare_case
from grader.limits import Budget
from grader.notation.names import read_names

FOLDER = Path(__file__).with_name("statistics")
PAGE = Path(__file__).parents[2] / "docs" / "statistics.md"
Case = tuple[str, dict[str, Any], dict[str, Any], str, bool]


def statements() -> Iterator[Case]:
    for file in sorted(FOLDER.glob("*.yaml")):
        for group in yaml.safe_load(file.read_text(encoding="utf-8")):
            for row in group["cases"]:
                notation = row.get("notation", group["notation"])
                for equal, texts in ((True, row["right"]), (False, row["wrong"])):
                    for text in texts:
                        answer = {"kind": group.get("kind", "expression"), "expected": row["expected"]}
                        yield group["family"], notation, answer, text, equal


def verdict(notation: dict[str, Any], answer: dict[str, Any], student: str) -> dict[str, Any]:
    return compare_case({"answer": answer, "student": student, "notation": notation})


ALL = list(statements())


@pytest.mark.parametrize(("family", "notation", "answer", "student", "equal"), ALL)
def test_statement(
    family: str, notation: dict[str, Any], answer: dict[str, Any], student: str, equal: bool
) -> None:
    found = verdict(notation, answer, student)
    assert found["outcome"] == ("correct" if equal else "incorrect"), found
    assert found["by"] != "symbolic", "no computer algebra is needed here"
    if not equal:
        evidence = found["counterexample"]
        assert evidence and evidence["expected"] != evidence["student"], found


SEEDS = 12


@pytest.mark.fuzz
@pytest.mark.parametrize(("family", "notation", "answer", "student", "equal"), ALL)
def test_no_small_worlds_say_the_contrary(
    family: str, notation: dict[str, Any], answer: dict[str, Any], student: str, equal: bool
) -> None:
    """Worlds are drawn anew for each exercise and answer: a seed decides them."""
    names, _ = read_names(notation)
    kind, _ = read_block(answer, names)
    assert kind is not None
    for seed in range(SEEDS):
        found = kind.check(answer_of(student), Context(names, Budget.start(20), f"seed {seed}"))
        assert found.outcome in ("correct" if equal else "incorrect", "undecided"), (seed, found)


def test_there_are_enough() -> None:
    assert sum(equal for *_, equal in ALL) >= 250
    assert sum(not equal for *_, equal in ALL) >= 250


def examples() -> Iterator[str]:
    """The first near miss of each family, with its counterexample, as the page shows it."""
    known = set()
    for family, notation, answer, student, equal in ALL:
        if equal or family in known:
            continue
        known.add(family)
        evidence = verdict(notation, answer, student)["counterexample"]
        at = "; ".join(f"{name} = {value}" for name, value in evidence["at"].items())
        lines = (family, f"  expected   {answer['expected']}", f"  answer     {student}", f"  at         {at}")
        yield "\n".join((*lines, f"  expected   {evidence['expected']}", f"  answer     {evidence['student']}"))


@pytest.mark.parametrize("example", list(examples()), ids=lambda text: str(text).partition("\n")[0])
def test_the_page_shows_this(example: str) -> None:
    assert example in PAGE.read_text(encoding="utf-8"), f"write this into {PAGE}:\n{example}"


if __name__ == "__main__":
    print("\n\n".join(examples()))
