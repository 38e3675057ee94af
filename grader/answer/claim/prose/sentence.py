"""A typed formula in a sentence without dollars: `by expanding, x^2 + 1`, `12, because 3*4 = 12`.

The formula is taken out only where the words lead to it as to a value or come after it as its reason, and none of
them doubts, denies or changes it. Everything else stays as it is, for a person.
"""

from __future__ import annotations

import re

from grader.answer.claim.prose.turned import end_of, turned_after
from grader.answer.claim.prose.vocabulary import (
    ABBREVIATED,
    CONTINUES,
    DENYING,
    GO_ON,
    IS,
    LINKS,
    OF,
    REASONS,
    TOWARDS,
    TURNING_AFTER,
    TURNING_BEFORE,
)
from grader.answer.claim.prose.words import DENIALS, DOUBTS
from grader.late import dataclass, pattern, replace
from grader.limits import ANSWER_CHARACTERS
from grader.notation.lexing.segment import is_prose
from grader.notation.names import Names
from grader.notation.words import CARRIERS, SPELLINGS
from grader.values import Answer

LEADS = LINKS | ABBREVIATED
JOINING = frozenset({"and", "und"})
PLURAL = frozenset({"are", "sind"})
LEANING = frozenset("think believe should denke glaube sollte".split())
"""Not the doubt of somebody who hands in one value."""
SHORT = frozenset("as by using da durch".split())
"""Reasons only behind a comma: `3 by three`, `12 as a bound`."""
ENDS = frozenset("heraus raus herausbekommen definiert liegen vereinfachen schnell lang hoch".split())
CLOSING = ("as shown", "as required", "as desired", "see above", "siehe oben")
RULES = ("rule", "formula", "theorem", "law", "definition", "regel", "formel", "satz")
"""How words behind a formula that point at its reason begin, and how those end that begin with `by`."""
LITTLE = LEADS | REASONS | CARRIERS | frozenset("i my our we it this that which and at on to see man ich".split())
LEADING = frozenset(
    "us me in on up out to for by with an of at all there them one see ok ans sol hat habe zu mit am im aus ab we"
    " wir kommt gibt auf es end can bei für when where if wenn um er sie it".split()
)
"""Short words before a formula, which may be letters within one."""
NOUNS = frozenset(
    "limit integral sum product maximum minimum max min derivative determinant degree probability domain range"
    " given function sequence series mean root inverse transpose distance der rank gradient".split()
)
"""Words of notation that are words of a sentence behind an article."""
ARTICLES = frozenset("the a an its this their is be das der die ein eine".split())
EVERY = frozenset("all every each any alle jedes für for".split())
AT = frozenset({"at", "bei", "en"})
_POINT = pattern(r"[A-Z]?\s?\([^()]{1,40}[,;|][^()]{1,40}\)[.!]?")
REACHING = frozenset("on for in when where auf für im bei wenn sur pour".split())
_REACH = pattern(r"[\[(\]][^\[\](){}]{1,40}[,;][^\[\](){}]{1,40}[\])\[]|[^=]{1,40}(?:[<>≤≥]=?[^<>≤≥=]{1,40}){1,2}")
_RANGE = pattern(r"[A-Za-z]\s+(?:in|aus)\s")
_TOKEN = pattern(r"\S+")
_JOINED = pattern(r"\s+(?:and|und)\s+", re.IGNORECASE)
_EDGES = '.,;:!?()[]"“”'
_WORD = pattern(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A formula alone, as an answer, and the words before and behind it."""

    answer: Answer
    before: str
    after: str
    plain: bool = True
    """Its words lead to the formula, and none of them turns it."""


def from_sentence(answer: Answer, names: Names, strict: bool = True) -> Sentence | None:
    """The answer as the one formula that its sentence gives, or None where it is no such sentence; unless `strict`
    whatever its words say of it."""
    pieces = [piece for piece in answer.pieces if piece.kind != "struck" and piece.text.strip()]
    if len(pieces) != 1 or pieces[0].kind not in ("math", "prose"):
        return None
    text = pieces[0].text.strip()
    if len(text.split(None, 1)) < 2:
        return None
    if len(text) > ANSWER_CHARACTERS or any(sign in text for sign in "$\\\n"):
        return None
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    said = [_is_word(token, names) for token, _, _ in tokens]
    for k in range(1, len(said) - 1):  # `1 and 3` is one formula
        if tokens[k][0].casefold() in JOINING and not said[k - 1] and not said[k + 1]:
            said[k] = False
    words = [token.strip(_EDGES).casefold() for token, _, _ in tokens]
    if said[1] and len(words[0]) == 1 and words[0].isalpha() and words[1] not in JOINING:  # `f is decreasing on`
        said[0] = True
    first = next((k for k, word in enumerate(said) if not (word or _led(words, k, names))), len(said))
    last = next((k for k in range(first, len(said)) if said[k]), len(said))
    if first == last or (first == 0 and last == len(said)):
        return None
    lead = text[: tokens[first][1]]
    formula, tail = text[tokens[first][1] : tokens[last - 1][2]], text[tokens[last - 1][2] :]
    plain = (
        (_leads(lead) or _ranges(lead, formula) or _places(lead, formula) or _reaches(lead, formula))
        and not (tail.strip() and not _is_reason(formula, tail))
        and not _turns(f"{lead} ; {tail}")
    )
    if strict and not plain:
        return None
    if lead.split()[-1:] and lead.split()[-1].casefold() in PLURAL:  # "and" lists what there are, `x = 1 and x = 3`
        formula = _JOINED.sub(", ", formula)
    whole = replace(answer, pieces=(replace(pieces[0], kind="math", text=formula.rstrip(" .,;:")),))
    ending = formula[len(formula.rstrip(" .,;:")) :]
    return Sentence(whole, lead, f"{ending}{tail}", plain)


def _is_word(token: str, names: Names) -> bool:
    core = token.strip(_EDGES)
    if not _WORD.fullmatch(core) or core in names.declared:
        return False
    low = core.casefold()
    return (low in LITTLE and len(low) > 1) or low == "i" or (low not in SPELLINGS and is_prose(core, names))


def _led(words: list[str], k: int, names: Names) -> bool:
    """Whether a token before the formula is a word, although within one it would be letters or notation."""
    word, before = words[k], words[k - 1] if k else ""
    if word == "i" and k == 0:  # of which an exercise may speak, as of a matrix
        return True
    if word in names.declared:
        return False
    return (
        word in LEADING or (word in NOUNS and before in ARTICLES) or (word == "a" and before in ("as", "is", "has"))
    )


def _leads(lead: str) -> bool:
    words = lead.split()
    return (
        not words
        or words[-1][-1] in ",:"
        or words[-1].casefold().rstrip(".") in LEADS
        or bool(TOWARDS.search(end_of(lead)))
    )


def _ranges(lead: str, formula: str) -> bool:
    """`it holds for all x in (0, 1)`."""
    return bool(_RANGE.match(formula)) and lead.split()[-1:] != [] and lead.split()[-1].casefold() in EVERY


def _places(lead: str, formula: str) -> bool:
    """`The maximum is at (1, 4)`: a point, and nothing else, behind the word for a place."""
    return bool(_POINT.fullmatch(formula)) and lead.split()[-1:] != [] and lead.split()[-1].casefold() in AT


def _reaches(lead: str, formula: str) -> bool:
    """`f is decreasing on [0, 2]`: an interval or an inequality behind the word for where something is so."""
    *said, last = lead.casefold().split() or [""]
    return last in REACHING and bool(said) and bool(_REACH.fullmatch(formula.rstrip(" .,;")))


def _is_reason(formula: str, tail: str) -> bool:
    """Words behind the formula, parted from it; with formulas among them only where they give the reason."""
    opening = tail.lstrip()
    words = [word.casefold() for word in _WORD.findall(opening)]
    only = bool(words) and all(_WORD.fullmatch(token.strip(_EDGES)) for token in opening.split())
    if only and not turned_after(opening, True) and (words[0] in (REASONS - SHORT) | IS | ENDS):
        return True
    if only and (" ".join(words).startswith(CLOSING) or (words[0] in ("by", "nach") and words[-1].endswith(RULES))):
        return True
    if formula[-1] not in ",;." and opening[0] not in "([":
        return False
    if only:
        return words[0] in REASONS | CONTINUES and not turned_after(opening, True)
    return words[:1] != [] and words[0] in REASONS and LEADS.isdisjoint(words)


def _turns(text: str) -> bool:
    before, _, after = text.partition(";")
    lead, tail = (
        {word.casefold().replace("'", "").replace("’", "") for word in _WORD.findall(side)}
        for side in (before, after)
    )
    turning = DENYING | DOUBTS - LEANING | DENIALS | TURNING_AFTER
    return (
        not turning.isdisjoint(lead | tail)
        or not TURNING_BEFORE.isdisjoint(lead)
        or not GO_ON.isdisjoint(tail)
        or bool(OF.search(end_of(before)))
    )
