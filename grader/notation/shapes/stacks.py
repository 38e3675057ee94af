r"""`\underset{x}{\max}` is `\max_{x}`; `\overset{iid}{\sim}` is `\sim`: settled among the tokens."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.tree import Expr
from grader.notation.words import SPELLINGS


def flatten(r: Reader) -> None:
    """Every stack of the text replaced, innermost last (what stands in it is looked at again)."""
    if not r.latex or ("set{" not in r.text.replace(" ", "") and "\\stackrel" not in r.text):
        return
    at = 0
    while at < len(r.tokens):
        if _is(r.tokens[at], "stack"):
            _replace(r, at)
        else:
            at += 1


def _replace(r: Reader, at: int) -> None:
    middle = _end(r, at + 1)
    end = _end(r, middle)
    script, base = r.tokens[at + 1 : middle], r.tokens[middle:end]
    if len(base) > 1:
        base = base[1:-1]
    if r.said(r.tokens[at]) == "\\underset":
        base = [*base, r.tokens[at]._replace(kind="word", value="_", word=SPELLINGS["_"]), *script]
    r.tokens[at:end] = base


def _end(r: Reader, at: int) -> int:
    """The place after the group that begins here, or after the one token."""
    if at >= len(r.tokens) or r.tokens[at].kind == "stop":
        raise r.fail("missing-operand", r.tokens[-1], after=r.said(r.tokens[max(0, at - 1)]))
    if not _is(r.tokens[at], "group"):
        return at + 1
    depth = 0
    for place in range(at, len(r.tokens)):
        if _is(r.tokens[place], "group") or _is(r.tokens[place], "{"):
            depth += 1
        elif _is(r.tokens[place], "}"):
            depth -= 1
            if depth == 0:
                return place + 1
    raise r.fail("unclosed-bracket", r.tokens[at], bracket=r.said(r.tokens[at]))


def _is(token: Token, op: str) -> bool:
    return token.word is not None and token.word.op == op


def missing(r: Reader, token: Token, minimum: int) -> Expr:
    """A stack that stands where none was looked for."""
    raise r.fail("unexpected-token", token, token=r.said(token))
