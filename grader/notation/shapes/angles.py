r"""Angle brackets, `\langle u, v\rangle`, `<1, 2, 3>`, `⟨x | y⟩`: an inner product or components of a vector."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import CLOSING, OPENING, Reader
from grader.notation.shapes.brackets import inside, read_items
from grader.notation.tree import Apply, Call, Expr, Index, Name, walk

ARRAYS = frozenset({"vector", "matrix", "indexed", "random", "iid"})


def angle(r: Reader, opening: Token, minimum: int) -> Expr:
    """What stands between angle brackets."""
    return _angled(r, opening, "inner)")


def chevron(r: Reader, opening: Token, minimum: int) -> Expr:
    """`<1, 2, 3>` typed, where an operand begins; without its end, or without a comma or bar, it is a relation."""
    depth, parted = 0, False
    for token in r.tokens[r.at :]:
        op = token.word.op if token.word is not None else ""
        depth += (op in OPENING) - (op in CLOSING)
        if depth < 0 or (depth == 0 and op == ">"):
            break
        parted = parted or (depth == 0 and op in {",", "|"})
    if not parted or op != ">":
        if r.at == 1:
            raise r.fail("leading-relation", opening, relation=r.said(opening))
        raise r.fail("missing-before", opening, token=r.said(opening))
    return _angled(r, opening, ">")


def _angled(r: Reader, opening: Token, closing: str) -> Expr:
    r.fences.append((closing, "|") if _bars(r, closing) in (1, 2) else (closing,))
    items = [item for part in read_items(r) for item in part]
    barred = r.is_op("|")
    while r.accept("|"):
        items.append(inside(r))
    r.expect(closing, opening)
    r.fences.pop()
    within = range(opening.start, r.tokens[r.at - 1].end)  # here a comma is no decimal one
    doubts = [f for f in r.findings if f.code == "comma-separates" and f.span and f.span.start in within]
    r.findings[:] = [f for f in r.findings if f not in doubts]
    if barred and len(items) == 3:  # `⟨u | A | v⟩`
        items[1:] = [Apply("mul", tuple(items[1:]))]
    if len(items) == 2 and (barred or _inner(r, items, opening)):
        return Apply("inner", tuple(items))
    return Apply("tuple", tuple(items))


def _bars(r: Reader, closing: str) -> int:
    """How many bars stand at this level: one in `⟨x | y⟩`, two in `⟨x | A | y⟩`."""
    bars, depth = 0, 0
    for token in r.tokens[r.at :]:
        op = token.word.op if token.word is not None else ""
        depth += (op in OPENING) - (op in CLOSING)
        if depth == 0 and op == closing:
            break
        bars += depth == 0 and op == "|" and not token.side
    return bars


def _inner(r: Reader, items: list[Expr], opening: Token) -> bool:
    """Whether two entries are multiplied: vectors, or letters of which nothing is said. Numbers and real letters
    are components."""
    names, found = r.names, [[node for node in walk(item) if isinstance(node, Name)] for item in items]
    domains = {d.kind for ids in found for n in ids if n.id in names.declared and (d := names.domain(n.id))}
    if domains & ARRAYS:
        return True
    if not all(found) or (domains and all(n.id in names.variables for ids in found for n in ids)):
        return False
    letters = all(isinstance(item, Name | Index | Call) for item in items)
    r.note("angle-inner" if letters else "angle-vector", opening.start)
    return letters
