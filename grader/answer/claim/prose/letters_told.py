r"""What an answer says of its letters besides: `for all x`, `with $C \in \mathbb{R}$`, "where $C$ is a constant".

Such words behind a formula are no formula of their own, and no condition: a letter may be any number anyway. What
bounds a letter is a condition (see `provisos`), and "only for", "not for all" take something back: they stay.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from grader.late import pattern, replace
from grader.limits import PART_CHARACTERS
from grader.notation.names import free_names
from grader.notation.tree import Apply, Bind, Chain, Expr, Name
from grader.values import Answer, Piece

_LETTER = r"(?P<letter>\\?[A-Za-z](?:_\{?\w{1,3}\}?|\d)?)"
_ANY = r"(?:(?:an?|any|some|eine?|real|arbitrary|every|all|beliebige\w?|reelle\w?)\s+){0,3}"
_NOUN = r"(?:constants?|numbers?|Konstanten?|Zahl(?:en)?|konstant|constant|const|real|reell|arbitrary|beliebig)"
_OPENING = (
    rf"(?:[,;(]?\s*\b(?:where|with|for|wobei|mit|für|in which)\s+(?:all|any|every|each|some|alle|jedes|ein)?\s*"
    rf"{_ANY}(?:constants?|numbers?|Konstante|Zahl)?)"
)
_SET = r"(?:\s*(?:\\in|∈|in)\s*(?:\\mathbb\s*\{?[RZ]\}?|\\[RZ]\b|ℝ|ℤ|[RZ]\b))"
_IS = rf"(?:\s*(?:is|are|ist|sind)?\s+{_ANY}{_NOUN}\b)"
OPENS = pattern(rf"{_OPENING}\s*$", re.IGNORECASE)
_IS_ONE = pattern(rf"{_IS}", re.IGNORECASE)
_MORE = r"(?:\s*(?:,|and|und|et)\s*\\?[A-Za-z](?:_\{?\w{1,3}\}?|\d)?(?![A-Za-z])){0,4}"
"""Letters behind a first one."""
_ONE = pattern(r"(?<![A-Za-z])\\?[A-Za-z](?:_\{?\w{1,3}\}?|\d)?(?![A-Za-z])")
_REMARK = pattern(rf"\s*{_LETTER}(?P<more>{_MORE}){_SET}?\s*")
_REALS = r"\s*(?:\\in|∈|in)\s*(?:\\mathbb\s*\{?R\}?|\\R\b|ℝ|R\b)"
_BRACKET = pattern(
    rf"\s*(?:\\q?quad\s*)?\(\s*(?:(?:mit|with|avec|für|for)\s+)?{_LETTER}(?P<more>{_MORE}){_REALS}\s*\)[.\s]*$"
)
_BEHIND_SPACE = pattern(rf"[,;.]?\s*\\q?quad\s*{_LETTER}(?P<more>{_MORE}){_REALS}[.,\s]*$")
_TAIL = pattern(
    rf"(?:{_OPENING}\s*{_LETTER}(?P<more>{_MORE})(?:{_SET}|{_IS})?"
    rf"|(?:[,;(]\s*|\s+(?!\S+\s*,)){_LETTER.replace('letter', 'other')}(?P<others>{_MORE})(?:{_IS}))\s*\)?[.\s]*$"
)
_ORDER = pattern(r"[<>≤≥]|\\[lg](?:eq?|t)?(?:slant)?(?![A-Za-z])")
_REL = r"\s*(?:[<>≤≥]=?|\\[lg](?:eq?|t)?(?:slant)?(?![A-Za-z]))\s*"
_END = r"-?\s*[\d.]{1,9}"
_BOUND = pattern(
    rf"\s*(?:(?P<letter>[A-Za-z]){_REL}{_END}|{_END}{_REL}(?P<middle>[A-Za-z]){_REL}{_END}"
    rf"|(?:\\left)?\|\s*(?P<inner>[A-Za-z])\s*(?:\\right)?\|{_REL}{_END})\s*"
)
_FOR = pattern(r"\s*(?:,|,?\s*\(?(?:for|für|fuer|if|falls|when|wenn|valid for|gültig für))\s*|\s*\(", re.IGNORECASE)
_AND = pattern(r"\s*(?:and|und|,)\s*")
_DENIED = pattern(r"\b(?:not|only|nicht|nur|n't)\s*$", re.IGNORECASE)
HINT = pattern(
    r"where|with|for|const|real|arbitr|wobei|mit|für|konst|reell|beliebig|\$,\s*\$|\([^()]*(?:∈|\\in\b|\bin\b)[^()]*\)[.\s$]*$|quad[^$]{0,60}(?:∈|\\in\b)|if|falls|when|wenn|\$\s*\("
)


_REAL = pattern(
    r"\\mathbb\s*\{?R\}?|\\R\b|ℝ|\bin\s+R\b|\breals?\b|\breell|\bconst(?:ants?)?\b|\bkonst", re.IGNORECASE
)


def told_real(answer: Answer) -> str:
    """The words by which an answer says of something that it is any real number, or nothing."""
    found = _REAL.search(answer.raw[:PART_CHARACTERS])
    return found.group() if found else ""


_FEW = (
    r"(?:non-?)?(?:integers?|whole|natural|positive|negative|zero|rational|prime|even|odd|ganze\w?|ganzzahlig\w?"
    r"|natürlich\w{0,2}|positiv\w{0,2}|negativ\w{0,2}|null|rational\w{0,2}|(?:un)?gerade\w?)\b"
)
_SMALL = r"(?:is|are|being|be|ist|sind|sei|an?|any|some|all|every|eine?|constants?|numbers?|arbitrary|beliebig\w*)"
_BARE = r"(?<![\w\\])(?P<{}>[A-Za-z](?:_\w)?)(?!\w)\$?"
_NARROW = pattern(
    rf"{_BARE.format('subject')}[\s,(]*(?:{_SMALL}\s+){{0,4}}{_FEW}"
    rf"|\b{_FEW}[\s$]+(?:(?:constants?|numbers?|values?|Konstanten?|Zahl(?:en)?)[\s$]+)?{_BARE.format('object')}"
    rf"|{_BARE.format('value')}\s*(?:=\s*-?\d|[<>≤≥≠]|!=|\\[lg](?:eq?|t)?(?:slant)?\b|\\neq?\b"
    r"|(?:\\in\b|∈)(?!\s*(?:\\mathbb\s*\{?\s*)?[\\]?(?:[RC]\b|ℝ|ℂ|reals)(?!\}?\s*\^)))",
    re.IGNORECASE,
)


def told_narrow(answer: Answer, text: str, others: Collection[str]) -> str:
    """The words by which an answer says of a letter in its value `text`, of none of the `others`, that it is not
    any number (`where C is an integer`), or nothing. A letter that is a side by itself names the value."""
    named = {*others, *(side.strip() for side in text.split("="))}
    raw = answer.raw[:PART_CHARACTERS]
    return next((found.group() for found in _narrowed(raw, text) if _letter_of(found) not in named), "")


def told_few(answer: Answer, text: str, known: Collection[str], whole: bool) -> str:
    """The words by which an answer says of a letter in its set or family `text` that it is only some of the numbers
    (or of the `whole` ones) through which it would run, or nothing. A value of a `known` letter is none."""
    beside = answer.raw[:PART_CHARACTERS].replace(text, " ", 1)
    for found in _narrowed(beside, text):
        said, behind = found.group(), beside[found.end() : found.end() + SIGHT]
        if found["value"] and found["value"] in known and "=" in said:
            continue
        fewer = not found["value"] and _FEW_BEFORE.search(beside[: found.start()][-SIGHT:])
        if not whole or fewer or not (_OF_WHOLE.match(behind) if found["value"] else _WHOLE_NUMBER.search(said)):
            return said
    return ""


def _narrowed(raw: str, text: str) -> Iterator[re.Match[str]]:
    return (each for each in _NARROW.finditer(raw) if _uses(text, _letter_of(each)))


def _letter_of(found: re.Match[str]) -> str:
    return found["subject"] or found["object"] or found["value"] or ""


SIGHT = 24
"""Characters next to such words that are looked at."""
_OF_WHOLE = pattern(r"\s*(?:\\mathbb\s*\{?\s*)?\\?(?:Z\b|ℤ|integers)")
_WHOLE_NUMBER = pattern(r"\b(?:integers?|whole|ganze\w?|ganzzahlig\w?)\b", re.IGNORECASE)
_FEW_BEFORE = pattern(rf"{_FEW}\s*$", re.IGNORECASE)
_WIDE = r"(?:real|rational|complex|reell|rational|komplex)\w*"
_WIDER = pattern(
    rf"{_BARE.format('subject')}[\s,(]*(?:{_SMALL}\s+){{0,4}}{_WIDE}"
    rf"|\b{_WIDE}[\s$]+(?:(?:constants?|numbers?|values?|Konstanten?|Zahl(?:en)?)[\s$]+)?{_BARE.format('object')}"
    rf"|{_BARE.format('value')}\s*(?:\\in\b|∈|\bin\b)\s*(?:\\mathbb\s*\{{?\s*)?\\?(?:[RQC]\b|[ℝℚℂ])",
    re.IGNORECASE,
)


def told_wide(answer: Answer, letters: Collection[str]) -> str:
    """The words by which an answer says of one of these letters, which are declared as integers, that it may be
    another number (`k real`), or nothing."""
    for found in _WIDER.finditer(answer.raw[:PART_CHARACTERS]) if letters else ():
        if (found["subject"] or found["object"] or found["value"]) in letters:
            return found.group()
    return ""


_PART_OF_ALL = pattern(
    r"\b(?:for|für)\s+(?:some|few|no|einige|manche|kein)\s+\$?(?P<some>[A-Za-z])\b"
    rf"|{_BARE.format('whole')}\s*(?:\\in\b|∈|\bin\b)\s*(?:\\mathbb\s*\{{?\s*)?\\?(?:[ZNQ]\b|[ℤℕℚ])"
)


def told_some(answer: Answer, letters: Collection[str]) -> str:
    """The words by which an answer says of one of these letters that it is only some numbers, or nothing."""
    for found in _PART_OF_ALL.finditer(answer.raw[:PART_CHARACTERS]) if letters else ():
        if (found["some"] or found["whole"]) in letters:
            return found.group()
    return ""


def without_remarks(answer: Answer) -> Answer:
    """The answer without the words and letters that only say what its letters may be."""
    if not HINT.search(answer.raw[:PART_CHARACTERS].lower()):
        return answer
    pieces = _with_condition(_without_letters(list(answer.pieces)))
    pieces = [replace(piece, text=_without_tail(piece.text)) for piece in pieces]
    return answer if tuple(pieces) == answer.pieces else replace(answer, pieces=tuple(pieces))


def _without_letters(pieces: list[Piece]) -> list[Piece]:
    """Formulas that are a letter, between words that say what it may be."""
    found: list[Piece] = []
    dropped = False
    for at, piece in enumerate(pieces):
        letter = _REMARK.fullmatch(piece.text) if piece.kind == "math" and found else None
        if letter and dropped and _AND.fullmatch(found[-1].text) and _stands(letter, found[:-1]):
            found.pop()  # "with constants $a$ and $b$"
            continue
        if letter and len(found) > 1 and _is_told_of(piece, found):
            found.pop()  # `$x^2/2 + C$, $C \in \mathbb{R}$`: one formula says both
            found[-1] = replace(found[-1], text=f"{found[-1].text}, {piece.text}")
            continue
        before = found[-1] if found else None
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if letter is None or before is None or before.kind != "prose" or not _stands(letter, found):
            found.append(piece)
            continue
        opening = OPENS.search(before.text)
        said = _IS_ONE.match(after.text) if after is not None and after.kind == "prose" else None
        kept = before.text[: opening.start()] if opening else before.text
        if (opening is None and said is None) or _DENIED.search(kept):
            found.append(piece)
            continue
        dropped = True
        found[-1] = replace(before, text=kept.rstrip(" ,;("))
        if after is not None and said is not None:
            pieces[at + 1] = replace(after, text=after.text[said.end() :])
    return found


def _with_condition(pieces: list[Piece]) -> list[Piece]:
    """`$1 - e^{-t}$ for $t \\ge 0$`: one formula says both, where it is all that the answer says."""
    full = [piece for piece in pieces if piece.text.strip(" \n.)")]
    if [piece.kind for piece in full[-3:]] != ["math", "prose", "math"]:
        return pieces
    *before, main, words, condition = full
    bound = _BOUND.fullmatch(condition.text) if _FOR.fullmatch(words.text) else None
    letter = bound and (bound["letter"] or bound["middle"] or bound["inner"])
    if any(each.kind == "math" for each in before) or not letter:
        return pieces
    if _ORDER.search(main.text) or not _uses(main.text, letter):
        return pieces
    return [*before, replace(main, text=f"{main.text}, {condition.text}")]


def _is_told_of(piece: Piece, before: list[Piece]) -> bool:
    """Whether a formula says of a letter of the formula before it, behind a comma, in which set it is."""
    letter, comma, formula = _REMARK.fullmatch(piece.text), before[-1], before[-2]
    if letter is None or letter["letter"] == piece.text.strip() or formula.kind != "math":
        return False
    return comma.kind == "prose" and comma.text.strip() == "," and _uses_all(formula.text, letter)


def _stands(told: re.Match[str], before: list[Piece]) -> bool:
    """Whether a formula before it uses the letters."""
    return any(piece.kind == "math" and _uses_all(piece.text, told) for piece in before)


def _uses_all(text: str, told: re.Match[str]) -> bool:
    names = told.groupdict()
    first, more = names["letter"] or names.get("other") or "", names["more"] or names.get("others") or ""
    return all(_uses(text, letter) for letter in (first, *_ONE.findall(more)))


def _uses(text: str, letter: str) -> bool:
    return re.search(rf"(?<![\\A-Za-z]){re.escape(letter)}(?![A-Za-z])", text) is not None or (
        len(letter) == 1 and letter in re.sub(r"\\[A-Za-z]+|[A-Za-z]{3,}", " ", text)
    )


def _without_tail(text: str) -> str:
    tail = _BRACKET.search(text) or _TAIL.search(text) or _BEHIND_SPACE.search(text)
    if tail is None or _DENIED.search(text[: tail.start()]):
        return text
    return text[: tail.start()] if _uses_all(text[: tail.start()], tail) else text


def as_declared(expr: Expr, whole: frozenset[str]) -> Expr:
    r"""A value or statement without `k \in \mathbb{Z}` behind it of a letter that is declared as an integer."""
    match expr:
        case Apply("where" | "sequence", (main, Chain((Name(id), Name("integers")), ("in",)))) if id in whole:
            return main if id in free_names(main) else expr
    return expr


def unscoped(expr: Expr) -> Expr:
    r"""A value or statement without `\forall x` and `x \in \mathbb{R}` around it."""
    match expr:
        case Bind("forall", (Name(),), () | (Name("reals"),), body) if body != Name("true"):
            return unscoped(body)
        case Apply("where", (main, Name(id))) if id in free_names(main):
            return unscoped(main)
        case Apply("where", (main, remark)) if _any_number(remark, main):
            return unscoped(main)
        case Apply("sequence"):
            plain = without_remark(expr)
            return expr if plain is expr else unscoped(plain)
    return expr


def without_remark(expr: Expr) -> Expr:
    r"""Values or statements without `A, B \in \mathbb{R}` behind them."""
    match expr:
        case Apply("sequence", (*mains, remark)) if mains and _any_number(remark, *mains):
            while len(mains) > 1 and isinstance(mains[-1], Name) and mains[-1].id in free_names(mains[0]):
                mains.pop()  # `A, B \in \mathbb{R}`
            return mains[0] if len(mains) == 1 else Apply("sequence", tuple(mains))
    return expr


def _any_number(remark: Expr, *mains: Expr) -> bool:
    match remark:
        case Chain((Name(id), Name("reals")), ("in",)):
            return any(id in free_names(main) for main in mains)
    return False
