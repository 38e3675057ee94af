"""Formulas, numbers and words against each other; what only looks different on paper is seen through."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from grader.answer.kind import Context
from grader.answer.solution.conditions import infinite
from grader.answer.solution.methods.proportional import point
from grader.answer.value.asked.units_asked import asks_other_unit
from grader.answer.value.formulas.polynomials import ratio, ring_of
from grader.answer.value.judgement import FULL, HALF, Judgement, correct, finding, incorrect, partial, undecided
from grader.answer.value.numbers.angles import asks_degrees, without_degrees
from grader.answer.value.numbers.compared import equal, near
from grader.answer.value.numbers.counted import counted
from grader.answer.value.numbers.tolerance import Tolerance
from grader.answer.value.numbers.units import is_unit_text
from grader.answer.value.numbers.worth import substituted, unfolded
from grader.answer.value.other_shape import LETTERS_OF_A_SYMBOL, other_shape
from grader.answer.value.same import compared
from grader.answer.value.shapes import CONSTANTS, VALUES, is_formula, is_number, kind_of, unwrapped
from grader.equivalence.meanings import free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Text, facts, walk

SYNONYMS = {"dne": "does not exist", "undefined": "does not exist", "n/a": "not applicable"}
POINTS = 6


def plain(expected: Expr, student: Expr, context: Context, tolerance: Tolerance | None = None) -> Judgement:
    """One value against another: equal, or within the tolerance."""
    judged = _plain(expected, student, context, tolerance)
    program = _program_between(expected, student, context) if judged.outcome == "incorrect" else ""
    if program:
        return undecided("shape", finding("function-not-worked-out", name=program))
    if judged.outcome != "incorrect":
        return judged
    for letter, constant in _other_spellings(expected, student, context):
        again = _plain(expected, substituted(student, {letter: Name(constant)}), context, tolerance)
        if again.right:
            return again.adding(finding("letter-for-constant", "assumption", letter=letter, constant=constant))
    if _with_j(expected, student, context):
        again = _plain(substituted(expected, {"j": Name("i")}), student, context, tolerance)
        if again.right:
            return undecided("shape", finding("imaginary-unit-in-doubt"), suggested=FULL)
    return judged


def _with_j(expected: Expr, student: Expr, context: Context) -> bool:
    """Whether a `j` of which nobody spoke stands in the key, and `i` in the answer, perhaps for the same."""
    ours, theirs = set(free_names(expected)), set(free_names(student))
    return "j" in ours - theirs - context.names.declared and "i" in theirs - ours - context.names.declared


def _program_between(expected: Expr, student: Expr, context: Context) -> str:
    """The name of a program of which nobody told us, where both sides use it on different things: it may well give
    the same."""
    if Call not in facts(expected).shapes or Call not in facts(student).shapes:
        return ""
    ours, theirs = (_programs(side, context) for side in (expected, student))
    names = {name for name, _ in ours ^ theirs}
    return next((name for name in sorted(names) if {name} <= {n for n, _ in ours} & {n for n, _ in theirs}), "")


def _programs(expr: Expr, context: Context) -> set[tuple[str, tuple[Expr, ...]]]:
    """Calls of functions with long names that the exercise does not know."""
    return {
        (node.function.id, node.args)
        for node in walk(expr)
        if isinstance(node, Call) and isinstance(node.function, Name)
        and len(node.function.id) > LETTERS_OF_A_SYMBOL
        and node.function.id not in context.names.declared
    }  # fmt: skip


def _other_spellings(expected: Expr, student: Expr, context: Context) -> Iterator[tuple[str, str]]:
    """`2 + 3j` where a complex number is asked for, `E^2` where e stands, neither a letter of the exercise."""
    theirs = free_names(student)
    if "j" not in theirs and "E" not in theirs:
        return
    ours = {*free_names(expected), *context.names.declared}
    if "exp" in facts(expected).words:
        ours.add("e")
    for letter, constant in (("j", "i"), ("E", "e")):
        if letter in theirs and constant not in theirs and constant in ours and letter not in ours:
            yield letter, constant


def _plain(expected: Expr, student: Expr, context: Context, tolerance: Tolerance | None) -> Judgement:
    expected, student = unwrapped(expected), _at_numbers(unwrapped(student), context)
    if (angle := _angle(expected, student, context, tolerance)) is not None:
        return angle
    if is_formula(expected) and is_formula(student):
        return value(expected, student, context, tolerance)
    if isinstance(expected, Text):
        return words(expected, student)
    if isinstance(student, Text) and is_number(expected):
        return undecided("structure", finding("words-for-number", text=student.text))
    if isinstance(student, Text) and isinstance(expected, Name) and words(Text(expected.id), student).right:
        return correct("structure", finding("equal", "note"))
    several = _counted(expected, student, context, tolerance)
    if several is not None:
        return several
    if kind_of(student) not in VALUES:
        return other_shape(expected, student)
    if infinite(expected) or infinite(student):
        if infinite(expected) != infinite(student):
            return incorrect("structure", finding("not-equal"))
        return correct("structure", finding("equal", "note"))
    match expected, student:
        case Apply("percent", (inner,)), _ if is_number(student) and not _is_percent(student):
            judged = value(inner, student, context, tolerance)
            if judged.right:
                return judged.adding(finding("percent-sign-missing", "assumption"))
        case Bind("map", (Name(ours),), _, left), Bind("map", (Name() as theirs,), _, right):
            return value(substituted(left, {ours: theirs}), right, context, tolerance)
    number = counted(student) if is_number(expected) else None
    if number is not None:
        return value(expected, number, context, tolerance)
    bare, label = without_label(student)
    if label and is_unit_text(label) and not without_label(expected)[1]:
        judged = value(expected, bare, context, tolerance)
        if judged.credit and asks_other_unit(label, context.question):
            return undecided("structure", finding("words-for-number", text=label.strip()))
        return judged.adding(finding("unit-ignored", "assumption", unit=label.strip()))
    if label and not is_number(student) and is_number(expected):
        return undecided("structure", finding("words-for-number", text=label.strip()))
    wanted, words_wanted = without_label(expected)
    if words_wanted and _same_words(words_wanted, label or words_wanted):
        return value(wanted, bare, context, tolerance)
    return value(expected, student, context, tolerance)


def _at_numbers(expr: Expr, context: Context) -> Expr:
    """`sigma(2)` of a function that the exercise defines: a number."""
    if Call not in facts(expr).shapes:
        return expr
    put_in = unfolded(expr, context.names)
    return put_in if is_number(put_in) else expr


def _angle(expected: Expr, student: Expr, context: Context, tolerance: Tolerance | None) -> Judgement | None:
    """Degrees of which one side has the sign and the other has not: who is not asked for them may mean radians."""
    ours, theirs = without_degrees(expected), without_degrees(student)
    if (ours is None) == (theirs is None) or not (is_number(expected) and is_number(student)):
        return None
    if value(expected, student, context, tolerance).right:
        return None
    judged = value(ours or expected, theirs or student, context, tolerance)
    if not judged.right:
        return None
    if asks_degrees(context.question):
        return judged.adding(finding("degrees-meant", "assumption", number=to_text(theirs or student)))
    return undecided("structure", finding("angle-in-doubt", number=to_text(theirs or student)))


def _counted(expected: Expr, student: Expr, context: Context, tolerance: Tolerance | None) -> Judgement | None:
    """`3 apples and 5 pears`: several numbers between the same words, number by number."""
    if Text not in facts(student).shapes:
        return None
    match expected, student:
        case Apply("mul", ours), Apply("mul", theirs) if len(ours) == len(theirs) > 2:
            pairs = list(zip(ours, theirs, strict=True))
        case _:
            return None
    told = [(a, b) for a, b in pairs if isinstance(a, Text) or isinstance(b, Text)]
    if len(told) < 2 or not all(isinstance(a, Text) and isinstance(b, Text) and words(a, b).right for a, b in told):
        return None
    judged = [value(a, b, context, tolerance) for a, b in pairs if (a, b) not in told]
    return next((each for each in judged if not each.right), judged[0] if judged else None)


def value(expected: Expr, student: Expr, context: Context, tolerance: Tolerance | None) -> Judgement:
    if tolerance is None:
        return equal(expected, student, context) if is_number(student) else compared(expected, student, context)
    if is_number(expected) and is_number(student):
        return near(expected, student, tolerance, context)
    return near_everywhere(expected, student, tolerance, context)


def near_everywhere(expected: Expr, student: Expr, tolerance: Tolerance, context: Context) -> Judgement:
    """Formulas whose numbers may be off: near at a few points (letters take positive values), or equal."""
    judged = compared(expected, student, context)
    letters = set(free_names(expected)) | set(free_names(student))
    if judged.right or not letters:
        return judged if judged.right or letters else near(expected, student, tolerance, context)
    by_coefficient = near_coefficients(expected, student, tolerance)
    if by_coefficient is not None:
        if by_coefficient:
            return correct("coefficients", finding("within-tolerance", "note"))
        return incorrect("coefficients", finding("outside-tolerance"), counterexample=judged.counterexample)
    found: Judgement | None = None
    for shift in range(POINTS):
        at = point(expected, student, context, shift)
        found = near(substituted(expected, at), substituted(student, at), tolerance, context)
        if found.outcome == "incorrect":
            return incorrect("tolerance", finding("outside-tolerance"), counterexample=judged.counterexample)
        if not found.right:
            return judged
    if found is None:
        return undecided("tolerance", finding("no-number"))
    return correct("tolerance", finding("within-tolerance", "note"), certain=False)


def near_coefficients(expected: Expr, student: Expr, tolerance: Tolerance) -> bool | None:
    """Whether each coefficient of a polynomial is near enough to the one asked for, and no term is missing or too
    much; None where one of them is no polynomial over the rationals."""
    ring = ring_of((expected, student), CONSTANTS)
    sides = [ring and ratio(side, ring) for side in (expected, student)]
    tables = [side.top.to_dict() for side in sides if side and side.bottom == 1]
    if len(tables) < 2:
        return None
    ours, theirs = ({k: Fraction(int(c.p), int(c.q)) for k, c in table.items()} for table in tables)
    if ours.keys() != theirs.keys():
        return False
    return all(abs(theirs[key] - ours[key]) <= tolerance.radius(ours[key]) for key in ours)


def without_label(expr: Expr) -> tuple[Expr, str]:
    """A value and the words that stand behind it (`10 \\text{ apples}`)."""
    if Text not in facts(expr).shapes:
        return expr, ""
    match expr:
        case Apply("mul", (*values, Text(label))) if values:
            bare = values[0] if len(values) == 1 else Apply("mul", tuple(values))
            return bare, label
    return expr, ""


def _same_words(left: str, right: str) -> bool:
    return " ".join(left.casefold().split()) == " ".join(right.casefold().split())


def _is_percent(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op == "percent"


def words(expected: Text, student: Expr) -> Judgement:
    """An answer in words: the same words; upper and lower case are nearly the same."""
    said = student.text if isinstance(student, Text) else to_text(student)
    ours, theirs = (" ".join(text.split()).strip("().") for text in (expected.text, said))
    if ours == theirs or (_meant(ours) == _meant(theirs) and ours.casefold() != theirs.casefold()):
        return correct("structure", finding("equal", "note"))
    if ours.casefold() == theirs.casefold():
        return partial("structure", HALF, finding("other-case"))
    return incorrect("structure", finding("not-equal"))


def _meant(text: str) -> str:
    return SYNONYMS.get(text.casefold(), text.casefold())
