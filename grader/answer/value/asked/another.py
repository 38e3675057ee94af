"""Whether the left side of an equation names something else than what is asked: `E[X^2] = …` for `E[X]`, `f = …`
for its derivative, `\\tr A = …` where the question says determinant. Its value may be right for the one, or for the
other: a person decides.

A formula is no name (`1 - P(A) = 0.3`), and a letter of which the question does not speak is a new one for the
answer.
"""

from __future__ import annotations

import re

from grader.answer.kind import Context
from grader.answer.value.asked.asked_modulus import is_of_another_power
from grader.answer.value.asked.left_sides import SETS, base_letter
from grader.answer.value.asked.letters import is_other_letter, is_part_of_solution
from grader.answer.value.asked.operations import LETTERS, is_letter_of_another, is_taken_for, named_in
from grader.answer.value.asked.other_quantity import is_other_quantity
from grader.answer.value.asked.quantity import quantity
from grader.answer.value.asked.question import (
    arrays_given,
    asked_for,
    asks_value,
    given,
    letters_bound,
    made_of,
    places,
    sought,
)
from grader.answer.value.asked.unasked import is_unasked
from grader.answer.value.shapes import is_number, kind_of
from grader.equivalence import compare
from grader.equivalence.truth import Same
from grader.late import pattern
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Name, Number, Text

_NOUNS = frozenset(("matrix", "function", "vector", "set", "funktion", "vektor", "menge"))
_LABEL = pattern(
    r"[\s$]*(?:(?:the|die|der|das|its|la|le)\s+)?\\?(?:(?:operatorname|mathrm|text)\s?\{)?"
    r"(?P<label>(?P<start>[^\W\d_]{2,30}(?:\s[^\W\d_]{2,30})?)(?![A-Za-z]|\s?_)[^=:\n]{0,60}?)"
    r"(?:=|:|\s(?:is|ist|equals|beträgt|est)\s|$)",
    re.IGNORECASE,
)
_ENTRY = pattern(r"[aA]_\{?\d,?\d\}?")


def names_another(sides: list[Expr], of: tuple[Expr, ...], context: Context) -> bool:
    """Whether the chain says nothing of what was asked. `of` is what the exercise says is asked."""
    first, last, names = sides[0], sides[-1], context.names
    asked = of or named_in_question(last, context)
    alone = not (of or context.one_of_several)
    if is_of_another_power(first, context.question, names):
        return True
    if first not in asked and last not in asked:
        if (asked and _is_other(first, asked, context)) or is_part_of_solution(first, asked, context.question):
            return True
        if alone and _is_made_otherwise(first, last, context.question, names):
            return True
    return is_unasked(first, sides[1], of, context.question, names)


def named_in_question(value: Expr, context: Context) -> tuple[Expr, ...]:
    """What the question names, if it has one answer. A set of solutions has a name of its own."""
    asked = () if context.one_of_several else asked_for(context.question, context.names)
    return tuple(each for each in asked if not (isinstance(each, Name) and kind_of(value) in SETS))


def _is_other(first: Expr, asked: tuple[Expr, ...], context: Context) -> bool:
    names = context.names
    if is_other_letter(first, asked, names):
        return True
    if not is_other_quantity(first, asked, context.question, names):
        return False
    return isinstance(first, Name) or not _comes_to_one(first, asked, context)


def _comes_to_one(first: Expr, asked: tuple[Expr, ...], context: Context) -> bool:
    """Whether it is what is asked by other means, `P(X > 1)` for `P(X >= 2)`, or a number: that holds or not."""
    if is_number(first):
        return True
    told = (context.names.definitions.keys() | context.names.functions.keys()) - context.names.abstract
    if isinstance(first, Bind) and told.isdisjoint(free_names(first.body)):
        return False  # the derivative of a letter of which nothing is known
    budget = context.budget, context.seed
    return any(isinstance(compare(first, each, context.names, *budget), Same) for each in asked)


def _is_made_otherwise(first: Expr, last: Expr, question: str, names: Names) -> bool:
    """By the words of the question: what something is made of, or what else is made of it."""
    if is_what_was_given(first, question, names) or first in letters_bound(question, names):
        return True
    if isinstance(first, Call) and is_number(last) and not letters_bound(question, names).isdisjoint(first.args):
        return True
    wanted = sought(question)
    if not wanted and not asks_value(question):
        return False
    match first:
        case Name(id) | Call(Name(id)):
            return _is_known_otherwise(id, first, wanted, question, names)
        case Apply("add" | "mul" as op, parts) if all(map(_is_eigenvalue, parts)):  # their sum is the trace
            return ("trace" if op == "add" else "det") not in wanted
        case Apply("dim", (Apply("ker" | "im" as op, _),)):
            return is_taken_for(op, wanted)
        case Apply("pow", (Name(id), Number("2"))) if base_letter(id) in LETTERS["deviation"]:
            return is_taken_for("variance", wanted)
    left = quantity(first, names)
    if left is None:
        return False
    if left.done == "derivative" and left.how and all(map(is_number, left.how)) and "derivative" in wanted:
        return _is_elsewhere(left.how, places(question))
    return is_taken_for(left.done, wanted)


def _is_known_otherwise(id: str, left: Expr, wanted: frozenset[str], question: str, names: Names) -> bool:
    """Whether a letter is the usual one of another quantity, or the question says of something else that this is
    its name."""
    base = base_letter(id)
    if id.startswith("hat(") or (base == "lambda" and "eigen" in question.casefold()):
        return False  # `\hat u` is an amplitude, an estimator: a name of its own
    if (_ENTRY.fullmatch(id) and not wanted.isdisjoint({"det", "trace"})) or is_taken_for(id, wanted):
        return True
    if all(is_letter_of_another(base, each) for each in wanted) and wanted:
        return True
    usual = any(base in LETTERS.get(each, ()) for each in wanted)
    plain = not isinstance(left, Call) or all(isinstance(each, Name) for each in left.args)
    return plain and not usual and _is_given(id, given(question, names))


def _is_given(id: str, letters: frozenset[str]) -> bool:
    """`a_2`, where the question says what `a_n` is."""
    base, _, index = id.partition("_")
    return id in letters or (index.isdigit() and any(f"{base}_{letter}" in letters for letter in "nkijm"))


def _is_elsewhere(numbers: tuple[Expr, ...], asked: frozenset[str]) -> bool:
    """`f'(2) = 6`, where the slope at 3 is asked."""
    return len(asked) == 1 and all(isinstance(each, Number) and each.text not in asked for each in numbers)


def is_what_was_given(left: Expr, question: str, names: Names) -> bool:
    """`A = …` where the inverse of A is asked, `f(x) = …` where its derivative is: a slip of the pen, or no
    answer."""
    given = made_of(question, names)
    match left:
        case Name(id) | Call(Name(id), _):
            return id == given
        case Apply("mul", (Text(words), Name(id))):  # `The matrix A is`, and not `The inverse of A is`
            return id == given and not _NOUNS.isdisjoint(words.casefold().split()[-1:])
    return False


def name_taken(expr: Expr, of: tuple[Expr, ...], question: str, names: Names) -> str:
    """The name of `A(1, -2, 1)` or `A = (1, -2, 1)`, where the question has a matrix A; or nothing."""
    match expr:
        case Chain((Name(id) as name, *_), _) | Call(Name(id) as name, (_, _, *_), ()):
            pass
        case _:
            return ""
    taken = name not in of and id in arrays_given(question, names) and name not in asked_for(question, names)
    return id if taken else ""


def says_another(text: str, question: str) -> str:
    """The words with which a typed answer begins, if they are for something else that is done: `dim A = 6`,
    `\\lim f(x) = …`, `The rank is 2`; or nothing."""
    found = _LABEL.match(text)
    if found is None or not named_in(found["start"]):
        return ""
    wanted = sought(question)
    if not wanted or not wanted.isdisjoint(named_in(text)):
        return ""
    other = all(is_taken_for(done, wanted) for done in named_in(found["label"]))
    return found["label"].strip(" $\\") if other else ""


def _is_eigenvalue(expr: Expr) -> bool:
    return isinstance(expr, Name) and base_letter(expr.id) == "lambda"
