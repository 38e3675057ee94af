"""What a question asks for: by a formula, `Compute $E[X]$.`, or by a word, `the inverse of $A$`; and what it speaks
of besides."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.answer.value.asked.left_sides import ARRAYS, NAMING
from grader.answer.value.asked.operations import CHANCES, FAMILIES, PAIRS, WORDS, named_in
from grader.answer.value.asked.quantities import namings, plainly, same_quantity
from grader.answer.value.shapes import CONSTANTS, kind_of
from grader.late import pattern
from grader.limits import KEPT
from grader.notation import parse
from grader.notation.cut import cut
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Name, Text, walk

VERBS = (
    r"compute|calculate|find|determine|evaluate|give|state|what (?:is|are)|work out|how (?:large|big) is"
    r"|berechne\w*|bestimm\w*|ermittl\w*|finde\w*|gib|geben Sie|wie groß (?:ist|sind)|was ist"
    r"|calcule[rz]?|détermine[rz]?|trouve[rz]?|quelle? est|que vaut"
)
"""By which a question asks for something."""
_ASKED = pattern(
    rf"\b(?:{VERBS})\b(?P<between>(?:\s+[^\W\d_]+){{0,4}})\s+\$(?P<formula>[^$]{{1,60}})\$", re.IGNORECASE
)
_SOLVED_FOR = pattern(
    r"\bsolve\b[^.?!]*?\bfor\s+\$?(?P<en>[A-Za-z])\b\$?(?!\s*(?:,|and\b|=))"
    r"|\bnach\s+\$?(?P<de>[A-Za-z])\b\$?(?=\s+(?:auf|um|frei))"
    r"|\blöse\w*\b[^.?!]*?\bnach\s+\$?(?P<last>[A-Za-z])\b\$?[\s.]*$",
    re.IGNORECASE,
)
"""Whose value is asked: `Solve $2x = a$ for $x$.`"""
_VALUE_OF = pattern(
    r"^\s*(?:(?:the|den|exact|exakten|numerical|m(?:ax|in)im\w+|largest|smallest|greatest|optimal\w*|größte\w*"
    r"|kleinste\w*) ){0,2}(?:value of|wert von)"
)
"""Words before what is asked that change nothing, as `expected` and `absolute` do."""
_SOLVE = pattern(r"\b(?:solve|löse\w*|résou\w*)\b", re.IGNORECASE)
_VERB = pattern(rf"\b(?:{VERBS})\b", re.IGNORECASE)
_OF = frozenset(
    "of for from with by under where when if in at on to von der des einer eines vom zu bei aus für mit durch"
    " wenn de du des d la par pour".split()
)
"""Words behind which stands what something is asked of, and not what is asked."""
_MADE = pattern(
    r"\b(?:inverse|transposed?|complement|adjugate|adjoint|conjugate|derivative|antiderivative|gradient|slope"
    r"|determinante?|trace|rank|kernel|null space|dimension|spur|rang|kerns?|limit|grenzwerts?|condition number"
    r"|expect\w+(?: value)?|variance|standard deviation|density|median"
    r"|erwartungswerts?|varianz|standardabweichung|dichte"
    r"|inverse function|inversen?|transponierten?|komplement|adjunkten?|konjugierten?|ableitung|stammfunktion"
    r"|gradient\w*|umkehrfunktion|dérivée|inverse|transposée|primitive)\s+(?:of|von|der|des|zu|de)\s+"
    r"(?:the\s+)?(?:matrix|function|vector|set|funktion|menge)?\s*(?P<given>\$[^$]{1,80}\$|[A-Z]\b)",
    re.IGNORECASE,
)
"""What is made of something that has a name: what is asked has none, or another."""
_SENTENCE = pattern(r"[.?!](?:\s|$)")
_ASKS_EXTREME = pattern(
    r"\b(?:(?:max|min)im(?:um|al\w*)|(?:great|small|larg|low|high|bigg)est|extreme|größte\w*|kleinste\w*)\s+(?:value|wert)"
    r"|(?:(?:max|min)imal|extrem|höchst|tiefst)wert",
    re.IGNORECASE,
)
_ASKS_VALUE = pattern(r"\bperiode?\b|\bpériode\b|\bslope|\bsteigung", re.IGNORECASE)
_ASKS_PLACE = pattern(
    r"\b(?:where|which|what\s+\$?[a-z]\b|wo|welche\w*|argument|point|punkt|stelle|attained)\b", re.IGNORECASE
)
_AT = pattern(
    r"\b(?:at|in|bei|für|for|en)\s+(?:the point\s+|der Stelle\s+)?\$?(?:[a-z](?:_0)?\s?=\s?)?"
    r"(?P<number>[-−]?\d+)(?![\d.,]*\d)"
)
_OF_WHAT = {
    done: pattern(
        rf"(?:{WORDS[done]})\w*\s+(?:of|von|der|des|that|dass)\s+(?:(?:the|der|die|den)\s+)?(?:[a-zA-Z]+\s+)?"
        r"\$(?P<first>[^$]{1,80})\$(?:\s+(?:and|und|with|mit)\s+\$(?P<second>[^$]{1,80})\$)?",
        re.IGNORECASE,
    )
    for done in "det trace rank norm inner cross probability expectation variance covariance correlation".split()
}
"""`the trace of $A$`, `the probability that $X > 2$`."""
_BINDING = frozenset({"integral", "sum", "product", "limit"})
_NAMED = NAMING | CHANCES | frozenset().union(*FAMILIES)


@lru_cache(maxsize=KEPT)
def said_in(question: str) -> tuple[str, ...]:
    """The formulas of a question."""
    return tuple(piece.text for piece in cut(question) if piece.kind in ("math", "display"))


@lru_cache(maxsize=KEPT)
def said(question: str, names: Names) -> frozenset[Expr]:
    """All that stands in the formulas of a question."""
    read = (parse(text, names).expr for text in said_in(question))
    return frozenset(same_quantity(node, names) for expr in read if expr is not None for node in walk(expr))


@lru_cache(maxsize=KEPT)
def asked_for(question: str, names: Names) -> tuple[Expr, ...]:
    """The one quantity that a question with one answer asks for by its name; nothing where it asks for several, or
    in words."""
    found = [each for each in _ASKED.finditer(question) if _OF.isdisjoint(_between(each))]
    if not found:
        return _by_word(question, names) or tuple(map(Name, _unknown(question, names)))
    if len(found) != 1:
        return ()
    expr = parse(text := found[0]["formula"], names).expr
    named = () if expr is None else (expr, *namings(expr, names, text))
    named = (plainly(expr),) if isinstance(expr, Apply) and plainly(expr) != expr else named
    return tuple(each for each in named if _is_quantity(each))


def _by_word(question: str, names: Names) -> tuple[Expr, ...]:
    """What is asked by a word of a formula: `the trace of $A$`, `the scalar product of $u$ and $v$`."""
    found = [(done, each) for done, form in _OF_WHAT.items() for each in form.finditer(question)]
    if len(found) != 1 or not _VERB.search(question):
        return ()
    done, said_of = found[0]
    read = [parse(said_of[part], names).expr for part in ("first", "second") if said_of[part]]
    objects = [each.operands[0] if isinstance(each, Chain) and done != "probability" else each for each in read]
    args = tuple(each for each in objects if each is not None)
    if len(args) < len(read) or len(args) != (2 if done in PAIRS else 1):
        return ()
    return (Apply(done, args),) if all(isinstance(each, Name) for each in args) or done == "probability" else ()


def _unknown(question: str, names: Names) -> str:
    """The letter for which an equation is to be solved: the one that is named, or the only one."""
    found = _SOLVED_FOR.search(question)
    if found is not None:
        return found["en"] or found["de"] or found["last"]
    letters = {each.id for each in said(question, names) if isinstance(each, Name)} - CONSTANTS
    chains = [each for each in said(question, names) if isinstance(each, Chain)]
    alone = _SOLVE.search(question) and len(letters) == 1 and len(chains) == 1 and chains[0].relations == ("=",)
    letter = letters.pop() if alone else ""
    return letter if len(letter) == 1 else ""


def asks_solution(question: str) -> bool:
    """Whether an equation is to be solved."""
    return _SOLVE.search(question) is not None


def _between(found: re.Match[str]) -> list[str]:
    """The words between what is to be done and the formula: `the` in `find the $x$`, `the expected value of`."""
    words: str = found["between"].casefold()
    return _VALUE_OF.sub("", words).split()


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


@lru_cache(maxsize=KEPT)
def sought(question: str) -> frozenset[str]:
    """What is asked for by a word: from where a question asks, to the end of the sentence; or all that it says."""
    asking = (_SENTENCE.split(question[found.start() :], 1)[0] for found in _VERB.finditer(question))
    return named_in(" ".join(asking) or question)


@lru_cache(maxsize=KEPT)
def made_of(question: str, names: Names) -> str:
    """The name of that of which something else is asked, `A` for the inverse of A; or nothing."""
    found = _MADE.search(question)
    expr = parse(found["given"].strip("$"), names).expr if found else None
    match expr.operands[0] if isinstance(expr, Chain) else expr:
        case Name(id) | Call(Name(id)) | Apply("mul", (Name(id), Name("x" | "t"))):
            return id
    return ""


@lru_cache(maxsize=KEPT)
def letters_bound(question: str, names: Names) -> frozenset[Expr]:
    """The `x` of the one integral from 0 to 1 that a question gives, if it speaks of x nowhere else."""
    formulas = said_in(question) if "_" in question else ()
    read = [parse(text.strip(" .,"), names).expr for text in formulas]
    match read:
        case [Bind(op, letters, bounds, _)] if op in _BINDING and bounds:
            beside = frozenset(Name(id) for each in bounds for id in free_names(each))
            return frozenset(each for each in letters if isinstance(each, Name) and Name(each.id) not in beside)
    return frozenset()


@lru_cache(maxsize=KEPT)
def given(question: str, names: Names) -> frozenset[str]:
    """The letters in formulas of a question that say what something is, `A = …`, `a_n = 2 + 1/n`, `f(x) = …`: no
    new names for what is asked of it. `L = \\lim …` says what is asked."""
    chains = [each for each in said(question, names) if isinstance(each, Chain)]
    told = [each for each in chains if not any(_is_made(node) for side in each.operands[1:] for node in walk(side))]
    return frozenset(id for each in told for id in free_names(each)) - CONSTANTS


def _is_made(node: Expr) -> bool:
    return isinstance(node, Bind) or (isinstance(node, Apply) and node.op in _NAMED)


@lru_cache(maxsize=KEPT)
def arguments(question: str, names: Names) -> frozenset[Expr]:
    """The letters in which a question gives functions, `x` of `f(x)`."""
    calls = (node for node in said(question, names) if isinstance(node, Call))
    return frozenset(each for call in calls for each in call.args if isinstance(each, Name))


def asks_extreme(question: str) -> bool:
    """Whether the smallest or largest value of a function is asked, and not where it is."""
    return bool(_ASKS_EXTREME.search(question)) and not _ASKS_PLACE.search(question)


def asks_value(question: str) -> bool:
    """Whether another value of a function is asked by a word, its period or slope, and no place of it."""
    return bool(_ASKS_VALUE.search(question)) and not _ASKS_PLACE.search(question)


def places(question: str) -> frozenset[str]:
    """The numbers at which something is asked: `the slope at $x = 3$`."""
    return frozenset(found["number"].replace("−", "-") for found in _AT.finditer(question))


@lru_cache(maxsize=KEPT)
def arrays_given(question: str, names: Names) -> frozenset[str]:
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


def is_asked_word(left: Expr, question: str) -> bool:
    """`area = 36` where the last sentence of the question speaks of the area, and gives no value for it."""
    if not isinstance(left, Text) or not left.text.isalpha():
        return False
    last = _SENTENCE.split(question.strip().rstrip(".?!"))[-1].casefold()
    word = re.escape(left.text.casefold())
    found = re.search(rf"\b{word}\b(?P<value>\W+(?:(?:of|is|von|ist)\W+)?\d)?", last)
    return found is not None and found["value"] is None
