r"""The subspace that vectors span: `span{(1, 2)}`, `\text{Lin}\left(…\right)`, `\operatorname{span}\{v, w\}`."""

from __future__ import annotations

from grader.notation.reader import Reader
from grader.notation.shapes.brackets import read_items
from grader.notation.tree import Call, Expr, Name


def spanned(r: Reader, word: str) -> Expr | None:
    """The call of the word with the vectors in the brackets that open here; None where none do."""
    said = r.said(r.peek())
    if not said.endswith(("{", "(")):
        return None
    opening = r.next()
    closing = ")" if said.endswith("(") else "}"
    r.fences.append((closing,))
    vectors = tuple(item for part in read_items(r) for item in part)
    r.expect(closing, opening)
    r.fences.pop()
    return Call(Name(word), vectors)
