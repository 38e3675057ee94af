r"""Values at a place and between two: `f'(x)|_{x=0}`, `\left. y \right|_0^1`, `[x^2]_0^1`."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.names import free_names
from grader.notation.reader import Reader
from grader.notation.shapes.arguments import ANTIDERIVATIVES, is_function
from grader.notation.shapes.brackets import inside
from grader.notation.shapes.subscripts import scripts, subscripted
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Name, walk

CONSTANTS = frozenset({"pi", "e", "i", "infinity"})


def opened(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\left. y \right|_{x=0}`: the bracket that is not seen has been read."""
    r.fences.append(("|", "]", ")"))
    inner = inside(r)
    closing = r.next()
    r.fences.pop()
    if closing.word is None or closing.word.op not in {"|", "]", ")"}:
        raise r.fail("unclosed-bracket", token, bracket=r.said(token))
    return place(r, inner, closing, minimum) if r.places(0) else inner


def place(r: Reader, body: Expr, token: Token, minimum: int) -> Expr:
    """The body at what the scripts after the bar or bracket say: at one place, or the difference between two."""
    start = r.at
    below, above = scripts(r)
    places = below.args if isinstance(below, Apply) and below.op == "sequence" else (below,)
    if above is None and token.word is not None and token.word.op in {"]", ")"} and not _equation(places[0]):
        if isinstance(body, Name):
            r.at = start
            return subscripted(r, body.id)
        return Index(body, tuple(p for p in places if p is not None))
    if above is None:
        for one in places:
            if not (isinstance(one, Chain) and one.relations == ("=",)):
                raise r.fail("which-variable", token, sign=r.said(token))
            body = Bind("at", one.operands[:1], one.operands[1:], body)
        return body
    ends = [end for end in (below, above) if isinstance(end, Chain)]
    low, high = (end.operands[1] if isinstance(end, Chain) else end for end in (below, above))
    if low is None or high is None:
        raise r.fail("which-variable", token, sign=r.said(token))
    if isinstance(body, Name) and not ends and (is_function(r, body.id) or body.id in ANTIDERIVATIVES):
        return Apply("add", (Call(body, (high,)), Apply("neg", (Call(body, (low,)),))))  # `F|_a^b`
    variable = ends[0].operands[0] if ends else _variable(r, body, token, (low, high))
    upper, lower = Bind("at", (variable,), (high,), body), Bind("at", (variable,), (low,), body)
    return Apply("add", (upper, Apply("neg", (lower,))))


def _equation(expr: Expr | None) -> bool:
    return isinstance(expr, Chain) and expr.relations == ("=",)


COORDINATES = frozenset("xyztsur") | {"theta", "phi"}
"""Letters that one integrates over; others beside them are constants: `[e^{-\\lambda x}]_0^1`."""


def _variable(r: Reader, body: Expr, token: Token, ends: tuple[Expr, Expr]) -> Expr:
    """That of the integral before it, else the only letter or the only coordinate; else we do not guess."""
    before = r.tokens[: r.at]
    for d, after in zip(reversed(before[:-1]), reversed(before[1:]), strict=True):
        if d.value == "d" and after.kind == "name" and after.value in free_names(body):
            return Name(after.value)
    called = frozenset(n.function.id for n in walk(body) if isinstance(n, Call) and isinstance(n.function, Name))
    letters = free_names(body) - CONSTANTS - called
    if len(letters) > 1:
        letters = (letters & COORDINATES) - free_names(ends[0]) - free_names(ends[1])
    if len(letters) != 1:
        raise r.fail("which-variable", token, sign=r.said(token))
    (letter,) = letters
    r.note("values-between", before[0].start, name=letter)
    return Name(letter)
