r"""Indicators as they are written: `\mathbb{1}\{x > 0\}`, `\mathbf{1}_{x > 0}`, `1_A(x)`, `I(x > 0)`."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import CLOSING, OPENING, Reader
from grader.notation.shapes.brackets import as_set, has_bar, inside
from grader.notation.shapes.subscripts import script
from grader.notation.tree import Apply, Bind, Chain, Expr, Index, Interval, Name, Number
from grader.notation.words import BLACKBOARD
from grader.notation.words.word import POSTFIX

STATEMENTS = frozenset({"and", "or", "not", "xor", "implies", "iff"})
SETS = frozenset({"set", "list", "tuple", "union", "intersection", "setminus", "complement"})
NUMBER_SETS = frozenset(BLACKBOARD.values())


def indicator(r: Reader, token: Token, minimum: int) -> Expr:
    r"""What follows `\mathbb{1}`: a subscript or a bracket with what must hold; else the letter."""
    below = lowered(r, Name("bb(1)"))
    if below is not None:
        return below
    if r.is_op("(") or r.is_op("[") or r.is_op("{") or r.is_op("group"):
        return Apply("indicator", (_bracketed(r),))
    return Name("bb(1)")


def one(r: Reader, token: Token, minimum: int) -> Expr:
    r"""What follows a bold or plain 1, or `I`, if it makes an indicator of it; else the number or letter."""
    brackets: tuple[str, ...] = ("{", "group")
    value: Expr = Number("1")
    if token.kind == "name":
        brackets, value = ("{", "(", "["), Name(token.value)
    elif token.kind == "styled":
        brackets, value = ("{", "group", "(", "["), Name("bb(1)") if _beside_vectors(r) else value
        below = lowered(r, Name("bb(1)"))
        if below is not None:
            return below
    if any(map(r.is_op, brackets)) and _holds_statement(r):
        return Apply("indicator", (_bracketed(r),))
    return value


def _beside_vectors(r: Reader) -> bool:
    """Whether something is transposed here, so that a bold 1 is a vector of ones."""
    return any(t.word is not None and t.word.op == "transpose" for t in r.tokens) or (
        any(t.value == "T" and r.tokens[at - 1].word is not None for at, t in enumerate(r.tokens) if at)
        and "T" not in r.names.declared
    )


def lowered(r: Reader, value: Expr) -> Expr | None:
    """With a subscript: the indicator of a statement or a set, of a point where one follows; else a member of
    `value`, or None where there is no subscript."""
    if not (r.peek().kind == "subscript" or r.is_op("subscript")):
        return None
    below = script(r, r.next(), POSTFIX)
    match below:
        case Chain() | Apply("set", (Chain(),)):
            return Apply("indicator", (below.args[0] if isinstance(below, Apply) else below,))
        case Apply(op) if op in STATEMENTS:
            return Apply("indicator", (below,))
    if not _is_set(r, below):
        return Index(value, below.args if isinstance(below, Apply) and below.op == "sequence" else (below,))
    if r.is_op("("):
        return Apply("indicator", (Chain((_bracketed(r), as_set(below)), ("in",)),))
    return Apply("indicator", (as_set(below),))


def _is_set(r: Reader, expr: Expr) -> bool:
    match expr:
        case Name(id):
            domain = r.names.domain(id) if id in r.names.declared else None
            return (
                (id[0].isupper() and domain is None)
                or id in NUMBER_SETS
                or (domain is not None and domain.kind == "event")
            )
        case Interval() | Bind("set_of" | "map_set"):
            return True
        case Apply(op):
            return op in SETS
        case _:
            return False


def _holds_statement(r: Reader) -> bool:
    """Whether the bracket that opens here holds a statement and is no set builder."""
    depth, found = 0, False
    for token in r.tokens[r.at :]:
        op = token.word.op if token.word is not None else ""
        depth += (op in OPENING) - (op in CLOSING)
        if depth == 0:
            return found
        if depth == 1 and op in {"colon", ",", ";"}:
            return False
        found = found or (token.word is not None and token.word.infix in {"relation", "logic"})
    return False


def _bracketed(r: Reader) -> Expr:
    opening = r.next()
    op = opening.word.op if opening.word is not None else ""
    closing = {"(": ")", "[": "]"}.get(op, "}")
    bar = has_bar(r, opening)
    r.fences.append(("|", closing) if bar else (closing,))
    inner = inside(r)
    if bar and r.accept("|"):
        inner = Apply("given", (inner, inside(r)))
    r.expect(closing, opening)
    r.fences.pop()
    return inner
