"""What a question asks for by a formula, where the exercise does not say `of`: `Compute $E[X]$.`, `Find $f_x$.`"""

from __future__ import annotations

import re
from functools import lru_cache

from grader.answer.value.asked.left_sides import ARRAYS, CHANCES, FAMILIES, NAMING
from grader.answer.value.asked.other_operations import plainly
from grader.answer.value.asked.quantities import namings
from grader.answer.value.asked.subject import said_in
from grader.answer.value.shapes import CONSTANTS, kind_of
from grader.late import pattern
from grader.limits import KEPT
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Name, Text

VERBS = (
    r"compute|calculate|find|determine|evaluate|give|state|what (?:is|are)|work out|how (?:large|big) is"
    r"|berechne\w*|bestimm\w*|ermittl\w*|finde\w*|gib|geben Sie|wie groß (?:ist|sind)|was ist"
    r"|calcule[rz]?|détermine[rz]?|trouve[rz]?|quelle? est|que vaut"
)
"""By which a question asks for something."""
_ASKED = pattern(
    rf"\b(?:{VERBS})\b(?P<between>(?:\s+[^\W\d_]+){{0,4}})\s+\$(?P<formula>[^$]{{1,60}})\$", re.IGNORECASE
)
_OF = frozenset(
    "of for from with by under where when if in at on to von der des einer eines vom zu bei aus für mit durch"
    " wenn de du des d la par pour".split()
)
"""Words behind which stands what something is asked of, and not what is asked."""
_MADE = pattern(
    r"\b(?:inverse|transposed?|complement|adjugate|adjoint|conjugate|derivative|antiderivative|gradient|slope"
    r"|determinante?|trace|rank|kernel|null space|dimension|spur|rang|kerns?"
    r"|inverse function|inversen?|transponierten?|komplement|adjunkten?|konjugierten?|ableitung|stammfunktion"
    r"|gradient\w*|umkehrfunktion|dérivée|inverse|transposée|primitive)\s+(?:of|von|der|des|zu|de)\s+"
    r"(?:the\s+)?(?:matrix|function|vector|set|funktion|menge)?\s*(?P<given>\$[^$]{1,80}\$|[A-Z]\b)",
    re.IGNORECASE,
)
"""What is made of something that has a name: what is asked has none, or another."""
_NOUNS = [[noun] for noun in ("matrix", "function", "vector", "set", "funktion", "vektor", "menge")]
_NAMED = NAMING | CHANCES | frozenset().union(*FAMILIES)


@lru_cache(maxsize=KEPT)
def asked_for(question: str, names: Names) -> tuple[Expr, ...]:
    """The one quantity that a question with one answer asks for by its name; nothing where it asks for several, or
    in words."""
    found = [each for each in _ASKED.finditer(question) if _OF.isdisjoint(_between(each))]
    if len(found) != 1:
        return ()
    expr = parse(text := found[0]["formula"], names).expr
    named = () if expr is None else (expr, *namings(expr, names, text))
    named = (plainly(expr),) if isinstance(expr, Apply) and plainly(expr) != expr else named
    return tuple(each for each in named if _is_quantity(each))


def _between(found: re.Match[str]) -> list[str]:
    """The words between what is to be done and the formula: `the` in `find the $x$`."""
    words: str = found["between"].casefold()
    return words.replace("value of", "").replace("wert von", "").split()


def is_what_was_given(left: Expr, question: str, names: Names) -> bool:
    """`A = …` where the inverse of A is asked, `f(x) = …` where its derivative is: a slip of the pen, or no
    answer."""
    given = _given(question, names)
    match left:
        case Name(id) | Call(Name(id), _):
            return id == given
        case Apply("mul", (Text(words), Name(id))):  # `The matrix A is`, and not `The inverse of A is`
            return id == given and words.casefold().split()[-1:] in _NOUNS
    return False


def name_taken(expr: Expr, of: tuple[Expr, ...], question: str, names: Names) -> str:
    """The name of `A(1, -2, 1)` or `A = (1, -2, 1)`, where the question has a matrix A; or nothing."""
    match expr:
        case Chain((Name(id) as name, *_), _) | Call(Name(id) as name, (_, _, *_), ()):
            pass
        case _:
            return ""
    taken = name not in of and id in _arrays_given(question, names) and name not in asked_for(question, names)
    return id if taken else ""


@lru_cache(maxsize=KEPT)
def _arrays_given(question: str, names: Names) -> frozenset[str]:
    """The names of matrices and vectors of which a question says what they are."""
    if "=" not in question:
        return frozenset()
    read = (parse(text.strip(" .,"), names).expr for text in said_in(question))
    parts = (part for expr in read for part in (expr.args if isinstance(expr, Apply) else (expr,)))
    return frozenset(
        part.operands[0].id
        for part in parts
        if isinstance(part, Chain) and isinstance(part.operands[0], Name) and kind_of(part.operands[-1]) in ARRAYS
    )


@lru_cache(maxsize=KEPT)
def _given(question: str, names: Names) -> str:
    """The name of that of which something else is asked, or nothing."""
    found = _MADE.search(question)
    expr = parse(found["given"].strip("$"), names).expr if found else None
    match expr.operands[0] if isinstance(expr, Chain) else expr:
        case Name(id) | Call(Name(id)) | Apply("mul", (Name(id), Name("x" | "t"))):
            return id
    return ""


def _is_quantity(expr: Expr) -> bool:
    match expr:
        case Name(id):
            return id not in CONSTANTS
        case Call() | Index():
            return bool(free_names(expr))
        case Apply(op, _):
            return op in _NAMED
        case Bind("diff" | "partial", _, _, Name() | Call()):
            return True
    return False
