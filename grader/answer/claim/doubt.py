"""What may have been misread: where an answer looks wrong only because of it, a person reads it.

A witness shows that what we read is wrong, not that the student wrote it. So dots behind digits or items, a comma
that may be decimal, words beside a value, a word that was read as a product of letters, letters that were read as
one name, and a formula typed among the words keep an answer from being called wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from grader.answer.claim.marks import Judge, without_mark
from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.vocabulary import cue
from grader.answer.claim.rereading import IN_DOUBT
from grader.answer.claim.spelling.counts import FALLING, PERMUTATION
from grader.answer.value.asked.units_asked import counts_in
from grader.answer.value.judgement import Judgement, finding, incorrect, undecided, unreadable, within_limits
from grader.answer.value.numbers.units import is_unit_text
from grader.late import pattern
from grader.limits import ANSWER_CHARACTERS
from grader.notation.lexing.segment import misread_word
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.shapes.arguments import FUNCTION_LETTERS
from grader.notation.tree import Apply, Call, Chain, Expr, Interval, Name, Text, facts, walk
from grader.values import Answer

TO, NOT, ARROW = "to", "not", "→"
BASED = "_"
"""Stands among the words of an expected answer that is a number with its base."""
PROSE = 4
"""Letters from which on words beside a value are prose."""
JOINED = frozenset({"add", "mul", "div", "and", "or"})
"""Where words may stand beside a value; in a list or a set they are items."""
LISTS = frozenset({"sequence", "list", "tuple", "set", "and"})
BESIDE = 4
"""Typed equations beside a marked formula that are looked at."""
DOTS = Apply("ellipsis", ())
EXCERPT = 40
_ORDER = pattern(
    r"(?<![A-Za-z\\])[Oo]\s?\([^()]{1,20}\^[^()]{1,10}\)"
    r"|[-+]\s?(?:\\mathcal\s?\{?\s?)?[Oo]\s?\}?\s?(?:\\left\s?)?\(\s?\(?[^()]{1,20}\)"
)
_TOLD = pattern(r"\b(?:is|are|be|equals|ist|sind|beträgt|est|vaut)\s+([-−]?\d{1,12}(?:[./]\d{1,12})?)(?![\w^*/+])")
"""A number of which words say that something is it."""
_LED = pattern(r"\s*([-+−]?\d{1,9}(?:[.,]\d{1,9})?)\s*[.,;:]\s+[^\W\d_]{2}")
"""`5. Check: $2 \\cdot 5 = 10$`: a number before all words."""
_TO = pattern(r"(?<!\\)\bto\b")
_TYPED = pattern(r"[=<>≤≥≈]")
_EQUATION = pattern(r"\S+ ?= ?\S+")
_GROUPED = pattern(r"(?<![\d.,])\d{1,3},\d{3}(?![\d.,]\d)")
_RUN = pattern(r"(?<![^\s,;:(])[A-Za-z]{2,}(?![^\s,;:.!?)])")
"""Letters that stand as a word does, between spaces and punctuation."""


_AT_END_BASED = pattern(r"(?:_\s?\{?\s?(?!10\b)\d{1,2}\s?\}?|\b0[xXbBoO][0-9A-Fa-f]+)[\s.$)}]*$")
"""A number with another base than ten, where an answer ends."""
_UNIT = pattern(r"\s*(?P<unit>[A-Za-zµμΩ°][A-Za-zµμΩ°/·*^²³]{0,12})[\s.!,;]*")
_ARGUMENT = pattern(r"\(\s*([A-Za-z])\s*\)$")


NO_FUNCTIONS = frozenset({"C", "O", "o"})
"""A constant of integration and orders, of which other rules speak."""


def as_read(picked: Picked, judge: Judge, names: Names, known: frozenset[str]) -> Judgement:
    """What was picked, judged, and what may have been misread of it."""
    expr = picked.expr
    if expr is None:
        return unreadable(*picked.findings)
    faults = tuple(item for item in picked.findings if item.level == "error")
    if faults:
        return incorrect("select", *faults)
    judged = doubted(within_limits(lambda: judge(expr)), picked, names, known)
    plain = without_mark(picked) if judged.outcome == "incorrect" else None
    if plain is not None and within_limits(partial(judge, plain)).right:
        return undecided("notation", finding("factorial-in-doubt", text=to_text(plain)))
    found = but_for_reading(judged, picked, known)
    return found.adding(*(item for item in picked.findings if item not in found.findings))


def doubted(judged: Judgement, picked: Picked, names: Names, known: frozenset[str]) -> Judgement:
    """The judgement, or `undecided` where it says "wrong" of what may have been misread. `known` are letters that
    the answer which is expected holds."""
    if judged.outcome != "incorrect" or picked.expr is None:
        return judged
    return (
        _dots(picked)
        or _order(picked, known)
        or _items_left_out(picked.expr)
        or _colon(picked)
        or _comma(judged, picked.text)
        or _words(judged, picked, picked.expr, known)
        or _letters(picked.text, picked.expr, names, known)
        or _one_name(picked, known)
        or (_function(picked, known | names.declared) if judged.by != "growth" else None)
        or judged
    )


def but_for_reading(judged: Judgement, picked: Picked, known: frozenset[str]) -> Judgement:
    """What is right if it is read so, where a person says whether it will do: `FF_{16}` for 255, which may be the
    question over again, unless the expected answer has a base; `dE` for `d*E` where products need a sign."""
    told = {item.code for item in picked.findings}
    doubt = next((item for item in picked.findings if item.code in IN_DOUBT), None)
    if judged.credit and doubt is not None:
        return undecided("notation", doubt, suggested=judged.credit)
    if judged.credit and PERMUTATION not in told and FALLING.search(picked.text[:ANSWER_CHARACTERS]):
        return undecided("notation", finding("power-in-doubt"))
    if judged.credit and "number-base" in told and BASED not in known and _AT_END_BASED.search(picked.text):
        return undecided("notation", finding("base-in-doubt"), suggested=judged.credit)
    if judged.credit and "factors-together" in told:
        return undecided("notation", finding("product-in-doubt"), suggested=judged.credit)
    return judged


def _dots(picked: Picked) -> Judgement | None:
    """`1.41...`: the digits that stand there are not all of the number."""
    found = next((item for item in picked.findings if item.code == "digits-go-on"), None)
    return undecided("notation", finding("dots-in-doubt", number=found.get("number"))) if found else None


def _order(picked: Picked, known: frozenset[str]) -> Judgement | None:
    """`x + O(x^3)`: what is left out, where the expected answer has no such letter."""
    found = _ORDER.search(picked.text[:ANSWER_CHARACTERS])
    return undecided("notation", finding("words-in-answer", words=found[0])) if found and "O" not in known else None


def _items_left_out(expr: Expr) -> Judgement | None:
    """`2, 3, ...`: which items are meant, the dots do not say."""
    if "ellipsis" not in facts(expr).words:
        return None
    left_out = any(isinstance(node, Apply) and node.op in LISTS and DOTS in node.args for node in walk(expr))
    return undecided("notation", finding("words-in-answer", words="...")) if left_out else None


def _colon(picked: Picked) -> Judgement | None:
    """`x: 5` is read as a ratio; it may name the value."""
    match picked.expr:
        case Apply("div", (Name(id), value)) if not free_names(value):
            ratio = any(item.code == "colon-is-ratio" for item in picked.findings)
            return undecided("notation", finding("words-in-answer", words=f"{id}:")) if ratio else None
    return None


def said_in_chain(
    judged: Judgement, picked: Picked, answer: Answer, names: Names, known: frozenset[str]
) -> Judgement:
    """The judgement, or `undecided` where a chain contradicts itself in which a word of a line above was read as a
    product of letters: `2. Zug: 4/11`, and below it `P = 5/12 * 4/11`."""
    if judged.outcome != "incorrect" or judged.by != "chain" or picked.expr is None:
        return judged
    return _letters(answer.raw[:ANSWER_CHARACTERS], picked.expr, names, known) or judged


def typed_beside(judged: Judgement, picked: Picked, answer: Answer, is_wrong: Callable[[str], bool]) -> Judgement:
    """The judgement, or `undecided` where it says "wrong" of the only formula that is marked as one, and another
    was typed among the words: `x = 3, where $x$ is the length`, `$x$ = 3`. Equations from which the marked formula
    is concluded, `n = 3, so $x = 7$`, leave no doubt where they are wrong too."""
    if judged.outcome != "incorrect" or not any(piece.kind == "math" for piece in answer.pieces):
        return judged
    names_only = isinstance(picked.expr, Name | Call)
    for piece in answer.pieces:
        if piece.kind == "prose" and cue(piece.text) == "so" and _all_wrong(piece.text, is_wrong):
            continue
        if piece.kind == "prose" and (_TYPED.search(piece.text) or (names_only and _has_digit(piece.text))):
            return undecided("notation", finding("words-in-answer", words=piece.text.strip()[:EXCERPT]))
    return judged


def told_in_words(judged: Judgement, picked: Picked, answer: Answer, is_right: Callable[[str], bool]) -> Judgement:
    """The judgement, or `undecided` where it says "wrong" of a formula among typed words, and words say of a number
    that is right that something is that: `the mean is 1. E[X^2] = 3/2, so the variance is 1/2`."""
    if judged.outcome != "incorrect":
        return judged
    led = _LED.match(answer.raw)
    if led is not None and led[1] != picked.text.strip() and is_right(led[1]):
        return undecided("select", finding("right-beside-others", right=led[1]))
    if any(piece.kind not in ("prose", "struck") for piece in answer.pieces):
        return judged
    numbers = dict.fromkeys(found[1] for found in _TOLD.finditer(answer.raw[:ANSWER_CHARACTERS]))
    others = [number for number in numbers if number != picked.text.strip()][:BESIDE]
    right = next(filter(is_right, others), None)
    return judged if right is None else undecided("select", finding("right-beside-others", right=right))


def unit_behind(picked: Picked, answer: Answer, question: str) -> str:
    """The unit right behind a formula in which an equation names a plain number: `$c = 1/2$ m`; not the one in
    which the question counts."""
    text = picked.text.strip()
    for formula, words in pairwise(answer.pieces):
        if formula.kind == "math" and words.kind == "prose" and text and text in formula.text:
            said = _UNIT.fullmatch(words.text) if words is answer.pieces[-1] else None  # not `$4$ at $t = 1$`
            unit = said["unit"] if said and is_unit_text(said["unit"]) else ""
            return "" if counts_in(unit, question) else unit
    return ""


def _all_wrong(text: str, is_wrong: Callable[[str], bool]) -> bool:
    found = [equation.rstrip(".,;") for equation in _EQUATION.findall(text)]
    return 0 < len(found) == len(_TYPED.findall(text)) and len(found) <= BESIDE and all(map(is_wrong, found))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _comma(judged: Judgement, text: str) -> Judgement | None:
    """`1,234` is read with thousands; where 1.234 would be right, a person says what the comma is."""
    shifted = any(item.code == "power-of-ten" and item.get("exponent") == "3" for item in judged.findings)
    found = _GROUPED.search(text) if shifted else None
    return undecided("notation", finding("comma-in-doubt", number=found.group())) if found else None


def _words(judged: Judgement, picked: Picked, expr: Expr, known: frozenset[str]) -> Judgement | None:
    """Words among the formulas were not understood: a witness is one only against a value with words behind it."""
    typed = known if _TO.search(picked.text) else known | {TO}  # an arrow is no word
    beside = JOINED | LISTS if judged.by == "shape" else JOINED  # among the items of a list where none is asked for
    found = next((said for said in _texts(expr, beside) if _is_prose(said) and said not in typed), "")
    if not found or (judged.counterexample and picked.text.rstrip(" .!").endswith(found)):
        return None
    return undecided("notation", finding("words-in-answer", words=found))


def _is_prose(words: str) -> bool:
    return words in (TO, NOT, ARROW) or (not is_unit_text(words) and sum(map(str.isalpha, words)) >= PROSE)


def _texts(expr: Expr, beside: frozenset[str]) -> Iterator[str]:
    """Words beside a value; `from 1 to 5` too, which is read as `1 -> 5`, and the denied item of a list."""
    found = facts(expr)
    for node in () if found.plain and NOT not in found.words else walk(expr):
        match node:
            case Apply(op, args) if op in beside and not all(isinstance(arg, Text) for arg in args):
                yield from (arg.text for arg in args if isinstance(arg, Text))
                denied = any(isinstance(arg, Apply) and arg.op == "not" for arg in args)
                yield from (NOT,) if denied and "sequence" in beside else ()
            case Chain((*_, end), relations) if "to" in relations[1:] and _is_value(
                end
            ):  # `0.15 = 3/20 → 15 %`: the value, in another way
                yield ARROW
            case Chain(_, relations) if "to" in relations:
                yield TO
            case Chain(operands, ("in",)):  # `12 in total`
                yield from (side.text for side in operands if isinstance(side, Text))


def _is_value(expr: Expr) -> bool:
    return not isinstance(expr, Interval) and not (isinstance(expr, Apply) and expr.op in LISTS)


def _letters(text: str, expr: Expr, names: Names, known: frozenset[str]) -> Judgement | None:
    """`null` read as `n*u*l*l`: no witness holds against letters of which nobody spoke."""
    if "\\" in text or not names.implicit_multiplication:
        return None
    products = {match[0]: misread_word(match[0], names, known) for match in _RUN.finditer(text)}
    read = to_text(expr) if any(products.values()) else ""
    run = next((run for run, product in products.items() if product and product in read), None)
    return undecided("notation", finding("word-in-doubt", word=run)) if run else None


def _one_name(picked: Picked, known: frozenset[str]) -> Judgement | None:
    """`v_xt` typed was read as one name: it may be a product, unless the expected answer holds that name."""
    found = (item.get("name") for item in picked.findings if item.code == "one-name")
    name = next((name for name in found if name not in known), None)
    return undecided("notation", finding("name-in-doubt", name=name)) if name else None


def _function(picked: Picked, known: frozenset[str]) -> Judgement | None:
    """`\\sigma(x)` and `s(x)` were read as products: where nobody spoke of the letter, it may be a function."""
    for item in picked.findings:
        name = item.get("name") or ""
        if item.code == "letter-is-factor" and name not in known | NO_FUNCTIONS:
            argument = _ARGUMENT.search(item.get("read") or "")
            if name in FUNCTION_LETTERS or (argument is not None and argument[1] in known):
                return undecided("notation", finding("function-not-worked-out", name=name))
    return None
