"""A student's text as a page shows it: in order, typeset where it is read, and nothing of it lost."""

import re
from fractions import Fraction

import pytest

from grader.marking.shown import MOST_FORMULAS, shown
from grader.notation import Names
from grader.notation.cut import cut
from grader.notation.names import read_names
from grader.report.typeset import mathml
from grader.submission import read_data
from grader.submission.segment import place
from grader.values import PartResult, Shown

NAMES = Names(same={"n": "m"})


def of(raw: str, line: int = 1) -> tuple[Shown, ...]:
    part = PartResult("1", "correct", None, Fraction(1), raw=raw, line=line, pieces=cut(raw, line))
    return shown(part, NAMES)


def kinds(raw: str) -> list[tuple[int, str, str]]:
    return [(one.line, one.kind, one.text.strip()) for one in of(raw) if one.text.strip()]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("so $x = 2$ holds", [(1, "words", "so"), (1, "formula", "x = 2"), (1, "words", "holds")]),
        ("### a) Sum\n$$a = b$$", [(1, "label", "a) Sum"), (2, "display", "a = b")]),
        (
            "$$\n\\begin{aligned}\na &= b, \\\\\n&= c\n\\end{aligned}\n$$",
            [(3, "display", "a = b"), (3, "words", ","), (4, "display", "= c")],
        ),
        ("$$x = 2 \\quad \\text{so } y = 3$$",
         [(1, "display", "x = 2"), (1, "words", "so"), (1, "display", "y = 3")]),
        ("$x = \\frac{1}{$ and $y$", [(1, "unread", "x = \\frac{1}{"), (1, "words", "and"), (1, "formula", "y")]),
        ("~~$a = b$~~ and ~~no~~", [(1, "struck", "a = b"), (1, "words", "and"), (1, "struck", "no")]),
        ("as \\hat{p}_{data} says **all**",
         [(1, "words", "as"), (1, "unread", "\\hat{p}_{data}"), (1, "words", "says all")]),
        ("- first", [(1, "words", "\u2022 first")]),
    ],
)  # fmt: skip
def test_kinds(raw: str, expected: list[tuple[int, str, str]]) -> None:
    assert kinds(raw) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("\\item[a)] $x = 2$", [(3, "label", "a)"), (3, "formula", "x = 2")]),
        ("\\item[(a)] Even it is.", [(3, "label", "(a)"), (3, "words", "Even it is.")]),
        ("\\item[a)] \\begin{align*}\nb &= c\n\\end{align*}", [(3, "label", "a)"), (4, "display", "b = c")]),
    ],
)
def test_labels_of_items_are_read_off_the_file(item: str, expected: list[tuple[int, str, str]]) -> None:
    """Its reader undoes the item, and the column of what follows moves."""
    text = f"\\section*{{Exercise 1}}\n\\begin{{enumerate}}\n{item}\n\\end{{enumerate}}"
    answer = place(read_data(text.encode(), "one.tex"), ("1a",)).answers["1a"]
    part = PartResult("1a", "correct", None, Fraction(1), raw=answer.raw, line=answer.line, pieces=answer.pieces)
    found = [(one.line, one.kind, one.text.strip()) for one in shown(part, NAMES) if one.text.strip()]
    assert found == expected


@pytest.mark.parametrize(
    "raw",
    [
        "Let $f(x) = 3x$ \\Rightarrow so\n\n$$f(4) \\Rightarrow 12, \\quad g = 7 \\text{ if } h > 8$$ end 9",
        "$$a_1 \\le b_2 \\iff c_3 \\to 4 \\qquad (5)$$ 6 ~~7~~ `code 8` $$\\boxed{= 9}$$",
        "$$\\begin{cases} 1 & x > 2 \\\\ 3 & x \\le 4 \\end{cases}$$ & 5\n% 6",
    ],
)
def test_every_letter_and_digit_is_there(raw: str) -> None:
    """Digits, as they stand in no name of a command."""
    assert re.findall(r"\d", "".join(one.text for one in of(raw))) == re.findall(r"\d", raw)


def test_a_letter_stays_the_one_that_was_written() -> None:
    (one,) = of("$n + 1$")
    assert "<mi>n</mi>" in one.mathml and "m</mi>" not in one.mathml


def test_a_matrix_within_a_line_keeps_its_columns() -> None:
    (one,) = of("$A &= \\begin{pmatrix}1 & 2\\\\3 & 4\\end{pmatrix}$")
    assert one.kind == "formula" and one.mathml.count("<mtd>") == 4


@pytest.mark.parametrize(
    ("raw", "unit"),
    [("$v = 25m/s$", "m/s"), ("$\\frac{25 m}{s}$", "m/s"), ("$3 kg m^{-1}$", "kg·m⁻¹"), ("$9.81 m/s^2$", "m/s²")],
)
def test_units_stand_upright(raw: str, unit: str) -> None:
    part = PartResult("1", "correct", None, Fraction(1), raw=raw, line=1, pieces=cut(raw, 1))
    (one,) = shown(part, Names(), units=True)
    assert f"<mtext>{unit}</mtext>" in one.mathml
    (one,) = shown(part, Names())
    assert "<mtext>" not in one.mathml


@pytest.mark.parametrize("text", ["$a < b > c$", "$$\\boxed{a = b}$$", "$a := \\frac{1}{2} \\therefore a \\neq 3$"])
def test_what_is_typeset_passes_the_gate_of_the_page(text: str) -> None:
    ready = [one.mathml for one in of(text) if one.mathml]
    assert ready and all(mathml(one) == one for one in ready)


def test_many_formulas_are_shown_as_typed() -> None:
    found = of("\n".join(["$a = b$"] * MOST_FORMULAS))
    assert len(found) == MOST_FORMULAS
    assert (found[0].kind, found[-1].kind) == ("formula", "unread")


def test_members_of_a_family_are_typeset_as_they_were_written() -> None:
    """Whatever was typeset before: equal formulas may be written otherwise."""
    names, _ = read_names({"variables": {"x": "indexed"}})
    for raw, written in [("$x_i^2$", "msub"), ("$(x^{(i)})^2$", "msup"), ("$x_i^2$", "msub")]:
        part = PartResult("1", "correct", None, Fraction(1), raw=raw, line=1, pieces=cut(raw, 1))
        (formula,) = (one for one in shown(part, names) if one.mathml)
        assert f"<{written}><mi>x</mi>" in formula.mathml
