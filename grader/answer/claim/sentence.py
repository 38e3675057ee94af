"""A typed formula in a sentence without dollars: `by expanding, x^2 + 1`, `12, because 3*4 = 12`.

The formula is taken out only where the words lead to it as to a value or come after it as its reason, and none of
them doubts, denies or changes it. Everything else stays as it is, for a person.
"""

from __future__ import annotations

import re

from grader.answer.claim.turned import AFTER, BEFORE, CONTINUES, OF
from grader.answer.claim.words import DENIALS, DOUBTS
from grader.late import pattern, replace
from grader.limits import ANSWER_CHARACTERS
from grader.notation.lexing.segment import is_prose
from grader.notation.names import Names
from grader.notation.words import CARRIERS, SPELLINGS
from grader.values import Answer

LINKS = frozenset(
    "is are be equals equal get got gives give obtain obtained find found yields answer result solution total"
    " so hence thus therefore then it's number value expression polynomial formula function"
    " ist sind ergibt ergeben lautet beträgt erhalten erhalte ergebnis antwort lösung also somit daher folglich"
    " zahl wert polynom funktion".split()
)
"""Words that lead to a value; a comma or a colon does, too."""
JOINING = frozenset({"and", "und"})
PLURAL = frozenset({"are", "sind"})
REASONS = frozenset("because since as by using da weil denn durch".split())
"""Words with which the reason begins, behind a comma or in brackets."""
LITTLE = LINKS | REASONS | CARRIERS | frozenset("i my our we it this that which and on at man ich".split())
_TOKEN = pattern(r"\S+")
_JOINED = pattern(r"\s+(?:and|und)\s+", re.IGNORECASE)
_EDGES = '.,;:!?()[]"“”'
_WORD = pattern(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def from_sentence(answer: Answer, names: Names) -> Answer | None:
    """The answer as the one formula that its sentence gives, or None where it is no such sentence."""
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
    first = next((k for k, word in enumerate(said) if not word), len(said))
    last = next((k for k in range(first, len(said)) if said[k]), len(said))
    if first == last or (first == 0 and last == len(said)):
        return None
    lead = text[: tokens[first][1]]
    formula, tail = text[tokens[first][1] : tokens[last - 1][2]], text[tokens[last - 1][2] :]
    if not _leads(lead) or (tail.strip() and not _is_reason(formula, tail)) or _turns(f"{lead} ; {tail}"):
        return None
    if lead.split()[-1:] and lead.split()[-1].casefold() in PLURAL:  # "and" lists what there are, `x = 1 and x = 3`
        formula = _JOINED.sub(", ", formula)
    return replace(answer, pieces=(replace(pieces[0], kind="math", text=formula.rstrip(" .,;:")),))


def _is_word(token: str, names: Names) -> bool:
    core = token.strip(_EDGES)
    if not _WORD.fullmatch(core) or core in names.declared:
        return False
    low = core.casefold()
    return (low in LITTLE and len(low) > 1) or low == "i" or (low not in SPELLINGS and is_prose(core, names))


def _leads(lead: str) -> bool:
    words = lead.split()
    return not words or words[-1][-1] in ",:" or words[-1].casefold() in LINKS


def _is_reason(formula: str, tail: str) -> bool:
    """Words behind the formula, parted from it; with formulas among them only where they give the reason."""
    opening = tail.lstrip()
    if formula[-1] not in ",;." and opening[0] not in "([":
        return False
    words = [word.casefold() for word in _WORD.findall(opening)]
    if all(_WORD.fullmatch(token.strip(_EDGES)) for token in opening.split()):
        return bool(words) and words[0] in REASONS | CONTINUES
    return words[:1] != [] and words[0] in REASONS and LINKS.isdisjoint(words)


def _turns(text: str) -> bool:
    words = {word.casefold().replace("'", "").replace("’", "") for word in _WORD.findall(text)}
    return bool(words & (DOUBTS | DENIALS | BEFORE | AFTER)) or any(map(OF.search, text.split(";")))
