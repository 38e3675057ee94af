"""Words right beside a formula that make another value of it: `half of $12$`, `$12$ in base 8`, `never $12$`.

What the words of a sentence do is not understood here, it is noticed: where one of these stands at a right value,
a person reads what is claimed.
"""

from __future__ import annotations

import re

from grader.answer.claim.picked import Picked
from grader.answer.claim.vocabulary import SO
from grader.answer.claim.words import CLAUSE_ENDS, NEGATIONS, NOT_NEGATING, SENTENCE_ENDS
from grader.late import pattern
from grader.values import Answer, Piece

REACH = 4
"""Words before a formula in which a negation or a condition counts for it."""
DENYING = NEGATIONS | frozenset("unless if anything nothing unlike opposite falls außer ausser".split())
BEFORE = frozenset(
    "minus negative plus times twice double triple thrice half squared than least most under over above below"
    " beneath beyond between until except but without to root thousand cubed modulo base per"
    " doppelt halb mal als mindestens höchstens unter über zwischen bis außer ohne wurzel negativ".split()
)
"""The last word before a formula, where it changes its value. `to` only in `up to`, `close to`."""
INTO = frozenset("up close near next down bis".split())
OF = pattern(
    r"\b(?:half|third|quarter|tenth|double|root|square|cube|reciprocal|inverse|opposite|negative|multiples?"
    r"|factors?|divisors?|powers?|logarithm|log|percent|fraction|digits?|factorial|derivative|integral|complement"
    r"|hälfte|drittel|viertel|wurzel|quadrat|kehrwert|vielfache\w*|teiler|ableitung|komplement)"
    r"\s+(?:\w+\s+)?(?:of|von)\W*$",
    re.IGNORECASE,
)
AFTER = frozenset(
    "squared cubed plus minus over dozen hundred thousand million billion percent per modulo mod less more fewer"
    " short too unless except if only isn't isnt not nicht cannot weniger mehr tausend million millionen prozent"
    " pro quadriert falls".split()
)
"""The first word behind a formula, where it changes its value."""
PHRASES = frozenset(
    {"in base", "or more", "or less", "at least", "at most", "zur basis", "oder mehr", "oder weniger"}
)
JOINTS = frozenset({"and", "or", "und", "oder"})
_WORD = pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENDS = pattern("[" + re.escape("".join(SENTENCE_ENDS | CLAUSE_ENDS)) + "]")


def turning(picked: Picked, answer: Answer) -> str:
    """The words beside the formula that counts which may change what it says, or nothing."""
    at = _place(picked, answer) if len(answer.pieces) > 1 else None
    if at is None:
        return ""
    pieces = answer.pieces
    after = _prose(pieces, at + 1)
    while at > 1 and _prose(pieces, at - 1).strip().lower() in JOINTS:  # between $1$ and $2$
        at -= 2
    return _before(_prose(pieces, at - 1)) or _after(after)


def _place(picked: Picked, answer: Answer) -> int | None:
    """Where the last marked formula stands that holds the text which counts."""
    text = picked.text.strip()
    found = (k for k, piece in enumerate(answer.pieces) if piece.kind in ("math", "display") and text in piece.text)
    return max(found, default=None) if text else None


def _prose(pieces: tuple[Piece, ...], at: int) -> str:
    return pieces[at].text if 0 <= at < len(pieces) and pieces[at].kind == "prose" else ""


def _before(text: str) -> str:
    clause = _ENDS.split(text)[-1]
    if OF.search(clause):
        return clause.strip()
    words = _WORD.findall(clause.casefold())[-REACH:]
    if not words:
        return ""
    last, near = words[-1], words[-2] if len(words) > 1 else ""
    if last in BEFORE and (last != "to" or near in INTO):
        return " ".join(words[-2:])
    for k in reversed(range(len(words))):
        if words[k] in SO:
            return ""
        plain = words[k].replace("'", "").replace("’", "")
        if plain in DENYING and tuple(words[k : k + 2]) not in NOT_NEGATING:
            return " ".join(words[k:])
    return ""


def _after(text: str) -> str:
    words = _WORD.findall(_ENDS.split(text)[0].casefold())
    first = " ".join(words[:2])
    return first if first in PHRASES or (words and words[0] in AFTER) else ""
