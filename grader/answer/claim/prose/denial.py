"""Words around a formula that take it back: it is quoted, not claimed, and a person reads what is meant."""

from __future__ import annotations

import re

from grader.late import pattern
from grader.values import Answer

_FRAME = pattern(
    r"\b(?:not|n[o’']t|isn[’']?t|never|hardly|nicht|nie|kaum)\s+(?:\w+\s+){0,2}?"
    r"(?:true|correct|right|valid|the case|so|hold|holds|mean|imply|equal|equivalent|äquivalent|follow|the same"
    r"|wahr|richtig|korrekt|der Fall|dasselbe)\b"
    r"|\b(?:folgt|gilt|stimmt|heißt)\s+(?:\w+\s+)?nicht\b|\bnothing to do with\b|\bunlike\W*$"
    r"|\b(?:cannot|can[’']?t|could not|couldn[’']?t)\s+(?:show|prove|conclude|derive|deduce)\b"
    r"|\b(?:false|untrue|wrong|incorrect|falsch|unwahr|doesn[’']?t hold)\b"
    r"|\b(?:one|you|I|we|some|many|people|man|wir|ich)\s+(?:\w+\s+)?"
    r"(?:might|may|could|would|könnte|würde)\s+(?:\w+\s+)?"
    r"(?:think|believe|guess|expect|assume|say|meinen|denken|glauben)"
    r"|\b(?:first|at first|originally|zuerst|erst)\s+(?:I\s+|we\s+)?(?:thought|believed|guessed|dachte)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = pattern(
    r"^[\s,]*(?:(?:is|are|was|were|would be|ist|sind|wäre)\s+(?:\w+\s+)?"
    r"(?:false|untrue|wrong|incorrect|falsch|unwahr|not (?:true|correct|right|so|the case)"
    r"|nicht (?:wahr|richtig|der Fall))\b"
    r"|(?:does not|doesn[’']?t|do not|cannot) (?:hold|be)\b|gilt nicht\b"
    r"|(?:(?:but|aber)\s+)?(?:which|that|this|it|das|dies|es|was)\b[^.;!?\n]{0,30}?\b(?:not|wrong|false|incorrect|untrue|nicht|falsch)\b)",
    re.IGNORECASE,
)
_REJECTED = pattern(
    r"^[\s,]*(?:(?:is|are|was|ist|sind|wäre)\s+(?:\w+\s+)?"
    r"(?:no|not (?:an?|in|allowed|defined|valid|possible|permitted|admissible)|kein|keine"
    r"|nicht (?:in|im|Teil|erlaubt|definiert|zulässig|möglich)"
    r"|extraneous|rejected|excluded|discarded|impossible|ausgeschlossen|unmöglich)\b"
    r"|(?:must|has to|can|muss|kann)\s+(?:be\s+)?(?:rejected|excluded|discarded|dropped|ausgeschlossen|verworfen)\b"
    r"|(?:does not|doesn[’']?t|do not)\s+(?:satisfy|solve|fulfil|work|belong)|(?:fällt weg|entfällt|scheidet aus)\b"
    r"|[(\s:]*(?:falsch|false|wrong|contradiction|widerspruch|✗|✘|↯|⚡|f\.\s?A\.|(?:stimmt|passt) nicht)"
    r"|(?:löst|erfüllt)[^.;!?\n]{0,40}\bnicht\b)",
    re.IGNORECASE,
)
_REJECTING = pattern(
    r"\b(?:reject|discard|exclude|drop|rule out|except|verwerfe|verwerfen|ohne|außer)\W*$", re.IGNORECASE
)
_NUMBERED = pattern(r"(?<![A-Za-z\\])[a-zA-Z]_?\{?\d\}?\$?(?![\w^])")
_ONLY = pattern(r"(?<!\w)(?:only|just|nur|seulement|allein|seul)\W*$", re.IGNORECASE)
SIGHT = 60
"""Characters beside a numbered letter that are looked at."""
_REFUSED = pattern(
    r"(?<!if )(?<!falls )(?<!wenn )(?<!\w)(?:not|nicht|non|pas|never|nie)"
    r"(?:\s(?:this|that|these|it|here|so|das|dies|dieses|hier|ceci|cela|ça|(?:the|die|das)\s\w{1,12}))?\s?:?\s?$",
    re.IGNORECASE,
)
"""`Not this:`, `the answer is not:`"""
_ALONE = pattern(r"\n[^\w\n]*(?:is\s|ist\s)?(?:not|nicht)[^\w\n]*\n\s*$", re.IGNORECASE)
"""A line of its own between two formulas."""
_SENTENCE = pattern(r"[.;!?]\s|\n\s*\n")


_HEDGE = pattern(
    r"[\s,;(/]*(?:or|perhaps|maybe|possibly|oder|vielleicht|bzw\.?|resp\.?)"
    r"(?:\s+(?:maybe|perhaps|possibly|even|just|vielleicht|auch|gar))*[\s,(]*",
    re.IGNORECASE,
)
_HINTS = pattern(
    "or|perhaps|maybe|possibly|not|n't|never|hardly|false|wrong|correct|untrue|might|could|would|thought"
    "|oder|vielleicht|bzw|resp|nicht|nie|kaum|falsch|unwahr|dachte"
)
"""What stands in every text in which `_HINT` finds something, as long as it is ASCII."""
_HINT = pattern(
    r"\b(?:or|perhaps|maybe|possibly|oder|vielleicht|bzw|resp)\b|not|n[o’']t\b|never|hardly|false|wrong|correct|untrue|might|could|would|thought"
    r"|nicht|nie|kaum|falsch|unwahr|könnte|würde|dachte",
    re.IGNORECASE,
)


_WITHDRAWN = pattern(
    r"(?:^|[.!;:,\n]\s*|\bplease\s+)(?:ignore|disregard)\s+(?:this|that|it|all|everything|the above|my)\b"
    r"|\b(?:all|everything|none|nothing|alles)\b(?:\s+\w+){0,4}\s+(?:is|are|ist|sind)\s+(?:wrong|false|incorrect|nonsense|falsch|Unsinn)\b"
    r"|\bbitte\b[^.!?\n]{0,40}\b(?:ignorieren|nicht\s+(?:werten|beachten|zählen))\b"
    r"|[\[(]\s*(?:crossed|struck)[\s-]+out\s*[\])]|[\[(]\s*(?:durch)?gestrichen\s*[\])]"
    r"|\b(?:do\s+not|don[’']?t)\s+(?:believe|think|claim)(?:\s+that)?[\s:,]*$"
    r"|\b(?:glaube|glauben|behaupte|behaupten)\s+nicht,?\s+dass[\s:,]*$",
    re.IGNORECASE,
)
_DENYING_SIGN = pattern(
    r"\\(?:overset|stackrel)\s*\{\s*\?+\s*\}"
    r"|\\(?:text|textrm|mbox|mathrm)\s*\{[^{}]{0,80}\b(?:wrong|false|incorrect|untrue|falsch)\b[^{}]{0,80}\}"
    r"|\\(?:text|textrm|mbox|mathrm)\s*\{\s*(?:is|are|ist|does)?\s*(?:not|nicht)(?:\s+equal(?:\s+to)?)?\s*\}\s*=",
    re.IGNORECASE,
)


_ASKING = pattern(r"\\(?:overset|stackrel)\s*\{\s*\?")


def refused(lead: str) -> bool:
    """Whether the words up to a colon say that what stands behind it is not so."""
    return _REFUSED.search(lead[-48:]) is not None


def withdrawn(answer: Answer) -> bool:
    """Whether an answer takes itself back as a whole ("ignore this", "[crossed out]"), or asks or denies within a
    formula what the formula seems to claim."""
    return any(
        (_WITHDRAWN if piece.kind == "prose" else _DENYING_SIGN).search(piece.text)
        for piece in answer.pieces
        if piece.kind in ("prose", "math", "display")
    )


def may_deny(text: str) -> bool:
    """Whether it is worth while to look for sentences that take something back."""
    if text.isascii() and not _HINTS.search(text.lower()):
        return False
    return bool(_HINT.search(text))


def rejected(before: str, after: str) -> bool:
    """Whether the words say of a value that it is no solution: it is looked at, not claimed."""
    return bool(_REJECTED.match(after) or _REJECTING.search(before))


def dropped(text: str) -> str:
    """The words that say of a numbered solution that it is none or the only one: `x_2 entfällt`, `only x_1`."""
    for found in _NUMBERED.finditer(text):
        before, after = text[max(0, found.start() - SIGHT) : found.start()], text[found.end() : found.end() + SIGHT]
        if rejected(before, after) or _ONLY.search(before):
            return found[0].strip(" $")
    return ""


def hedges(between: str) -> bool:
    """Whether nothing but "or", "perhaps" stands between a value and the next one: neither is claimed."""
    return bool(_HEDGE.fullmatch(between))


def denied(before: str, after: str = "") -> bool:
    """Whether the sentence in which a formula stands says that it does not hold, or what one could think."""
    alone = _ALONE.search(before) is not None
    open_end = before.rstrip()  # `does not imply` in a paragraph of its own
    before = before if open_end.endswith((".", ";", "!", "?")) else open_end
    return bool(_FRAME.search(_SENTENCE.split(before)[-1]) or _TAKEN_BACK.match(after) or alone)


def asks(text: str) -> bool:
    """Whether a sign only asks whether it holds: `a \\overset{?}{=} b`."""
    return "≟" in text or ("?" in text and _ASKING.search(text) is not None)
