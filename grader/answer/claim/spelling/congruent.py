r"""Congruences as people write them: `x \equiv 23\ (105)`, `x ≡ 23 [105]`, `x \equiv_{105} 23`,
`$x \equiv 23$ mod $105$`, `$x$ is congruent to $23$ modulo $105$`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.late import pattern, replace
from grader.values import Answer, Piece

_HINT = pattern(r"≡|\\equiv|modulo|(?:con|k)gruent|(?<![A-Za-z])mod(?![A-Za-z])", re.IGNORECASE)
"""What stands in every text that is read here."""
_SIGN = r"(?:≡|\\equiv(?![A-Za-z]))"
_BELOW = pattern(rf"{_SIGN}\s?_\s?(?:\{{\s?(\d{{1,40}})\s?\}}|(\d))")
_BRACKETED = pattern(
    rf"({_SIGN}[^≡=<>\n$]{{1,60}}?[\d}})])\s?(?:\\[,;: ]\s?)?(?:\\left)?[(\[]\s?(\d{{1,40}})\s?(?:\\right)?[)\]]"
    r"(?=\s*(?:[.,;]?\s*$|[,;.]\s|\\\\))",
    re.MULTILINE,
)
"""A number in brackets behind a congruence: who writes a product there?"""
_WORD = pattern(r"(?<![A-Za-z\\])modulo(?![A-Za-z])\s?(?=\\?[,;: ]?\s?[\d}$])", re.IGNORECASE)
_ALIKE = pattern(r"\s*(?:(?:is|ist|are|sind)\s+)?(?:congruent|kongruent)\s+(?:to|zu)\s*", re.IGNORECASE)
_TYPED = pattern(r"(?<=[\w)])\s+(?:(?:is|ist)\s+)?(?:congruent|kongruent)\s+(?:to|zu)\s+(?=[-−\d])", re.IGNORECASE)
_TO = pattern(r"\s*\(?\s*mod(?:ulo)?\.?\s*(?:(?P<number>\d{1,40})\s*(?P<closed>\)?))?", re.IGNORECASE)
_RELATED = pattern(r"[=≡]|\\equiv(?![A-Za-z])")
_DIGITS = pattern(r"\s*\d{1,40}\s*")


def with_congruences(answer: Answer) -> Answer:
    """The answer with its congruences as everybody reads them."""
    if not _HINT.search(answer.raw):
        return answer
    spelled = tuple(piece if piece.kind == "struck" else _spelled(piece) for piece in answer.pieces)
    pieces = tuple(_joined(spelled)) if len(spelled) > 1 else spelled
    return answer if pieces == answer.pieces else replace(answer, pieces=pieces)


def _spelled(piece: Piece) -> Piece:
    text = _TYPED.sub(" ≡ ", _WORD.sub("mod ", piece.text))
    if "≡" in text or "\\equiv" in text:
        text = _BRACKETED.sub(r"\1 \\pmod{\2}", "\n".join(map(_from_below, text.split("\n"))))
    return piece if text == piece.text else replace(piece, text=text)


def _from_below(line: str) -> str:
    """`x \\equiv_7 4` with its modulus at the end."""
    moduli = {found[1] or found[2] for found in _BELOW.finditer(line)}
    if len(moduli) != 1:
        return line
    end = len(line.rstrip(" .,;\\"))
    return f"{_BELOW.sub(r'≡ ', line[:end])} \\pmod{{{moduli.pop()}}}{line[end:]}"


def _joined(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Formulas with such words between them as one."""
    rest = list(pieces)
    while rest:
        piece = rest.pop(0)
        if piece.kind in ("math", "display") and len(rest) > 1 and _is_joint(_ALIKE.fullmatch(rest[0].text), rest):
            piece = replace(piece, text=f"{piece.text} \\equiv {rest[1].text}")
            del rest[:2]
        if piece.kind in ("math", "display") and rest and rest[0].kind == "prose" and _RELATED.search(piece.text):
            piece, rest = _with_modulus(piece, rest)
        yield piece


def _is_joint(said: re.Match[str] | None, rest: list[Piece]) -> bool:
    return said is not None and rest[0].kind == "prose" and rest[1].kind == "math"


def _with_modulus(piece: Piece, rest: list[Piece]) -> tuple[Piece, list[Piece]]:
    """A formula with the modulus that stands behind it in words, and what is left behind."""
    said = None if "mod" in piece.text else _TO.match(rest[0].text)
    behind = rest[0].text[said.end() :] if said else ""
    if said is None or behind[:1].isalnum():
        return piece, rest
    if said["number"]:
        return _modulo(piece, said["number"]), [replace(rest[0], text=behind), *rest[1:]]
    if behind or len(rest) < 2 or rest[1].kind != "math" or not _DIGITS.fullmatch(rest[1].text):
        return piece, rest
    after = rest[2:]
    if "(" in said[0] and after and after[0].text.startswith(")"):
        after = [replace(after[0], text=after[0].text[1:]), *after[1:]]
    return _modulo(piece, rest[1].text.strip()), after


def _modulo(piece: Piece, modulus: str) -> Piece:
    return replace(piece, text=f"{piece.text} \\pmod{{{modulus}}}")
