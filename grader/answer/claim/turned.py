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

SIGHT = 200
"""Characters beside a formula that are looked at."""
REACH = 4
"""Words of a clause in which a negation or a condition counts for the formula beside it."""
DENYING = NEGATIONS | frozenset(
    "unless if anything nothing unlike opposite außer ausser undefined"
    " diverges divergent excluded whether doubt wonder used half twice double triple halb hälfte doppelt"
    " doppelte".split()
)
BEFORE = frozenset(
    "minus negative plus times twice double triple thrice half squared than least most under over above below"
    " beneath beyond between until except but without root thousand cubed modulo base per outside add subtract"
    " doppelt halb mal als mindestens höchstens unter über zwischen außer ohne wurzel negativ außerhalb".split()
)
"""The last word before a formula, where it changes its value."""
_THE = r"(?:(?:the|an?|its|our|this|that|der|des|dem|die|das)\s+)?"
_NOUN = (
    r"(?:(?:matrix|set|function|vector|interval|line|plane|number|value|point|expression|polynomial|equation|graph"
    r"|menge|funktion|gerade\w*|ebene|zahl|wert\w*|punkt\w*|gleichung|intervall\w*|vektor\w*)\b)?\W*$"
)
OF = pattern(
    r"\bthan\s+(?:an?|the|about)\W*$|(?<!\bsum )(?<!\bsums )(?<!\badd )(?<!\badds )\b(?:up\s+to|bis\s+zu)\W*$"
    r"|\b(?:slower|faster|chang\w+|increas\w+|decreas\w+|grow\w*|shrink\w*|off)\s+by\W*$"
    r"|\b(?:one|out|two|three|each|some|any|many|most|none|ein\w*|zwei|drei)\s+(?:of|in|out\s+of|von)\W*$"
    r"|\b(?:half|square|double|root|inverse|reciprocal|integral|derivative)\s+of\s+(?:it|that|this|them)\b"
    r"|\b(?:some|few|many|einige|manche)\s+\w+\s+(?:of|in|on|aus|von)\W*$|\b(?:half|twice|double|halb\w*)"
    r"\s+(?:the|an?|its|our|this|that|der|des|dem|die|das)\s+"
    + _NOUN
    + r"|\b(?:parallel|orthogonal|perpendicular|normal|senkrecht|above|below|oberhalb|unterhalb|reflect\w*"
    r"|mirror\w*|rotat\w*|shift\w*)\s+(?:(?:to|zu|zur|of|von)\s+)?"
    + _THE
    + _NOUN
    + r"|\b(?:rest|parts?|remainder|differ\w*|distinct|far|away|outside|half|third|quarter|tenth|double|root|square"
    r"|cube|reciprocal|inverse|opposite|negati\w+|multiples?|factors?|divisors?|powers?|logarithm|log|percent|fraction"
    r"|digits?|factorial|derivative|integral|complement|transpose|conjugate|sum|product|difference|quotient|ratio"
    r"|limit|contrary|exponent\w*|cosine|sine|tangent|hälfte|drittel|viertel|wurzel|quadrat|kehrwert|vielfache\w*"
    r"|teiler|ableitung|komplement|gegenteil|summe|produkt|differenz|invers\w+|transponierte|doppelte|dreifache"
    r"|zehntel|prozent|bruchteil|logarithmus|potenz\w*|negative|umkehr\w*|fakultät|sinus|kosinus|tangens|grenzwert"
    r"|ziffer\w*|verschieden|untersch\w+|entfernt|weit)\s+(?:sich\s+)?(?:(?:of|from|von|der|des)\s+)(?:\w+\s+)?"
    + _NOUN,
    re.IGNORECASE,
)
"""What is said of the value before it: `half of`, `the inverse of the matrix`, `parallel to the line`."""
AFTER = frozenset(
    "squared cubed plus minus over dozen hundred thousand million billion percent per modulo mod less more"
    " fewer short too unless except if only isn't isnt not nicht cannot weniger mehr tausend million millionen"
    " prozent pro quadriert falls fails doubled halved tripled closed inverted negated transposed reflected"
    " shifted rotated differentiated integrated verdoppelt halbiert".split()
)
"""The first word behind a formula, where it changes its value."""
PHRASES = frozenset(
    {"in base", "in binary", "in octal", "in hex", "in hexadecimal", "or more", "or less", "and more", "and a"}
    | {"and half", "and one", "at least", "at most", "up to", "zur basis", "oder mehr", "oder weniger", "und ein"}
)
GO_ON = frozenset(
    "add subtract multiply divide addiere addieren subtrahiere subtrahieren multipliziere teile".split()
)
"""Within the words behind a formula: what is done with it then, unless they stand in a reason."""
LATER = pattern(
    r"\b(?:double|halve|negate|square|invert|integrate|differentiate|verdopple|halbiere)\s+(?:it|this|that|das|es)\b"
    r"|\btake\s+(?:its|the)\s+(?:square\s+)?(?:root|inverse|negative|reciprocal|log\w*)\b"
    r"|\b(?:half|double|twice|one\s+(?:less|more))(?:\s+(?:that|this|of\s+(?:it|that|this)|is\s+the\b.*))?\W*$"
    r"|\b(?:negative|opposite|inverse|reciprocal|square|root)\s+of\s+(?:it|this|that)\b|\bopposite\s+sign\b"
    r"|\bthe\s+(?:answer|result)\s+is\s+(?:the|its)\s+(?:square|root|negative|inverse|reciprocal|opposite)\b"
    r"|\b(?:must|should|has\s+to)\s+(?:still\s+)?be\s+(?:negative|positive|doubled|halved|negated|squared|inverted)\b"
    r"|\b(?:that|this|it|das)\s+(?:is|ist)\s+(?:wrong|false|incorrect|falsch)\b|\bcareless\b"
    r"|\b(?:now|so|then|and)\s+(?:differentiate|integrate)\b|^\W*as\s+(?:an?|the)?\s*(?:\w+\s+)?(?:bound|remainder|guess)\b",
    re.IGNORECASE,
)
"""What is done with a value, or said against it, in all that follows it before another formula and a reason."""
REASONS = frozenset("because since as by using da weil denn durch".split())
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
    " eine aus wir man ich we i you one us"
    " gets obtains finds make makes compute computed calculate calculated reads altogether its that's thats count"
    " satisfies reach reaches lauten bekomme bekommen bekommt erhält ergäbe es sich damit macht auf von erfüllt"
    " erreicht fährt zähle zählen kommt gibt habe drives travels berechne berechnen insgesamt".split()
)
"""Words that lead to a value; punctuation does, too."""
TOWARDS = pattern(
    r"\b(?:equal|equivalent|identical|simplif\w+|reduc\w+|lead\w*|comes?|came|amounts?|converg\w+|evaluat\w+|tends?"
    r"|goes|sums?|boils?\s+down|rounds?|expand\w*|factor\w*|left|given|described|defined|denoted|represented|respect|\w*symmetri\w+|gegeben)"
    r"\s+(?:to|by|with|durch|through|zu)\W*$|\b(?:(?:ends?|came|come)\s+up|moves|moving|travels|travelling|falls|hits"
    r"|bewegt\s+sich|fährt|fällt|trifft)\s+(?:with|mit)\W*$|\bworks?\s+out\s+to\W*$|\barriv\w+\s+at\W*$"
    r"|\b(?:holds|true|valid|defined|gilt|gültig|definiert)\s+(?:for|für)\W*$|\b(?:führt|sich)\s+zu\W*$"
    r"|\b(?:konvergier\w+|strebt|geht)\s+gegen\W*$|\blieg\w*\s+bei\W*$|\bgleich\W*$"
    r"|\b(?:defined|definiert|\w*creasing|holds|gilt|converges|konvergiert|valid|lies?|liegt|liegen|wächst|steigt"
    r"|fällt|numbers|x)\s+(?:on|in|auf|aus)\W*$",
    re.IGNORECASE,
)
CONTINUES = frozenset(
    "which that so hence thus therefore since because as by using from after in on at and or this it we with"
    " where then done required simplified exactly approximately altogether total again now too qed follows"
    " holds answer maximal minimal maximum minimum respectively when for but was das die der so da weil denn"
    " nach durch mit und oder aus wobei also somit daher folgt gilt insgesamt wir für aber heraus"
    " herausbekommen raus schnell lang hoch defined definiert liegen vereinfachen zusammenfassen".split()
)
"""Words with which a sentence goes on behind a value."""
GIVES = frozenset("where with when for at wobei mit für".split())
"""Before another formula these give the letters a value."""
IS = frozenset("is are was were does remains works suffices ist sind war kommt bleibt genügt".split())
PRAISE = frozenset(
    "the our a an what correct right true maximal minimal largest smallest required desired die das der"
    " richtig wahr korrekt maximal minimal unser unsere my mein meine heraus raus übrig".split()
)
"""What a sentence may say of the formula at its beginning."""
OWN = frozenset("my our mein meine unser unsere".split())
RESULTS = frozenset("answer result solution value antwort ergebnis lösung endergebnis".split())
NOT_IT = frozenset("half double opposite second lower upper bound guess hälfte doppelte gegenteil".split())
"""Of a formula that is mine, one of RESULTS must be said; of any, that it is none of the others."""
COUNTED = frozenset("ways possibilities möglichkeiten".split())
"""What is counted and turns nothing: `there are $12$ ways to do so`."""
JOINTS = frozenset({"and", "or", "und", "oder"})
LISTING = frozenset({",", "and", "und", ", and", ", und"})
_REASON = pattern(r"\b(?:" + "|".join(sorted(REASONS - {"as"})) + r")\b", re.IGNORECASE)
_MARKUP = pattern(r"</?[A-Za-z][^<>]{0,200}>|\\[A-Za-z]+")
_WORD = pattern(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
_LEAD = pattern(r"[^\d\[\](){}=$\\<>|]+")
_ENDS = pattern("[" + re.escape("".join(SENTENCE_ENDS | CLAUSE_ENDS)) + "]")


def end_of(text: str) -> str:
    """The end of a text with single spaces: as far as the words that lead to a formula are looked at."""
    return " ".join(text.split())[-SIGHT:] + " "


def turning(picked: Picked, answer: Answer, statement: bool) -> str:
    """The words beside the formula that counts which may change what it says, or nothing. `statement`: an equation
    or the like is what is asked for."""
    if len(answer.pieces) == 1:
        typed = _LEAD.match(picked.text)
        return typed[0].strip() if typed and OF.search(end_of(typed[0])) else ""
    at = _place(picked, answer)
    if at is None:
        return ""
    pieces = answer.pieces
    alone = (statement or "=" not in picked.text) and "\\boxed" not in pieces[at].text
    after = _unit_off(prose(pieces, at + 1), picked, pieces[at])
    if alone and _given(after, pieces[at + 2 : at + 3]):
        return after.strip()
    while at > 1 and prose(pieces, at - 1).strip().lower() in JOINTS:  # between $1$ and $2$
        at -= 2
    turned = turned_before(prose(pieces, at - 1), alone) or turned_after(after, alone) or (alone and _later(after))
    return turned or (_beside(pieces, at) if alone else "")


def _place(picked: Picked, answer: Answer) -> int | None:
    """Where the last marked formula stands that holds the text which counts, its unit perhaps behind it."""
    text = picked.text.strip()

    def holds(piece: Piece) -> bool:
        inner = piece.text.strip()
        return piece.kind in ("math", "display") and (text in inner or text.startswith(f"{inner}\\text{{"))

    return max((k for k, piece in enumerate(answer.pieces) if holds(piece)), default=None) if text else None


def prose(pieces: tuple[Piece, ...], at: int) -> str:
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
    clause = end_of(_ENDS.split(text)[-1])
    if OF.search(clause):
        return clause.strip()
    words = _WORD.findall(clause.casefold())[-REACH:]
    if not words:
        return ""
    if not TOWARDS.search(clause) and (words[-1] in BEFORE or (alone and words[-1] not in LINKS)):
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
        phrase = " ".join(later[:2])
        turned = later and (later[0] in AFTER or phrase in PHRASES or _denies(later, 0) or _goes_on(later))
        return phrase if turned else ""
    first = " ".join(words[:2])
    if words[0] in COUNTED and (len(words) == 1 or words[1] in ("to", "for", "zu", "für")):
        return ""
    if first in PHRASES or words[0] in AFTER or _goes_on(words) or (alone and words[0] not in CONTINUES | IS):
        return first
    if words[0] in IS and len(words) > 1:
        rest = words[1 : REACH + 1]
        denied = any(_denies(words, k) for k in range(1, min(REACH, len(words)))) or not NOT_IT.isdisjoint(rest)
        denied = denied or (words[1] in OWN and RESULTS.isdisjoint(rest))
        return " ".join(words[:REACH]) if denied or (alone and words[1] not in PRAISE) else ""
    return ""


def _denies(words: list[str], k: int) -> bool:
    plain = words[k].replace("'", "").replace("’", "")
    return plain in DENYING and tuple(words[k : k + 2]) not in NOT_NEGATING


def concludes(text: str) -> bool:
    """Whether words before a formula draw it from what stands above: `so the domain is`, `Therefore`."""
    words = _WORD.findall(end_of(text).casefold())
    return bool(words) and words[-1] not in JOINTS and not SO.isdisjoint(words)


def last_run(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The last formulas with nothing but a comma or "and" between them, where they are several: `$1$ and $3$`."""
    end = max((k for k, piece in enumerate(pieces) if piece.kind == "math"), default=0)
    start = end
    while start > 1 and pieces[start - 2].kind == "math" and pieces[start - 1].text.strip().lower() in LISTING:
        start -= 2
    return pieces[start : end + 1] if start < end else ()


def begins_reason(text: str) -> bool:
    return bool(words := _WORD.findall(text[:SIGHT].casefold())) and words[0] in REASONS


def _later(text: str) -> str:
    found = LATER.search(_REASON.split(" ".join(text[: 4 * SIGHT].split()))[0])
    return found[0] if found else ""


def _goes_on(words: list[str]) -> bool:
    """`$12$, then add one`: something is done with the value; `$12$, as we add them`: that is its reason."""
    return words[0] not in REASONS and not GO_ON.isdisjoint(words[:REACH])


def _given(after: str, then: tuple[Piece, ...]) -> bool:
    """`$x^2$ where $x = 3$`, `$x^2$ with $x$ replaced by $y$`."""
    words = _WORD.findall(_ENDS.split(after)[-1].casefold())
    return bool(words and then) and words[-1] in GIVES and then[0].kind == "math"
