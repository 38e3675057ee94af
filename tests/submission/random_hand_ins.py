"""Random hand-ins of which it is known which answer belongs to which part: each holds a number of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import NamedTuple

PARTS = "1a 1b 1c 2a 2b 3a 3b 3c".split()


class HandIn(NamedTuple):
    """A file, and the number that stands in the answer to each part that is answered."""

    name: str
    text: str
    marks: dict[str, str]


Body = Callable[[str, Random], str]


def formula(mark: str, chance: Random) -> str:
    return f"$x = {mark}$"


def sentence(mark: str, chance: Random) -> str:
    return chance.choice(
        (
            f"We get $x = {mark}$.",
            f"Therefore the value is $f(2) = {mark}$, as was to be shown.",
            f"By the chain rule, $x = {mark}$ (see above).",
            f"Es gilt $x = {mark}$, also $x > 0$.",
        )
    )


def display(mark: str, chance: Random) -> str:
    return f"$$ x = {mark} $$"


def lines(mark: str, chance: Random) -> str:
    return f"\\begin{{align*}}\nx + 1 &= {mark} + 1 \\\\\nx &= {mark}\n\\end{{align*}}"


def words_first(mark: str, chance: Random) -> str:
    return f"We begin with the definition and put in the values.\n\nThis gives us\n\n$x = {mark}$"


def with_steps(mark: str, chance: Random) -> str:
    return f"First $2x = 2 \\cdot {mark}$, then $x = {mark}$."


def in_steps(mark: str, chance: Random) -> str:
    first, second = chance.choice((("Step 1:", "Step 2:"), ("-", "-"), ("*", "*"), ("First,", "Then,"), ("•", "•")))
    return f"{first} put in $x > 0$\n\n{second} solve: $x = {mark}$"


def referring(mark: str, chance: Random) -> str:
    other = chance.choice(("part a)", "(b)", "exercise 1", "Problem 2", "1a)", "equation (1)", "b)"))
    return chance.choice(
        (
            f"With the result of {other} we get $x = {mark}$.",
            f"As in {other}, we have\n$x = {mark}$.",
            f"$x = {mark}$, which agrees with {other}.",
        )
    )


def in_cases(mark: str, chance: Random) -> str:
    one, two = chance.choice((("Case 1:", "Case 2:"), ("(i)", "(ii)"), ("Fall 1:", "Fall 2:")))
    return f"{one} $x < 0$ is impossible.\n\n{two} for $x > 0$ we have $x = {mark}$."


def in_a_table(mark: str, chance: Random) -> str:
    return f"We look at the values\n\n| n | value |\n| --- | --- |\n| 1 | 2 |\n| 2 | 4 |\n\nso $x = {mark}$"


def tagged(mark: str, chance: Random) -> str:
    return f"$$ 2x = {mark} + x \\tag{{1}} $$\n\nso by (1) $x = {mark}$"


BODIES: tuple[Body, ...] = (
    formula, sentence, display, lines, words_first, with_steps, in_steps, referring, in_cases, in_a_table, tagged
)  # fmt: skip
ABOVE = (
    "Exercise {}", "Problem {}", "Aufgabe {}", "Question {}", "Task {}", "Q{}", "Nr. {}", "Exercise no. {}",
    "Sheet 4, Exercise {}",
)  # fmt: skip
LETTERS_MD = (
    "{})", "({})", "**{})**", "**({})**", "### {})", "### Part {}", "{}.", "- {})", "Part ({}):", "{}:",
    "Teil {}:", "*({})*", "{}.)", "**{}.)**", "{} :", "Subtask {}", "{} -", "{}\\)",
)  # fmt: skip
PATHS_MD = (
    "{}{})", "**{}{})**", "### {}{}", "{}({})", "## Exercise {} {})", "{}.{})", "**Problem {}{}.**", "{}. {})",
    "{}) {})", "Q{}{})", "Nr. {}{}", "{} {})", "({}{})", "{}{}:", "Ex. {}{}:",
    "{}-{})", "[{}{}]", "**{}.{}**", "Exercise {} part {}",
)  # fmt: skip
HEADS = ("", "# Assignment 3\n\nName: A. Student\n\n", "Homework 2, group 4\n\n", "---\ntitle: Sheet 5\n---\n\n")


def in_markdown(chance: Random, bodies: dict[str, str] | None = None) -> HandIn:
    parts, marks = _answered(chance, bodies)
    by_path = chance.random() < 0.4
    style = chance.choice(PATHS_MD if by_path else LETTERS_MD)
    above = chance.choice(ABOVE)
    shape = chance.choice(("# {}", "## {}", "**{}**", "{}", "{}:"))
    text, exercise = chance.choice(HEADS), ""
    for part in parts:
        number, letter = part[0], part[1]
        if not by_path and number != exercise:
            text += shape.format(above.format(number)) + "\n\n"
            exercise = number
        label = style.format(number, letter) if by_path else style.format(letter)
        text += _under(label, _body(part, marks, bodies, chance), chance)
    return HandIn("s1.md", text, marks)


def in_latex(chance: Random, bodies: dict[str, str] | None = None) -> HandIn:
    parts, marks = _answered(chance, bodies)
    text = "\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n"
    listed, exercise = chance.random() < 0.5, ""
    above = chance.choice(("\\section*{{{}}}", "\\section{{{}}}", "\\subsection*{{{}}}", "\\textbf{{{}}}\n"))
    word = chance.choice(ABOVE)
    label = chance.choice(("\\item[{})]", "\\item[({})]", "\\item[\\textbf{{{}.}}]"))
    styles = ("\\subsection*{{({})}}", "\\textbf{{{})}}", "\\paragraph{{({})}}", "({})", "\\noindent {})")
    style = chance.choice(styles)
    for part in parts:
        number, letter = part[0], part[1]
        if number != exercise:
            text += "\\end{enumerate}\n" if listed and exercise else ""
            text += above.format(word.format(number)) + "\n"
            text += "\\begin{enumerate}\n" if listed else ""
            exercise = number
        text += _under((label if listed else style).format(letter), _body(part, marks, bodies, chance), chance)
    text += "\\end{enumerate}\n" if listed and exercise else ""
    return HandIn("s1.tex", text + "\\end{document}\n", marks)


def in_a_numbered_list(chance: Random) -> HandIn:
    """`enumerate` in `enumerate`: the labels are those that LaTeX prints, all parts in their order."""
    marks = {part: _mark(number, chance) for number, part in enumerate(PARTS)}
    text = "\\begin{document}\n\\begin{enumerate}\n"
    for number in "123":
        text += "\\item\n\\begin{enumerate}\n"
        text += "".join(f"\\item {_body(part, marks, None, chance)}\n" for part in PARTS if part[0] == number)
        text += "\\end{enumerate}\n"
    return HandIn("s1.tex", text + "\\end{enumerate}\n\\end{document}\n", marks)


def in_a_notebook(chance: Random, bodies: dict[str, str] | None = None) -> HandIn:
    parts, marks = _answered(chance, bodies)
    cells, exercise = [], ""
    for part in parts:
        number, letter = part[0], part[1]
        text = f"## Exercise {number}\n\n" if number != exercise else ""
        exercise = number
        text += f"**({letter})** {_body(part, marks, bodies, chance)}"
        cells.append({"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)})
        if chance.random() < 0.2:
            cells.append({"cell_type": "code", "metadata": {}, "source": ["print(1)"], "outputs": []})
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return HandIn("s1.ipynb", json.dumps(notebook), marks)


def in_answers(chance: Random) -> HandIn:
    parts, marks = _answered(chance)
    text = "".join(f"{part}: {json.dumps(formula(marks[part], chance))}\n" for part in parts)
    return HandIn("s1.yaml", text, marks)


NUMBERS = {"1": ("One", "eins", "First"), "2": ("Two", "zwei", "Second"), "3": ("Three", "drei", "Third")}
ON_ONE_LINE = ("{})", "({})", "{}:", "**{})**", "{}.", "Part {}:")
BETWEEN = ("  ", ", ", "; ", " | ", " / ", ". ", "\t", ", and ")


def on_one_line(chance: Random) -> HandIn:
    """`a) 3, b) 5`: a line an exercise, under a heading with its number in words, or with it in each label."""
    parts, marks = _answered(chance)
    style, between = chance.choice(ON_ONE_LINE), chance.choice(BETWEEN)
    write = chance.choice(("$x = {}$", "x = {}", "{}"))
    by_path = style in ("{})", "**{})**") and chance.random() < 0.3
    text, names = (
        chance.choice(HEADS),
        chance.choice(("Exercise {0}", "Aufgabe {1}", "{2} exercise", "## Problem {0}")),
    )
    for number in dict.fromkeys(part[0] for part in parts):
        heading = "" if by_path else names.format(*NUMBERS[number]) + "\n\n"
        letters = [part for part in parts if part[0] == number]
        labels = [style.format(part if by_path else part[1]) for part in letters]
        answers = (f"{label} {write.format(marks[part])}" for label, part in zip(labels, letters, strict=True))
        text += heading + between.join(answers) + "\n\n"
    return HandIn(chance.choice(("s1.md", "s1.txt")), text, marks)


def below_questions(chance: Random) -> HandIn:
    """The questions are quoted, each above its answer, with or without a label of the student's own."""
    parts, marks = _answered(chance)
    text, exercise = "", ""
    for part in parts:
        number, letter = part[0], part[1]
        text += f"# Exercise {number}\n\n" if number != exercise else ""
        exercise = number
        question = chance.choice(("Show that $y = 7$.", "Give the value.", "What is $1 + 1$?\n> Why?"))
        own = chance.choice(("", f"{letter}) ", f"**({letter})** "))
        text += f"> {letter}) {question}\n\n{own}{_body(part, marks, None, chance)}\n\n"
    return HandIn("s1.md", text, marks)


def in_resumed_lists(chance: Random) -> HandIn:
    """A list of LaTeX that is broken off and goes on counting, or begins later."""
    parts, marks = _answered(chance)
    text, label = (
        "\\begin{document}\n",
        chance.choice(("label=(\\alph*)", "label=\\alph*)", "label=\\textbf{\\alph*.}")),
    )
    for number in dict.fromkeys(part[0] for part in parts):
        letters = [part for part in parts if part[0] == number]
        text += f"\\section*{{Exercise {number}}}\n"
        for at, part in enumerate(letters):
            skipped = ord(part[1]) - (ord(letters[at - 1][1]) if at else 96) > 1
            start = f", start={ord(part[1]) - 96}" if skipped else ", resume" if at else ""
            again = chance.random() < 0.5 or skipped or not at
            if again:
                text += ("\\end{enumerate}\nWe go on.\n" if at else "") + f"\\begin{{enumerate}}[{label}{start}]\n"
            text += f"\\item {_body(part, marks, None, chance)}\n"
        text += "\\end{enumerate}\n"
    return HandIn("s1.tex", text + "\\end{document}\n", marks)


def _answered(chance: Random, bodies: dict[str, str] | None = None) -> tuple[list[str], dict[str, str]]:
    """Some of the parts, mostly in order; all of them where their answers are given."""
    if bodies is not None:
        return list(bodies), dict.fromkeys(bodies, "")
    left_out = set(chance.sample(PARTS, chance.choice((0, 0, 1, 2))))
    numbers = chance.sample("123", 3) if chance.random() < 0.2 else list("123")
    parts = [part for number in numbers for part in PARTS if part[0] == number and part not in left_out]
    return parts, {part: _mark(number, chance) for number, part in enumerate(parts)}


def _mark(number: int, chance: Random) -> str:
    return f"7{number}{chance.randrange(10)}{chance.randrange(1, 10)}"


def _body(part: str, marks: dict[str, str], bodies: dict[str, str] | None, chance: Random) -> str:
    return chance.choice(BODIES)(marks[part], chance) if bodies is None else bodies[part]


def _under(label: str, body: str, chance: Random) -> str:
    alone = label.startswith(("#", "\\sub", "\\par"))
    between = "\n\n" if alone and label.startswith("#") else chance.choice((" ", "\n", "\n\n"))
    return f"{label}{between}{body}\n\n"


KINDS: dict[str, Callable[[Random], HandIn]] = {
    "answers": in_answers,
    "below questions": below_questions,
    "latex": in_latex,
    "markdown": in_markdown,
    "notebook": in_a_notebook,
    "numbered list": in_a_numbered_list,
    "on one line": on_one_line,
    "resumed lists": in_resumed_lists,
}
