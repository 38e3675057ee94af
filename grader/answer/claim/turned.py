"""Words right beside a formula that may make another value of it: `half of $12$`, `$12$ in base 8`, `never $12$`.

What the words of a sentence do is not understood here, it is noticed. A formula that stands alone counts where
words lead to it as to a value (`we get $12$`) and go on behind it (`$12$, since …`). An equation says for itself
what it gives, and only words that deny, doubt or change it are looked at. A person reads what has others.
"""

from __future__ import annotations

import re

from grader.answer.claim.picked import Picked
from grader.answer.claim.vocabulary import SO
from grader.answer.claim.words import CLAUSE_ENDS, NEGATIONS, NOT_NEGATING, SENTENCE_ENDS
from grader.late import pattern
from grader.values import Answer, Piece

REACH = 4
"""Words of a clause in which a negation or a condition counts for the formula beside it."""
DENYING = NEGATIONS | frozenset("unless if anything nothing unlike opposite außer ausser".split())
BEFORE = frozenset(
    "minus negative plus times twice double triple thrice half squared than least most under over above below"
    " beneath beyond between until except but without root thousand cubed modulo base per outside add subtract"
    " doppelt halb mal als mindestens höchstens unter über zwischen außer ohne wurzel negativ außerhalb".split()
)
"""The last word before a formula, where it changes its value."""
OF = pattern(
    r"\b(?:outside|half|third|quarter|tenth|double|root|square|cube|reciprocal|inverse|opposite|negati\w+|multiples?"
    r"|factors?|divisors?|powers?|logarithm|log|percent|fraction|digits?|factorial|derivative|integral|complement"
    r"|transpose|conjugate|sum|product|difference|quotient|ratio|limit|contrary|exponent\w*|cosine|sine|tangent"
    r"|hälfte|drittel|viertel|wurzel|quadrat|kehrwert|vielfache\w*|teiler|ableitung|komplement|gegenteil|summe"
    r"|produkt|differenz|quotient|inverse|transponierte)\s+(?:\w+\s+)?(?:of|von)\W*$",
    re.IGNORECASE,
)
AFTER = frozenset(
    "squared cubed plus minus over dozen hundred thousand million billion percent per modulo mod less more"
    " fewer short too unless except if only isn't isnt not nicht cannot weniger mehr tausend million millionen"
    " prozent pro quadriert falls fails doubled halved tripled closed inverted negated transposed reflected"
    " shifted rotated differentiated integrated verdoppelt halbiert".split()
)
"""The first word behind a formula, where it changes its value."""
PHRASES = frozenset(
    {"in base", "or more", "or less", "at least", "at most", "up to", "zur basis", "oder mehr", "oder weniger"}
)
LINKS = frozenset(
    "is are be was equals equal get got gives give obtain obtained find found have has had yields answer"
    " result solution total so hence thus therefore then it's becomes become remains remain left where as at"
    " of a an the number value expression polynomial formula function point set interval vector matrix line"
    " equation statement all every each any choose pick guess think believe say claim show shows shown see"
    " follows implies means know need want conclude exactly precisely just simply about approximately approx"
    " roughly around nearly maybe perhaps possibly finally again also namely that i.e in on and or both either"
    " from ist sind war ergibt ergeben lautet beträgt erhalten erhalte folgt gilt haben hat bleibt ergebnis"
    " antwort lösung also somit daher folglich zahl wert polynom funktion punkt menge intervall vektor gerade"
    " gleichung wähle glaube denke genau etwa ungefähr ca vielleicht nämlich dass in und oder der die das ein"
    " eine aus wir man ich we i you one us".split()
)
"""Words that lead to a value; punctuation does, too."""
TOWARDS = pattern(
    r"\b(?:equal|equivalent|identical|simplif\w+|reduc\w+|lead\w*|comes?|came|amounts?|converg\w+|evaluat\w+|tends?"
    r"|goes|sums?|boils?\s+down|rounds?|expand\w*|factor\w*|left|given|described|defined|denoted|represented|respect|\w*symmetri\w+|gegeben)"
    r"\s+(?:to|by|with|durch|through|zu)\W*$|\bgleich\W*$",
    re.IGNORECASE,
)
CONTINUES = frozenset(
    "which that so hence thus therefore since because as by using from after in on at and or this it we with"
    " where then done required simplified exactly approximately altogether total again now too qed follows"
    " holds answer maximal minimal maximum minimum respectively when for but was das die der so da weil denn"
    " nach durch mit und oder aus wobei also somit daher folgt gilt insgesamt wir für aber".split()
)
"""Words with which a sentence goes on behind a value."""
GIVES = frozenset("where with when for at wobei mit für".split())
"""Before another formula these give the letters a value."""
IS = frozenset("is are was were does ist sind war".split())
PRAISE = frozenset(
    "the our a an what correct right true maximal minimal largest smallest required desired die das der"
    " richtig wahr korrekt maximal minimal unser unsere".split()
)
"""What a sentence may say of the formula at its beginning."""
JOINTS = frozenset({"and", "or", "und", "oder"})
_MARKUP = pattern(r"</?[A-Za-z][^<>]{0,200}>|\\[A-Za-z]+")
_WORD = pattern(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
_ENDS = pattern("[" + re.escape("".join(SENTENCE_ENDS | CLAUSE_ENDS)) + "]")


def turning(picked: Picked, answer: Answer, statement: bool) -> str:
    """The words beside the formula that counts which may change what it says, or nothing. `statement`: an equation
    or the like is what is asked for."""
    at = _place(picked, answer) if len(answer.pieces) > 1 else None
    if at is None:
        return ""
    pieces = answer.pieces
    alone = (statement or "=" not in picked.text) and "\\boxed" not in pieces[at].text
    after = _unit_off(_prose(pieces, at + 1), picked, pieces[at])
    if alone and _given(after, pieces[at + 2 : at + 3]):
        return after.strip()
    while at > 1 and _prose(pieces, at - 1).strip().lower() in JOINTS:  # between $1$ and $2$
        at -= 2
    turned = turned_before(_prose(pieces, at - 1), alone) or turned_after(after, alone)
    return turned or (_beside(pieces, at) if alone else "")


def _place(picked: Picked, answer: Answer) -> int | None:
    """Where the last marked formula stands that holds the text which counts, its unit perhaps behind it."""
    text = picked.text.strip()

    def holds(piece: Piece) -> bool:
        inner = piece.text.strip()
        return piece.kind in ("math", "display") and (text in inner or text.startswith(f"{inner}\\text{{"))

    return max((k for k, piece in enumerate(answer.pieces) if holds(piece)), default=None) if text else None


def _prose(pieces: tuple[Piece, ...], at: int) -> str:
    """The words at this place, and those that follow without a formula between."""
    end = at
    while 0 <= end < len(pieces) and pieces[end].kind == "prose":
        end += 1
    return _MARKUP.sub("", " ".join(piece.text for piece in pieces[at:end])) if at >= 0 else ""


def _unit_off(after: str, picked: Picked, piece: Piece) -> str:
    """What stands behind the unit, where the unit is written behind the formula."""
    unit = picked.text.strip().removeprefix(f"{piece.text.strip()}\\text{{")
    return after if unit == picked.text.strip() else after.strip().removeprefix(unit[:-1])


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
    clause = _ENDS.split(text)[-1]
    if OF.search(clause):
        return clause.strip()
    words = _WORD.findall(clause.casefold())[-REACH:]
    if not words or TOWARDS.search(clause):
        return ""
    if words[-1] in BEFORE or (alone and words[-1] not in LINKS):
        return " ".join(words[-2:])
    for k in reversed(range(len(words))):
        if words[k] in SO:
            return ""
        if _denies(words, k):
            return " ".join(words[k:])
    return ""


def turned_after(text: str, alone: bool) -> str:
    """The words of the clause behind a formula that may turn it, or nothing."""
    clause, *others = _ENDS.split(text)
    if clause.lstrip()[:1] in ("(", "["):
        return ""
    words = _WORD.findall(clause.casefold())
    if not words:
        later = _WORD.findall(others[0].casefold()) if others else []
        turned = later and (later[0] in AFTER or " ".join(later[:2]) in PHRASES or _denies(later, 0))
        return " ".join(later[:2]) if turned else ""
    first = " ".join(words[:2])
    if first in PHRASES or words[0] in AFTER or (alone and words[0] not in CONTINUES | IS):
        return first
    if words[0] in IS and len(words) > 1:
        denied = any(_denies(words, k) for k in range(1, min(REACH, len(words))))
        return " ".join(words[:REACH]) if denied or (alone and words[1] not in PRAISE) else ""
    return ""


def _denies(words: list[str], k: int) -> bool:
    plain = words[k].replace("'", "").replace("’", "")
    return plain in DENYING and tuple(words[k : k + 2]) not in NOT_NEGATING


def _given(after: str, then: tuple[Piece, ...]) -> bool:
    """`$x^2$ where $x = 3$`, `$x^2$ with $x$ replaced by $y$`."""
    words = _WORD.findall(_ENDS.split(after)[-1].casefold())
    return bool(words and then) and words[-1] in GIVES and then[0].kind == "math"
