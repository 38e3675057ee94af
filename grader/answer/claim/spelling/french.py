r"""The words that join French formulas as the English ones, which all rooms know: `x = 1 ou x = 3`,
`3x = 9 \text{ donc } x = 3`, `x appartient à ]0 ; 1[`. What a sentence says besides is read by the lists of words.
"""

from __future__ import annotations

import re

from grader.late import pattern, replace
from grader.values import Answer, Piece

_JOINTS = {
    "et": "and", "ou": "or", "ou bien": "or", "donc": "so", "ainsi": "so", "alors": "so", "par suite": "so",
    "ssi": "iff",
}  # fmt: skip
_PHRASES = {"si et seulement si": "iff", "c'est-à-dire": "so", "d'où": "so"}
"""What cannot be meant otherwise, wherever it stands."""
_ANY = "|".join(sorted(_JOINTS, key=len, reverse=True))
_HINT = pattern(rf"(?<![\w'’])(?:{_ANY}|appartient|d['’]où|c['’]est)(?!\w)", re.IGNORECASE)
"""What stands in every text that is read here."""
_PHRASE = pattern(r"(?<!\w)(?:si et seulement si|c['’]est[- ]à[- ]dire(?: que)?|d['’]où)(?!\w)", re.IGNORECASE)
_IN_TEXT = pattern(
    rf"(?P<open>\\(?:text|textrm|mbox|mathrm)\s?\{{[\s,~]*)(?P<word>{_ANY})(?P<close>[\s,:~]*\}})", re.IGNORECASE
)
_BETWEEN = pattern(
    rf"(?<=[\d)\]\[}}²³∞+%])(?P<gap>,?[ \t]+)(?P<word>{_ANY})(?=[ \t]+(?:[-−+(\[\]{{√∞\d\\]|[^\W\d_](?![^\W\d_])))"
    rf"|(?<=[\s=*/^(])(?P<letter>[^\W\d_])(?P<gap2>,?[ \t]+)(?P<word2>{_ANY})"
    r"(?=[ \t]+(?:[-−+(\[\]{√∞\d\\]|[^\W\d_](?:_\w|[\d₀-₉])?\s?(?:[=<>≤≥≠∈(]|\\(?:in|[lg]eq?|neq?)(?![a-z]))))"
)
"""Between what can only be formulas: a number, a bracket, or a letter before a relation."""
_ALONE = pattern(r"(?P<gap>[\s,;]*)(?P<word>et|ou|ou bien)(?P<rest>\s*(?:pour|sur)?\s*)", re.IGNORECASE)
_MEMBER = pattern(
    r"(?<![^\W\d_])(?P<letter>[^\W\d_])\s+appartient\s+à\s+(?:l['’](?:intervalle|ensemble)\s+)?(?=[\]\[{(])"
)
_MEMBER_TEXT = pattern(r"\\text\s?\{\s*appartient à\s*\}")


def in_our_joints(answer: Answer) -> Answer:
    """The answer with such words between its formulas in English."""
    if not _HINT.search(answer.raw):
        return answer
    pieces = answer.pieces
    read = tuple(_read(piece, _beside(pieces, k)) for k, piece in enumerate(pieces))
    return answer if read == pieces else replace(answer, pieces=read)


def _beside(pieces: tuple[Piece, ...], k: int) -> bool:
    """Whether formulas stand on both sides of this piece."""
    return 0 < k < len(pieces) - 1 and all(pieces[at].kind in ("math", "display") for at in (k - 1, k + 1))


def _read(piece: Piece, between: bool) -> Piece:
    if piece.kind == "struck" or not _HINT.search(piece.text):
        return piece
    text = _PHRASE.sub(_in_english, piece.text)
    if between and piece.kind == "prose" and (said := _ALONE.fullmatch(text)):
        rest = said["rest"].replace("pour", "for").replace("sur", "on")
        return replace(piece, text=f"{said['gap']}{_JOINTS[said['word'].lower()]}{rest}")
    text = _IN_TEXT.sub(lambda said: f"{said['open']}{_JOINTS[said['word'].lower()]}{said['close']}", text)
    text = _MEMBER_TEXT.sub(r"\\in ", _MEMBER.sub(r"\g<letter> ∈ ", text))
    return replace(piece, text=_BETWEEN.sub(_joint, text))


def _in_english(said: re.Match[str]) -> str:
    return _PHRASES["si et seulement si" if said[0][:2].lower() == "si" else "d'où"]


def _joint(said: re.Match[str]) -> str:
    word = _JOINTS[said["word"] or said["word2"]]
    return f"{said['letter'] or ''}{said['gap'] or said['gap2']}{word}"
