"""Other readings of a text that came to nothing: counts and numbers as one writes them by hand.

`10C3` is a product where nothing is known of the answer, `n2^n` a power of `n_2`, and `three` is a word. Where the
first reading was not right the others are tried, what they assume is said, and one counts where it can be decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.currencies import without_currency
from grader.answer.claim.prose.spoken import as_reach, in_symbols
from grader.answer.claim.spelling import handwriting
from grader.answer.claim.spelling.counts import COUNT_IN_DOUBT, with_counts
from grader.answer.claim.spelling.function_names import with_our_names
from grader.answer.claim.spelling.maps import bounds_domain, mapped_to
from grader.answer.claim.spelling.meant import with_indexed_functions, with_inner_products, with_transposes
from grader.answer.claim.spelling.measured import HABIT, READING_IN_DOUBT, SUMMED, measured, unmeasured
from grader.answer.claim.spelling.operators import as_operators, with_integer_signs
from grader.answer.claim.spelling.piecewise import as_cases
from grader.answer.claim.spelling.short_for import may_be_short_for, short_for
from grader.answer.claim.spelling.units_off import without_units
from grader.answer.value.numbers.angles import in_degrees
from grader.answer.value.numbers.units import with_units
from grader.answer.value.sets.reaches import leaves_ends
from grader.late import pattern, replace
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Chain, Expr, Number
from grader.values import Finding

_BASED = (
    (pattern(r"(?<![\w.])0[xX]([0-9A-Fa-f]{1,16})(?![\w.])"), 16),
    (pattern(r"(?<![\w.])0[bB]([01]{1,64})(?![\w.])"), 2),
    (pattern(r"(?<![\w.])0[oO]([0-7]{1,22})(?![\w.])"), 8),
    (pattern(r"(?<![\w.])\(?([0-9A-Fa-f]{1,16})\)?_(?:16|\{\s?16\s?\})(?![\w.])"), 16),
    (pattern(r"(?<![\w.])\(([01]{1,64})\)_(?:2|\{\s?2\s?\})(?![\w.])"), 2),
)
_SPAN = pattern(
    r"\\?(?:(?:operatorname|mathrm|text)\s?\{\s?)?(?:[sS]pan|[lL]in|[vV]ect)(?:\s?\})?\s?(?=\\left|\\?\{|[(\[])"
)
"""Before the vectors that span what is asked for."""
_TIMES = pattern(r"(?<=\))\s?x\s?(?=\()|^\s*(?:TP|HP|SP|WP|EP)\s?(?=\()")
"""`(x - 2)x(x + 3)`, where it may be a cross; the kind of a point before its coordinates."""
_DEPENDENT = pattern(r"(?<![A-Za-z\\])(?P<letter>[A-Za-z])\s?(?:\\left)?\(\s?(?P<of>[A-Za-z])\s?(?:\\right)?\)\s?")
_LAW = pattern(
    r"\s*[A-Z]\s?(?:~|∼|\\sim(?![a-z]))\s?(?:\\(?:mathrm|mathcal|operatorname|text)\s?\{)?[A-Za-z]{1,12}\}?"
    r"\s?(?:\\left)?\([^()\n]{1,60}\)\s?[:;]\s*"
)
"""How a variable is distributed, before what is said of it."""
_SIGN_AS_EVENT = pattern(
    r"(?:(?<=\|)|(?<=\\mid)|(?<=\\vert))\s?\+\s?(?=\))|(?<=P\()\s?\+\s?(?=\)|\||\\mid(?![a-z])|\\vert(?![a-z]))"
)
BY_CASES = "cases-read"
SURE = frozenset({BY_CASES, SUMMED})
"""Findings of a reading that takes all of the text, which nothing else can mean."""
ENDS_IN_DOUBT, INTEGER_SIGNS, GAUSS_BRACKET = "ends-in-doubt", "integer-signs", "gauss-bracket"
SPACES = "spaces-read"
IN_DOUBT = frozenset({COUNT_IN_DOUBT, ENDS_IN_DOUBT, GAUSS_BRACKET, READING_IN_DOUBT, "rounded-otherwise"})
"""Findings of a reading that is for a person where it is right."""
IF_RIGHT = IN_DOUBT | {INTEGER_SIGNS}
"""Findings of a reading that counts only where it is right."""
IN_SYMBOLS = "words-read"
"""The finding of a reading that leaves nothing open: what it says is what was written."""
MEASURED = "[units]"
"""Among what is known of the answer that is expected: a letter may be a unit there."""
NUMERIC = "[number]"
"""Among what is known of the answer that is expected: it is one number."""
ARRAYED = "[array]"
"""Among what is known of the answer that is expected: it is a vector or a matrix of numbers."""
Reading: TypeAlias = tuple[str, str, Names]
"""Another text, the code of the finding that says what it assumes, and the names with which it is read."""


def reread(picked: Picked, names: Names, known: frozenset[str]) -> Iterator[Picked]:
    """Other readings of the text, each with a finding that says what it assumes. `known` are the names of the
    answer that is expected: a C or P among them is a letter, no count."""
    letters = known | names.declared
    yield from _read_again(picked, ((count.text, count.code, names) for count in with_counts(picked.text, letters)))
    yield from _in_base_ten(picked)
    yield from _read_again(picked, _readings(picked.text, names, known))
    if not known.isdisjoint((NUMERIC, ARRAYED)):
        yield from without_units(picked, names, ARRAYED in known)
    if known & {NUMERIC, MEASURED} and picked.expr is not None:
        yield from _in_degrees(picked, picked.expr)


def with_ends(other: Picked, question: str) -> Picked:
    """`46.08 to 53.92` for a confidence interval, whose ends nobody asks about, leaves nothing open."""
    if not any(item.code == ENDS_IN_DOUBT for item in other.findings) or not leaves_ends(question):
        return other
    told = (replace(item, code=HABIT) if item.code == ENDS_IN_DOUBT else item for item in other.findings)
    return replace(other, findings=tuple(told))


def _read_again(picked: Picked, readings: Iterable[Reading]) -> Iterator[Picked]:
    seen = {picked.text, ""}
    for text, code, with_names in readings:
        read = None if text in seen else parse(text, with_names)
        seen.add(text)
        if read is not None and read.expr is not None:
            note = Finding(code, "assumption", data=(("text", picked.text.strip()), ("read", text.strip())))
            yield replace(picked, expr=read.expr, findings=(*read.findings, note))


def _readings(text: str, names: Names, known: frozenset[str]) -> Iterator[Reading]:
    """The likeliest first: of readings that are right the first one counts."""
    letters = known | names.declared
    yield mapped_to(text, letters), READING_IN_DOUBT if bounds_domain(text) else HABIT, names
    called = with_our_names(text, letters)
    yield called, HABIT, names
    yield _without_argument(text, known, names), HABIT, names
    yield _LAW.sub("", text, count=1), HABIT, names
    yield _with_event_letters(text), HABIT, names
    yield as_operators(text), HABIT, names
    yield with_transposes(text, names), "prime-transposes", names
    yield with_indexed_functions(text, known, names), READING_IN_DOUBT, names
    yield with_integer_signs(text), INTEGER_SIGNS, names
    yield handwriting.with_floors(text), GAUSS_BRACKET, names
    yield handwriting.with_slashes(text), READING_IN_DOUBT, names
    yield handwriting.with_negatives(text), READING_IN_DOUBT, names
    if MEASURED in known:
        yield from ((said, code, with_units(names, said)) for said, code in measured(text) if said != text)
    else:
        yield handwriting.with_divisors(text), READING_IN_DOUBT, names
    if NUMERIC in known and MEASURED not in known:
        yield with_inner_products(text), HABIT if "=" in text else READING_IN_DOUBT, names  # the question again?
        yield from ((said, code, names) for said, code in unmeasured(text))
        yield without_currency(text), HABIT, names
    yield as_cases(called), BY_CASES, names
    yield _SPAN.sub("", text), READING_IN_DOUBT, names
    yield _TIMES.sub("*", text).lstrip("*"), READING_IN_DOUBT, names
    yield in_symbols(text), IN_SYMBOLS, names
    reach = as_reach(text)
    for interval in reach:
        yield interval, IN_SYMBOLS if len(reach) == 1 else ENDS_IN_DOUBT, names
    for written in handwriting.as_written(text, letters):
        yield written, HABIT, names
    for written in short_for(text, letters):
        yield written, HABIT, names
    for written in may_be_short_for(text, letters):
        yield written, READING_IN_DOUBT, names
    yield handwriting.in_our_case(text, letters), READING_IN_DOUBT, names
    yield handwriting.with_commas(text), READING_IN_DOUBT if handwriting.may_be_one_number(text) else SPACES, names
    yield handwriting.with_powers(text, letters), "power-typed", names
    if not names.implicit_multiplication:
        yield handwriting.with_factors(text, letters), "factors-together", names


def _in_degrees(picked: Picked, expr: Expr) -> Iterator[Picked]:
    """`10 sin(30) = 5` by a calculator that takes degrees; where no value stands behind it, a person says so."""
    meant = in_degrees(expr)
    if meant == expr:
        return
    worked_out = isinstance(expr, Chain) and in_degrees(expr.operands[-1]) == expr.operands[-1]
    note = Finding(
        HABIT if worked_out else READING_IN_DOUBT,
        "assumption",
        data=(("text", picked.text.strip()), ("read", to_text(meant))),
    )
    yield replace(picked, expr=meant, findings=(*picked.findings, note))


def _without_argument(text: str, known: frozenset[str], names: Names) -> str:
    """`y(t) = 3t` as `y = 3t`, where the equation that is expected speaks of both letters."""
    left = _DEPENDENT.search(text) if "=" in text else None
    if left is None or not known.issuperset((left["letter"], left["of"])) or left["letter"] in names.functions:
        return ""
    said = (left["letter"], left["of"])
    return _DEPENDENT.sub(lambda each: f"{each[1]} " if (each["letter"], each["of"]) == said else each[0], text)


def _with_event_letters(text: str) -> str:
    """`P(D | +)` with a letter for the positive test. (`P(D | -)` is something else than what may be asked.)"""
    letter = next((each for each in "TUVW" if each not in text), "")
    return _SIGN_AS_EVENT.sub(f" {letter} ", text) if letter else ""


def _in_base_ten(picked: Picked) -> Iterator[Picked]:
    """`0xFF`, `FF_{16}`, `0b101`, `(101)_2` alone, in the digits that everybody reads."""
    for wording, base in _BASED:
        match = wording.fullmatch(picked.text.strip(" $."))
        if match is not None:
            value = str(int(match[1], base))
            data = (("number", match[1]), ("base", str(base)), ("value", value))
            note = Finding("number-base", "assumption", data=data)
            yield replace(picked, expr=Number(value), findings=(note,))
