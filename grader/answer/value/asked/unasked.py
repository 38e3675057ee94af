"""Whether the left side of an equation is what was asked for, where it is more than the name of a value.

`A^T = …`, `y' = …`, `|v| = …`, `f(2x) = …`, `f^{-1}(x) = …` and `a + b = …` say a value of something that was done
to a letter or a function. The value may be right for the letter, or for that: only what was asked tells.
"""

from __future__ import annotations

from grader.answer.value.asked.left_sides import ARRAYS, SQUARED, base_letter
from grader.answer.value.asked.quantities import same_quantity
from grader.answer.value.asked.quantity import MINUS_ONE, is_letter
from grader.answer.value.asked.question import arguments, asks_extreme, asks_value, said, said_in
from grader.answer.value.shapes import CONSTANTS, is_number, kind_of
from grader.late import pattern
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Expr, Index, Name, Number, facts, walk

_WORDS = {
    "prime": r"deriv|differenti|slope|rate|ableit|abgeleitet|steigung|dérivé|transpos|complement|komplement"
    r"|(?:chain|product|quotient|power) rule|(?:ketten|produkt|quotienten|potenz)regel|règle de la chaîne",
    "transpose": r"transpos",
    "abs": r"absolute|modulus|magnitude|length|norm|speed|betrag|länge|determinant|cardinality|mächtigkeit",
    "inverse": r"inver|umkehr|réciproque",
    "matrix": r"inver",
}  # fmt: skip
_HIGHER = pattern(
    r"second|third|twice|higher|order|\d(?:nd|rd|th)|zweit|dritt|zweimal|höher|deuxième|troisième|ordre|con(?:cav|vex)"
    r"|kon(?:vex|kav)|curv|krümm|inflection|inflexion|wende|accelerat|beschleunig|taylor|differential|''|d\^"
    r"|\bode\b|derivatives|ableitungen|dérivées"
)
"""What a question says that asks for a derivative of a derivative."""
_ALIKE = {"prime": {"prime", "diff", "partial"}}
_ASKS = {op: pattern(rf"\b(?:{words})") for op, words in _WORDS.items()}

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
        case Call(Apply("pow", (Name(), power)), (Name(),)) if power == MINUS_ONE:
            return "" if kind_of(right) in ("set", "interval") else "inverse"
        case Call(Name() | Apply("prime"), args) if any(map(_is_made_of_letters, args)):
            return "argument"
        case Apply("pow", (Name(), power)) if power == MINUS_ONE and kind_of(right) in ARRAYS:
            return "matrix"
        case Apply("add", terms) if all(map(is_letter, terms)):
            return "add"
    return ""


def _is_made_of_letters(argument: Expr) -> bool:
    match argument:
        case Apply("pow", (Name(id), Number("2"))) if id in SQUARED:  # `l(mu, sigma^2)`
            return False
    return not isinstance(argument, Name | Index) and bool(free_names(argument) - CONSTANTS)


def is_unasked(left: Expr, right: Expr, of: tuple[Expr, ...], question: str, names: Names) -> bool:
    """Whether a left side does something to a letter, and neither `of` nor the question says that this was
    asked, in a formula or by the word for what is done."""
    if not of and (_is_at_another_number(left, question, names) or _is_place(left, question, names)):
        return True
    made = "" if left in of else is_made(left, right)
    if not made or any(not _ALIKE.get(made, {made}).isdisjoint(facts(each).words) for each in of):
        return False
    if made == "matrix" and not question:  # then `A^{-1}` is its name
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
    """`x = 5`, `minimum at x = 5`, `x^* = 5`, where a question asks for the smallest value of an `f(x)`, its period
    or slope, not where it is; `f'(5) = 5` says nothing of the smallest."""
    extreme = asks_extreme(question)
    if not (extreme or asks_value(question)):
        return False
    match left:
        case Bind("argmin" | "argmax") | Call(Name("argmin" | "argmax")):
            return True
        case Call(Apply("prime")):
            return extreme
        case Name(id) if base_letter(id) == "x":  # `y_min` is a value
            return True
        case Call() | Bind("minimum" | "maximum") | Apply("min" | "max", (Name() | Call(),)):
            return False
    letters = [node for node in walk(left) if isinstance(node, Name)]
    return extreme and bool(letters) and letters[-1] in arguments(question, names)


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
