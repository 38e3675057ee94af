"""Random hand-ins to random exercises, from the file to the mark: what is right counts, what is wrong does not.

40 hand-ins in the suite, FUZZ_MARKED (2,000) in `make fuzz`, others each time.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest
import yaml
from random_case import Case
from random_families import AS_THEY_ARE, FAMILIES
from random_hand_ins import PARTS, in_a_notebook, in_latex, in_markdown

from grader import submission
from grader.exercise.load import load
from grader.exercise.model import Assignment
from grader.grading import grade

MARKED = int(os.environ.get("FUZZ_MARKED", "2000"))
FEW = 40
AROUND = (
    "${}$", "$ {} $", "We get ${}$.", "$$ {} $$", "Therefore the answer is ${}$.", "\\[ {} \\]",
    "Using the definition and simplifying,\n\n${}$",
)  # fmt: skip
WRITERS = (in_a_notebook, in_latex, in_markdown)


def some_case(chance: Random) -> Case:
    while True:
        family = chance.choice([name for name in FAMILIES if name not in AS_THEY_ARE])
        if cases := list(FAMILIES[family](chance)):
            return chance.choice(cases)


def assignment(cases: dict[str, Case], folder: Path) -> Assignment:
    for number in sorted({part[0] for part in cases}):
        parts = {
            part[1]: {"question": "Work it out.", "points": 2, "answer": case.block}
            for part, case in cases.items()
            if part[0] == number
        }
        told = {"exercise": number, "title": "Random", "parts": parts}
        (folder / f"{number}.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
    return load(folder)


def check(seed: object, folder: Path) -> Counter[str]:
    chance = Random(f"{seed}")
    cases = {part: some_case(chance) for part in PARTS}
    bodies = {part: chance.choice(AROUND).format(case.text) for part, case in cases.items()}
    hand_in = chance.choice(WRITERS)(chance, bodies)
    document = submission.read_data(hand_in.text.encode(), hand_in.name)
    tally: Counter[str] = Counter()
    for result in grade(assignment(cases, folder), document).parts:
        case = cases[result.part]
        told = f"{case.block} <- {bodies[result.part]!r} in {hand_in.name}: {result.outcome}, {result.feedback}"
        if case.right:
            assert result.outcome in ("correct", "undecided"), f"right, but {told}"
        else:
            assert result.outcome != "correct", f"wrong, but {told}"
        tally[f"{'right' if case.right else 'wrong'}, {result.outcome}"] += 1
    return tally


def test_a_few(tmp_path: Path) -> None:
    tally = sum((check(f"same {k}", _folder(tmp_path, k)) for k in range(FEW)), Counter[str]())
    assert tally["right, undecided"] == 0 and tally["right, correct"] > FEW


@pytest.mark.fuzz
def test_many(tmp_path: Path) -> None:
    seed = time.time_ns()
    tally = sum((check(f"{seed} {k}", _folder(tmp_path, k)) for k in range(MARKED)), Counter[str]())
    print(dict(tally))
    assert tally["right, undecided"] <= 0.02 * tally["right, correct"]


def _folder(parent: Path, number: int) -> Path:
    folder = parent / str(number)
    folder.mkdir()
    return folder
