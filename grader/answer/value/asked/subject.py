"""Whether the left side of an equation is what was asked for, where it is more than the name of a value.

`A^T = …`, `y' = …`, `|v| = …`, `f(2x) = …`, `f^{-1}(x) = …` and `a + b = …` say a value of something that was done
to a letter or a function. The value may be right for the letter, or for that: only what was asked tells.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import product

from grader.answer.value.asked.left_sides import SQUARED, UNKNOWNS, base_letter
from grader.answer.value.asked.quantities import namings, same_quantity
from grader.answer.value.numbers.unit_words import unit
from grader.answer.value.numbers.units import Base, based
from grader.answer.value.shapes import CONSTANTS, is_number, kind_of
from grader.late import pattern
from grader.limits import KEPT
from grader.notation import parse
from grader.notation.cut import cut
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Expr, Index, Name, Number, Text, facts, walk

_WORDS = {
    "prime": r"deriv|differenti|slope|rate|ableit|abgeleitet|steigung|dérivé|transpos|complement|komplement"
    r"|(?:chain|product|quotient|power) rule|(?:ketten|produkt|quotienten|potenz)regel|règle de la chaîne",
    "transpose": r"transpos",
    "abs": r"absolute|modulus|magnitude|length|norm|speed|betrag|länge|determinant|cardinality|mächtigkeit",
    "inverse": r"inver|umkehr|réciproque",
}  # fmt: skip
_HIGHER = pattern(
    r"second|third|twice|higher|order|\d(?:nd|rd|th)|zweit|dritt|zweimal|höher|deuxième|troisième|ordre|con(?:cav|vex)"
    r"|kon(?:vex|kav)|curv|krümm|inflection|inflexion|wende|accelerat|beschleunig|taylor|differential|''|d\^"
    r"|\bode\b|derivatives|ableitungen|dérivées"
)
"""What a question says that asks for a derivative of a derivative."""
_ASKS_VALUE = pattern(
    r"\b(?:(?:max|min)im(?:um|al\w*)|(?:great|small|larg|low|high|bigg)est|extreme|größte\w*|kleinste\w*)\s+(?:value|wert)"
    r"|(?:(?:max|min)imal|extrem|höchst|tiefst)wert",
    re.IGNORECASE,
)
_ASKS_PLACE = pattern(
    r"\b(?:where|which|what\s+\$?[a-z]\b|wo|welche\w*|argument|point|punkt|stelle|attained)\b", re.IGNORECASE
)
_ALIKE = {"prime": {"prime", "diff", "partial"}}
_ASKS = {op: pattern(rf"\b(?:{words})") for op, words in _WORDS.items()}

_PARTS = frozenset({"h", "hom", "H", "p", "part", "P"})
_ASKS_PART = pattern(r"\bhomogen|particul|partik|spezielle", re.IGNORECASE)
_SENTENCE = pattern(r"[.?!]\s")
_COUNTED = pattern(r"\b(?:how many|wie ?viele[nr]?)\s+([^\W\d_]+)", re.IGNORECASE)
_COUNTED_IN = pattern(r"\b(?:how many|wie ?viele[nr]?|in)\s+([^\W\d_]+)", re.IGNORECASE)
_WORD = pattern(r"[^\W\d_]{2,}")
_ASKING = pattern(r"\s*=\s*(?:\?|…|\.{3}|\\[cl]?dots)?\s*$")
_TYPED = pattern(r"(?<![\w'])(?:[A-Za-z](?P<primes>'{1,3})(?:\([a-z]\))?|d[A-Za-z]/d[a-z])(?![\w'(])(?!\s*=)")


def is_made(left: Expr, right: Expr) -> str:
    """What is done to a letter or a function in a left side that is no name of a value, in a word, or
    nothing. A capital between bars is a set or a matrix, whose size is a value of its own."""
    match left:
        case Apply("prime" | "transpose" as op, (Name(), *_)):
            return op
        case Apply("abs", (Name(id),)) if id[0].islower() and not id.startswith("vec("):
            return "abs"
        case Call(Apply("pow", (Name(), Apply("neg", (Number("1"),)))), (Name(),)):
            return "" if kind_of(right) in ("set", "interval") else "inverse"
        case Call(Name() | Apply("prime"), args) if any(map(_is_made_of_letters, args)):
            return "argument"
        case Apply("add", terms) if all(map(_is_letter, terms)):
            return "add"
    return ""


def _is_made_of_letters(argument: Expr) -> bool:
    match argument:
        case Apply("pow", (Name(id), Number("2"))) if id in SQUARED:  # `l(mu, sigma^2)`
            return False
    return not isinstance(argument, Name | Index) and bool(free_names(argument) - CONSTANTS)


def _is_letter(term: Expr) -> bool:
    match term:
        case Apply("neg", (Name(id),)) | Name(id):
            return id not in CONSTANTS and len(id.partition("_")[0].rpartition("(")[2].rstrip(")")) == 1
    return False


def is_untold(left: Expr, right: Expr, of: tuple[Expr, ...], question: str, names: Names) -> bool:
    """Whether a left side does something to a letter, and neither `of` nor the question says that this was
    asked, in a formula or by the word for what is done."""
    if not of and (_is_at_another_number(left, question, names) or _is_place(left, question, names)):
        return True
    made = "" if left in of else is_made(left, right)
    if not made or any(not _ALIKE.get(made, {made}).isdisjoint(facts(each).words) for each in of):
        return False
    if made in _ASKS and _ASKS[made].search(question.casefold()):
        return made == "prime" and _order(left) > 1 and _HIGHER.search(question.casefold()) is None
    if same_quantity(left, names) in said(question, names):
        return False
    return made != "prime" or _order(left) not in _orders_asked(question, names)


def _is_at_another_number(left: Expr, question: str, names: Names) -> bool:
    """`f(3) = …`, `f'(2) = …`, where the question speaks of `f(2)`, at numbers alone, and not of this."""
    match left:
        case Call(Name(id) | Apply("prime", (Name(id), _)), args) if id in names.abstract and all(
            map(is_number, args)
        ):
            others = [node for node in said(question, names) if _is_value(node, id)]
            asks = _ASKS["prime"].search(question.casefold()) is not None
            return bool(others) and same_quantity(left, names) not in others and not asks
    return False


def _is_place(left: Expr, question: str, names: Names) -> bool:
    """`x = 5`, `minimum at x = 5`, `x^* = 5`, where a question asks for the smallest value of an `f(x)`, not where
    it is; `f'(5) = 5` says nothing of it."""
    if not _ASKS_VALUE.search(question) or _ASKS_PLACE.search(question):
        return False
    match left:
        case Bind("argmin" | "argmax") | Call(Name("argmin" | "argmax")) | Call(Apply("prime")):
            return True
        case Name(id) if base_letter(id) == "x":  # `y_min` is a value
            return True
        case Call() | Bind("minimum" | "maximum") | Apply("min" | "max", (Name() | Call(),)):
            return False
    letters = [node for node in walk(left) if isinstance(node, Name)]
    arguments = (node.args for node in said(question, names) if isinstance(node, Call))
    return bool(letters) and any(letters[-1] in args for args in arguments)


def _is_value(expr: Expr, function: str) -> bool:
    match expr:
        case Call(Name(id) | Apply("prime", (Name(id), _)), args):
            return id == function and all(map(is_number, args))
    return False


def _order(expr: Expr | None) -> int:
    """Of a derivative, or 0."""
    match expr:
        case Apply("prime" | "dot_over", (Name(), Number(times))):
            return int(times)
        case Call(Apply("prime", (_, Number(times))), (Name(),)):
            return int(times)
        case Bind("diff" | "partial", (_,), bounds):
            return int(bounds[0].text) if bounds and isinstance(bounds[0], Number) else 1
    return 0


def _orders_asked(question: str, names: Names) -> set[int]:
    """The orders of the derivatives for which a question asks by formulas: `$\\frac{dy}{dx} = ?$`, `f'(x)`."""
    formulas = (_ASKING.sub("", text) for text in said_in(question))
    orders = {_order(parse(text, names).expr) for text in formulas}
    typed = (len(found["primes"] or "'") for found in _TYPED.finditer(question))
    return {*orders, *typed} - {0}


@lru_cache(maxsize=KEPT)
def said_in(question: str) -> tuple[str, ...]:
    """The formulas of a question."""
    return tuple(piece.text for piece in cut(question) if piece.kind in ("math", "display"))


@lru_cache(maxsize=KEPT)
def said(question: str, names: Names) -> frozenset[Expr]:
    """All that stands in the formulas of a question."""
    read = (parse(text, names).expr for text in said_in(question))
    return frozenset(same_quantity(node, names) for expr in read if expr is not None for node in walk(expr))


def is_of_another_letter(left: Expr, of: tuple[Expr, ...], names: Names) -> bool:
    """Whether a letter was asked for and the equation is of another one. Accents and indices are the student's, but
    for numbers: `w_0` is not the `w_1` that was asked, nor `sigma` the `sigma^2`."""
    if any(map(_derived, of)):
        return _is_other_derivative(left, of, names)
    squares = [each.args[0] for each in of if isinstance(each, Apply) and each.op == "pow"]
    if isinstance(left, Name) and len(squares) == len(of) > 0:
        return any(isinstance(each, Name) and _base(each.id, names) == _base(left.id, names) for each in squares)
    if not of or not all(isinstance(each, Name) for each in of):
        made = isinstance(left, Apply) and left.op in ("div", "neg") and left not in of
        return made and any(node in of for node in walk(left))  # `sigma^2/n`, where `sigma^2` is asked
    asked = {_base(each.id, names) for each in of if isinstance(each, Name)}
    if all(isinstance(each, Name) and _along(each.id) for each in of):  # `f_x`: `f`, `f_{xx}` and `f_y` are others
        return _is_other_slope(left, of, names)
    match left:
        case Name(id):
            if id.startswith("bar(") and left not in of:  # a mean, or the conjugate
                return not any(isinstance(each, Name) and each.id.startswith("bar(") for each in of)
            if id.startswith("Delta("):  # a difference of two values
                return left not in of
            if _is_numbered_otherwise(id, of, names):
                return True
            return id not in CONSTANTS and _base(id, names) not in asked
        case Call(Name(id), args):
            called = _base(id, names) in asked and all(isinstance(arg, Name) for arg in args)
            return not called and (asked.isdisjoint("yz") or id in UNKNOWNS)  # `H(X)`, where `H` is asked
        case Apply("prime" | "dot_over", (Name(id), *_)) | Call(Apply("prime", (Name(id), _))):
            return _base(id, names) in asked
        case Apply("pow", (Name(), Number())):  # `R^2` or `s^2`, where `R` is asked
            return True
        case Apply("mul", (Name() as first, Name() as second)):  # `y(x)`, which nobody said to be a function
            return second in of and first not in of
        case Apply("mul", (_, _)) | Apply("div" | "neg" | "pow"):  # `1/y(x)`, `y(2x)`, where `y` is asked
            return any(isinstance(each, Name) and each.id in free_names(left) for each in of)
    return False


def _derived(expr: Expr) -> tuple[str, str] | None:
    """The function of a derivative, and the letter by which it is derived, if that is said."""
    match expr:
        case Bind("diff" | "partial" | "gradient", (variable,), _, Name(id) | Call(Name(id))):
            return id, variable.id if isinstance(variable, Name) else repr(variable)
        case Apply("prime" | "nabla", (Name(id) | Call(Name(id)), *_)) | Call(Apply("prime", (Name(id), _))):
            return id, ""
    return None


def _is_other_derivative(left: Expr, of: tuple[Expr, ...], names: Names) -> bool:
    """Whether a derivative was asked and the equation is of the function itself, `f = …`, or of its derivative by
    another letter, `\\partial f/\\partial x` for `\\partial f/\\partial w`, `f_x`."""
    if any(not namings(left, names).isdisjoint(namings(each, names)) for each in of):
        return False
    asked = [found for each in of if (found := _derived(each)) is not None]
    theirs = _derived(left)
    if theirs is not None:
        functions = {_base(function, names) for function, _ in asked}
        letters = {letter for _, letter in asked}
        known = theirs[0] in names.declared and _base(theirs[0], names) not in functions
        return known or ("" not in {*letters, theirs[1]} and theirs[1] not in letters)
    match left:
        case Bind("diff" | "partial" | "gradient", _, _, Bind()) | Apply("laplace", _):  # a Hessian
            return True
        case Name(id) if any(id == letter for _, letter in asked):
            return True
        case Name(id) | Call(Name(id)):
            base, _, along = id.partition("_")
            own = [letter for function, letter in asked if function == base]
            return bool(own) and (not along or (along.isalpha() and along not in own and "" not in own))
    return False


def is_part_of_solution(left: Expr, of: tuple[Expr, ...], question: str) -> bool:
    """`y_h(x) = …`, `y_p = …`, where `y` is asked and neither a particular solution nor a homogeneous equation."""
    name = left.function if isinstance(left, Call) else left
    if not isinstance(name, Name) or name.id.partition("_")[2] not in _PARTS or _ASKS_PART.search(question):
        return False
    return Name(name.id.partition("_")[0]) in of


def _along(name: str) -> str:
    """The coordinates behind the index of `f_x`."""
    base, _, index = name.partition("_")
    index = index.strip("{}")
    return index if len(base) == 1 and index and set(index) <= set("xyz") else ""


def _is_other_slope(left: Expr, of: tuple[Expr, ...], names: Names) -> bool:
    """Whether a function, or a partial derivative of it, is none of those asked. `f_1` is by the first letter, and
    the derivative of a formula shows of what it is."""
    match left:
        case Name(id) if id.partition("_")[2].isdigit():
            return False
        case Bind("diff" | "partial", _, _, Name() | Call() | Bind()) | Name() | Call():
            pass
        case _:
            return False
    short = {each.id for each in namings(left, names) if isinstance(each, Name)}
    return short.isdisjoint(each.id for each in of if isinstance(each, Name))


def _is_numbered_otherwise(name: str, of: tuple[Expr, ...], names: Names) -> bool:
    number = names.canonical(name).partition("_")[2]
    asked = {names.canonical(each.id).partition("_")[2] for each in of if isinstance(each, Name)}
    return number.isdigit() and number not in asked and all(each.isdigit() for each in asked)


def _base(name: str, names: Names) -> str:
    return names.canonical(name).split("_", 1)[0].rpartition("(")[2].rstrip(")").casefold()


@lru_cache(maxsize=KEPT)
def asks_other_unit(label: str, question: str) -> bool:
    """Whether a question names a unit for the same, and not this one: `How many hours …?` and `12 minutes`; or asks
    for so many things, `How many lamps …?` and `12 km`."""
    if (thing := counted_thing(question)) and not _sizes(thing):
        return True
    pairs = product(_sizes(label), _sizes(question))
    return any(ours.dimensions == asked.dimensions and ours.factor != asked.factor for ours, asked in pairs)


def counts_in(word: str, question: str) -> bool:
    """Whether a question asks for so many of a unit: `How many years …?`, `in years`."""
    return any(word and unit(word) == unit(asked) for asked in _COUNTED_IN.findall(question))


def counted_thing(question: str) -> str:
    """The lamps of `How many lamps …?`, or nothing."""
    found = _COUNTED.search(question)
    return found[1] if found is not None else ""


def _sizes(text: str) -> list[Base]:
    """The units among the words of a text: by name, or by a symbol of two letters or more."""
    words = {word for word in _WORD.findall(text) if unit(word)}
    found = (based({word: Fraction(1)}) for word in words)
    return [base for base in found if base is not None]


def is_asked_word(left: Expr, question: str) -> bool:
    """`area = 36` where the last sentence of the question speaks of the area, and gives no value for it."""
    if not isinstance(left, Text) or not left.text.isalpha():
        return False
    last = _SENTENCE.split(question.strip().rstrip(".?!"))[-1].casefold()
    word = re.escape(left.text.casefold())
    found = re.search(rf"\b{word}\b(?P<value>\W+(?:(?:of|is|von|ist)\W+)?\d)?", last)
    return found is not None and found["value"] is None
