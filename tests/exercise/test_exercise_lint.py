"""`grader lint` and `grader test`: an exercise that contradicts itself is named, one that does not passes."""

from pathlib import Path

import pytest

from grader.lint import lint
from grader.lint import test as run_test

ROOT = Path(__file__).parents[2]
HEAD = 'exercise: "3"\nparts:\n  a:\n    question: q\n    points: 2\n'


def file(folder: Path, text: str) -> Path:
    path = folder / "one.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("    answer: 0/0", "no value anywhere"),
        ("    answer: sqrt(-1 - x^2)", "no value anywhere"),
        ("    answer: (9^9^9^9)!", "limit"),
        ("    answer: {expected: (x + 1)^2, form: expanded}", "multiplied out"),
        ("    answer: x + 1\n    mistakes: [{answer: 1 + x}]", "taken as right"),
        ("    answer: {expected: x^2, up_to: constant, variable: x}", "add + C"),
    ],
)
def test_contradictions_are_problems(tmp_path: Path, text: str, words: str) -> None:
    [problem] = lint(file(tmp_path, text)).problems
    assert words in problem.message and problem.line >= 6


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        ("Expand $(x + 1)^2$.", "X^2 + 2*x + 1", "neither `notation` nor the question knows: did you mean `x`"),
        ("Differentiate $f(x) = x^2$.", "2*t", "declare it, `notation: {variables: {t: real}}`"),
        ("Differentiate $x^2$ by $x$.", "{kind: number, expected: k}", "uses `k`"),
        ("Expand $(x + 1)^2$.", "x^2 + 2*x + 1", "who only writes it again waits for a person"),
        ("Expand $(x + 1)^2$.", "{expected: x^2 + 2*x + 1, of: (x + 1)^2}", ""),
        ("What is $\\{1, 2\\} \\setminus \\{2\\}$?", "'{1}'", "\\setminus \\{2\\}$` stands in the question"),
        ("Is it $x + 1$ or $x + 2$?", "x + 1", ""),
        ("The area of a circle of radius $r$?", "pi*r^2", ""),
        ("Sum of $a_1, \\dots, a_n$?", "sum(a_k, k, 1, n)", ""),
        ("What is it?", "x + y", ""),
        ("Solve $x' = x$ in $t$.", "{expected: A*exp(t), up_to: family, variable: t}", ""),
        ("Integrate $2 x$.", "{expected: x^2 + C, up_to: constant, variable: x}", ""),
        ("How far at $v = 3$?", "{kind: quantity, expected: 3 N s}", ""),
        ("Integrate $2 x$.", "{expected: x^2 + k, up_to: constant, variable: x}", "uses `k`"),
        ("Solve $x + y = 3$, $x - y = 1$.", "{kind: system, expected: [x = 2, y = 1]}", ""),
        ("When was it?", "2024-01-02", "`2024-01-02` is read as a difference"),
        ("How many?", "2024-1", ""),
        ("How long is it?", "12 cm", "the product `12*c*m`: write `kind: quantity`"),
        ("How fast is it?", "50 km/h", "write `kind: quantity`"),
        ("How long is it?", "{kind: quantity, expected: 12 cm}", ""),
        ("How large is Z?", "{kind: quantity, expected: 30+40i ohm}", "write `(30+40i) ohm`"),
        ("How large is Z?", "{kind: quantity, expected: (30+40i) ohm}", ""),
        ("What is $3 m$ for $m = 1$, in terms of $m$?", "3 m", ""),
        ("How heavy?", "{kind: quantity, expected: 5 kgg}", "`kgg` in `5 kgg` is no unit that is known"),
        (
            "What is $u \\cdot v$ of $u$, $v$?",
            "{expected: 3, of: 'inner(u, v)'}",
            "variables: {u: vector(3), v: vector(3)}",
        ),
        ("Solve it for $x$.", "{kind: system, expected: [x = 1 and x = 2]}", "have no common solution"),
        ("What is $A^{-1}$?", "{kind: matrix, expected: '1/3 [[4, -1], [-5, 2]]', of: A^-1}", ""),
        ("How far?", "{kind: quantity, expected: 5 meterr}", "`meterr` in `5 meterr` is no unit that is known"),
        ("How much?", "{kind: quantity, expected: 5 Nm}", ""),
        (
            "What solves $A x + \\lambda x = b$?",
            "(A + \\lambda I)^{-1} b\n    notation: {variables: {A: 'matrix(3, 3)', x: vector(3), b: vector(3)}}",
            "",
        ),
        ("How much?", "{kind: quantity, expected: 5 kWh}", ""),
        ("How much?", "{kind: quantity, expected: 5 meter per second}", ""),
        ("How much?", "{kind: quantity, expected: 2 pi rad/s}", ""),
        ("How heavy?", "{kind: quantity, expected: 5}", "has no unit"),
        ("How heavy?", "{kind: quantity, expected: 5 kg/kg}", "has no unit"),
        ("How heavy?", "{kind: quantity, expected: [5 kg, 5000 g]}", ""),
        ("How warm?", "{kind: quantity, expected: 20 °C}", ""),
        ("Where?", "{kind: interval, expected: '[3, 1]'}", "the interval from `3` to `1` is empty"),
        ("Where?", "{kind: interval, expected: '(0, 1) ∪ [sqrt(5), 2]'}", "the interval from `sqrt(5)` to `2`"),
        ("Where?", "{kind: interval, expected: '[1, 3] ∪ [5, oo)'}", ""),
        ("Where?", "{kind: interval, expected: '[1, 1]'}", ""),
        ("Which?", "{kind: choice, options: {a: convex, b: Convex, c: odd}, expected: a}", "stands there twice"),
        ("Which?", "{kind: choice, options: {a: convex, b: concave}, expected: a}", ""),
        ("Show it.", "{kind: derivation, from: 'diff(3, x)'}", "without `to` any end will do"),
        ("How much is it?", "2 pi", ""),
        ("How much is it?", "5 x", ""),
    ],
)
def test_letters_that_nobody_declared_are_warned_of(tmp_path: Path, question: str, answer: str, words: str) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(f'exercise: "3"\nparts:\n  a:\n    question: {question}\n    answer: {answer}\n', "utf-8")
    linted = lint(path)
    assert not linted.problems
    said = [warning.message for warning in linted.warnings]
    assert len(said) == bool(words) and all(words in message for message in said), said


@pytest.mark.parametrize(
    ("question", "options", "warned"),
    [
        ("Show that $v = 2 g$.", "relation: equivalence", True),
        ("Solve for $v$.", "relation: equivalence", False),
        ("Show that $v = 2 g$.", "relation: equivalence, known_end: false", False),
        ("Show that $v = 2 g$.", "relation: equivalence, known_end: true", False),
    ],
)
def test_an_end_that_the_question_shows_is_warned_of(
    tmp_path: Path, question: str, options: str, warned: bool
) -> None:
    path = tmp_path / "one.yaml"
    answer = f"{{kind: derivation, from: v/2 = g, to: v = 2*g, {options}}}"
    head = 'exercise: "3"\nnotation: {variables: {v: real, g: real}}\nparts:\n  a:\n'
    path.write_text(f"{head}    question: {question}\n    answer: {answer}\n", "utf-8")
    linted = lint(path)
    assert not linted.problems
    assert ["known_end: true" in warning.message for warning in linted.warnings] == [True] * warned


def test_a_tolerance_as_wide_as_the_value_is_a_warning(tmp_path: Path) -> None:
    linted = lint(file(tmp_path, "    answer: {kind: number, expected: 1e-12, tolerance: {absolute: 0.001}}"))
    assert not linted.problems and "0 would be accepted" in linted.warnings[0].message
    fine = lint(file(tmp_path, "    answer: {kind: number, expected: 0, tolerance: {absolute: 0.001}}"))
    assert not fine.problems and not fine.warnings


def test_samples_that_do_not_earn_what_they_should_are_named(tmp_path: Path) -> None:
    text = "    answer: x + 1\n    samples:\n      correct: [1 + x, x + 2]\n      incorrect: [x, x + 1]\n"
    assignment = lint(file(tmp_path, text)).assignment
    assert assignment is not None
    outcome = [(check.what, check.passed) for check in run_test(assignment)]
    assert outcome[:4] == [
        ("correct sample `1 + x`", True),
        ("correct sample `x + 2`", False),
        ("incorrect sample `x`", True),
        ("incorrect sample `x + 1`", False),
    ]
    got = [check.got for check in run_test(assignment)]
    assert got[1].startswith("wanted 2 of 2 points, got 0 of 2 points: incorrect (This is not equal")
    assert got[3] == "wanted 0 points, got 2 of 2 points: correct, read as `x + 1`"


def test_brackets_of_yaml_are_entries_and_no_ends(tmp_path: Path) -> None:
    ends = lint(file(tmp_path, "    answer: {kind: interval, expected: [1, 2]}"))
    assert [one.message for one in ends.warnings if "put quotes around them, `expected: '[1, 2]'`" in one.message]
    assert not lint(file(tmp_path, "    answer: {kind: interval, expected: '[1, 2]'}")).warnings
    for kind, text in (("set", "{1, 2}"), ("list", "[1, 2]"), ("matrix", "[1, 2]")):
        found = lint(file(tmp_path, f"    answer: {{kind: {kind}, expected: [1, 2]}}"))
        assert found.assignment is not None and not found.warnings
        assert found.assignment.parts[0].answers[0].expected == text
        assert all(check.passed for check in run_test(found.assignment))


@pytest.mark.parametrize("key", ["{k*pi | k in Z}", "span{(1, 2)}", "{(1, 2) + t*(3, 4) | t in R}"])
def test_words_of_sets_are_no_letters_and_have_no_entries(tmp_path: Path, key: str) -> None:
    found = lint(file(tmp_path, f"    answer: {{kind: set, expected: '{key}'}}"))
    assert not found.warnings and found.assignment is not None
    assert all(check.passed for check in run_test(found.assignment))


def tried(folder: Path, text: str) -> dict[str, bool]:
    assignment = lint(file(folder, text)).assignment
    assert assignment is not None
    return {check.what: check.passed for check in run_test(assignment)}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("    answer: 1/m*(a - b)", ["sign", "off by one", "reciprocal", "a factor dropped", "letters swapped"]),
        ("    answer: a + b + 1", ["a term dropped"]),
        ("    answer: {kind: derivation, from: 'diff(x^3, x)', to: 3*x^2}", ["sign", "factor 2"]),
        ("    answer: {kind: set, expected: '{1, 2, 3}'}", ["an entry off by one", "an entry dropped"]),
        ("    answer: {kind: matrix, expected: '[[1, 2], [3, 4]]'}", ["an entry off by one"]),
        ("    answer: {kind: equation, expected: y = 2*x + 1}", ["an entry off by one"]),
        ("    answer: {kind: quantity, expected: 9.81 m/s^2}", ["sign", "factor 2", "the answer 0"]),
    ],
)
def test_near_misses_are_tried_and_earn_nothing(tmp_path: Path, text: str, wrong: list[str]) -> None:
    found = tried(tmp_path, text)
    assert all(found.values()), found
    assert [what for what in wrong if not any(each.startswith(what) for each in found)] == []


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("    answer: {kind: number, expected: 1e-12, tolerance: {absolute: 0.001}}", ["the answer 0", "sign"]),
        ("    answer: {kind: number, expected: 3, tolerance: {relative: 0.6}}", ["factor 2", "off by one"]),
        ("    answer: x\n    mistakes: [{answer: 2*x}, {answer: x + x}]", ["the mistake x + x"]),
    ],
)
def test_an_exercise_that_gives_points_away_is_caught(tmp_path: Path, text: str, caught: list[str]) -> None:
    found = tried(tmp_path, text)
    failed = [what for what, passed in found.items() if not passed]
    assert failed and [what for what in caught if not any(each.startswith(what) for each in failed)] == [], failed


@pytest.mark.parametrize(
    "text",
    [
        "    answer: {expected: x^2/2, up_to: constant, variable: x, constant: optional}",
        "    answer: {expected: x*y, up_to: factor}",
        "    answer: {expected: x - y, up_to: sign}",
        "    answer: {expected: A*cos(t) + B*sin(t), up_to: family, variable: t}",
        "    answer: {kind: system, expected: [x = 2, y = 1]}",
        "    answer: {kind: choice, options: {a: red, b: blue}, expected: blue}",
        "    answer: {kind: number, expected: 0}",
        "    answer: {kind: logic, expected: A and not B}",
        "    answer: {kind: choice, options: [a, b], expected: a}",
    ],
)
def test_what_the_exercise_does_not_mind_is_no_fault(tmp_path: Path, text: str) -> None:
    found = tried(tmp_path, text)
    assert all(found.values()), found


@pytest.mark.parametrize("folder", sorted(path.name for path in (ROOT / "exercises").iterdir() if path.is_dir()))
def test_our_own_assignments_pass_their_own_tests(folder: str) -> None:
    linted = lint(ROOT / "exercises" / folder)
    assert not linted.problems and linted.assignment is not None
    checks = list(run_test(linted.assignment))
    failed = [f"{check.part} {check.what}: {check.got}" for check in checks if not check.passed]
    assert not failed


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("answer: 2*k, uses: {k: a}", ""),
        ("answer: 12, uses: {k: a}", "is nowhere in the answer"),
        ("answer: 12, uses: a", "no letter stands for its answer"),
        ("answer: f(2), notation: {functions: {f(t): k*t}}, uses: {k: a}", ""),
        ("answer: {kind: text, concepts: [{name: it, any: [it]}]}, uses: a", ""),
        ("answer: {kind: derivation, from: k + k, to: 2*k}, uses: {k: a}", ""),
    ],
)
def test_an_earlier_answer_that_the_key_does_not_use_is_warned_of(tmp_path: Path, part: str, words: str) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(
        f'exercise: "3"\nparts:\n  a: {{question: q, answer: 6}}\n  b: {{question: q, {part}}}\n', "utf-8"
    )
    linted = lint(path)
    assert not linted.problems
    said = [warning.message for warning in linted.warnings if "3b" in warning.message]
    assert len(said) == bool(words) and all(words in message for message in said), said


def test_sound_parts_are_looked_at_beside_mistakes(tmp_path: Path) -> None:
    """A key that fails its own form is named together with the misspelt word of another part, in their order."""
    (tmp_path / "one.yaml").write_text(
        "exercise: '1'\n"
        "parts:\n"
        "  a: {question: q, answer: {kind: expression, expected: x^2 - 9, form: factored}}\n"
        "  b: {question: q, answer: {kind: number, expceted: 2}}\n"
        "  c: {question: q, answer: {kind: expression, expected: x^2 - 4, form: factored}}\n"
        "  d: {question: q, uses: b, answer: {kind: expression, expected: x^2 - 1, form: factored}}\n"
    )
    found = lint(tmp_path).problems
    assert [problem.line for problem in found] == [3, 4, 5]
    assert ["factored" in problem.message for problem in found] == [True, False, True]
