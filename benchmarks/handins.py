"""Invented hand-ins of assignment 6, by a seed: each student has a strength, a language, a way to spell things and
a format; what is written stands in `handins.yaml`.

    python -m benchmarks.handins 1000 --seed 1 -o /tmp/class
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Answers: TypeAlias = dict[str, str]
"""By part, such as `6.1a`; what was left blank is not there."""
WORDS = re.compile(r"\[\[(.*?)\|(.*?)\]\]", re.DOTALL)
FORMULA = re.compile(r"(\$\$?)(.+?)\1", re.DOTALL)
TYPED = (
    (r"\{(\w)\}\^", r"\1^"),
    (r"\\frac\{(d|\\partial) ?(\\?\w[^{}]*)\}\{(d|\\partial ?)(\\?\w+)\}", r"\1 \2/\3\4"),
    (r"\\frac\{(d|\\partial)\}\{(d|\\partial ?)(\\?\w+)\}", r"\1/\2\3"),
    (r"\\(?:text|mathrm|mathbb)\{(\w+)\}", r"\1"),
    (r"\\hat\{(\w)\}", r"\\hat \1"),
    (r"\\hat ?(\w)", r"hat(\1)"),
    (r"([_^])\{(\w+|\(\w\))\}", r"\1\2"),
    (r"([_^])\{([^{}]*)\}", r"\1(\2)"),
    (r"\\frac(\d)(\d)", r"\1/\2"),
    (r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1)/(\2)"),
)
SIGNS = (
    (r"\\(?:cdot|times)", "*"),
    (r"\\sim", "~"),
    (r"\\approx", "="),
    (r"\\arg\\", "arg"),
    (r"\\partial \\?(\w)", r"d\1"),
    (r"\\partial", "d"),
    (r"\\\|", "||"),
    (r"(?<!\w)\((\w+)\)/", r"\1/"),
    (r"d/\(d \\(\w+)\)", r"d/d\1"),
    (r"[\\{}]", ""),
    (r"  +", " "),
)
"""From LaTeX to what is typed, again and again as long as that changes something; then the signs."""
SLIPS = (("+", "-"), ("-", "+"), ("2", "3"), ("1", "2"))
BLANK, VAGUE, SLIP = 0.05, 0.07, 0.12
"""Shares of what a student of middling strength leaves blank, answers vaguely, and gets wrong by a slip."""


@dataclass(frozen=True, slots=True)
class Student:
    """Who writes. `strength` is from 0 to 1."""

    name: str
    strength: float
    german: bool
    spelling: dict[str, str]

    def word(self, english: str, german: str) -> str:
        return german if self.german else english


@cache
def _source() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("handins.yaml").read_text(encoding="utf-8"))
    return read


def write(folder: Path, count: int, seed: int) -> None:
    """One file a student; student n is the same in a class of any size."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        name, text = handin(number, seed)
        (folder / name).write_text(text, encoding="utf-8")


def handin(number: int, seed: int) -> tuple[str, str]:
    """The file's name and its text."""
    student, written, rng = _written(number, seed)
    suffix = rng.choices(tuple(FORMATS), weights=(5, 2, 2, 1))[0]
    return f"s{number:05d}.{suffix}", FORMATS[suffix](student, written, rng)


def answers(number: int, seed: int) -> Answers:
    """What the same student writes, by part, as it is typed into a page."""
    return _written(number, seed)[1]


def _written(number: int, seed: int) -> tuple[Student, Answers, random.Random]:
    rng = random.Random(f"{seed} {number}")
    spelling = {name: str(rng.choice(ways)) for name, ways in _source()["spell"].items()}
    student = Student(f"Student S{number:05d}", rng.betavariate(5, 3), rng.random() < 0.2, spelling)
    return student, {part: text for part in _source()["parts"] if (text := _answer(part, student, rng))}, rng


def _answer(part: str, student: Student, rng: random.Random) -> str:
    """What this student writes for one part; empty where nothing is."""
    ways, weak, luck = _source()["parts"][part], 1.5 - student.strength, rng.random()
    if luck < BLANK * weak:
        return ""
    if luck < (BLANK + VAGUE) * weak:
        return _said(rng.choice(ways["vague"]), student)
    if rng.random() > 0.55 + student.strength / 2:
        return _said(rng.choice(ways["mistake"]), student)
    text = _said(rng.choice(ways["right"]), student)
    return _slip(text, rng) if rng.random() < SLIP * weak else text


def _said(template: str, student: Student) -> str:
    text = WORDS.sub(lambda found: found[2 if student.german else 1], template)
    for name, spelled in student.spelling.items():
        text = text.replace(f"<{name}>", spelled)
    return text.strip()


def _slip(text: str, rng: random.Random) -> str:
    """One sign or digit of one formula is another."""
    formulas = list(FORMULA.finditer(text))
    if not formulas:
        return text
    start, end = rng.choice(formulas).span(2)
    places = [(at, new) for old, new in SLIPS for at in range(start, end) if text[at] == old]
    if not places:
        return text
    at, new = rng.choice(places)
    return text[:at] + new + text[at + 1 :]


def _exercises(answers: Answers) -> list[tuple[str, list[tuple[str, str]]]]:
    """By exercise: the letters of its parts, and what was written."""
    by_exercise = groupby(answers.items(), key=lambda item: item[0][:-1])
    return [(name, [(part[-1], text) for part, text in items]) for name, items in by_exercise]


def markdown(student: Student, answers: Answers, rng: random.Random) -> str:
    """Headings, `a)` or `**(a)**`; formulas one below the other, or aligned."""
    label = rng.choice(("### {}\n", "{})", "**({})**", "({})")).replace("{}", "%s")
    aligned = rng.random() < 0.4
    lines = [f"# {student.word('Assignment', 'Blatt')} 6", "", f"Name: {student.name}"]
    for exercise, parts in _exercises(answers):
        lines += ["", f"## {student.word('Exercise', 'Aufgabe')} {exercise}"]
        for letter, text in parts:
            lines += ["", label % letter, "", _aligned(text, "$$\n", "\n$$") if aligned else _spaced(text)]
    return "\n".join(lines) + "\n"


def tex(student: Student, answers: Answers, rng: random.Random) -> str:
    """Sections with lists, or with subsections."""
    listed = rng.random() < 0.5
    lines = [r"\documentclass{article}", r"\usepackage{amsmath, amssymb}", rf"\author{{{student.name}}}",
             r"\begin{document}", r"\maketitle"]  # fmt: skip
    for exercise, parts in _exercises(answers):
        lines += ["", rf"\section*{{{student.word('Exercise', 'Aufgabe')} {exercise}}}"]
        lines += [r"\begin{enumerate}"] * listed
        for letter, text in parts:
            lines += [rf"\item[({letter})]" if listed else rf"\subsection*{{{letter})}}", _aligned(text, "", "")]
        lines += [r"\end{enumerate}"] * listed
    return "\n".join([*lines, r"\end{document}"]) + "\n"


def notebook(student: Student, answers: Answers, rng: random.Random) -> str:
    """A cell an answer, and one of code."""
    cells = [f"# {student.word('Assignment', 'Blatt')} 6\n{student.name}"]
    for exercise, parts in _exercises(answers):
        cells.append(f"## {student.word('Exercise', 'Aufgabe')} {exercise}")
        cells += [f"**{letter})**\n\n{_spaced(text)}" for letter, text in parts]
    made: list[dict[str, object]] = [
        {"cell_type": "markdown", "metadata": {}, "source": cell.splitlines(keepends=True)} for cell in cells
    ]
    code = {"cell_type": "code", "metadata": {}, "source": ["import math"], "execution_count": 1, "outputs": []}
    made.insert(rng.randrange(1, len(made) + 1), code)
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def typed(student: Student, answers: Answers, rng: random.Random) -> str:
    """Plain text, formulas as one types them."""
    rule = rng.choice("=-")
    lines = [f"Name: {student.name}", f"{student.word('Assignment', 'Blatt')} 6"]
    for exercise, parts in _exercises(answers):
        head = f"{student.word('Exercise', 'Aufgabe')} {exercise}"
        lines += ["", head, rule * len(head)]
        for letter, text in parts:
            lines += ["", f"{letter}) " + FORMULA.sub(_typed, text).replace("\n", "\n   ")]
    return "\n".join(lines) + "\n"


def _typed(found: re.Match[str]) -> str:
    """A formula of LaTeX as one types it: `\\frac{e^{-x}}{2}` is `(e^(-x))/(2)`."""
    text, before = found[2].strip(), ""
    while text != before:
        before = text
        for pattern, new in TYPED:
            text = re.sub(pattern, new, text)
    for pattern, new in SIGNS:
        text = re.sub(pattern, new, text)
    return text


def _spaced(text: str) -> str:
    return re.sub(r"\n(?=\$\$)|(?<=\$\$)\n", "\n\n", text)


def _aligned(text: str, before: str, after: str) -> str:
    """Displays that go on with `=` become one environment, others of LaTeX stand in brackets."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("$$=") and lines and lines[-1].startswith("$$"):
            lines[-1] = f"{lines[-1].removesuffix('$$')} \\\\\n  &{line[2:]}"
        else:
            lines.append(line.replace(" = ", " &= ", 1) if line.startswith("$$") else line)
    return "\n".join(_environment(line, before, after) if line.startswith("$$") else line for line in lines)


def _environment(line: str, before: str, after: str) -> str:
    name = "aligned" if before else "align*"
    return f"{before}\\begin{{{name}}}\n  {line[2:-2]}\n\\end{{{name}}}{after}"


FORMATS: dict[str, Callable[[Student, Answers, random.Random], str]] = {
    "md": markdown,
    "tex": tex,
    "ipynb": notebook,
    "txt": typed,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.handins", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    write(args.output, args.count, args.seed)


if __name__ == "__main__":
    main()
