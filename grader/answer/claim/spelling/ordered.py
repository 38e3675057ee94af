r"""Orders of growth by the signs that some courses have for them: `\log n \prec n \ll n^2`, `n ⊂ n^2`."""

from __future__ import annotations

from grader.late import pattern, replace
from grader.values import Answer

_HINT = pattern(r"\\(?:prec|succ|ll|gg|subset|supset)|[≺≻≪≫⊂⊃⊊⊋]|<<|>>")
_LESS = pattern(r"\\(?:prec|ll|subset(?:neqq?)?)(?![A-Za-z])|[≺≪⊂⊊]|<<")
_MORE = pattern(r"\\(?:succ|gg|supset(?:neqq?)?)(?![A-Za-z])|[≻≫⊃⊋]|>>")


def with_orders(answer: Answer) -> Answer:
    """The answer with plain signs for them."""
    if not _HINT.search(answer.raw):
        return answer
    said = (_MORE.sub(" > ", _LESS.sub(" < ", piece.text)) for piece in answer.pieces)
    pieces = tuple(replace(piece, text=text) for piece, text in zip(answer.pieces, said, strict=True))
    return replace(answer, pieces=pieces)
