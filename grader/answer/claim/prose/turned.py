"""Words right beside a formula that may make another value of it: `half of $12$`, `$12$ in base 8`, `never $12$`.

What the words of a sentence do is not understood here, it is noticed. A formula that stands alone counts where
words lead to it as to a value (`we get $12$`) and go on behind it (`$12$, since …`). An equation says for itself
what it gives, and only words that deny, doubt or change it are looked at. A person reads what has others.
"""

from __future__ import annotations

import re

from grader.answer.claim.picked import PERCENT, Picked
from grader.answer.claim.prose.around import Around
from grader.answer.claim.prose.clauses import AGAIN, FORMULA, PARAGRAPH, RELATION
from grader.answer.claim.prose.corrections import corrected
from grader.answer.claim.prose.vocabulary import (
    CONTINUES,
    DENYING,
    GIVES,
    GO_ON,
    IS,
    JOINTS,
    LATER,
    LINKS,
    LISTING,
    NOT_IT,
    OF,
    OF_LETTER,
    OWN,
    PRAISE,
    REASONS,
    RESULTS,
    SHOWN,
    SO,
    SPANNED,
    SUPPOSED,
    TOWARDS,
    TURNING_AFTER,
    TURNING_BEFORE,
    TURNING_ENDS,
    TURNING_PHRASES,
    WOULD,
)
from grader.answer.claim.prose.words import CLAUSE_ENDS, NOT_NEGATING, SENTENCE_ENDS
from grader.answer.value.numbers.counted import COUNTED
from grader.answer.value.shapes import is_span
from grader.late import pattern, replace
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.tree import Apply, Call, Chain, Expr, Text
from grader.values import Answer, Piece

SIGHT = 200
"""Characters beside a formula that are looked at."""
REACH = 4
"""Words of a clause in which a negation or a condition counts for the formula beside it."""
LEADS = LINKS | SHOWN
_REASON = pattern(r"\b(?:" + "|".join(sorted(REASONS - {"as"})) + r")\b", re.IGNORECASE)
_CALCULATED = pattern(r"\s*(?:\?|[-−+*/^·×]\s*[\d(])")
"""A question mark, or more of a formula, right behind one."""
_MARKUP = pattern(r"</?(?!(?:s|del|strike)\b)[A-Za-z][^<>]{0,200}>|\\[A-Za-z]+")
_WORD = pattern(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
_OPERATORS = tuple("|<>≤≥≠√±^/·+-−")
"""Right before a formula they are a part of it."""
_GLUED = pattern(r"(?:(?:^|[\s\d])[.,]|\d|\d\(|(?:^|\W)[^\W\d_]\()$")
"""Digits, a decimal point, a factor or a function, of which the formula behind is a part."""
_EQUATED = pattern(r"[=≈]|\\approx")
_RELATED = pattern(r"[=<>≤≥≠]|\\(?:[lg]eq?|neq?|[lg]t)(?![A-Za-z])")
_LONG = pattern(r"[^\W\d_]{2,}")
_COUNTS = pattern(r"\b(?:there\s+(?:are|is)|es\s+gibt|gibt\s+es|il\s+y\s+a)\b[^.;!?]*$", re.IGNORECASE)
_LEAD = pattern(r"[^\d\[\](){}=$\\<>|]+")
_ENDS = pattern("[" + re.escape("".join(SENTENCE_ENDS | CLAUSE_ENDS)) + "]")


def end_of(text: str) -> str:
    """The end of a text with single spaces: as far as the words that lead to a formula are looked at."""
    return " ".join(text.split())[-SIGHT:] + " "


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def turning(picked: Picked, answer: Answer, asks_statement: bool) -> str:
    """The words beside the formula that counts which may change what it says, or nothing. `asks_statement`: an
    equation or the like is what is asked for."""
    if len(answer.pieces) == 1:
        return _typed_before(picked)
    at = _place(picked, answer)
    if at is None:
        return ""
    pieces = answer.pieces
    alone = (asks_statement or "=" not in picked.text) and "\\boxed" not in pieces[at].text
    after = _unit_off(prose(pieces, at + 1), picked, pieces[at])
    if alone and _given(after, pieces[at + 2 : at + 3]):
        return after.strip()
    while at > 1 and prose(pieces, at - 1).strip().lower() in JOINTS:  # between $1$ and $2$
        at -= 2
    if alone and IS.issuperset(words_of(prose(pieces, at - 1))) and OF_LETTER.search(end_of(prose(pieces, at - 3))):
        return prose(pieces, at - 3).strip()
    turned = turned_before(prose(pieces, at - 1), alone) or turned_after(after, alone) or (alone and _later(after))
    return turned or (_beside(pieces, at) if alone else "")


def told(picked: Picked, answer: Answer, asks_statement: bool, around: Around) -> str:
    """The words around the formula that counts which are not known to leave it what it is, or nothing."""
    if len(answer.pieces) == 1:
        return _typed_before(picked)
    pieces = answer.pieces
    at = _place(picked, answer)
    if at is None:
        places = _places(picked, pieces)
        only = (around.only(prose(pieces, k - 1)) for k in places[1:])
        return next(filter(None, (*only, *(_told_at(pieces, k, picked, around, False) for k in places))), "")
    if "\\boxed" in pieces[at].text:  # which says by itself that it is the answer
        return turning(picked, answer, asks_statement)
    alone = asks_statement or not _EQUATED.search(picked.text)
    if alone and at > 1 and prose(pieces, at - 1).strip().lower() in JOINTS:  # `between $1$ and $2$`, `$1$ or $2$`
        return prose(pieces, at - 1).strip()
    return _told_at(pieces, at, picked, around, alone)


def _told_at(pieces: tuple[Piece, ...], at: int, picked: Picked, around: Around, alone: bool) -> str:
    beside = _MARKUP.sub("", pieces[at - 1].text) if at and pieces[at - 1].kind == "prose" else ""
    if beside.endswith(_OPERATORS) or _GLUED.search(beside[-4:]):  # `|$12$|`, `0.$12$`, `f($12$)`
        return beside[-1]
    start, end = (0, len(pieces)) if alone and not around.several else _between_formulas(pieces, at)
    before = _MARKUP.sub("", _words_of_all(pieces[start : at + 1]).rstrip()[:-1])
    after = _unit_off(_MARKUP.sub("", _words_of_all(pieces[at + 1 : end + 1])), picked, pieces[at])
    apart = pieces[at].kind == "display" and not after.lstrip()[:1].islower()
    if said := corrected(after if apart else "\n".join(PARAGRAPH.split(after, 1)[1:])):
        return said
    after = "" if apart else after  # a sentence of its own, below
    if not alone:
        before = _unit_off(before, picked, pieces[start - 1]) if start else before
        before, after = ("" if _only_lists(said) else said for said in (before, after))
    counts = bool(_COUNTS.search(before))
    return (
        around.before(before, alone) or around.after(after, alone, counts) or (_beside(pieces, at) if alone else "")
    )


def passed_over(picked: Picked, around: Around, names: Names) -> str:
    """Words that were read as part of a typed formula, are left away from the value that counts, and may turn it:
    `an element of {1, 2}`."""
    read = parse(picked.text, names).expr
    sides = read.operands if isinstance(read, Chain) else (read,)
    kept = picked.expr.operands if isinstance(picked.expr, Chain) else (picked.expr,)
    said = (words for side in sides if side is not None and (words := _leading(side, kept)))
    return next(filter(None, (around.before(f"{words} ", True) for words in said)), "")


def _leading(side: Expr, kept: tuple[Expr | None, ...]) -> str:
    """The words before what is kept of a side."""
    words = ""
    while side not in kept:
        match side:
            case Apply("mul", (Text(text), inner)):
                words, side = f"{words} {text}".strip(), inner
            case _:
                return ""
    return words


def retold(picked: Picked, answer: Answer, around: Around, names: Names) -> str:
    """The word that may take back one of several values, where a later formula says it again."""
    values = _values(picked.expr)
    places = [k for k in (_place(picked, answer),) if k is not None] or _places(picked, answer.pieces)
    if len(values) < 2 or not places:
        return ""

    def sign(piece: Piece) -> Piece:
        formula = piece.kind in ("math", "display")
        again = formula and values.issuperset(_values(parse(piece.text, names).expr) or {None})
        return replace(piece, kind="prose", text=AGAIN) if again else piece

    first = min(places)
    later = tuple(sign(piece) for k, piece in enumerate(answer.pieces) if k > first and k not in places)
    return around.again(_MARKUP.sub("", _words_of_all(later)))


def _values(expr: Expr | None) -> frozenset[Expr | None]:
    """The values that are listed, each without its name."""
    match expr:
        case Apply("or" | "and" | "sequence" | "set" | "boxed", args):
            return frozenset[Expr | None]().union(*map(_values, args))
        case Chain((*_, last), _):
            return _values(last)
    return frozenset() if expr is None else frozenset({expr})


def _only_lists(said: str) -> bool:
    """`, and` to the next formula."""
    return said.strip(f" \n{FORMULA}{RELATION}").lower() in LISTING | JOINTS


def _places(picked: Picked, pieces: tuple[Piece, ...]) -> list[int]:
    """Where the formulas stand of which the text that counts is made: `$x = 4$ or $x = -1$`."""
    texts = [piece.text.strip(" .,;") if piece.kind in ("math", "display") else "" for piece in pieces]
    return [k for k, text in enumerate(texts) if text in picked.text and text.strip("xyz")]


def _between_formulas(pieces: tuple[Piece, ...], at: int) -> tuple[int, int]:
    """From where to where nothing but words stands around a formula, which says for itself what it is of."""
    start, end = at, at + 1
    while start and pieces[start - 1].kind in ("prose", "struck"):
        start -= 1
    while end < len(pieces) and pieces[end].kind in ("prose", "struck"):
        end += 1
    return start, end


def _typed_before(picked: Picked) -> str:
    """Words that were read as part of a typed formula, where it is of what they name: `span of (1, 2)`."""
    typed = _LEAD.match(picked.text)
    lead = typed[0].strip() if typed else ""
    spanned = not SPANNED.isdisjoint(words_of(lead)[-1:]) and not _is_span(picked.expr)
    return lead if spanned or OF.search(end_of(lead)) else ""


def _is_span(expr: Expr | None) -> bool:
    """Whether the word was read with the vectors behind it: `span{(1, 2)}`."""
    return isinstance(expr, Call) and is_span(expr.function)


def _words_of_all(pieces: tuple[Piece, ...]) -> str:
    """The words of these pieces, with a sign for each formula; an empty line between two formulas parts them, and
    so does code that stands on lines of its own."""
    shown = [piece for piece in pieces if piece.kind != "struck"]
    said = [_said(piece, before) for piece, before in zip(shown, (None, *shown), strict=False)]
    ends = (piece.line + piece.text.count("\n") + 1 for piece in shown)
    apart = [after.line > end for end, after in zip(ends, shown[1:], strict=False)]
    return "".join(f"{text}\n\n" if gap else text for text, gap in zip(said, [*apart, False], strict=False))


def _said(piece: Piece, before: Piece | None) -> str:
    if piece.kind == "prose" and _RELATED.search(piece.text) and "\n" in piece.text:
        return "\n".join(map(_as_sign, piece.text.split("\n")))
    if piece.kind == "prose" or (piece.kind == "code" and piece.text.strip().isalpha()):
        return piece.text
    apart = before is None or piece.line > before.line + before.text.rstrip("\n").count("\n")
    if piece.kind == "code" and apart:
        return "\n\n"
    return f" {_sign(piece.text)} " if piece.text.strip() else " "  # a mark of the end was there


def _as_sign(line: str) -> str:
    """A typed line that is an equation or the like and has no words, as the sign of one."""
    words = [word for word in _LONG.findall(line) if word.isalpha()]  # `x²` is none
    return f" {RELATION} " if _RELATED.search(line) and JOINTS.issuperset(map(str.lower, words)) else line


def _sign(formula: str) -> str:
    return RELATION if _RELATED.search(formula) else FORMULA


def _place(picked: Picked, answer: Answer) -> int | None:
    """Where the last marked formula stands that holds the text which counts, its unit perhaps behind it."""
    text = picked.text.strip()
    lines = {piece.line for piece in answer.pieces if piece.kind == "prose"}

    def holds(piece: Piece) -> bool:
        inner = piece.text.strip()
        formula = piece.kind in ("math", "display")
        return (formula and (text in inner or text.startswith(f"{inner}\\text{{"))) or (
            piece.kind == "code" and text == inner and piece.line in lines  # within a sentence
        )

    return max((k for k, piece in enumerate(answer.pieces) if holds(piece)), default=None) if text else None


def prose(pieces: tuple[Piece, ...], at: int) -> str:
    """The words at this place, and those that follow without a formula between."""
    end = at
    while 0 <= end < len(pieces) and pieces[end].kind == "prose":
        end += 1
    return _MARKUP.sub("", " ".join(piece.text for piece in pieces[at:end])) if at >= 0 else ""


def _unit_off(after: str, picked: Picked, piece: Piece) -> str:
    """What stands behind the unit or the percent, where it is written behind the formula."""
    if picked.text.endswith("\\%") and not piece.text.rstrip().endswith("%"):
        return PERCENT.sub("", after, count=1)
    unit = picked.text.partition(piece.text.strip())[2].strip().removeprefix("\\text{")
    said = after.strip()
    shared = next((k for k, pair in enumerate(zip(said, unit, strict=False)) if len(set(pair)) > 1), len(unit))
    return said[shared:] if not said[shared : shared + 1].isalnum() else after


def _beside(pieces: tuple[Piece, ...], at: int) -> str:
    """`$2$ $x^2$`: another formula right before it, on the same line."""
    if at < 1:
        return ""
    gap = (
        at > 1
        and pieces[at - 1].kind == "prose"
        and not pieces[at - 1].text.strip()
        and "\n" not in pieces[at - 1].text
    )
    before = pieces[at - 2] if gap else pieces[at - 1]
    return before.text if before.kind == "math" and before.line == pieces[at].line else ""


def turned_before(text: str, alone: bool) -> str:
    """The words of the clause before a formula that may turn it, or nothing. `alone`: it is no equation."""
    clause = end_of(_ENDS.split(text)[-1])
    if OF.search(clause):
        return clause.strip()
    said = words_of(clause)
    words = said[-REACH:]
    if not words:
        return ""
    if alone and said[0] in SUPPOSED:
        return " ".join(said[:2])
    if not TOWARDS.search(clause) and (words[-1] in TURNING_BEFORE or (alone and words[-1] not in LEADS)):
        return " ".join(words[-2:])
    would = next((k for k, word in enumerate(words) if word in WOULD), None)
    if would is not None and not (would and words[would - 1] in RESULTS):
        return " ".join(words[would:])
    for k in reversed(range(len(words))):
        if words[k] in SO:
            return ""
        if _denies(words, k):
            return " ".join(words[k:])
    return ""


def turned_after(text: str, alone: bool) -> str:
    """The words of the clause behind a formula that may turn it, or nothing."""
    if _CALCULATED.match(text):
        return text.split()[0]
    clause, *others = _ENDS.split(text)
    if clause.lstrip()[:1] in ("(", "["):
        return ""
    words = words_of(clause)
    if not words:
        later = words_of(others[0]) if others else []
        phrase = " ".join(later[:2])
        return phrase if later and (_turns(later) or _denies(later, 0)) else ""
    first = " ".join(words[:2])
    if words[0] in COUNTED and (len(words) == 1 or words[1] in ("to", "for", "zu", "für")):
        return ""
    if _turns(words) or (alone and words[0] not in CONTINUES | IS):
        return first
    if words[0] in IS and len(words) > 1:
        rest = words[1 : REACH + 1]
        denied = any(_denies(words, k) for k in range(1, min(REACH, len(words)))) or not NOT_IT.isdisjoint(rest)
        denied = denied or not WOULD.isdisjoint(rest)
        denied = denied or (words[1] in OWN and RESULTS.isdisjoint(rest))
        return " ".join(words[:REACH]) if denied or (alone and words[1] not in PRAISE) else ""
    return ""


def _turns(words: list[str]) -> bool:
    """Whether the first words behind a formula change its value."""
    return (
        words[0] in TURNING_AFTER
        or _goes_on(words)
        or (" ".join(words[:2]) in TURNING_PHRASES or " ".join(words) in TURNING_ENDS)
    )


def _denies(words: list[str], k: int) -> bool:
    plain = words[k].replace("'", "").replace("’", "")
    return plain in DENYING and tuple(words[k : k + 2]) not in NOT_NEGATING


def _later(text: str) -> str:
    found = LATER.search(_REASON.split(" ".join(text[: 4 * SIGHT].split()))[0])
    return found[0] if found else ""


def _goes_on(words: list[str]) -> bool:
    """`$12$, then add one`: something is done with the value; `$12$, as we add them`: that is its reason."""
    return words[0] not in REASONS and not GO_ON.isdisjoint(words[:REACH])


def _given(after: str, then: tuple[Piece, ...]) -> bool:
    """`$x^2$ where $x = 3$`, `$x^2$ with $x$ replaced by $y$`."""
    words = words_of(_ENDS.split(after)[-1])
    return bool(words and then) and words[-1] in GIVES and then[0].kind == "math"
